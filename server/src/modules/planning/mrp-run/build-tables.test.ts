// Goal: master data becomes the engine's columns as a planner means it: versions by day, phantoms, policies, working days, whole lots.
// Method: rows by hand, the engine run on them, dates and lots worked out on paper. Day 20619 is Monday 2026-06-15.
import { plan } from '@millwright/core/planning/plan';
import { compileTables } from '@millwright/core/planning/compiled-model';
import { dayFromNumber, dayNumber, parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, test } from 'vitest';
import { explode, spansOf } from './bill-uses.ts';
import { buildTables, closedDays } from './build-tables.ts';
import { dayOfEnd, dayOfStart, daysLate, findExceptions } from './find-exceptions.ts';
import type { BillInput, ItemInput, NeedInput, PlanInputs, SupplyInput } from './plan-inputs.ts';
import { planTask } from './plan-task.ts';

const today = dayNumber(parseDay('2026-06-15'));
const units = (value: number): number => value * 1_000_000;
const item = (id: number, fields: Partial<ItemInput> = {}): ItemInput => ({
  id, source: 'buy', active: true, policy: 'lot-for-lot', leadDays: 0, lotMinimum: 0, lotMultiple: 0, lotMaximum: Number.POSITIVE_INFINITY, periodDays: 0, safetyStock: 0,
  reorderPoint: Number.NaN, orderUpTo: Number.NaN, supplierId: 9, decimals: 0, stock: 0, ...fields,
});
const bill = (id: number, of: number, lines: [number, number, number?][], fields: Partial<BillInput> = {}): BillInput =>
  ({ id, item: of, from: 0, to: Number.POSITIVE_INFINITY, yieldRate: 1, lines: lines.map(([component, per, fixed = 0]) => ({ component, per: units(per), fixed: units(fixed) })), ...fields });
const need = (of: number, quantity: number, day: string, line = 1): NeedInput => ({ kind: 'sales-order-line', line, document: 1, item: of, day: dayNumber(parseDay(day)), quantity: units(quantity) });
const supply = (of: number, quantity: number, day: string, line = 1): SupplyInput => ({ kind: 'purchase-order-line', line, document: 1, item: of, day: dayNumber(parseDay(day)), quantity: units(quantity) });
const inputs = (parts: Partial<PlanInputs>): PlanInputs => ({ items: [], bills: [], needs: [], supplies: [], calendar: [], ...parts });
/** Orders as [item, quantity, start, due]. */
function ordersOf(parts: Partial<PlanInputs>): [number, number, string, string][] {
  const all = inputs(parts);
  const built = buildTables(all, today);
  const { orders } = plan(compileTables(built.tables));
  return Array.from({ length: orders.count }, (_, order) => [
    all.items[built.itemOfOperation[orders.operation[order] ?? -1] ?? -1]?.id ?? 0, (orders.quantity[order] ?? 0) / 1_000_000, dayFromNumber(dayOfStart(orders.start[order] ?? 0)), dayFromNumber(dayOfEnd(orders.end[order] ?? 0)),
  ]);
}

describe('order policies and lots', () => {
  const demands = [need(1, 30, '2026-06-22', 1), need(1, 20, '2026-06-24', 2), need(1, 7, '2026-07-20', 3)];
  test.each<[string, Partial<ItemInput>, [number, string][]]>([
    ['lot for lot', {}, [[30, '2026-06-22'], [20, '2026-06-24'], [7, '2026-07-20']]],
    ['fixed lots of the minimum', { policy: 'fixed', lotMinimum: units(40) }, [[40, '2026-06-22'], [40, '2026-06-24']]],
    ['economic lot: the minimum lot', { policy: 'eoq', lotMinimum: units(60) }, [[60, '2026-06-22']]],
    ['a week of needs together', { policy: 'period', periodDays: 7 }, [[50, '2026-06-22'], [7, '2026-07-20']]],
    // 10 on hand at once up to 50: 50 − 30 = 20 is not below 10; 20 − 20 = 0 is, so 50 on the 24th; 50 − 7 stays.
    ['reorder point 10, up to 50', { policy: 'min-max', reorderPoint: units(10), orderUpTo: units(50) }, [[50, '2026-06-15'], [50, '2026-06-24']]],
    ['at most 20 in a lot', { lotMaximum: units(20) }, [[20, '2026-06-22'], [10, '2026-06-22'], [20, '2026-06-24'], [7, '2026-07-20']]],
    ['multiples of 25', { lotMultiple: units(25) }, [[50, '2026-06-22'], [25, '2026-07-20']]],
  ])('%s', (_name, fields, expected) => {
    expect(ordersOf({ items: [item(1, fields)], needs: demands }).map(([, quantity, , due]) => [quantity, due])).toEqual(expected);
  });
  test('a lot is whole in the unit of the item, or as fine as it may be', () => {
    const parts = (decimals: number) => ({ items: [item(1, { source: 'make' }), item(2, { decimals })], bills: [bill(1, 1, [[2, 0.125]])], needs: [need(1, 3, '2026-06-22')] });
    expect(ordersOf(parts(0))[1]?.[1]).toBe(1);
    expect(ordersOf(parts(2))[1]?.[1]).toBe(0.38);
    expect(ordersOf(parts(3))[1]?.[1]).toBe(0.375);
  });
  test('a yield of 90 % starts more than is wanted, and components follow what is started', () => {
    expect(ordersOf({ items: [item(1, { source: 'make' }), item(2)], bills: [bill(1, 1, [[2, 2]], { yieldRate: 0.9 })], needs: [need(1, 9, '2026-06-22')] }).map(([of, quantity]) => [of, quantity])).toEqual([[1, 10], [2, 20]]);
  });
});

describe('bills over time', () => {
  const from = (day: string) => dayNumber(parseDay(day));
  test('of versions that overlap the one that came into force last counts, and the older one again after it', () => {
    const a = bill(1, 1, [[2, 1]], { from: 10 });
    const b = bill(2, 1, [[2, 2]], { from: 20, to: 29 });
    expect(spansOf([a, b]).map((span) => [span.bill.id, span.from, span.to])).toEqual([[1, 10, 20], [2, 20, 30], [1, 30, Number.POSITIVE_INFINITY]]);
  });
  test('an order takes the version of its start day', () => {
    const items = [item(1, { source: 'make', leadDays: 1 }), item(2), item(3)];
    const bills = [bill(1, 1, [[2, 1]]), bill(2, 1, [[3, 4]], { from: from('2026-06-23') })];
    const needs = [need(1, 5, '2026-06-22', 1), need(1, 6, '2026-06-23', 2)];
    expect(ordersOf({ items, bills, needs }).filter(([of]) => of > 1).map(([of, quantity]) => [of, quantity])).toEqual([[2, 5], [3, 24]]);
  });
  test('phantoms are blown through, with what they take per order', () => {
    // 1 = 2 × phantom 5; phantom 5 = 3 × 2 and 4 per order, and phantom 6; 6 = 0.5 × 2.
    const bills = new Map([[1, [bill(1, 1, [[5, 2]])]], [5, [bill(2, 5, [[2, 3, 4], [6, 1]])]], [6, [bill(3, 6, [[2, 0.5]])]]]);
    const { uses, phantomsWithoutBill } = explode(1, bills, (id) => id > 4, () => true);
    expect(uses.map((use) => [use.component, use.per, use.fixed])).toEqual([[2, units(6), units(4)], [2, units(1), 0]]);
    expect(phantomsWithoutBill).toEqual([]);
    expect(explode(1, new Map([[1, [bill(1, 1, [[5, 2]])]]]), (id) => id === 5, () => true).phantomsWithoutBill).toEqual([5]);
  });
  test('services and unknown components are left out', () => {
    expect(explode(1, new Map([[1, [bill(1, 1, [[2, 1], [3, 1]])]]]), () => false, (id) => id !== 3).uses.map((use) => use.component)).toEqual([2]);
  });
});

describe('days', () => {
  test('a made-up Saturday works, a holiday does not', () => {
    const [saturday, friday] = [dayNumber(parseDay('2026-06-20')), dayNumber(parseDay('2026-06-19'))];
    const closed = new Set(closedDays([{ day: saturday, working: true }, { day: friday, working: false }], today).map((one) => one.from / 86_400));
    expect([friday, saturday, saturday + 1].map((day) => closed.has(day))).toEqual([true, false, true]);
    // Two working days that end on Monday 22: Monday, and the Saturday before.
    expect(ordersOf({ items: [item(1, { leadDays: 2 })], needs: [need(1, 1, '2026-06-22')], calendar: [{ day: saturday, working: true }, { day: friday, working: false }] })[0]?.slice(2)).toEqual(['2026-06-20', '2026-06-22']);
  });
  test('instants are days: the end of a day is that day, a part of a day late is a day', () => {
    expect([dayOfEnd(86_400), dayOfEnd(86_401), dayOfStart(86_400), dayOfEnd(0), dayOfStart(-1)]).toEqual([0, 1, 1, -1, -1]);
    expect([daysLate(1), daysLate(86_400), daysLate(86_401)]).toEqual([1, 1, 2]);
  });
});

describe('open orders', () => {
  const exceptionsOf = (parts: Partial<PlanInputs>) => {
    const all = inputs(parts);
    const built = buildTables(all, today);
    const { output } = planTask({ tables: built.tables, receiptDates: built.receiptDates }, () => undefined);
    if (!output.ok) throw new Error(output.problem);
    return findExceptions({ inputs: all, built, planned: output, today }).map((one) => [one.kind, one.item, one.from === undefined ? undefined : dayFromNumber(one.from), one.to === undefined ? undefined : dayFromNumber(one.to)]);
  };
  test('one that comes after its need is brought forward, not ordered again', () => {
    const parts = { items: [item(1)], needs: [need(1, 10, '2026-06-24')], supplies: [supply(1, 10, '2026-07-08')] };
    expect(ordersOf(parts)).toEqual([]);
    // The customer is told as late while the supplier keeps to his day: end of 8 July is 14 days behind.
    expect(exceptionsOf(parts)).toEqual([['late-demand', 1, '2026-06-24', '2026-07-08'], ['expedite', 1, '2026-07-08', '2026-06-24']]);
  });
  test('early by a week is put off, early by some days is not worth a call, and what nobody needs is cancelled', () => {
    const parts = (day: string) => ({ items: [item(1)], needs: [need(1, 10, day)], supplies: [supply(1, 10, '2026-06-22'), supply(1, 3, '2026-06-30', 2)] });
    expect(exceptionsOf(parts('2026-06-27'))).toEqual([['cancel', 1, '2026-06-30', undefined]]);
    expect(exceptionsOf(parts('2026-06-29'))).toEqual([['cancel', 1, '2026-06-30', undefined], ['defer', 1, '2026-06-22', '2026-06-29']]);
  });
  test('overdue, no supplier, no source, no bill, below safety stock, too much on the shelf', () => {
    expect(exceptionsOf({ items: [item(1)], needs: [need(1, 5, '2026-06-20')], supplies: [supply(1, 5, '2026-06-10')] })).toEqual([['past-due', 1, '2026-06-10', '2026-06-15']]);
    expect(exceptionsOf({ items: [item(1, { supplierId: undefined })], needs: [need(1, 5, '2026-06-19')] })).toEqual([['no-supplier', 1, '2026-06-19', undefined]]);
    expect(exceptionsOf({ items: [item(1, { active: false })], needs: [need(1, 5, '2026-06-19')] }).map(([kind]) => kind)).toEqual(['late-demand', 'no-source']);
    expect(exceptionsOf({ items: [item(1, { source: 'make' })], needs: [need(1, 5, '2026-06-19')] })).toEqual([['no-bom', 1, undefined, undefined]]);
    expect(exceptionsOf({ items: [item(1, { safetyStock: units(5), leadDays: 3 })] })).toEqual([['below-safety', 1, '2026-06-11', '2026-06-15']]);
    expect(exceptionsOf({ items: [item(1, { stock: units(5) })] })).toEqual([['excess', 1, undefined, undefined]]);
  });
});
