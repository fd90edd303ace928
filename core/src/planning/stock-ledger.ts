/**
 * The projected stock of every item over time, with a log so that an attempt can be taken back. What may be promised at an
 * instant is the least stock from then on: nobody who was planned before loses what they were given.
 * Trap: scans are linear in the number of dates of an item; the finite run for large plants needs a tree here.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';

interface TimeLine {
  readonly time: number[];
  readonly change: number[];
}
interface Entry {
  readonly item: number;
  readonly time: number;
  readonly change: number;
}

export class StockLedger {
  private readonly lines: TimeLine[];
  private readonly log: Entry[] = [];

  constructor({ tables }: CompiledModel) {
    const { items, receipts } = tables;
    this.lines = Array.from(items.stock, (stock) => ({ time: [Number.NEGATIVE_INFINITY], change: [stock] }));
    for (let receipt = 0; receipt < receipts.count; receipt += 1) {
      this.enter(receipts.item[receipt] as number, receipts.date[receipt] as number, receipts.quantity[receipt] as number);
    }
  }

  /** A supply (positive) or a need (negative) that can be taken back. */
  book(item: number, time: number, change: number): void {
    if (change === 0) return;
    this.enter(item, time, change);
    this.log.push({ item, time, change });
  }

  mark(): number {
    return this.log.length;
  }

  takeBack(mark: number): void {
    for (let entry = this.log.pop(); entry; entry = this.log.pop()) {
      this.enter(entry.item, entry.time, -entry.change);
      if (this.log.length <= mark) return;
    }
  }

  /** The least stock from the instant on, not below 0. */
  promisable(item: number, instant: number): number {
    const { time, change } = this.line(item);
    let stock = change.reduce((sum, value) => sum + value, 0);
    let least = stock;
    for (let at = time.length - 1; at > 0 && (time[at] as number) > instant; at -= 1) {
      stock -= change[at] as number;
      least = Math.min(least, stock);
    }
    return Math.max(0, least);
  }

  /** The first instant after the given one from which something can be promised; Infinity for never. */
  nextPromise(item: number, instant: number): number {
    const { time, change } = this.line(item);
    let stock = change.reduce((sum, value) => sum + value, 0);
    let first = Number.POSITIVE_INFINITY;
    for (let at = time.length - 1; at > 0 && stock > 0 && (time[at] as number) > instant; at -= 1) {
      first = time[at] as number;
      stock -= change[at] as number;
    }
    return first;
  }

  /** Dates after which the stock of the item changes, ascending. */
  dates(item: number): readonly number[] {
    return this.line(item).time.slice(1);
  }

  stockAt(item: number, instant: number): number {
    const { time, change } = this.line(item);
    let stock = 0;
    for (let at = 0; at < time.length && (time[at] as number) <= instant; at += 1) stock += change[at] as number;
    return stock;
  }

  private line(item: number): TimeLine {
    return this.lines[item] ?? { time: [], change: [] };
  }

  private enter(item: number, time: number, change: number): void {
    const line = this.line(item);
    let low = 0;
    let high = line.time.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((line.time[middle] as number) < time) low = middle + 1;
      else high = middle;
    }
    if (line.time[low] === time) line.change[low] = (line.change[low] as number) + change;
    else {
      line.time.splice(low, 0, time);
      line.change.splice(low, 0, change);
    }
  }
}
