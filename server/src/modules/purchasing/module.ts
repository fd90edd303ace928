import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { purchasingCards } from './home-cards.ts';
import { purchaseOrder } from './purchase-order/purchase-order.contract.ts';
import { purchaseOrderCommands } from './purchase-order/purchase-order.commands.ts';
import { purchaseOrderQueries } from './purchase-order/purchase-order.queries.ts';
import { purchaseReceipt } from './purchase-receipt/purchase-receipt.contract.ts';
import { purchaseReceiptQueries } from './purchase-receipt/purchase-receipt.queries.ts';
import { supplier } from './supplier/supplier.contract.ts';

export const purchasing = module({
  name: 'purchasing',
  title: { zh: '供应管理', en: 'Purchasing' },
  dependsOn: ['foundation', 'engineering', 'documents', 'inventory', 'ledger'],
  masters: [
    masterRecord(supplier, { table: 'foundation.party', grams: true, extension: { table: 'purchasing.supplier', fields: ['grade', 'paymentDays', 'taxRate'] } }),
  ],
  documents: [purchaseOrder, purchaseReceipt],
  commands: [...purchaseOrderCommands],
  queries: [...purchaseOrderQueries, ...purchaseReceiptQueries],
  homeCards: purchasingCards,
});
