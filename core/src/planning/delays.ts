/**
 * What an unconstrained plan means for the customer: an order whose start lies in the past can only start now, so it ends
 * later, and the delay runs up through pegging less the slack it meets on the way. For each demand it gives the delay and
 * the chain that causes it. One pass over the edges from the last to the first goes from components to goods.
 * Trap: the delay is elapsed time, so over a closed period it is a lower bound; Infinity means that nothing can supply it.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { needKinds, type PlanArrays, supplyKinds } from '@millwright/core/planning/plan-arrays';

export interface Delays {
  /** Seconds by demand and by order. */
  readonly demand: Float64Array;
  readonly order: Float64Array;
  /** The edge that causes the delay of a demand or order, −1 for none (an order then starts too late by itself). */
  readonly demandEdge: Int32Array;
  readonly orderEdge: Int32Array;
}

export function projectedDelays(model: CompiledModel, plan: PlanArrays): Delays {
  const { orders, pegging } = plan;
  const { demands, receipts, now } = model.tables;
  const demand = new Float64Array(demands.count);
  const order = Float64Array.from(orders.start, (start) => Math.max(0, now - start));
  const demandEdge = new Int32Array(demands.count).fill(-1);
  const orderEdge = new Int32Array(orders.count).fill(-1);
  for (let edge = pegging.count - 1; edge >= 0; edge -= 1) {
    const supply = pegging.supply[edge] as number;
    const kind = pegging.supplyKind[edge];
    if (kind === supplyKinds.stock) continue;
    let ready = Number.POSITIVE_INFINITY;
    if (kind === supplyKinds.order) ready = (orders.end[supply] as number) + (order[supply] as number);
    else if (kind === supplyKinds.receipt) ready = Math.max(now, receipts.date[supply] as number);
    const need = pegging.need[edge] as number;
    if (pegging.needKind[edge] === needKinds.demand) {
      const late = ready - ((model.wantedDate[need] as number) - (demands.deliverySeconds[need] as number));
      if (late <= (demand[need] as number)) continue;
      demand[need] = late;
      demandEdge[need] = edge;
    } else {
      const late = ready - (orders.start[need] as number);
      if (late <= (order[need] as number)) continue;
      order[need] = late;
      orderEdge[need] = edge;
    }
  }
  return { demand, order, demandEdge, orderEdge };
}

/** The edge at the root of a demand's delay: its supply is an order that should have started, a late receipt, or missing. */
export function rootEdge(plan: PlanArrays, delays: Delays, demand: number): number {
  let edge = delays.demandEdge[demand] as number;
  while (edge >= 0 && plan.pegging.supplyKind[edge] === supplyKinds.order) {
    const next = delays.orderEdge[plan.pegging.supply[edge] as number] as number;
    if (next < 0) break;
    edge = next;
  }
  return edge;
}
