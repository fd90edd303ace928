/** Commands that cross modules, one file each; registered as a module of their own because no module may import another's insides. */
import { module } from '../kernel/command.ts';
import { acceptDelivery } from './accept-delivery.ts';
import { collectMoney } from './collect-money.ts';
import { closeWorkOrder } from './close-work-order.ts';
import { completeOrder } from './complete-order.ts';
import { deliverGoods } from './deliver-goods.ts';
import { importOpenings } from './import-openings.ts';
import { issueMaterial } from './issue-material.ts';
import { matchSupplierInvoice } from './match-supplier-invoice.ts';
import { paySupplier } from './pay-supplier.ts';
import { invoiceSales } from './invoice-sales.ts';
import { receivePurchase } from './receive-purchase.ts';
import { releasePlanned } from './release-planned.ts';
import { reportOperation } from './report-operation.ts';
import { returnMaterial } from './return-material.ts';
import { settleAdvance } from './settle-advance.ts';

export const flows = module({
  name: 'flows',
  title: { zh: '业务流程', en: 'Flows' },
  dependsOn: ['documents', 'finance', 'inventory', 'ledger', 'planning', 'purchasing', 'sales', 'shopfloor'],
  documents: [],
  commands: [...receivePurchase, ...matchSupplierInvoice, ...paySupplier, ...deliverGoods, ...acceptDelivery, ...invoiceSales, ...collectMoney, ...settleAdvance, ...issueMaterial, ...returnMaterial, ...reportOperation, ...completeOrder, ...closeWorkOrder, ...importOpenings, ...releasePlanned],
  queries: [],
});
