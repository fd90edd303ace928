import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { acceptance } from './acceptance/acceptance.contract.ts';
import { acceptanceQueries } from './acceptance/acceptance.queries.ts';
import { customer } from './customer/customer.contract.ts';
import { delivery } from './delivery/delivery.contract.ts';
import { deliveryQueries } from './delivery/delivery.queries.ts';
import { orderTrackingQueries } from './order-tracking/order-tracking.queries.ts';
import { salesCards } from './home-cards.ts';
import { orderFlowQueries } from './order-flow/order-flow.queries.ts';
import { salesInvoice } from './sales-invoice/sales-invoice.contract.ts';
import { salesInvoiceQueries } from './sales-invoice/sales-invoice.queries.ts';
import { salesOrder } from './sales-order/sales-order.contract.ts';
import { salesOrderCommands } from './sales-order/sales-order.commands.ts';
import { salesOrderQueries } from './sales-order/sales-order.queries.ts';

export const sales = module({
  name: 'sales',
  title: { zh: '销售管理', en: 'Sales' },
  dependsOn: ['purchasing', 'foundation', 'engineering', 'documents', 'inventory', 'ledger'],
  masters: [
    masterRecord(customer, { table: 'foundation.party', grams: true, extension: { table: 'sales.customer', fields: ['creditLimit', 'paymentDays', 'taxRate', 'shipTo'] } }),
  ],
  documents: [salesOrder, delivery, acceptance, salesInvoice],
  commands: [...salesOrderCommands],
  queries: [...salesOrderQueries, ...deliveryQueries, ...acceptanceQueries, ...salesInvoiceQueries, ...orderTrackingQueries, ...orderFlowQueries],
  homeCards: salesCards,
});
