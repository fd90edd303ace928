/**
 * What happened in the factory, as the simulation writes it down and the poster carries it out. Documents name one another by key;
 * lines by their position. Quantities are counted in millionths of the stock unit, like the product's own.
 */
import type { PlainDay } from '@millwright/core/primitives/plain-day';

export type OrderedLine = { readonly item: string; readonly quantity: number; readonly dueDay: PlainDay };
/** A quantity of one line of an earlier document. */
export type LineOf = { readonly of: string; readonly line: number; readonly item: string; readonly quantity: number };
type Base = { readonly key: string; readonly day: PlainDay };

export type SalesOrderEvent = Base & { readonly kind: 'sales-order'; readonly customer: string; readonly customerOrder: string; readonly lines: readonly OrderedLine[]; readonly draft: boolean };
export type PurchaseOrderEvent = Base & { readonly kind: 'purchase-order'; readonly supplier: string; readonly lines: readonly OrderedLine[]; readonly draft: boolean };
export type WorkOrderEvent = Base & { readonly kind: 'work-order'; readonly item: string; readonly quantity: number; readonly startDay: PlainDay; readonly dueDay: PlainDay; readonly draft: boolean };
export type ReceiptEvent = Base & { readonly kind: 'receipt'; readonly supplier: string; readonly lines: readonly LineOf[] };
export type SupplierInvoiceEvent = Base & { readonly kind: 'supplier-invoice'; readonly supplier: string; readonly receipts: readonly string[]; readonly differencePercent: number };
export type PaymentEvent = Base & { readonly kind: 'payment'; readonly supplier: string; readonly invoices: readonly string[]; /** Amounts of payables taken over, paid whole. */ readonly openings: readonly string[]; readonly percent: number };
export type IssueEvent = Base & { readonly kind: 'issue'; readonly workOrder: string };
export type ReportEvent = Base & { readonly kind: 'report'; readonly workOrder: string; readonly operation: number; readonly good: number; readonly scrap: number };
export type CompletionEvent = Base & { readonly kind: 'completion'; readonly workOrder: string; readonly item: string; readonly quantity: number };
export type CloseEvent = Base & { readonly kind: 'work-order-close'; readonly workOrder: string };
export type DeliveryEvent = Base & { readonly kind: 'delivery'; readonly customer: string; readonly lines: readonly LineOf[] };
export type AcceptanceEvent = Base & { readonly kind: 'acceptance'; readonly customer: string; readonly delivery: string };
export type SalesInvoiceEvent = Base & { readonly kind: 'sales-invoice'; readonly customer: string; readonly acceptances: readonly string[] };
export type CollectionEvent = Base & { readonly kind: 'collection'; readonly customer: string; readonly acceptances: readonly string[]; /** Amounts of receivables taken over, settled whole. */ readonly openings: readonly string[]; readonly percent: number };
/** A slip of the pen, taken back by a red document on the same day; the right document follows. */
export type ReversalEvent = Base & { readonly kind: 'reversal'; readonly of: string; readonly noun: 'receipt' | 'issue' | 'delivery' };

export type DemoEvent =
  | SalesOrderEvent | PurchaseOrderEvent | WorkOrderEvent | ReceiptEvent | SupplierInvoiceEvent | PaymentEvent | IssueEvent | ReportEvent | CompletionEvent
  | CloseEvent | DeliveryEvent | AcceptanceEvent | SalesInvoiceEvent | CollectionEvent | ReversalEvent;
export type EventKind = DemoEvent['kind'];
export const unitMillionths = 1_000_000;
