/**
 * The stock an item must keep at an instant: the step of its safety stock in force, or its reorder point where that is more.
 * Trap: before the first step with a date nothing has to be kept.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';

export function targetAt({ tables }: CompiledModel, item: number, instant: number): number {
  const { safetyStock, reorderPoint } = tables.items;
  let level = 0;
  for (let at = safetyStock.start[item] as number; at < (safetyStock.start[item + 1] as number); at += 1) {
    if ((safetyStock.from[at] as number) > instant) break;
    level = safetyStock.quantity[at] as number;
  }
  return Math.max(level, reorderPoint[item] as number);
}

/** The dates on which the target changes. */
export function targetDates({ tables }: CompiledModel, item: number): number[] {
  const { safetyStock } = tables.items;
  return Array.from(safetyStock.from.subarray(safetyStock.start[item], safetyStock.start[item + 1])).filter(Number.isFinite);
}
