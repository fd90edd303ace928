/**
 * Columns of a given size with the values of "nothing special": no safety stock, no lot rules, yield 1, uses and sources
 * without dates, demands without limits. A caller fills in what it has, straight from its rows; arrays may be written to
 * until the tables are compiled. Trap: references start as −1, so a reference that was forgotten is an error and not row 0.
 */
import type { PlanRules } from '@millwright/core/planning/model';
import type { PlanningTables, StepColumns } from '@millwright/core/planning/planning-tables';

export interface TableSizes {
  readonly items: number;
  readonly operations: number;
  readonly uses: number;
  readonly receipts: number;
  readonly demands: number;
}

const zeros = (count: number): Float64Array => new Float64Array(count);
const filled = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);
const none = (count: number): Int32Array => new Int32Array(count).fill(-1);
const noSteps = (owners: number): StepColumns => ({ start: new Int32Array(owners + 1), from: zeros(0), quantity: zeros(0) });

export const unconstrained: PlanRules = { finite: false, respectLeadTime: false, respectCapacity: false, exceptions: false };

export function blankTables(now: number, { items, operations, uses, receipts, demands }: TableSizes): PlanningTables {
  return {
    now,
    rules: unconstrained,
    items: {
      count: items,
      stock: zeros(items),
      safetyStock: noSteps(items),
      orderUpTo: filled(items, Number.NaN),
      reorderPoint: zeros(items),
      policy: new Uint8Array(items),
      policyQuantity: zeros(items),
      policySeconds: zeros(items),
      setupCost: zeros(items),
      holdingCost: zeros(items),
    },
    operations: {
      count: operations,
      item: none(operations),
      bought: new Uint8Array(operations),
      fixedSeconds: zeros(operations),
      secondsPerUnit: zeros(operations),
      safetySeconds: zeros(operations),
      lotMinimum: zeros(operations),
      lotMultiple: zeros(operations),
      lotMaximum: filled(operations, Number.POSITIVE_INFINITY),
      cost: zeros(operations),
      rank: filled(operations, 1),
      lowestCost: new Uint8Array(operations),
      calendar: none(operations),
      yields: {
        start: Int32Array.from({ length: operations + 1 }, (_, index) => index),
        from: filled(operations, Number.NEGATIVE_INFINITY),
        to: filled(operations, Number.POSITIVE_INFINITY),
        share: filled(operations, 1),
      },
    },
    uses: {
      count: uses,
      operation: none(uses),
      item: none(uses),
      perUnit: zeros(uses),
      perOrder: zeros(uses),
      from: filled(uses, Number.NEGATIVE_INFINITY),
      to: filled(uses, Number.POSITIVE_INFINITY),
      group: none(uses),
      rank: filled(uses, 1),
    },
    loads: { count: 0, operation: none(0), resource: none(0), units: zeros(0), group: none(0), rank: zeros(0) },
    resources: { count: 0, capacity: noSteps(0), efficiency: zeros(0), maxEarlySeconds: zeros(0) },
    receipts: { count: receipts, item: none(receipts), date: zeros(receipts), quantity: zeros(receipts) },
    demands: {
      count: demands,
      item: none(demands),
      quantity: zeros(demands),
      due: zeros(demands),
      rank: filled(demands, 1),
      deliverySeconds: zeros(demands),
      minimumShipment: zeros(demands),
      maxLateSeconds: filled(demands, Number.POSITIVE_INFINITY),
      together: none(demands),
    },
    calendars: [],
  };
}

/** One level for each item that holds from the beginning; items with 0 have no step. */
export function constantSteps(levels: Float64Array): StepColumns {
  const start = new Int32Array(levels.length + 1);
  for (let owner = 0; owner < levels.length; owner += 1) start[owner + 1] = (start[owner] as number) + ((levels[owner] as number) > 0 ? 1 : 0);
  const quantity = levels.filter((level) => level > 0);
  return { start, from: filled(quantity.length, Number.NEGATIVE_INFINITY), quantity };
}
