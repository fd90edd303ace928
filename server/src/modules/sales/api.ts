/** What other modules and flows may use of sales. */
export { acceptance, acceptanceRefusals, bookAcceptance, saveAcceptance } from './acceptance/acceptance.contract.ts';
export {
  type AcceptableLine, type AcceptanceInput, type AcceptedLine, decideAcceptance, dueDay, type OrderLinePrice, type Price, priceAccepted, type RevenueLine, revenueMovements,
} from './acceptance/acceptance.rules.ts';
export { copyRedAcceptance, loadOrderPrices, lockAcceptable, readAcceptanceDraft, writeAcceptance } from './acceptance/acceptance.store.ts';
export { bookDelivery, delivery, deliveryRefusals, saveDelivery } from './delivery/delivery.contract.ts';
export { checkStock, type DeliverableLine, type DeliveredLine, type DeliveryInput, decideDelivery, warehouseOf } from './delivery/delivery.rules.ts';
export { copyRedDelivery, loadRevenueEvent, lockDeliverable, readDeliveryDraft, writeDelivery } from './delivery/delivery.store.ts';
export { bookSalesInvoice, salesInvoice, salesInvoiceRefusals, saveSalesInvoice } from './sales-invoice/sales-invoice.contract.ts';
export { decideSalesInvoice, type InvoiceableLine, type InvoicedLine, invoiceMovements, overpaidBy, overpaidMovements, type SalesInvoiceInput } from './sales-invoice/sales-invoice.rules.ts';
export { copyRedSalesInvoice, loadSameNumber, lockInvoiceable, readSalesInvoiceDraft, writeSalesInvoice } from './sales-invoice/sales-invoice.store.ts';
