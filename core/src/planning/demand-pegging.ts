/**
 * Pegging rolled up through every level: how much of each planned order serves which customer demand. An order serves what
 * the orders it supplies serve, in proportion; what an order makes beyond its needs (lot rules, safety stock) serves nobody.
 * One pass in order of number works because an order's number is above those of the orders it supplies.
 * Trap: shared raw material serves very many demands; for a large plan ask for single orders or keep the edges instead.
 */
import { runningShare } from '@millwright/core/primitives/engine-quantity';
import { needKinds, type PlanArrays, supplyKinds } from '@millwright/core/planning/plan-arrays';

export interface DemandPegging {
  /** Rows of order o are start[o] … start[o + 1] − 1; by demand number. */
  readonly start: Int32Array;
  readonly demand: Int32Array;
  /** Millionths of the order's good quantity. */
  readonly quantity: Float64Array;
}

export function demandPegging(plan: PlanArrays, demandCount: number): DemandPegging {
  const { orders, pegging } = plan;
  const firstEdge = firstEdges(plan);
  const start = new Int32Array(orders.count + 1);
  const demand: number[] = [];
  const quantity: number[] = [];
  const sum = new Float64Array(demandCount);
  const touched: number[] = [];
  const add = (index: number, amount: number): void => {
    if (amount === 0) return;
    if (sum[index] === 0) touched.push(index);
    sum[index] = (sum[index] as number) + amount;
  };
  for (let order = 0; order < orders.count; order += 1) {
    for (let edge = firstEdge[order] as number; edge >= 0 && edge < pegging.count && isSupplyOf(plan, edge, order); edge += 1) {
      const taken = pegging.quantity[edge] as number;
      const need = pegging.need[edge] as number;
      if (pegging.needKind[edge] === needKinds.demand) add(need, taken);
      else shareOut(start, demand, quantity, need, taken, orders.good[need] as number, add);
    }
    touched.sort((a, b) => a - b);
    for (const index of touched) {
      demand.push(index);
      quantity.push(sum[index] as number);
      sum[index] = 0;
    }
    touched.length = 0;
    start[order + 1] = demand.length;
  }
  return { start, demand: Int32Array.from(demand), quantity: Float64Array.from(quantity) };
}

/** Gives each demand of the user its part of what was taken; running totals keep the parts adding up. */
function shareOut(
  start: Int32Array,
  demand: readonly number[],
  quantity: readonly number[],
  user: number,
  taken: number,
  good: number,
  add: (demand: number, amount: number) => void,
): void {
  let upTo = 0;
  let given = 0;
  for (let row = start[user] as number; row < (start[user + 1] as number); row += 1) {
    upTo += quantity[row] as number;
    const through = runningShare(taken, upTo, good);
    add(demand[row] as number, through - given);
    given = through;
  }
}

const isSupplyOf = ({ pegging }: PlanArrays, edge: number, order: number): boolean =>
  pegging.supplyKind[edge] === supplyKinds.order && pegging.supply[edge] === order;

/** The first edge of each order as supply, −1 where it serves nothing. */
export function firstEdges({ orders, pegging }: PlanArrays): Int32Array {
  const first = new Int32Array(orders.count).fill(-1);
  for (let edge = pegging.count - 1; edge >= 0; edge -= 1) {
    if (pegging.supplyKind[edge] === supplyKinds.order) first[pegging.supply[edge] as number] = edge;
  }
  return first;
}
