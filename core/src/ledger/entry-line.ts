/**
 * One line of the journal, which is a line of both books: account and amount for finance, item, place and quantity for the
 * warehouse. Sides are the accountant's (D 借, C 贷); a red line keeps its side and turns negative, so turnover stays right.
 * Quantity is signed by direction, whatever the side: + into the place, − out of it.
 */
import type { Money, Quantity } from '../primitives/decimal.ts';

export type Side = 'D' | 'C';
type Id = string | null | undefined;

/** What a line is about beside its account. Ids are the database's, as text; empty is null or undefined alike. */
export type Dimensions = {
  readonly partyId?: Id;
  /** The document line that opened the receivable, payable or accrual. */
  readonly openItemId?: Id;
  readonly departmentId?: Id;
  readonly personId?: Id;
  readonly workOrderId?: Id;
  readonly operationId?: Id;
  readonly orderLineId?: Id;
  readonly costObjectId?: Id;
  readonly projectId?: Id;
  readonly costElement?: string | null | undefined;
  readonly assetId?: Id;
  readonly bankAccountId?: Id;
  readonly cashFlowItemId?: Id;
};
export type Currency = {
  readonly currency?: string | null | undefined;
  /** Decimal text, eight places. */
  readonly exchangeRate?: string | null | undefined;
  readonly currencyAmount?: Money | null | undefined;
};
export type EntryLine = Dimensions & Currency & {
  readonly side: Side;
  readonly amount: Money;
  readonly accountId: string | null;
  readonly itemId?: Id;
  readonly lotId?: Id;
  readonly placeId?: Id;
  readonly ownerId?: Id;
  readonly poolId?: Id;
  readonly quantity: Quantity;
  readonly secondQuantity?: Quantity | null | undefined;
  /** Only in reversals: makes up for what exact negation would leave in a pool. */
  readonly settles: boolean;
  /** Only in revaluations: the earlier line whose value this one changes. */
  readonly adjusts?: { readonly entryId: string; readonly lineNo: number } | null | undefined;
  readonly movement: string;
  readonly summary: string;
};

export const dimensionNames = [
  'partyId', 'openItemId', 'departmentId', 'personId', 'workOrderId', 'operationId', 'orderLineId', 'costObjectId', 'projectId',
  'costElement', 'assetId', 'bankAccountId', 'cashFlowItemId',
] as const satisfies readonly (keyof Dimensions)[];

/** Debit less credit. */
export const signedAmount = (line: Pick<EntryLine, 'side' | 'amount'>): Money => (line.side === 'D' ? line.amount : -line.amount) as Money;

/** Only the dimensions, for carrying them over to another line. */
export function dimensionsOf(line: Dimensions): Dimensions {
  return Object.fromEntries(dimensionNames.filter((name) => line[name] != null).map((name) => [name, line[name]]));
}

/** What is wrong with the lines of one entry, or undefined: the database refuses the same three things. */
export function entryFault(lines: readonly EntryLine[]): string | undefined {
  if (lines.length < 2) return 'fewer than two lines';
  const difference = lines.reduce((sum, line) => sum + signedAmount(line), 0n);
  if (difference !== 0n) return `debits and credits differ by ${difference} cents`;
  const items = new Map<string, bigint>();
  for (const line of lines) if (line.quantity !== 0n) items.set(line.itemId ?? '', (items.get(line.itemId ?? '') ?? 0n) + line.quantity);
  for (const [item, rest] of items) if (rest !== 0n) return `quantities of item ${item} do not sum to zero`;
  return undefined;
}
