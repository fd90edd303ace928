/** What flows may use of finance. */
export { bookSupplierInvoice, saveSupplierInvoice, supplierInvoice, supplierInvoiceRefusals } from './supplier-invoice/supplier-invoice.contract.ts';
export { decideMatch, type MatchedLine, type ReceiptLineFacts, stillInPool, type SupplierInvoiceInput } from './supplier-invoice/supplier-invoice.rules.ts';
export { copyRedInvoice, findSameNumber, lockReceiptLines, poolPlaces, readInvoiceDraft, writeSupplierInvoice } from './supplier-invoice/supplier-invoice.store.ts';
export { bookPayment, payment, paymentRefusals, savePayment } from './payment/payment.contract.ts';
export { decidePayment, type PaymentInput, type SettledPayment } from './payment/payment.rules.ts';
export { copyRedPayment, isMoneyAccount, lockOpenPayables, readPaymentDraft, writePayment } from './payment/payment.store.ts';
export { bookCollection, collection, collectionRefusals, saveCollection } from './collection/collection.contract.ts';
export { type CollectionInput, collectionMovements, decideCollection, type OpenReceivable, type SettledCollection } from './collection/collection.rules.ts';
export { copyRedCollection, invoicesPaid, lockCustomer, lockReceivables, readCollectionDraft, writeCollection } from './collection/collection.store.ts';
export { advanceSettlement, prepaymentSettlement, type SettlementContracts, settlementRefusals } from './settlement/settlement.contract.ts';
export { decideSettlement, type SettlementInput, settlementMovements, type SettlementSide } from './settlement/settlement.rules.ts';
export { copyRedSettlement, lockSettlement, readSettlementDraft, settlersOf, writeSettlement } from './settlement/settlement.store.ts';
