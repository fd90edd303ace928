/**
 * One-pass MRP over exact dates (finite = false). Items are planned top down by low-level code. On the time line of an item,
 * wherever the projected stock falls below the safety stock, lots are planned that end at that date; their starts are the
 * needs of the components. Past starts are allowed and reported. Needs of one date are netted together and give one lot
 * per item and date; that is also what planning order by order gives, because lots of one date merge there.
 * Trap: on a calendar different need dates can fall on one end date; they still make one lot, so the last group is resized.
 */
import { largestMillionths, roundingOf } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { coverUntil, fixedLotOf, type ItemCoverage } from '@millwright/core/planning/coverage-dates';
import { collectNeeds } from '@millwright/core/planning/dependent-needs';
import { ItemNeeds } from '@millwright/core/planning/item-needs';
import { addPegging, type ReceiptNeeds, receiptNeeds } from '@millwright/core/planning/item-pegging';
import { GrowingOrders, GrowingPegging, type PlanArrays, PlanCancelled, PlanTooLarge } from '@millwright/core/planning/plan-arrays';
import { addLots, chooseSource, latestOrderEnd } from '@millwright/core/planning/supply-choice';

export interface RunOptions {
  /** Called with items planned and items in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Asked every few items; when true the run stops with PlanCancelled. */
  readonly cancelled?: () => boolean;
  /** Guards memory against lots that are absurdly small; 5 million unless told. */
  readonly mostOrders?: number;
}

/** Orders that share one operation and one end date: the last group of an item can still grow. */
interface Group {
  operation: number;
  end: number;
  firstOrder: number;
  event: number;
  good: number;
}

export function runUnconstrained(model: CompiledModel, options: RunOptions = {}): PlanArrays {
  const run = new UnconstrainedRun(model, options.mostOrders ?? 5_000_000);
  const total = model.itemOrder.length;
  for (let position = 0; position < total; position += 1) {
    if (position % 64 === 0) {
      if (options.cancelled?.()) throw new PlanCancelled();
      options.onProgress?.(position, total);
    }
    run.planItem(model.itemOrder[position] as number);
  }
  options.onProgress?.(total, total);
  return run.finish();
}

class UnconstrainedRun {
  private readonly orders = new GrowingOrders();
  private readonly pegging = new GrowingPegging();
  private readonly needs: ItemNeeds;
  private readonly firstOrder: Int32Array;
  private readonly afterLastOrder: Int32Array;
  private readonly missing: Float64Array;
  private readonly missingFrom: Float64Array;
  private readonly excess: Float64Array;
  private readonly receiptNeededAt: Float64Array;
  /** The event for which each order of the item at hand was planned. */
  private orderEvent: number[] = [];
  private readonly model: CompiledModel;
  private readonly mostOrders: number;

  constructor(model: CompiledModel, mostOrders: number) {
    const { items, receipts } = model.tables;
    this.model = model;
    this.mostOrders = mostOrders;
    this.needs = new ItemNeeds(model);
    this.firstOrder = new Int32Array(items.count);
    this.afterLastOrder = new Int32Array(items.count);
    this.missing = new Float64Array(items.count);
    this.missingFrom = new Float64Array(items.count).fill(Number.NaN);
    this.excess = new Float64Array(items.count);
    this.receiptNeededAt = new Float64Array(receipts.count).fill(Number.POSITIVE_INFINITY);
  }

  planItem(item: number): void {
    const { needs, orders } = this;
    collectNeeds(this.model, item, needs, orders, this.firstOrder, this.afterLastOrder);
    this.firstOrder[item] = orders.count;
    this.orderEvent = [];
    this.walkEvents(item);
    this.afterLastOrder[item] = orders.count;
    const found: ReceiptNeeds = receiptNeeds(this.model, needs, item, this.receiptNeededAt);
    this.excess[item] = found.unused;
    addPegging(this.model, needs, item, this.firstOrder[item] as number, this.orderEvent, orders, this.pegging);
  }

  finish(): PlanArrays {
    const { demands } = this.model.tables;
    const demand = Int32Array.from(this.model.demandOrder).filter((index) => (demands.quantity[index] as number) > 0);
    const deliveries = {
      count: demand.length,
      demand,
      date: Float64Array.from(demand, (index) => this.model.wantedDate[index] as number),
      quantity: Float64Array.from(demand, (index) => demands.quantity[index] as number),
    };
    const { firstOrder, afterLastOrder, missing, missingFrom, excess, receiptNeededAt } = this;
    return {
      orders: this.orders.finish(),
      firstOrder,
      afterLastOrder,
      pegging: this.pegging.finish(),
      deliveries,
      short: new Float64Array(demands.count),
      causeKind: new Uint8Array(demands.count),
      causeOf: new Int32Array(demands.count).fill(-1),
      missing,
      missingFrom,
      excess,
      receiptNeededAt,
    };
  }

  private walkEvents(item: number): void {
    const { needs, model } = this;
    let stock = model.tables.items.stock[item] as number;
    const cover: ItemCoverage | undefined = coverUntil(model, needs, item);
    const fixedLot = fixedLotOf(model, needs, item);
    const rounding = roundingOf(needs.needCount);
    const group: Group = { operation: -1, end: Number.NaN, firstOrder: 0, event: 0, good: 0 };
    for (let event = 0; event < needs.eventCount; event += 1) {
      stock += (needs.eventIn[event] as number) - (needs.eventOut[event] as number);
      if (stock >= (needs.eventTarget[event] as number) - rounding) continue;
      if (stock < -largestMillionths) throw new PlanTooLarge(item, 'the needs of an item add up to more than can be held exactly');
      stock += this.replenish(item, event, this.shortage(item, event, stock, cover), fixedLot, group);
      if (stock < -rounding && -stock > (this.missing[item] as number)) {
        this.missing[item] = -stock;
        if (Number.isNaN(this.missingFrom[item])) this.missingFrom[item] = needs.eventTime[event] as number;
      }
    }
  }

  /** What an order planned at the event has to bring: up to the target, up to the maximum, or as far as the policy reaches. */
  private shortage(item: number, event: number, stock: number, cover: ItemCoverage | undefined): number {
    const { needs } = this;
    let least = stock - (needs.eventTarget[event] as number);
    if (cover) {
      const until = cover.until(needs.eventTime[event] as number);
      let ahead = stock;
      for (let later = event + 1; later < needs.eventCount && (needs.eventTime[later] as number) < until; later += 1) {
        ahead += (needs.eventIn[later] as number) - (needs.eventOut[later] as number);
        least = Math.min(least, ahead - (needs.eventTarget[later] as number));
      }
    }
    const upTo = this.model.tables.items.orderUpTo[item] as number;
    return Number.isNaN(upTo) ? -least : Math.max(-least, upTo - stock);
  }

  /** Plans lots for the shortage; gives the change of the stock, 0 where nothing can supply the item at the date. */
  private replenish(item: number, event: number, shortage: number, fixedLot: number, group: Group): number {
    const { model, orders } = this;
    const instant = this.needs.eventTime[event] as number;
    const operation = chooseSource(model, item, instant, shortage);
    if (operation === -1) return 0;
    const end = latestOrderEnd(model, operation, instant);
    const before = group.operation === operation && group.end === end ? group.good : 0;
    if (before > 0) orders.count = group.firstOrder;
    else Object.assign(group, { operation, end, firstOrder: orders.count, event });
    group.good = addLots(model, orders, operation, end, shortage + before, fixedLot, this.mostOrders);
    const first = this.firstOrder[item] as number;
    this.orderEvent.length = orders.count - first;
    this.orderEvent.fill(group.event, group.firstOrder - first);
    return group.good - before;
  }
}
