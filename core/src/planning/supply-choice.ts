/**
 * How one make or buy answers a shortage: when its order ends and starts, what it yields at that date, and into which lots
 * the quantity is cut. A lot is the larger of minimum and shortage, raised to the multiple; above the maximum it is cut into
 * lots of the maximum and one for the rest. Trap: lot rules bind the quantity *started*; the shortage is a *good* quantity.
 */
import {
  divideMillionthsUp,
  lowerToMultiple,
  millionthsPerUnit,
  raiseToMultiple,
  wholeSecondsUp,
  yieldMillionthsDown,
} from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { type GrowingOrders, tooManyOrders } from '@millwright/core/planning/plan-arrays';
import { endAfter, latestEnd, startBefore } from '@millwright/core/planning/working-time';

/** The latest end of an order of this operation that serves a need at the instant. */
export function latestOrderEnd(model: CompiledModel, operation: number, instant: number): number {
  const { operations } = model.tables;
  const wanted = instant - (operations.safetySeconds[operation] as number);
  const calendar = model.calendars[operations.calendar[operation] as number];
  return calendar ? latestEnd(calendar, wanted) : wanted;
}

/** Good units per unit started for an order that ends at the instant; 0 where the operation does not run then. */
export function yieldAt(model: CompiledModel, operation: number, end: number): number {
  const { yields } = model.tables.operations;
  for (let at = yields.start[operation] as number; at < (yields.start[operation + 1] as number); at += 1) {
    if (end >= (yields.from[at] as number) && end < (yields.to[at] as number)) return yields.share[at] as number;
  }
  return 0;
}

/**
 * The source of the item for a good quantity at the instant, −1 for none: by preference the first that runs at the date and
 * can do it in one lot; where none can, the first that runs, which then cuts it into lots of its maximum.
 */
export function chooseSource(model: CompiledModel, item: number, instant: number, needed: number): number {
  const { start, entry } = model.sourcesOfItem;
  const { lotMaximum } = model.tables.operations;
  let first = -1;
  for (let at = start[item] as number; at < (start[item + 1] as number); at += 1) {
    const operation = entry[at] as number;
    const share = yieldAt(model, operation, latestOrderEnd(model, operation, instant));
    if (share === 0) continue;
    if (divideMillionthsUp(needed, share) <= (lotMaximum[operation] as number)) return operation;
    if (first === -1) first = operation;
  }
  return first;
}

export function runSeconds(model: CompiledModel, operation: number, quantity: number): number {
  const perUnit = model.secondsPerUnit[operation] as number;
  const fixed = model.fixedSeconds[operation] as number;
  return wholeSecondsUp(perUnit === 0 ? fixed : fixed + (perUnit * quantity) / millionthsPerUnit);
}

export function orderStart(model: CompiledModel, operation: number, end: number, quantity: number): number {
  const seconds = runSeconds(model, operation, quantity);
  const calendar = model.calendars[model.tables.operations.calendar[operation] as number];
  return calendar ? startBefore(calendar, end, seconds) : end - seconds;
}

export function orderEnd(model: CompiledModel, operation: number, start: number, quantity: number): number {
  const seconds = runSeconds(model, operation, quantity);
  const calendar = model.calendars[model.tables.operations.calendar[operation] as number];
  return calendar ? endAfter(calendar, start, seconds) : start + seconds;
}

/** The quantity of the next lot to start for what is still wanted; `fixedLot` is the lot of the item's policy, 0 for none. */
export function lotFor(model: CompiledModel, operation: number, wanted: number, fixedLot: number): number {
  const { operations } = model.tables;
  const multiple = operations.lotMultiple[operation] as number;
  const least = Math.max(operations.lotMinimum[operation] as number, fixedLot);
  const most = Math.min(operations.lotMaximum[operation] as number, fixedLot > 0 ? Math.max(fixedLot, operations.lotMinimum[operation] as number) : Number.POSITIVE_INFINITY);
  const lot = raiseToMultiple(Math.max(least, wanted), multiple);
  if (lot <= most) return lot;
  const capped = lowerToMultiple(most, multiple);
  return capped > 0 ? capped : raiseToMultiple(least, multiple);
}

/** Plans orders that end at `end` until the good quantity is there; gives the good quantity planned. */
export function addLots(model: CompiledModel, orders: GrowingOrders, operation: number, end: number, needed: number, fixedLot: number, mostOrders: number): number {
  const share = yieldAt(model, operation, end);
  let good = 0;
  while (good < needed) {
    const lot = lotFor(model, operation, divideMillionthsUp(needed - good, share), fixedLot);
    const fromLot = yieldMillionthsDown(lot, share);
    if (fromLot <= 0) break;
    if (orders.count >= mostOrders) throw tooManyOrders(model.tables.operations.item[operation] as number, mostOrders);
    orders.add(operation, orderStart(model, operation, end, lot), end, lot, fromLot);
    good += fromLot;
  }
  return good;
}
