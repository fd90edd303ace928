/**
 * What a run reads, as plain rows. Days are day numbers (1970-01-01 = 0), quantities whole millionths, ids numbers below 2^53:
 * what the engine works with, so nothing is converted twice. Rows come in a fixed order, so a plan is the same every time.
 */
export type ItemInput = {
  readonly id: number;
  readonly source: 'make' | 'buy' | 'subcontract' | 'phantom';
  readonly active: boolean;
  readonly policy: 'lot-for-lot' | 'fixed' | 'period' | 'min-max' | 'eoq';
  readonly leadDays: number;
  readonly lotMinimum: number;
  readonly lotMultiple: number;
  /** Infinity for none. */
  readonly lotMaximum: number;
  readonly periodDays: number;
  readonly safetyStock: number;
  /** NaN for none. */
  readonly reorderPoint: number;
  readonly orderUpTo: number;
  readonly supplierId: number | undefined;
  readonly decimals: number;
  readonly stock: number;
};
export type BillLineInput = {
  readonly component: number;
  /** Millionths per unit of the parent, with scrap; may have a fraction. */
  readonly per: number;
  /** Millionths per order. */
  readonly fixed: number;
};
/** An approved version of a bill: first and last day (Infinity for open). */
export type BillInput = { readonly id: number; readonly item: number; readonly from: number; readonly to: number; readonly yieldRate: number; readonly lines: BillLineInput[] };
export type NeedInput = { readonly kind: 'sales-order-line' | 'work-order-component'; readonly line: number; readonly document: number; readonly item: number; readonly day: number; readonly quantity: number };
export type SupplyInput = { readonly kind: 'purchase-order-line' | 'work-order'; readonly line: number; readonly document: number; readonly item: number; readonly day: number; readonly quantity: number };
export type PlanInputs = {
  readonly items: readonly ItemInput[];
  readonly bills: readonly BillInput[];
  readonly needs: readonly NeedInput[];
  readonly supplies: readonly SupplyInput[];
  /** Days that differ from the weekly pattern. */
  readonly calendar: readonly { readonly day: number; readonly working: boolean }[];
};
