/** Starting MRP: the command checks and enqueues, the job plans. Progress and cancel are the job's. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { today } from '../../../kernel/clock.ts';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { defineJob, enqueueJob, JobCancelled } from '../../../kernel/jobs.ts';
import { problem, ProblemError } from '../../../kernel/refusal.ts';
import { WorkCancelled } from '../../../kernel/worker-thread.ts';
import { startMrpRun } from './mrp-run.contract.ts';
import { CannotPlan, runMrp } from './run-mrp.ts';

const lookEveryMs = 100;

export const mrpJob = defineJob<{ runId: string }>('planning/mrp-run', {
  async run(context, { runId }) {
    const abort = new AbortController();
    const watch = setInterval(() => { if (context.cancelled()) abort.abort(); }, lookEveryMs);
    try {
      const { bulk, clock } = context.runtime;
      const outcome = await runMrp({ bulk, companyId: context.companyId, userId: context.actor.userId, runId, today: today(clock), progress: context.progress, signal: abort.signal });
      return {
        href: '/planning/mrp', runId,
        message: { zh: `${outcome.orders} 张计划订单，${outcome.exceptions} 条异常。`, en: `${outcome.orders} planned orders, ${outcome.exceptions} exceptions.` },
      };
    } catch (error) {
      if (error instanceof WorkCancelled) throw new JobCancelled('cancelled');
      if (error instanceof CannotPlan) throw new ProblemError(problem(422, 'cannot-plan', error.text));
      throw error;
    } finally {
      clearInterval(watch);
    }
  },
});

export const mrpRunCommands: AnyCommand[] = [
  command({
    contract: startMrpRun,
    load: (tx, _input, { companyId }) => tx.rows<{ id: string }>(sql`
      select id from kernel.job where company_id = ${companyId} and name = ${mrpJob.name} and state in ('waiting', 'running') limit 1`),
    decide: (underWay) => (underWay.length > 0 ? refuse('run-in-progress') : accept(undefined)),
    async apply(tx, _change, context) {
      const runId = await context.identity.nextId();
      const jobId = await enqueueJob(tx, context, { definition: mrpJob, title: { zh: 'MRP 运算', en: 'MRP run' }, input: { runId } });
      return { runId, jobId };
    },
  }),
];
