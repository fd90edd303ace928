/**
 * One run of MRP from end to end: read (COPY, one snapshot of the reading role), plan (worker thread), write (COPY, one
 * transaction of the writing role). A run that is cancelled or fails leaves its row with the reason and nothing else.
 * Trap: the snapshot is older than the plan by the time it is written; releasing therefore checks the run is still the latest.
 */
import { dayNumber, type PlainDay } from '@millwright/core/primitives/plain-day';
import type pg from 'pg';
import { companyReading, companyWriting } from '../../../kernel/database/company-transaction.ts';
import type { Text } from '../../../kernel/contract.ts';
import { runInWorker, WorkCancelled } from '../../../kernel/worker-thread.ts';
import { buildTables } from './build-tables.ts';
import { findExceptions } from './find-exceptions.ts';
import type { PlanTaskInput, PlanTaskOutput } from './plan-task.ts';
import { readInputs } from './read-inputs.ts';
import { type PlanToWrite, writePlan } from './write-plan.ts';

export type MrpParts = {
  readonly bulk: { readonly read: pg.Pool; readonly write: pg.Pool };
  readonly companyId: string;
  readonly userId: string;
  readonly runId: string;
  readonly today: PlainDay;
  readonly progress?: (fraction: number, note: Text) => void;
  readonly signal?: AbortSignal | undefined;
};
export type MrpOutcome = { readonly runId: string; readonly runNo: number; readonly orders: number; readonly exceptions: number; readonly milliseconds: { readonly read: number; readonly plan: number; readonly write: number } };
/** Items in a circle, or lots that are absurdly small: the plan cannot be made until somebody changes these. */
export class CannotPlan extends Error {
  readonly text: Text;
  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}
const runsKept = 3;

export async function runMrp(parts: MrpParts): Promise<MrpOutcome> {
  const runNo = await beginRun(parts);
  try {
    const outcome = await planAndWrite(parts, runNo);
    await forgetOldRuns(parts);
    return outcome;
  } catch (error) {
    const cancelled = error instanceof WorkCancelled;
    const note = cancelled ? '' : error instanceof CannotPlan ? error.text.zh : (error as Error).message;
    await companyWriting(parts.bulk.write, parts.companyId, parts.userId, (client) =>
      client.query("update planning.run set state = $3, ended_at = now(), note = $4 where company_id = $1 and id = $2", [parts.companyId, parts.runId, cancelled ? 'cancelled' : 'failed', note.slice(0, 500)]));
    throw error;
  }
}

const beginRun = (parts: MrpParts): Promise<number> => companyWriting(parts.bulk.write, parts.companyId, parts.userId, async (client) => {
  // Two runs begun at once get two numbers; whichever is written last is the latest only if its number is higher.
  await client.query("select pg_advisory_xact_lock(hashtextextended('planning.run', $1))", [parts.companyId]);
  const { rows } = await client.query<{ run_no: number }>(`
    insert into planning.run (company_id, id, run_no, day, state)
    select $1, $2, 1 + coalesce(max(run_no), 0), $3, 'running'
    from planning.run
    where company_id = $1
    returning run_no`, [parts.companyId, parts.runId, parts.today]);
  return rows[0]?.run_no ?? 0;
});

async function planAndWrite(parts: MrpParts, runNo: number): Promise<MrpOutcome> {
  const { bulk, companyId, userId, runId, progress, signal } = parts;
  const today = dayNumber(parts.today);
  const begun = performance.now();
  progress?.(0.02, { zh: '读取库存、订单、BOM', en: 'Reading stock, orders and bills' });
  const inputs = await companyReading(bulk.read, companyId, userId, readInputs);
  const built = buildTables(inputs, today);
  const read = performance.now();
  stopIfCancelled(signal);
  const planned = await runInWorker<PlanTaskOutput>('planning/plan', { tables: built.tables, receiptDates: built.receiptDates } satisfies PlanTaskInput, {
    signal, onProgress: (share) => progress?.(0.15 + share * 0.35, { zh: `逐级展开 ${inputs.items.length} 个物料`, en: `Planning ${inputs.items.length} items level by level` }),
  });
  if (!planned.ok) throw new CannotPlan(await whyNot(parts, planned.problem, planned.items.map((row) => inputs.items[row]?.id ?? 0)));
  const exceptions = findExceptions({ inputs, built, planned, today });
  const planEnd = performance.now();
  progress?.(0.55, { zh: `写入 ${planned.plan.orders.count} 张计划订单`, en: `Writing ${planned.plan.orders.count} planned orders` });
  const pause = async (): Promise<void> => {
    stopIfCancelled(signal);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await companyWriting(bulk.write, companyId, userId, async (client) => {
    await writePlan(client, { runId, inputs, built, planned, exceptions, pause });
    stopIfCancelled(signal);
    await endRun(client, parts, { inputs, planned, exceptions }, { read: read - begun, plan: planEnd - read, write: performance.now() - planEnd });
  });
  const milliseconds = { read: read - begun, plan: planEnd - read, write: performance.now() - planEnd };
  return { runId, runNo, orders: planned.plan.orders.count, exceptions: exceptions.length, milliseconds };
}

function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new WorkCancelled();
}

const whole = (milliseconds: number): number => Math.trunc(milliseconds);
const endRun = (client: pg.ClientBase, { companyId, runId }: MrpParts, { inputs, planned, exceptions }: Pick<PlanToWrite, 'inputs' | 'planned' | 'exceptions'>, took: MrpOutcome['milliseconds']) =>
  client.query(`
    update planning.run
    set state = 'done', ended_at = clock_timestamp(), item_count = $3, need_count = $4, supply_count = $5, order_count = $6, pegging_count = $7, exception_count = $8,
      read_milliseconds = $9, plan_milliseconds = $10, write_milliseconds = $11
    where company_id = $1 and id = $2`,
    [companyId, runId, inputs.items.length, inputs.needs.length, inputs.supplies.length, planned.plan.orders.count, planned.plan.pegging.count, exceptions.length, whole(took.read), whole(took.plan), whole(took.write)]);

/** The last few plans stay for comparison; a run that never ended has nothing to delete but its row, which says so. */
const forgetOldRuns = ({ bulk, companyId, userId }: MrpParts): Promise<void> => companyWriting(bulk.write, companyId, userId, async (client) => {
  const old = `select id from planning.run where company_id = $1 and state = 'done' order by run_no desc offset ${runsKept}`;
  for (const table of ['item_plan', 'need', 'supply', 'planned_order', 'pegging', 'exception']) {
    await client.query(`delete from planning.${table} where company_id = $1 and run_id in (${old})`, [companyId]);
  }
});

async function whyNot({ bulk, companyId, userId }: MrpParts, problem: 'cycle' | 'too-large', ids: readonly number[]): Promise<Text> {
  const codes = await companyReading(bulk.read, companyId, userId, async (client) => {
    const { rows } = await client.query<{ code: string }>('select code from engineering.item where company_id = $1 and id = any ($2::bigint[])', [companyId, ids]);
    return rows.map((row) => row.code).join('、');
  });
  return problem === 'cycle'
    ? { zh: `BOM 有循环：${codes}。请先改正再重算。`, en: `The bills contain a cycle: ${codes}. Correct it and run again.` }
    : { zh: `「${codes}」的最大批量太小，计划订单多得无法保存。`, en: `The largest lot of ${codes} is too small; the plan has too many orders.` };
}
