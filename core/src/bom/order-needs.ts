/**
 * What an order of some quantity needs: the approved bill valid on its start day, phantoms (虚拟件) blown through to what they
 * are made of. Per line: quantity per ÷ base × order quantity × (1 + scrap) + fixed; needs of one item at one operation are
 * added up as exact fractions and rounded up once, to what the item's unit can be counted in.
 * Trap: rounding at each level of phantoms would order whole screws for a quarter of a bracket.
 */
import type { Quantity, Rate } from '../primitives/decimal.ts';
import { accept, type Decision, refuse } from '../primitives/outcome.ts';
import type { PlainDay } from '../primitives/plain-day.ts';
import { quantityUp } from '../primitives/round-up.ts';

export type BillLine = {
  readonly itemId: string;
  readonly quantityPer: Quantity;
  readonly quantityFixed: Quantity;
  readonly scrapRate: Rate;
  readonly operationNo: number | null;
  readonly issueMethod: 'pick' | 'backflush';
};
export type Bill = { readonly id: string; readonly validFrom: PlainDay; readonly validTo: PlainDay | null; readonly baseQuantity: Quantity; readonly lines: readonly BillLine[] };
export type BillItem = { readonly code: string; readonly phantom: boolean; readonly stocked: boolean; readonly decimals: number };
/** Approved bills only. */
export type Bills = { readonly items: ReadonlyMap<string, BillItem>; readonly bills: ReadonlyMap<string, readonly Bill[]> };
export type Need = { readonly itemId: string; readonly quantity: Quantity; readonly operationNo: number | null; readonly issueMethod: 'pick' | 'backflush' };
export type OrderNeeds = { readonly billId: string | undefined; readonly needs: readonly Need[] };

/** Of several versions valid on the day, the one that came into force last. */
export function validOn<Version extends { readonly validFrom: PlainDay; readonly validTo: PlainDay | null }>(versions: readonly Version[] | undefined, day: PlainDay): Version | undefined {
  return (versions ?? [])
    .filter((version) => version.validFrom <= day && (version.validTo === null || version.validTo >= day))
    .reduce<Version | undefined>((best, version) => (best && best.validFrom >= version.validFrom ? best : version), undefined);
}

type Fraction = { readonly numerator: bigint; readonly denominator: bigint };
type Open = Omit<Need, 'quantity'> & { wanted: Fraction };
const one = 1_000_000n;
const levelsMax = 40;

/** Without a valid bill the needs are empty and billId is undefined: a draft may wait for its bill, release may not. */
export function orderNeeds(bills: Bills, itemId: string, quantity: Quantity, day: PlainDay): Decision<OrderNeeds> {
  const bill = validOn(bills.bills.get(itemId), day);
  if (!bill) return accept({ billId: undefined, needs: [] });
  const open = new Map<string, Open>();
  const stuck = collect(bills, bill, { numerator: quantity, denominator: 1n }, day, null, 1, open);
  if (stuck) return stuck;
  const needs = [...open.values()].map(({ wanted, ...need }) => ({
    ...need, quantity: quantityUp(wanted.numerator, wanted.denominator, bills.items.get(need.itemId)?.decimals ?? 6),
  }));
  return accept({ billId: bill.id, needs });
}

function collect(bills: Bills, bill: Bill, parents: Fraction, day: PlainDay, operationNo: number | null, level: number, open: Map<string, Open>): Decision<never> | undefined {
  for (const line of bill.lines) {
    const item = bills.items.get(line.itemId);
    if (item && !item.stocked) continue;
    const wanted = wantedBy(line, bill.baseQuantity, parents);
    const operation = operationNo ?? line.operationNo;
    if (item?.phantom) {
      const inner = validOn(bills.bills.get(line.itemId), day);
      if (!inner) return refuse('phantom-without-bom', { code: item.code });
      if (level >= levelsMax) return refuse('bom-cycle', { code: item.code });
      const stuck = collect(bills, inner, wanted, day, operation, level + 1, open);
      if (stuck) return stuck;
      continue;
    }
    const key = `${line.itemId}|${operation ?? ''}|${line.issueMethod}`;
    const same = open.get(key);
    open.set(key, { itemId: line.itemId, operationNo: operation, issueMethod: line.issueMethod, wanted: same ? sum(same.wanted, wanted) : wanted });
  }
  return undefined;
}

const wantedBy = (line: BillLine, base: Quantity, parents: Fraction): Fraction => sum(
  { numerator: parents.numerator * line.quantityPer * (one + line.scrapRate), denominator: parents.denominator * base * one },
  { numerator: line.quantityFixed, denominator: 1n },
);
const sum = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };
