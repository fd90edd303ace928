/**
 * A plan together with its model and the names of its rows, and the order in which planned orders are listed: by the id of
 * the make or buy, then start, end and quantity. Trap: positions in that list are not the engine's order numbers.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import type { PlanArrays } from '@millwright/core/planning/plan-arrays';
import type { ModelNames } from '@millwright/core/planning/planning-tables';

export interface NamedPlan {
  readonly compiled: CompiledModel;
  readonly names: ModelNames;
  readonly plan: PlanArrays;
}
export interface OrderPositions {
  /** Order numbers in the order of the list. */
  readonly sorted: Int32Array;
  /** Place in the list, by order number. */
  readonly position: Int32Array;
}

export function orderPositions({ plan: { orders } }: NamedPlan): OrderPositions {
  const { operation, start, end, quantity } = orders;
  const sorted = Int32Array.from({ length: orders.count }, (_, index) => index);
  // Operations are numbered in the order of their ids.
  sorted.sort(
    (a, b) =>
      (operation[a] as number) - (operation[b] as number) ||
      (start[a] as number) - (start[b] as number) ||
      (end[a] as number) - (end[b] as number) ||
      (quantity[a] as number) - (quantity[b] as number) ||
      a - b,
  );
  const position = new Int32Array(orders.count);
  sorted.forEach((order, at) => {
    position[order] = at;
  });
  return { sorted, position };
}
