import { module } from '../../kernel/command.ts';
import { collection } from './collection/collection.contract.ts';
import { collectionQueries } from './collection/collection.queries.ts';
import { financeCards } from './home-cards.ts';
import { payment } from './payment/payment.contract.ts';
import { paymentQueries } from './payment/payment.queries.ts';
import { receivableQueries } from './receivable/receivable.queries.ts';
import { advanceSettlement, prepaymentSettlement } from './settlement/settlement.contract.ts';
import { settlementQueries } from './settlement/settlement.queries.ts';
import { supplierInvoice } from './supplier-invoice/supplier-invoice.contract.ts';
import { supplierInvoiceQueries } from './supplier-invoice/supplier-invoice.queries.ts';

export const finance = module({
  name: 'finance',
  title: { zh: '财务管理', en: 'Finance' },
  dependsOn: ['documents', 'ledger', 'purchasing'],
  documents: [supplierInvoice, payment, collection, advanceSettlement.document, prepaymentSettlement.document],
  commands: [],
  queries: [...supplierInvoiceQueries, ...paymentQueries, ...collectionQueries, ...receivableQueries, ...settlementQueries],
  homeCards: financeCards,
});
