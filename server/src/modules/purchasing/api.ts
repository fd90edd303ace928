/** What other modules and flows may use of purchasing. */
export { bookPurchaseReceipt, purchaseReceipt, purchaseReceiptRefusals, savePurchaseReceipt } from './purchase-receipt/purchase-receipt.contract.ts';
export { decideReceive, type OrderLineFacts, type PurchaseReceiptInput, type ReceivedLine } from './purchase-receipt/purchase-receipt.rules.ts';
export { copyRedReceipt, lockOrderLines, readDraft, writePurchaseReceipt } from './purchase-receipt/purchase-receipt.store.ts';
export { purchaseOrder, purchaseOrderLine, savePurchaseOrder } from './purchase-order/purchase-order.contract.ts';
export { type PricedOrder, priceOrder, type PurchaseOrderInput } from './purchase-order/purchase-order.rules.ts';
export { writePurchaseOrder } from './purchase-order/purchase-order.store.ts';
