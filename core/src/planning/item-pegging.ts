/**
 * Which supply of an item serves which need: first in, first out. Stock is taken first, then receipts and planned orders in
 * the order in which the time line brings them; needs take by date. Because the supply up to any date covers the needs up
 * to it, no need is ever served by something later. Also here: when each firm receipt is first needed, without the planned
 * orders, from which expedite, defer and cancel follow. Trap: what stays as safety stock at the end is pegged to nothing.
 */
import { roundingOf } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import type { ItemNeeds } from '@millwright/core/planning/item-needs';
import { type GrowingOrders, type GrowingPegging, needKinds, supplyKinds } from '@millwright/core/planning/plan-arrays';

const never = Number.POSITIVE_INFINITY;

export interface ReceiptNeeds {
  /** Stock and receipts that nothing takes. */
  readonly unused: number;
}

/** Sets when the receipts of the item are first needed to keep the stock at its target. */
export function receiptNeeds(model: CompiledModel, needs: ItemNeeds, item: number, neededAt: Float64Array): ReceiptNeeds {
  const { receipts, items } = model.tables;
  const { start, entry } = model.receiptsOfItem;
  let next = start[item] as number;
  const end = start[item + 1] as number;
  let stock = items.stock[item] as number;
  const rounding = roundingOf(needs.needCount);
  for (let event = 0; event < needs.eventCount; event += 1) {
    stock -= needs.eventOut[event] as number;
    while (next < end && stock < (needs.eventTarget[event] as number) - rounding) {
      const receipt = entry[next] as number;
      neededAt[receipt] = needs.eventTime[event] as number;
      stock += receipts.quantity[receipt] as number;
      next += 1;
    }
  }
  for (; next < end; next += 1) stock += receipts.quantity[entry[next] as number] as number;
  const kept = needs.eventCount > 0 ? (needs.eventTarget[needs.eventCount - 1] as number) : 0;
  const upTo = items.orderUpTo[item] as number;
  const unused = stock - (Number.isNaN(upTo) ? kept : Math.max(kept, upTo));
  return { unused: unused > rounding ? unused : 0 };
}

export function addPegging(
  model: CompiledModel,
  needs: ItemNeeds,
  item: number,
  firstOrder: number,
  orderEvent: readonly number[],
  orders: GrowingOrders,
  pegging: GrowingPegging,
): void {
  const { receipts, items } = model.tables;
  const { start, entry } = model.receiptsOfItem;
  let receiptAt = start[item] as number;
  const receiptEnd = start[item + 1] as number;
  let orderAt = 0;
  let kind: number = supplyKinds.stock;
  let supply = item;
  let left = items.stock[item] as number;
  const rounding = roundingOf(needs.needCount);
  for (let position = 0; position < needs.needCount; position += 1) {
    const need = needs.sorted[position] as number;
    const of = needs.needOf[need] as number;
    const needKind = of < 0 ? needKinds.demand : needKinds.order;
    let wanted = needs.needQuantity[need] as number;
    while (wanted > 0) {
      if (left === 0) {
        const event = orderEvent[orderAt];
        const orderTime = event !== undefined && event < needs.eventCount ? (needs.eventTime[event] as number) : never;
        const receipt = receiptAt < receiptEnd ? (entry[receiptAt] as number) : -1;
        const receiptTime = receipt >= 0 ? (receipts.date[receipt] as number) : never;
        // What rounding left open is not taken from a supply that comes after the need.
        if (wanted <= rounding && Math.min(orderTime, receiptTime) > (needs.needTime[need] as number)) break;
        if (receipt >= 0 && receiptTime <= orderTime) {
          kind = supplyKinds.receipt;
          supply = receipt;
          left = receipts.quantity[receipt] as number;
          receiptAt += 1;
        } else if (orderAt < orderEvent.length) {
          kind = supplyKinds.order;
          supply = firstOrder + orderAt;
          left = orders.good[supply] as number;
          orderAt += 1;
        } else {
          kind = supplyKinds.missing;
          supply = item;
          left = never;
        }
        continue;
      }
      const taken = Math.min(left, wanted);
      pegging.add(kind, supply, needKind, of < 0 ? -1 - of : of, item, taken);
      left -= taken;
      wanted -= taken;
    }
  }
}
