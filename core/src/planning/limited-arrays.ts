/**
 * Puts a limited plan into the same arrays as the one-pass plan: orders by low-level code of their item, deliveries, what
 * stays short, and pegging first in, first out over the deliveries and component needs as they were promised.
 * Trap: needs are the deliveries made, not the demands; a demand that got nothing pegs nothing.
 */
import { multiplyMillionths } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { addPegging, receiptNeeds } from '@millwright/core/planning/item-pegging';
import { ItemNeeds } from '@millwright/core/planning/item-needs';
import type { Delivery } from '@millwright/core/planning/limited-run';
import type { LimitedOrder, LimitedSupply } from '@millwright/core/planning/limited-supply';
import { GrowingOrders, GrowingPegging, type PlanArrays } from '@millwright/core/planning/plan-arrays';

interface Need {
  readonly time: number;
  readonly quantity: number;
  readonly of: number;
}

export function limitedArrays(model: CompiledModel, supply: LimitedSupply, deliveries: readonly Delivery[], causeKind: Uint8Array, causeOf: Int32Array): PlanArrays {
  const { items, receipts, demands, uses } = model.tables;
  const orders = new GrowingOrders();
  const pegging = new GrowingPegging();
  const firstOrder = new Int32Array(items.count);
  const afterLastOrder = new Int32Array(items.count);
  const excess = new Float64Array(items.count);
  const receiptNeededAt = new Float64Array(receipts.count).fill(Number.POSITIVE_INFINITY);
  const needsOf: Need[][] = Array.from({ length: items.count }, () => []);
  for (const { demand, taken, quantity } of deliveries) needsOf[demands.item[demand] as number]?.push({ time: taken, quantity, of: -1 - demand });
  const ordersOf = ordersByItem(model, supply);
  const needs = new ItemNeeds(model);
  for (const item of model.itemOrder) {
    firstOrder[item] = orders.count;
    for (const order of ordersOf[item] ?? []) {
      for (const use of order.uses) {
        const quantity = multiplyMillionths(order.quantity, uses.perUnit[use] as number) + (uses.perOrder[use] as number);
        needsOf[uses.item[use] as number]?.push({ time: order.start, quantity, of: orders.count });
      }
      orders.add(order.operation, order.start, order.end, order.quantity, order.good);
    }
    afterLastOrder[item] = orders.count;
    needs.begin();
    for (const need of needsOf[item] ?? []) needs.add(need.time, need.quantity, need.of);
    needs.finish(item);
    excess[item] = receiptNeeds(model, needs, item, receiptNeededAt).unused;
    const events = (ordersOf[item] ?? []).map((order) => firstEventFrom(needs, order.end));
    addPegging(model, needs, item, firstOrder[item] as number, events, orders, pegging);
  }
  const short = demands.quantity.slice();
  for (const delivery of deliveries) short[delivery.demand] = (short[delivery.demand] as number) - delivery.quantity;
  return {
    orders: orders.finish(),
    firstOrder,
    afterLastOrder,
    pegging: pegging.finish(),
    deliveries: {
      count: deliveries.length,
      demand: Int32Array.from(deliveries, (delivery) => delivery.demand),
      date: Float64Array.from(deliveries, (delivery) => delivery.taken + (demands.deliverySeconds[delivery.demand] as number)),
      quantity: Float64Array.from(deliveries, (delivery) => delivery.quantity),
    },
    short,
    causeKind,
    causeOf,
    missing: new Float64Array(items.count),
    missingFrom: new Float64Array(items.count).fill(Number.NaN),
    excess,
    receiptNeededAt,
  };
}

function ordersByItem(model: CompiledModel, supply: LimitedSupply): LimitedOrder[][] {
  const lists: LimitedOrder[][] = Array.from({ length: model.tables.items.count }, () => []);
  for (const order of supply.orders) lists[model.tables.operations.item[order.operation] as number]?.push(order);
  for (const list of lists) list.sort((a, b) => a.end - b.end || a.start - b.start || a.operation - b.operation || a.quantity - b.quantity);
  return lists;
}

/** The first event at or after the instant; the number of events where there is none. */
function firstEventFrom(needs: ItemNeeds, instant: number): number {
  let low = 0;
  let high = needs.eventCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((needs.eventTime[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
