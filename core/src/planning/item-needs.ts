/**
 * Everything that moves one item, on one time line: its needs, firm receipts, steps of the safety stock, and "now".
 * Buffers are reused from item to item; needs are sorted by packing instant and position into one double, which lets the
 * engine sort numbers instead of calling a comparison.
 * Trap: what happens at one instant is one event: needs of the same date are netted together, receipts come before needs.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';

const packing = 2 ** 21;
const packable = 2 ** 32;

export class ItemNeeds {
  /** Needs, sorted by time from `sorted[0]` to `sorted[needCount − 1]`. A need ≥ 0 is an order, −1 − d is demand d. */
  needCount = 0;
  needTime = new Float64Array(256);
  needQuantity = new Float64Array(256);
  needOf = new Int32Array(256);
  sorted = new Int32Array(256);
  /** Events in time order: what comes in, what goes out, and the stock that must be left. */
  eventCount = 0;
  eventTime = new Float64Array(256);
  eventIn = new Float64Array(256);
  eventOut = new Float64Array(256);
  eventTarget = new Float64Array(256);
  private keys = new Float64Array(256);
  private readonly model: CompiledModel;

  constructor(model: CompiledModel) {
    this.model = model;
  }

  /** Starts over; `add` each need, then `finish`. */
  begin(): void {
    this.needCount = 0;
  }

  /** Sorts the needs and lays out the events of the item. */
  finish(item: number): void {
    this.sortNeeds();
    this.mergeEvents(item);
  }

  add(time: number, quantity: number, of: number): void {
    if (quantity === 0) return;
    const at = this.needCount;
    if (at === this.needTime.length) this.growNeeds();
    this.needTime[at] = time;
    this.needQuantity[at] = quantity;
    this.needOf[at] = of;
    this.needCount = at + 1;
  }

  private growNeeds(): void {
    const larger = this.needTime.length * 2;
    this.needTime = widened(this.needTime, larger);
    this.needQuantity = widened(this.needQuantity, larger);
    this.keys = new Float64Array(larger);
    const of = new Int32Array(larger);
    of.set(this.needOf);
    this.needOf = of;
    this.sorted = new Int32Array(larger);
  }

  private sortNeeds(): void {
    const { needCount, needTime, sorted, keys } = this;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < needCount; at += 1) {
      const time = needTime[at] as number;
      if (time < first) first = time;
      if (time > last) last = time;
    }
    if (needCount <= packing && last - first < packable) {
      for (let at = 0; at < needCount; at += 1) keys[at] = ((needTime[at] as number) - first) * packing + at;
      keys.subarray(0, needCount).sort();
      for (let at = 0; at < needCount; at += 1) sorted[at] = (keys[at] as number) % packing;
      return;
    }
    for (let at = 0; at < needCount; at += 1) sorted[at] = at;
    sorted.subarray(0, needCount).sort((a, b) => (needTime[a] as number) - (needTime[b] as number) || a - b);
  }

  private mergeEvents(item: number): void {
    const { tables, receiptsOfItem } = this.model;
    const { receipts, items, now } = tables;
    const { safetyStock } = items;
    let need = 0;
    let receipt = receiptsOfItem.start[item] as number;
    const receiptEnd = receiptsOfItem.start[item + 1] as number;
    let step = safetyStock.start[item] as number;
    const stepEnd = safetyStock.start[item + 1] as number;
    // Steps before now do not call for an order of their own: the level is restored now, or at the first need.
    let nextStep = step;
    while (nextStep < stepEnd && (safetyStock.from[nextStep] as number) <= now) nextStep += 1;
    let nowSeen = false;
    let level = 0;
    this.eventCount = 0;
    for (;;) {
      const needTime = need < this.needCount ? (this.needTime[this.sorted[need] as number] as number) : Number.POSITIVE_INFINITY;
      const receiptTime = receipt < receiptEnd ? (receipts.date[receiptsOfItem.entry[receipt] as number] as number) : Number.POSITIVE_INFINITY;
      const stepTime = nextStep < stepEnd ? (safetyStock.from[nextStep] as number) : Number.POSITIVE_INFINITY;
      const time = Math.min(needTime, receiptTime, stepTime, nowSeen ? Number.POSITIVE_INFINITY : now);
      if (time === Number.POSITIVE_INFINITY) break;
      let comesIn = 0;
      let goesOut = 0;
      for (; receipt < receiptEnd && receipts.date[receiptsOfItem.entry[receipt] as number] === time; receipt += 1) {
        comesIn += receipts.quantity[receiptsOfItem.entry[receipt] as number] as number;
      }
      for (; need < this.needCount && this.needTime[this.sorted[need] as number] === time; need += 1) goesOut += this.needQuantity[this.sorted[need] as number] as number;
      for (; step < stepEnd && (safetyStock.from[step] as number) <= time; step += 1) level = safetyStock.quantity[step] as number;
      while (nextStep < stepEnd && (safetyStock.from[nextStep] as number) <= time) nextStep += 1;
      if (time >= now) nowSeen = true;
      // A receipt before now calls for nothing by itself: what is there now, or at a need, decides.
      const target = goesOut === 0 && time < now ? Number.NEGATIVE_INFINITY : Math.max(level, items.reorderPoint[item] as number);
      this.addEvent(time, comesIn, goesOut, target);
    }
  }

  private addEvent(time: number, comesIn: number, goesOut: number, target: number): void {
    const at = this.eventCount;
    if (at === this.eventTime.length) {
      this.eventTime = widened(this.eventTime, at * 2);
      this.eventIn = widened(this.eventIn, at * 2);
      this.eventOut = widened(this.eventOut, at * 2);
      this.eventTarget = widened(this.eventTarget, at * 2);
    }
    this.eventTime[at] = time;
    this.eventIn[at] = comesIn;
    this.eventOut[at] = goesOut;
    this.eventTarget[at] = target;
    this.eventCount = at + 1;
  }
}

function widened(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
