// Goal: MRP runs as a job with progress and cancel, one at a time, for those who may.
// Method: the real queue and runner; the test asks until a state is there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JobRunner, startJobRunner } from '../../../kernel/jobs.ts';
import { type Factory, testFactory } from '../test-factory.ts';

let factory: Factory;
let runner: JobRunner | undefined;
beforeAll(async () => {
  factory = await testFactory('mrp_job');
  await factory.sell('20', '2026-06-30');
});
afterAll(async () => {
  await runner?.stop();
  await factory.close();
});
const startRunner = async () => {
  runner = await startJobRunner({ jobsPool: factory.database.pools.jobs, runtime: factory.runtime, log: () => undefined, actorOf: async () => factory.chief });
};
type Job = { id: string; state: string; message: { zh: string } | null; resultHref: string | null };
async function until(id: string): Promise<Job> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const found = (await factory.ask<{ rows: Job[] }>('foundation/job.list', {})).rows.find((row) => row.id === id);
    if (found && ['done', 'failed', 'cancelled'].includes(found.state)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`job ${id} never ended`);
}
const start = async () => (await factory.run('planning/mrp-run.start', {})).output as unknown as { jobId: string; runId: string };

test('a second run waits for the first; both are refused to who may not', async () => {
  await expect(factory.run('planning/mrp-run.start', {}, { as: factory.actor('seller', ['planning/planned-order.view']) })).rejects.toMatchObject({ problem: { code: 'not-permitted' } });
  const { jobId, runId } = await start();
  expect(await factory.refused(factory.run('planning/mrp-run.start', {}))).toBe('run-in-progress');
  await startRunner();
  expect(await until(jobId)).toMatchObject({ state: 'done', resultHref: '/planning/mrp', message: { zh: expect.stringMatching(/^5 张计划订单/) } });
  const { run } = await factory.ask<{ run: { id: string; startedBy: string; number: string } }>('planning/mrp-run.latest', {});
  expect(run).toMatchObject({ id: runId, startedBy: 'chief', number: '1' });
  expect(await factory.ask('planning/mrp-run.get', { id: runId })).toMatchObject({ orderCount: 5, state: 'done' });
  expect((await factory.ask<{ total: number }>('planning/mrp-run.list', {})).total).toBe(1);
});

test('a run cancelled before or while it plans leaves the plan there was', async () => {
  const before = await factory.ask<{ run: { id: string } }>('planning/mrp-run.latest', {});
  const { jobId, runId } = await start();
  await factory.run('foundation/job.cancel', { id: jobId });
  expect(['cancelled', 'done']).toContain((await until(jobId)).state);
  const [left] = await factory.rows<{ count: string }>("select count(*) as count from planning.planned_order as o where run_id = $1 and not exists (select from planning.run as r where r.id = o.run_id and r.state = 'done')", [runId]);
  expect(left?.count).toBe('0');
  expect(before.run.id).not.toBe(runId);
});

test('a circle in the bills is the job\'s message', async () => {
  const a = await factory.item('CIRCLE-A', { source: 'make' });
  await factory.bill(a, [{ component: a, per: '1' }]);
  const { jobId } = await start();
  expect(await until(jobId)).toMatchObject({ state: 'failed', message: { zh: 'BOM 有循环：CIRCLE-A。请先改正再重算。' } });
});
