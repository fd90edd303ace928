/**
 * Exact dates laid into buckets. On hand runs on from bucket to bucket: what there was, plus what comes in, less what goes out.
 * Net is what is missing before anything new is planned. Trap: "without the plan" does not end planned orders' own needs
 * below: it answers what happens to this item if nobody releases its orders.
 */
import { addQuantity, formatQuantity, type Quantity, subtractQuantity, sumQuantity, zeroQuantity } from '@millwright/core/primitives/decimal';
import { addDays, firstDayOf, lastDayOf, nextPeriod, periodOf, type PlainDay, weekday } from '@millwright/core/primitives/plain-day';
import type { ItemFigures } from './item-figures.ts';

export type BucketSize = 'day' | 'week' | 'month';
export type Phase = { from: string; to: string; gross: string; scheduled: string; net: string; plannedReceipts: string; plannedReleases: string; onHand: string; withoutPlan: string };
const most: Record<BucketSize, number> = { day: 60, week: 26, month: 18 };
const least: Record<BucketSize, number> = { day: 20, week: 12, month: 6 };

/** Buckets from the planning day on; the first week and month begin in the past but count from the planning day. */
export function bucketsFrom(day: PlainDay, size: BucketSize, last: PlainDay): { from: PlainDay; to: PlainDay }[] {
  const buckets: { from: PlainDay; to: PlainDay }[] = [];
  let from = day;
  while (buckets.length < most[size] && (buckets.length < least[size] || from <= last)) {
    const to = size === 'day' ? from : size === 'week' ? addDays(from, 7 - weekday(from)) : lastDayOf(periodOf(from));
    buckets.push({ from, to });
    from = size === 'month' ? firstDayOf(nextPeriod(periodOf(from))) : addDays(to, 1);
  }
  return buckets;
}

export function phasesOf(figures: ItemFigures, size: BucketSize): { overdue: Phase; buckets: Phase[] } {
  const { runDay, needs, supplies, orders } = figures;
  const days = [...needs.map((one) => one.day), ...supplies.map((one) => one.day), ...orders.map((one) => one.dueDay)];
  const last = days.reduce((latest, day) => (day > latest ? day : latest), runDay);
  let onHand = figures.stock;
  let withoutPlan = figures.stock;
  const phase = (from: PlainDay, to: PlainDay): Phase => {
    const within = (day: PlainDay): boolean => day >= from && day <= to;
    const sum = <Row>(rows: readonly Row[], day: (row: Row) => PlainDay, value: (row: Row) => Quantity): Quantity => sumQuantity(rows.filter((row) => within(day(row))).map(value));
    const gross = sum(needs, (row) => row.day, (row) => row.quantity);
    const scheduled = sum(supplies, (row) => row.day, (row) => row.quantity);
    const plannedReceipts = sum(orders, (row) => row.dueDay, (row) => row.good);
    const plannedReleases = sum(orders, (row) => row.startDay, (row) => row.quantity);
    const before = subtractQuantity(addQuantity(onHand, scheduled), addQuantity(gross, to >= runDay ? figures.safetyStock : zeroQuantity));
    onHand = subtractQuantity(addQuantity(onHand, addQuantity(scheduled, plannedReceipts)), gross);
    withoutPlan = subtractQuantity(addQuantity(withoutPlan, scheduled), gross);
    const text = formatQuantity;
    return {
      from, to, gross: text(gross), scheduled: text(scheduled), net: text(before < 0n ? (-before as Quantity) : zeroQuantity), plannedReceipts: text(plannedReceipts), plannedReleases: text(plannedReleases),
      onHand: text(onHand), withoutPlan: text(withoutPlan),
    };
  };
  const overdue = phase('1900-01-01' as PlainDay, addDays(runDay, -1));
  return { overdue, buckets: bucketsFrom(runDay, size, last).map(({ from, to }) => phase(from, to)) };
}
