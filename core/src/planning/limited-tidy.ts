/**
 * After all promises are made: orders of one operation with the same dates are joined into one lot, and what a later promise
 * or a falling safety stock made superfluous is trimmed, goods before components, late orders before early ones.
 * Trap: an order is only made smaller while its start stays where it is, because its components were found for that start.
 */
import { divideMillionthsUp, multiplyMillionths, yieldMillionthsDown } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { type LimitedOrder, limitedRounding, type LimitedSupply } from '@millwright/core/planning/limited-supply';
import { targetAt, targetDates } from '@millwright/core/planning/stock-target';
import { lotFor, orderStart, yieldAt } from '@millwright/core/planning/supply-choice';

export function joinOrders(model: CompiledModel, supply: LimitedSupply): void {
  const { operations, items } = model.tables;
  const joined = new Map<string, LimitedOrder>();
  const rest: LimitedOrder[] = [];
  for (const order of supply.orders) {
    const key = `${order.operation} ${order.start} ${order.end} ${order.uses.join(' ')}`;
    const other = joined.get(key);
    const quantity = (other?.quantity ?? 0) + order.quantity;
    const fixed = (items.policyQuantity[operations.item[order.operation] as number] as number) > 0;
    if (!other) joined.set(key, order);
    else if (fixed || quantity > (operations.lotMaximum[order.operation] as number) || orderStart(model, order.operation, order.end, quantity) !== order.start) rest.push(order);
    else {
      book(model, supply, other, -1);
      book(model, supply, order, -1);
      const both = { ...order, quantity, good: yieldMillionthsDown(quantity, yieldAt(model, order.operation, order.end)) };
      book(model, supply, both, 1);
      joined.set(key, both);
    }
  }
  supply.orders.length = 0;
  supply.orders.push(...joined.values(), ...rest);
}

export function trimOrders(model: CompiledModel, supply: LimitedSupply): void {
  const itemOf = (order: LimitedOrder): number => model.tables.operations.item[order.operation] as number;
  const byItem = new Map<number, LimitedOrder[]>();
  for (const order of supply.orders) byItem.set(itemOf(order), [...(byItem.get(itemOf(order)) ?? []), order]);
  supply.orders.length = 0;
  for (const item of model.itemOrder) {
    const orders = (byItem.get(item) ?? []).sort((a, b) => b.end - a.end || b.start - a.start || a.quantity - b.quantity);
    for (const order of orders) {
      const kept = trimmed(model, supply, item, order);
      if (kept !== order) {
        book(model, supply, order, -1);
        if (kept) book(model, supply, kept, 1);
      }
      if (kept) supply.orders.push(kept);
    }
  }
}

/** The order without what nothing needs from its end on; undefined where nothing of it is needed. */
function trimmed(model: CompiledModel, supply: LimitedSupply, item: number, order: LimitedOrder): LimitedOrder | undefined {
  const { ledger } = supply;
  const dates = [...ledger.dates(item), ...targetDates(model, item), order.end].filter((date) => date >= order.end);
  const spare = Math.min(...dates.map((date) => ledger.stockAt(item, date) - targetAt(model, item, date)));
  if (spare <= limitedRounding) return order;
  if (spare >= order.good) return undefined;
  const share = yieldAt(model, order.operation, order.end);
  const fixedLot = model.tables.items.policyQuantity[item] as number;
  const quantity = lotFor(model, order.operation, divideMillionthsUp(order.good - spare, share), fixedLot);
  const good = yieldMillionthsDown(quantity, share);
  if (quantity >= order.quantity || good < order.good - spare || orderStart(model, order.operation, order.end, quantity) !== order.start) return order;
  return { ...order, quantity, good };
}

/** Books an order with its components in (sign 1) or out again (sign −1). */
function book(model: CompiledModel, { ledger }: LimitedSupply, order: LimitedOrder, sign: 1 | -1): void {
  const { uses, operations } = model.tables;
  ledger.book(operations.item[order.operation] as number, order.end, sign * order.good);
  for (const use of order.uses) {
    const needed = multiplyMillionths(order.quantity, uses.perUnit[use] as number) + (uses.perOrder[use] as number);
    ledger.book(uses.item[use] as number, order.start, -sign * needed);
  }
}
