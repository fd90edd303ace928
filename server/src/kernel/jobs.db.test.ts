// Goal: a job enqueued by a command runs as the person who asked, shows how far it is, can be cancelled, and says why it failed.
// Method: a real queue and runner on a real database; the clock is only waited for, never guessed: the test asks until the state is there.
import { accept } from '@millwright/core/primitives/outcome';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modules } from '../modules.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { type Actor, command, module } from './command.ts';
import { commandContract } from './contract.ts';
import { defineJob, enqueueJob, type JobRunner, startJobRunner } from './jobs.ts';
import { kernelProblem } from './refusal.ts';
import { createRegistry } from './registry.ts';
import { runCommand, type Runtime } from './run-command.ts';
import sql from 'sql-template-tag';

type Input = { what: 'count' | 'wait' | 'refuse' | 'break' };
let waiting = 0;
const job = defineJob<Input>('test/job', {
  async run(context, { what }) {
    if (what === 'refuse') throw kernelProblem(422, 'too-large');
    if (what === 'break') throw new Error('a bug');
    for (let round = 0; what === 'wait'; round += 1) {
      waiting = round;
      context.progress(0.5, { zh: '算到一半', en: 'half way' });
      context.throwIfCancelled();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const items = await context.reading((reader) => reader.rows<{ n: string }>(sql`select count(*)::text as n from foundation.unit where company_id = ${context.companyId}`));
    await context.command('foundation/unit.save', { code: `u${context.jobId}`, name: context.actor.userName });
    return { href: '/foundation/unit', units: items[0]?.n };
  },
});
const start = command({
  contract: commandContract({ name: 'test/job.start', title: { zh: '开始', en: 'Start' }, input: z.object({ what: z.enum(['count', 'wait', 'refuse', 'break']) }), output: z.object({ id: z.string() }) }),
  load: async () => undefined,
  decide: (_loaded, input) => accept(input),
  apply: async (tx, input, context) => ({ id: await enqueueJob(tx, context, { definition: job, title: { zh: '试算', en: 'Trial' }, input }) }),
});

let company: TestCompany;
let runtime: Runtime;
let runner: JobRunner;
const logged: Record<string, unknown>[] = [];
beforeAll(async () => {
  company = await testCompany('jobs');
  runtime = { ...company.runtime, registry: createRegistry([...modules, module({ name: 'test', title: { zh: '试', en: 'Test' }, dependsOn: [], documents: [], commands: [start], queries: [] })]) };
  runner = await startRunner();
});
afterAll(async () => {
  await runner.stop();
  await company.close();
});
const startRunner = () => startJobRunner({ jobsPool: company.database.pools.jobs, runtime, log: (entry) => logged.push(entry), actorOf: async (userId) => (userId === company.chief.userId ? company.chief : company.actor('planner', ['foundation/job.view'])) });

type Job = { id: string; title: { zh: string }; state: string; progress: number; message: { zh: string } | null; resultHref: string | null };
const begin = async (what: Input['what'], as: Actor = company.chief): Promise<string> =>
  ((await runCommand(runtime, { name: 'test/job.start', companyId: company.companyId, actor: as, input: { what } })).output as { id: string }).id;
async function until(id: string, holds: (job: Job) => boolean, as: Actor = company.chief): Promise<Job> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const found = (await company.ask<{ rows: Job[] }>('foundation/job.list', {}, as)).rows.find((row) => row.id === id);
    if (found && holds(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`job ${id} never came there`);
}
const ended = ({ state }: Job) => state === 'done' || state === 'failed' || state === 'cancelled';

describe('a job', () => {
  test('reads and writes as the person who asked', async () => {
    const id = await begin('count');
    expect(await until(id, ended)).toMatchObject({ title: { zh: '试算' }, state: 'done', progress: 1, resultHref: '/foundation/unit' });
    const { rows } = await company.ask<{ rows: { code: string; name: string }[] }>('foundation/unit.list', { search: `u${id}` });
    expect(rows).toMatchObject([{ code: `u${id}`, name: 'chief' }]);
  });
  test('shows how far it is and stops when it is told to', async () => {
    const id = await begin('wait');
    expect(await until(id, (found) => found.message !== null)).toMatchObject({ state: 'running', progress: 0.5, message: { zh: '算到一半' } });
    await company.run('foundation/job.cancel', { id });
    expect(await until(id, ended)).toMatchObject({ state: 'cancelled', message: { zh: '已取消' } });
    expect(waiting).toBeGreaterThan(0);
    expect(await company.refused(company.run('foundation/job.cancel', { id }))).toBe('job-ended');
  });
  test('says why it was refused, and hides a bug behind its number', async () => {
    expect(await until(await begin('refuse'), ended)).toMatchObject({ state: 'failed', message: { zh: '内容太大。' } });
    const broken = await begin('break');
    expect((await until(broken, ended)).message?.zh).toContain(broken);
    expect(logged).toContainEqual(expect.objectContaining({ jobId: broken, message: 'a bug' }));
  });
  test('is seen and cancelled by its owner only', async () => {
    const id = await begin('wait');
    await until(id, (found) => found.state === 'running');
    const planner = company.actor('planner', ['foundation/job.view', 'foundation/job.cancel']);
    expect((await company.ask<{ rows: Job[] }>('foundation/job.list', { everybody: true }, planner)).rows.find((row) => row.id === id)).toBeUndefined();
    expect(await company.refused(company.run('foundation/job.cancel', { id }, { as: planner }))).toBe('job-of-others');
    await company.run('foundation/job.cancel', { id });
    await until(id, ended);
  });
  test('a waiting one ends at once when cancelled, and never runs', async () => {
    await runner.stop();
    const id = await begin('count');
    await company.run('foundation/job.cancel', { id });
    runner = await startRunner();
    const after = await begin('count');
    await until(after, ended);
    expect(await until(id, ended)).toMatchObject({ state: 'cancelled', progress: 0 });
  });
  test('one that lost its server is marked as failed, and is not run again', async () => {
    const id = await begin('count');
    await until(id, ended);
    await company.database.pools.jobs.query("update kernel.job set state = 'running', seen_at = now() - interval '1 minute', ended_at = null, note = '' where id = $1", [id]);
    expect((await until(id, ended)).message?.zh).toContain('服务器中途停止');
  });
});
