/**
 * From rows to the engine's columns. An instant is seconds of local time; a need on day D is due at the end of D, an order
 * that starts on day D draws its components at the beginning of D. Lead times are working days of one calendar: Monday to
 * Friday, unless the calendar says otherwise.
 *
 * Order policies: fixed and eoq (whose economic lot is the item's minimum lot: masters hold no cost of an order) order lots of
 * that size; period joins needs; min-max fills up to the maximum when the stock would fall below the reorder point.
 * Traps: safety stock is restored from the end of today on, not in the past. A lot is whole in the item's unit.
 */
import { blankTables } from '@millwright/core/planning/blank-tables';
import { policyCodes } from '@millwright/core/planning/order-policy';
import type { PlanningTables } from '@millwright/core/planning/planning-tables';
import { type BillsOf, explode, type Use } from './bill-uses.ts';
import type { BillInput, ItemInput, PlanInputs } from './plan-inputs.ts';

export const secondsPerDay = 86_400;
const daysBack = 400;
const daysAhead = 1100;
/** Supplies are netted before anything new is planned, whatever their day; see plan-task.ts. */
const alwaysThere = -3650;

export type BuiltTables = {
  readonly tables: PlanningTables;
  readonly receiptDates: Float64Array;
  /** By operation: the item's row. */
  readonly itemOfOperation: readonly number[];
  /** Rows of made items that have no bill valid on the day of the run. */
  readonly withoutBill: readonly number[];
  /** Rows of phantoms that a bill uses and that have no bill. */
  readonly phantomsWithoutBill: readonly number[];
};

export const endOfDay = (day: number): number => (day + 1) * secondsPerDay;

export function buildTables(inputs: PlanInputs, today: number): BuiltTables {
  const { items } = inputs;
  const rowOf = new Map(items.map((item, row) => [item.id, row]));
  const bills = billsOf(inputs.bills);
  const isPhantom = (id: number): boolean => items[rowOf.get(id) ?? -1]?.source === 'phantom';
  const sourced = items.flatMap((item, row) => (item.active && item.source !== 'phantom' ? [row] : []));
  const exploded = sourced.map((row) => {
    const item = items[row] as ItemInput;
    return item.source === 'make' ? explode(item.id, bills, isPhantom, (id) => rowOf.has(id)) : { uses: [], phantomsWithoutBill: [] };
  });
  const needs = inputs.needs.filter((need) => rowOf.has(need.item));
  const supplies = inputs.supplies.filter((supply) => rowOf.has(supply.item));
  const tables = blankTables(today * secondsPerDay, {
    items: items.length, operations: sourced.length, uses: exploded.reduce((sum, one) => sum + one.uses.length, 0), receipts: supplies.length, demands: needs.length,
  });
  const safetyStock = fillItems(tables, items, endOfDay(today));
  sourced.forEach((row, operation) => fillOperation(tables, operation, row, items[row] as ItemInput, yieldOn(bills.get((items[row] as ItemInput).id), today)));
  fillUses(tables, exploded.map((one) => one.uses), rowOf);
  supplies.forEach((supply, index) => {
    tables.receipts.item[index] = rowOf.get(supply.item) ?? -1;
    tables.receipts.date[index] = (today + alwaysThere) * secondsPerDay;
    tables.receipts.quantity[index] = supply.quantity;
  });
  needs.forEach((need, index) => {
    tables.demands.item[index] = rowOf.get(need.item) ?? -1;
    tables.demands.due[index] = need.kind === 'work-order-component' ? need.day * secondsPerDay : endOfDay(need.day);
    tables.demands.quantity[index] = need.quantity;
  });
  return {
    tables: { ...tables, items: { ...tables.items, safetyStock }, calendars: [closedDays(inputs.calendar, today)] },
    receiptDates: Float64Array.from(supplies, (supply) => endOfDay(supply.day)),
    itemOfOperation: sourced,
    withoutBill: sourced.filter((row) => (items[row] as ItemInput).source === 'make' && !validOn(bills.get((items[row] as ItemInput).id), today)),
    phantomsWithoutBill: [...new Set(exploded.flatMap((one) => one.phantomsWithoutBill))].map((id) => rowOf.get(id) ?? -1).filter((row) => row >= 0),
  };
}

function billsOf(rows: readonly BillInput[]): BillsOf {
  const bills = new Map<number, BillInput[]>();
  for (const bill of rows) {
    const versions = bills.get(bill.item);
    if (versions) versions.push(bill);
    else bills.set(bill.item, [bill]);
  }
  return bills;
}
const validOn = (versions: readonly BillInput[] | undefined, day: number): BillInput | undefined =>
  versions?.filter((bill) => bill.from <= day && bill.to >= day).at(-1);
/** One yield per item: that of the version in force, or of the next. */
const yieldOn = (versions: readonly BillInput[] | undefined, day: number): number => (validOn(versions, day) ?? versions?.find((bill) => bill.from > day) ?? versions?.at(-1))?.yieldRate ?? 1;

function fillItems(tables: PlanningTables, items: readonly ItemInput[], from: number): PlanningTables['items']['safetyStock'] {
  const start = new Int32Array(items.length + 1);
  const levels: number[] = [];
  items.forEach((item, row) => {
    tables.items.stock[row] = item.stock;
    // Below the reorder point an order is called for just as below the safety stock.
    const level = item.policy === 'min-max' && !Number.isNaN(item.reorderPoint) ? Math.max(item.safetyStock, item.reorderPoint) : item.safetyStock;
    if (level > 0 && item.source !== 'phantom') levels.push(level);
    start[row + 1] = levels.length;
    if (item.policy === 'min-max') tables.items.orderUpTo[row] = item.orderUpTo;
    else if ((item.policy === 'fixed' || item.policy === 'eoq') && item.lotMinimum > 0) {
      tables.items.policy[row] = policyCodes.fixed;
      tables.items.policyQuantity[row] = item.lotMinimum;
    } else if (item.policy === 'period' && item.periodDays > 1) {
      tables.items.policy[row] = policyCodes.period;
      tables.items.policySeconds[row] = item.periodDays * secondsPerDay;
    }
  });
  return { start, from: new Float64Array(levels.length).fill(from), quantity: Float64Array.from(levels) };
}

function fillOperation({ operations }: PlanningTables, operation: number, row: number, item: ItemInput, share: number): void {
  operations.item[operation] = row;
  operations.bought[operation] = item.source === 'make' ? 0 : 1;
  operations.fixedSeconds[operation] = item.leadDays * secondsPerDay;
  operations.calendar[operation] = 0;
  const smallest = 10 ** (6 - item.decimals);
  operations.lotMultiple[operation] = item.lotMultiple > 0 ? item.lotMultiple : smallest;
  operations.lotMinimum[operation] = Math.max(item.lotMinimum, smallest);
  operations.lotMaximum[operation] = Math.max(item.lotMaximum, item.lotMinimum, smallest);
  operations.yields.share[operation] = item.source === 'make' ? share : 1;
}

function fillUses({ uses }: PlanningTables, usesOf: readonly (readonly Use[])[], rowOf: ReadonlyMap<number, number>): void {
  let at = 0;
  usesOf.forEach((list, operation) => {
    for (const use of list) {
      uses.operation[at] = operation;
      uses.item[at] = rowOf.get(use.component) ?? -1;
      uses.perUnit[at] = use.per;
      uses.perOrder[at] = use.fixed;
      uses.from[at] = use.from * secondsPerDay;
      uses.to[at] = use.to * secondsPerDay;
      at += 1;
    }
  });
}

/** Saturdays and Sundays that are not made-up workdays, and workdays that are holidays. */
export function closedDays(calendar: PlanInputs['calendar'], today: number): { from: number; to: number }[] {
  const special = new Map(calendar.map(({ day, working }) => [day, working]));
  const closed: { from: number; to: number }[] = [];
  for (let day = today - daysBack; day <= today + daysAhead; day += 1) {
    // 1970-01-01 was a Thursday.
    const weekend = (((day + 3) % 7) + 7) % 7 >= 5;
    if (!(special.get(day) ?? !weekend)) closed.push({ from: day * secondsPerDay, to: endOfDay(day) });
  }
  return closed;
}
