import { module } from '../../kernel/command.ts';
import { payment } from './payment/payment.contract.ts';
import { paymentQueries } from './payment/payment.queries.ts';
import { supplierInvoice } from './supplier-invoice/supplier-invoice.contract.ts';
import { supplierInvoiceQueries } from './supplier-invoice/supplier-invoice.queries.ts';

export const finance = module({
  name: 'finance',
  title: { zh: '财务管理', en: 'Finance' },
  dependsOn: ['documents', 'ledger', 'purchasing'],
  documents: [supplierInvoice, payment],
  commands: [],
  queries: [...supplierInvoiceQueries, ...paymentQueries],
});
