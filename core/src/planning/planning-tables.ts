/**
 * The planning model as columns: what the engine reads, and what a server fills straight from its tables without any text.
 * Rows are numbered from 0 and refer to each other by number. Quantities are whole millionths (primitives/engine-quantity),
 * instants are whole seconds since 1970 local time; −Infinity and Infinity stand for "no beginning" and "no end", −1 for
 * "none" in a reference, NaN for "none" in a quantity. Resources and loads are here for the finite run to come.
 * Trap: results are deterministic in the order of the rows, so fill them in a fixed order (by id); `tablesOf` sorts.
 */
import type { PlanningModel, PlanRules, Step } from '@millwright/core/planning/model';
import { policyCodes } from '@millwright/core/planning/order-policy';
import { type ClosedInterval, closedOutside, closedWithout } from '@millwright/core/planning/working-time';

/** Steps of several owners: owner i has the rows start[i] … start[i + 1] − 1, ascending by `from`. */
export interface StepColumns {
  readonly start: Int32Array;
  readonly from: Float64Array;
  readonly quantity: Float64Array;
}
export interface ItemColumns {
  readonly count: number;
  readonly stock: Float64Array;
  readonly safetyStock: StepColumns;
  readonly orderUpTo: Float64Array;
  readonly reorderPoint: Float64Array;
  /** policyCodes of order-policy.ts. */
  readonly policy: Uint8Array;
  readonly policyQuantity: Float64Array;
  readonly policySeconds: Float64Array;
  readonly setupCost: Float64Array;
  readonly holdingCost: Float64Array;
}
export interface OperationColumns {
  readonly count: number;
  readonly item: Int32Array;
  /** 1 where the item is bought, 0 where it is made. */
  readonly bought: Uint8Array;
  readonly fixedSeconds: Float64Array;
  readonly secondsPerUnit: Float64Array;
  readonly safetySeconds: Float64Array;
  readonly lotMinimum: Float64Array;
  readonly lotMultiple: Float64Array;
  readonly lotMaximum: Float64Array;
  readonly cost: Float64Array;
  readonly rank: Float64Array;
  /** 1 where the source is to be chosen by cost; one such source makes it the rule of its item. */
  readonly lowestCost: Uint8Array;
  readonly calendar: Int32Array;
  readonly yields: YieldColumns;
}
export interface YieldColumns {
  readonly start: Int32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly share: Float64Array;
}
/** Sorted by operation. */
export interface UseColumns {
  readonly count: number;
  readonly operation: Int32Array;
  readonly item: Int32Array;
  readonly perUnit: Float64Array;
  readonly perOrder: Float64Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Number of the group of alternates within the operation, −1 for none. */
  readonly group: Int32Array;
  readonly rank: Float64Array;
}
/** Sorted by operation. */
export interface LoadColumns {
  readonly count: number;
  readonly operation: Int32Array;
  readonly resource: Int32Array;
  readonly units: Float64Array;
  readonly group: Int32Array;
  readonly rank: Float64Array;
}
export interface ResourceColumns {
  readonly count: number;
  readonly capacity: StepColumns;
  /** Percent: at 50 an operation takes twice its time. */
  readonly efficiency: Float64Array;
  readonly maxEarlySeconds: Float64Array;
}
export interface ReceiptColumns {
  readonly count: number;
  readonly item: Int32Array;
  readonly date: Float64Array;
  readonly quantity: Float64Array;
}
export interface DemandColumns {
  readonly count: number;
  readonly item: Int32Array;
  readonly quantity: Float64Array;
  readonly due: Float64Array;
  readonly rank: Float64Array;
  readonly deliverySeconds: Float64Array;
  readonly minimumShipment: Float64Array;
  readonly maxLateSeconds: Float64Array;
  /** Demands with the same number are lines of one order that must go together; −1 for none. */
  readonly together: Int32Array;
}
export interface PlanningTables {
  readonly now: number;
  readonly rules: PlanRules;
  readonly items: ItemColumns;
  readonly operations: OperationColumns;
  readonly uses: UseColumns;
  readonly loads: LoadColumns;
  readonly resources: ResourceColumns;
  readonly receipts: ReceiptColumns;
  readonly demands: DemandColumns;
  /** The closed intervals of each calendar. */
  readonly calendars: readonly (readonly ClosedInterval[])[];
}
/** The names of the rows of a text model, by number. */
export interface ModelNames {
  readonly items: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  readonly demands: readonly string[];
  readonly receipts: readonly (string | undefined)[];
}

const numbers = <Row>(rows: readonly Row[], value: (row: Row) => number): Float64Array => Float64Array.from(rows, value);
const references = <Row>(rows: readonly Row[], value: (row: Row) => number): Int32Array => Int32Array.from(rows, value);
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sortedById = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] => [...rows].sort((a, b) => byText(a.id, b.id));
const indexOf = (rows: readonly { readonly id: string }[]): ReadonlyMap<string, number> => new Map(rows.map((row, index) => [row.id, index]));

function starts<Row>(rows: readonly Row[], length: (row: Row) => number): Int32Array {
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, index) => {
    start[index + 1] = (start[index] as number) + length(row);
  });
  return start;
}

function stepColumns<Row>(rows: readonly Row[], steps: (row: Row) => readonly Step[]): StepColumns {
  const all = rows.flatMap(steps);
  return { start: starts(rows, (row) => steps(row).length), from: numbers(all, (s) => s.from), quantity: numbers(all, (s) => s.quantity) };
}

/** Columns of a text model. Rows are sorted by id, so the order of the rows in the text cannot change a plan. */
export function tablesOf(model: PlanningModel): { readonly tables: PlanningTables; readonly names: ModelNames } {
  const items = sortedById(model.items);
  const operations = sortedById(model.operations);
  const resources = sortedById(model.resources);
  const calendars = sortedById(model.calendars);
  const demands = sortedById(model.demands);
  const receipts = [...model.receipts].sort((a, b) => byText(a.item, b.item) || a.date - b.date || byText(a.id ?? '', b.id ?? '') || a.quantity - b.quantity);
  const index = { items: indexOf(items), operations: indexOf(operations), resources: indexOf(resources), calendars: indexOf(calendars) };
  const item = (row: { readonly item: string }): number => index.items.get(row.item) ?? -1;
  const tables: PlanningTables = {
    now: model.now,
    rules: model.plan,
    items: itemColumns(items),
    operations: operationColumns(operations, item, (id) => index.calendars.get(id) ?? -1),
    uses: useColumns(operations, item),
    loads: loadColumns(operations, (id) => index.resources.get(id) ?? -1),
    resources: {
      count: resources.length,
      capacity: stepColumns(resources, (row) => row.capacity),
      efficiency: numbers(resources, (row) => row.efficiency),
      maxEarlySeconds: numbers(resources, (row) => row.maxEarlySeconds),
    },
    receipts: {
      count: receipts.length,
      item: references(receipts, item),
      date: numbers(receipts, (row) => row.date),
      quantity: numbers(receipts, (row) => row.quantity),
    },
    demands: demandColumns(demands, item),
    calendars: calendars.map((row) => (row.open ? closedWithout(row.closed, row.opened) : closedOutside(row.opened, row.closed))),
  };
  const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map((row) => row.id);
  const names = { items: ids(items), operations: ids(operations), resources: ids(resources), demands: ids(demands), receipts: receipts.map((row) => row.id) };
  return { tables, names };
}

function itemColumns(rows: PlanningModel['items']): ItemColumns {
  return {
    count: rows.length,
    stock: numbers(rows, (row) => row.stock),
    safetyStock: stepColumns(rows, (row) => row.safetyStock),
    orderUpTo: numbers(rows, (row) => (Number.isNaN(row.policy.fillUpTo) ? row.orderUpTo : row.policy.fillUpTo)),
    reorderPoint: numbers(rows, (row) => row.policy.reorderPoint),
    policy: Uint8Array.from(rows, (row) => policyCodes[row.policy.kind]),
    policyQuantity: numbers(rows, (row) => row.policy.quantity),
    policySeconds: numbers(rows, (row) => row.policy.periodSeconds),
    setupCost: numbers(rows, (row) => row.policy.setupCost),
    holdingCost: numbers(rows, (row) => row.policy.holdingCost),
  };
}

type Operations = PlanningModel['operations'];

function operationColumns(rows: Operations, item: (row: { readonly item: string }) => number, calendar: (id: string) => number): OperationColumns {
  const yields = rows.map((row) => (row.yields.length > 0 ? row.yields : [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, share: 1 }]));
  const all = yields.flat();
  return {
    count: rows.length,
    item: references(rows, item),
    bought: Uint8Array.from(rows, (row) => (row.kind === 'buy' ? 1 : 0)),
    fixedSeconds: numbers(rows, (row) => row.fixedSeconds),
    secondsPerUnit: numbers(rows, (row) => row.secondsPerUnit),
    safetySeconds: numbers(rows, (row) => row.safetySeconds),
    lotMinimum: numbers(rows, (row) => row.lotMinimum),
    lotMultiple: numbers(rows, (row) => row.lotMultiple),
    lotMaximum: numbers(rows, (row) => row.lotMaximum),
    cost: numbers(rows, (row) => row.cost),
    rank: numbers(rows, (row) => row.rank),
    lowestCost: Uint8Array.from(rows, (row) => (row.lowestCost ? 1 : 0)),
    calendar: references(rows, (row) => (row.calendar === undefined ? -1 : calendar(row.calendar))),
    yields: {
      start: starts(yields, (row) => row.length),
      from: numbers(all, (row) => row.from),
      to: numbers(all, (row) => row.to),
      share: numbers(all, (row) => row.share),
    },
  };
}

/** Rows of an operation with their groups numbered; sorted so that equal models give equal columns. */
function grouped<Row extends { readonly group: string | undefined; readonly rank: number }>(
  operations: Operations,
  rowsOf: (operation: Operations[number]) => readonly Row[],
  key: (row: Row) => string,
): { operation: number; group: number; row: Row }[] {
  return operations.flatMap((operation, number) => {
    const rows = [...rowsOf(operation)].sort((a, b) => byText(a.group ?? '', b.group ?? '') || a.rank - b.rank || byText(key(a), key(b)));
    const groups = [...new Set(rows.flatMap((row) => row.group ?? []))];
    return rows.map((row) => ({ operation: number, group: row.group === undefined ? -1 : groups.indexOf(row.group), row }));
  });
}

function useColumns(operations: Operations, item: (row: { readonly item: string }) => number): UseColumns {
  const rows = grouped(operations, (operation) => operation.uses, (use) => `${use.item} ${use.from} ${use.to} ${use.perUnit} ${use.perOrder}`);
  return {
    count: rows.length,
    operation: references(rows, (use) => use.operation),
    item: references(rows, (use) => item(use.row)),
    perUnit: numbers(rows, (use) => use.row.perUnit),
    perOrder: numbers(rows, (use) => use.row.perOrder),
    from: numbers(rows, (use) => use.row.from),
    to: numbers(rows, (use) => use.row.to),
    group: references(rows, (use) => use.group),
    rank: numbers(rows, (use) => use.row.rank),
  };
}

function loadColumns(operations: Operations, resource: (id: string) => number): LoadColumns {
  const rows = grouped(operations, (operation) => operation.loads, (load) => `${load.resource} ${load.units}`);
  return {
    count: rows.length,
    operation: references(rows, (load) => load.operation),
    resource: references(rows, (load) => resource(load.row.resource)),
    units: numbers(rows, (load) => load.row.units),
    group: references(rows, (load) => load.group),
    rank: numbers(rows, (load) => load.row.rank),
  };
}

function demandColumns(rows: PlanningModel['demands'], item: (row: { readonly item: string }) => number): DemandColumns {
  const orders = [...new Set(rows.flatMap((row) => (row.orderPolicy === 'all together' && row.order !== undefined ? [row.order] : [])))];
  return {
    count: rows.length,
    item: references(rows, item),
    quantity: numbers(rows, (row) => row.quantity),
    due: numbers(rows, (row) => row.due),
    rank: numbers(rows, (row) => row.rank),
    deliverySeconds: numbers(rows, (row) => row.deliverySeconds),
    minimumShipment: numbers(rows, (row) => row.minimumShipment),
    maxLateSeconds: numbers(rows, (row) => row.maxLateSeconds),
    together: references(rows, (row) => (row.orderPolicy === 'all together' && row.order !== undefined ? orders.indexOf(row.order) : -1)),
  };
}
