/**
 * The components of a made item over time: approved versions of its bill one after the other, phantoms (虚拟件) blown through
 * to what they are made of. Of several versions valid on a day the one that came into force last counts, as when an order is
 * frozen (core/bom/order-needs.ts). Per piece and per order are carried together: a phantom's own fixed quantity is times its components.
 * Trap: effectivity is by the order's start day, so a phantom's version is chosen within the part of the parent's version.
 */
import type { BillInput } from './plan-inputs.ts';

export type Use = { readonly component: number; readonly per: number; readonly fixed: number; readonly from: number; readonly to: number };
export type BillsOf = ReadonlyMap<number, readonly BillInput[]>;
type Span = { readonly bill: BillInput; readonly from: number; readonly to: number };
const levelsMax = 40;

/** Spans of days [from, to) in which one version is in force; days without a version are left out. */
export function spansOf(versions: readonly BillInput[]): Span[] {
  const edges = [...new Set(versions.flatMap((bill) => [bill.from, bill.to + 1]))].sort((a, b) => a - b);
  return edges.flatMap((from, index): Span[] => {
    const to = edges[index + 1];
    if (to === undefined) return [];
    const bill = versions.filter((version) => version.from <= from && version.to + 1 >= to).reduce<BillInput | undefined>((best, version) => (best && best.from >= version.from ? best : version), undefined);
    return bill ? [{ bill, from, to }] : [];
  });
}

export type Exploded = { readonly uses: readonly Use[]; readonly phantomsWithoutBill: readonly number[] };

/** `planned` tells which components are planned at all; services are not. */
export function explode(item: number, bills: BillsOf, isPhantom: (item: number) => boolean, planned: (item: number) => boolean): Exploded {
  const uses: Use[] = [];
  const without: number[] = [];
  const blow = (parent: number, per: number, fixed: number, from: number, to: number, level: number): void => {
    for (const span of spansOf(bills.get(parent) ?? [])) {
      const [begin, end] = [Math.max(from, span.from), Math.min(to, span.to)];
      if (begin >= end) continue;
      for (const line of span.bill.lines) {
        if (!planned(line.component)) continue;
        const [linePer, lineFixed] = level === 0 ? [line.per, line.fixed] : [per * line.per, fixed * line.per + line.fixed];
        if (!isPhantom(line.component)) uses.push({ component: line.component, per: linePer, fixed: lineFixed, from: begin, to: end });
        else if (!bills.has(line.component) || level >= levelsMax) without.push(line.component);
        else blow(line.component, linePer / millionth, lineFixed / millionth, begin, end, level + 1);
      }
    }
  };
  blow(item, 1, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0);
  return { uses, phantomsWithoutBill: without };
}
/** Quantities per are millionths; as factors of what is below they count in units. */
const millionth = 1_000_000;
