/**
 * The needs of an item in a one-pass run: customer demands, and what the planned orders of its users take when they start.
 * A use counts for an order when it is in effect at the order's start and, among alternates, has the best rank that is.
 * Trap: without limits nothing is ever missing, so an alternate is chosen by date and rank alone, not by what is there.
 */
import { multiplyMillionths } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import type { ItemNeeds } from '@millwright/core/planning/item-needs';
import type { GrowingOrders } from '@millwright/core/planning/plan-arrays';

/** Collects the needs of the item. The orders of all its users must be there already. */
export function collectNeeds(model: CompiledModel, item: number, needs: ItemNeeds, orders: GrowingOrders, firstOrder: Int32Array, afterLastOrder: Int32Array): void {
  const { tables, demandsOfItem, usesOfItem } = model;
  const { demands, uses, operations } = tables;
  needs.begin();
  for (let at = demandsOfItem.start[item] as number; at < (demandsOfItem.start[item + 1] as number); at += 1) {
    const demand = demandsOfItem.entry[at] as number;
    needs.add((model.wantedDate[demand] as number) - (demands.deliverySeconds[demand] as number), demands.quantity[demand] as number, -1 - demand);
  }
  for (let at = usesOfItem.start[item] as number; at < (usesOfItem.start[item + 1] as number); at += 1) {
    const use = usesOfItem.entry[at] as number;
    const operation = uses.operation[use] as number;
    const user = operations.item[operation] as number;
    const perUnit = uses.perUnit[use] as number;
    const perOrder = uses.perOrder[use] as number;
    for (let order = firstOrder[user] as number; order < (afterLastOrder[user] as number); order += 1) {
      if (orders.operation[order] !== operation) continue;
      const start = orders.start[order] as number;
      if (!useApplies(model, use, start)) continue;
      needs.add(start, multiplyMillionths(orders.quantity[order] as number, perUnit) + perOrder, order);
    }
  }
  needs.finish(item);
}

/** Whether a use holds at the instant: within its dates and, among alternates, the best rank that is. */
export function useApplies(model: CompiledModel, use: number, instant: number): boolean {
  const { uses } = model.tables;
  if (instant < (uses.from[use] as number) || instant >= (uses.to[use] as number)) return false;
  const group = uses.group[use] as number;
  if (group === -1) return true;
  const operation = uses.operation[use] as number;
  const { start, entry } = model.usesOfOperation;
  for (let at = start[operation] as number; at < (start[operation + 1] as number); at += 1) {
    const other = entry[at] as number;
    if (other === use || uses.group[other] !== group) continue;
    const better = (uses.rank[other] as number) < (uses.rank[use] as number) || (uses.rank[other] === uses.rank[use] && other < use);
    if (better && instant >= (uses.from[other] as number) && instant < (uses.to[other] as number)) return false;
  }
  return true;
}
