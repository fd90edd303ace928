/**
 * The engine's part of a run, made to run in a worker thread: columns in, arrays out. Beside the plan it gives what the
 * exceptions need: how late each demand becomes and the item that holds it.
 * Trap: receipts are planned as if they were there already, so that an open order is brought forward before a second one is
 * planned; how late things really are is judged with the days on which they are due (`receiptDates`).
 */
import { compileTables, StructureCycle } from '@millwright/core/planning/compiled-model';
import { projectedDelays, rootEdge } from '@millwright/core/planning/delays';
import { plan } from '@millwright/core/planning/plan';
import { type PlanArrays, PlanTooLarge } from '@millwright/core/planning/plan-arrays';
import type { PlanningTables } from '@millwright/core/planning/planning-tables';

export type PlanTaskInput = { readonly tables: PlanningTables; readonly receiptDates: Float64Array };
export type PlanTaskOutput =
  | { readonly ok: true; readonly plan: PlanArrays; readonly lowLevelCode: Int32Array; readonly lateSeconds: Float64Array; readonly causeItem: Int32Array; readonly milliseconds: number }
  | { readonly ok: false; readonly problem: 'cycle' | 'too-large'; readonly items: readonly number[] };

export function planTask({ tables, receiptDates }: PlanTaskInput, report: (done: number, total: number) => void): { output: PlanTaskOutput; transfer: ArrayBuffer[] } {
  try {
    const begun = performance.now();
    const compiled = compileTables(tables);
    const result = plan(compiled, { onProgress: report });
    const dated = { ...compiled, tables: { ...tables, receipts: { ...tables.receipts, date: receiptDates } } };
    const delays = projectedDelays(dated, result);
    const causeItem = Int32Array.from(delays.demand, (late, demand) => {
      const edge = late > 0 ? rootEdge(result, delays, demand) : -1;
      return edge < 0 ? -1 : (result.pegging.item[edge] as number);
    });
    const output = { ok: true, plan: result, lowLevelCode: compiled.lowLevelCode, lateSeconds: delays.demand, causeItem, milliseconds: performance.now() - begun } as const;
    return { output, transfer: buffersOf(result) };
  } catch (error) {
    if (error instanceof StructureCycle) return { output: { ok: false, problem: 'cycle', items: error.items }, transfer: [] };
    if (error instanceof PlanTooLarge) return { output: { ok: false, problem: 'too-large', items: [error.item] }, transfer: [] };
    throw error;
  }
}

const buffersOf = ({ orders, pegging }: PlanArrays): ArrayBuffer[] =>
  [...Object.values(orders), ...Object.values(pegging)].flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : []));
