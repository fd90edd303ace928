/**
 * Long work: a command enqueues it, a runner in the server carries it out as the person who asked, in their company, through
 * runCommand and the reading role like everybody else. What people see is kernel.job; the queue behind it is graphile-worker's.
 *
 * Enqueuing is one row in the command's own transaction. The runner looks for waiting rows and hands them to the queue under
 * their own key, so a row is queued once whatever happens. A job that loses its server is marked failed, never run again by itself.
 */
import { assert } from '@millwright/core/primitives/outcome';
import { Logger, run, type Runner } from 'graphile-worker';
import type pg from 'pg';
import sql from 'sql-template-tag';
import type { Actor, Context } from './command.ts';
import type { Text } from './contract.ts';
import { ProblemError } from './refusal.ts';
import { type Reply, runCommand, type Runtime } from './run-command.ts';
import { reading } from './run-query.ts';
import type { Reader, Tx } from './transaction.ts';

export type JobContext = {
  readonly jobId: string;
  readonly companyId: string;
  readonly actor: Actor;
  readonly runtime: Runtime;
  /** One read-only snapshot of the reading role. */
  reading<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** A command as the person who asked; the job's id keeps a repeated call from happening twice. It is told of progress and cancelling. */
  command(name: string, input: unknown, options?: { readonly dryRun?: boolean }): Promise<Reply>;
  /** 0 to 1, with a word on what is being done. Cheap: written twice a second at most. */
  progress(fraction: number, note?: Text): void;
  /** True once somebody asked for it to stop; long loops look, and throwIfCancelled() ends the job. */
  cancelled(): boolean;
  throwIfCancelled(): void;
};
/** What a job leaves behind for the tray: where to look, and a sentence. `failed`: it did its work and the answer is no. */
export type JobResult = { readonly href?: string; readonly message?: Text; readonly failed?: boolean } & Record<string, unknown>;
export type JobDefinition<Input = unknown> = { readonly name: string; run(context: JobContext, input: Input): Promise<JobResult | undefined> };

export class JobCancelled extends Error {}

const definitions = new Map<string, JobDefinition<never>>();
/** Registers a kind of job; the module that enqueues it imports the file that defines it. */
export function defineJob<Input>(name: string, job: Pick<JobDefinition<Input>, 'run'>): JobDefinition<Input> {
  assert(!definitions.has(name), `job ${name} defined twice`);
  const definition = { name, ...job };
  definitions.set(name, definition as JobDefinition<never>);
  return definition;
}

/** In apply of a command: the row people see. Returns the job's id. */
export async function enqueueJob<Input>(tx: Tx, { companyId, actor, identity }: Context, job: { readonly definition: JobDefinition<Input>; readonly title: Text; readonly input: Input }): Promise<string> {
  const id = await identity.nextId();
  tx.send(sql`
    insert into kernel.job (company_id, id, name, title, user_id, input)
    values (${companyId}, ${id}, ${job.definition.name}, ${JSON.stringify(job.title)}, ${actor.userId}, ${JSON.stringify(job.input ?? null)}::jsonb)`);
  return id;
}

export type JobRunner = { stop(): Promise<void> };
export type JobRunnerOptions = {
  readonly jobsPool: pg.Pool;
  readonly runtime: Runtime;
  /** Who the person is now; undefined when they may no longer enter the company. */
  readonly actorOf: (userId: string, companyId: string) => Promise<Actor | undefined>;
  readonly log: (entry: Record<string, unknown>) => void;
  readonly concurrency?: number;
};
const lookEveryMs = 1000;
const beatEveryMs = 500;
const lostAfter = '30 seconds';
const task = 'millwright-job';

export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const { jobsPool, log } = options;
  const quiet = { error: (message: string) => log({ level: 'error', job: message }), warn: () => undefined, info: () => undefined, debug: () => undefined };
  // The queue asks for handlers on every connection; a connection that breaks is replaced by the pool.
  jobsPool.on('connect', (client) => client.on('error', () => undefined));
  const runner: Runner = await run({
    pgPool: jobsPool, concurrency: options.concurrency ?? 2, noHandleSignals: true, pollInterval: 2000,
    logger: new Logger(() => (level, message) => quiet[level as keyof typeof quiet]?.(message)),
    taskList: { [task]: (payload) => carryOut(options, payload as { companyId: string; jobId: string }) },
  });
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    await sweep(jobsPool);
    const { rows } = await jobsPool.query<{ company_id: string; id: string }>("select company_id, id from kernel.job where state = 'waiting' and not cancel_requested order by created_at limit 50");
    for (const row of rows) await runner.addJob(task, { companyId: row.company_id, jobId: row.id }, { jobKey: `${row.company_id}/${row.id}`, jobKeyMode: 'unsafe_dedupe', maxAttempts: 1 });
  };
  const timer = setInterval(() => {
    looking = looking.then(() => (stopped ? undefined : look())).catch((error: Error) => log({ level: 'error', job: 'looking for jobs failed', message: error.message }));
  }, lookEveryMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await runner.stop();
    },
  };
}

/** Jobs whose server is gone: nobody knows how far they came, so a person decides whether to start them again. */
async function sweep(pool: pg.Pool): Promise<void> {
  const note: Text = { zh: '服务器中途停止，任务没有完成；已经保存的部分仍然有效。请重新运行。', en: 'The server stopped on the way and the job did not finish; what it saved stays. Please run it again.' };
  await pool.query(`update kernel.job set state = 'failed', note = $1, ended_at = now() where state = 'running' and seen_at < now() - interval '${lostAfter}'`, [JSON.stringify(note)]);
}

type JobRow = { name: string; user_id: string; input: unknown; first_id: string };
async function carryOut(options: JobRunnerOptions, { companyId, jobId }: { companyId: string; jobId: string }): Promise<void> {
  const { jobsPool, log } = options;
  const { rows } = await jobsPool.query<JobRow>(
    "update kernel.job set state = 'running', started_at = now(), seen_at = now() where company_id = $1 and id = $2 and state = 'waiting' returning name, user_id, input, (select c.first_id from kernel.company as c where c.id = company_id) as first_id", [companyId, jobId]);
  const row = rows[0];
  if (!row) return;
  options.runtime.identity.startFrom(row.first_id);
  const beat = startBeat(jobsPool, companyId, jobId);
  try {
    const definition = definitions.get(row.name);
    const actor = await options.actorOf(row.user_id, companyId);
    if (!definition || !actor) throw new Error(definition ? `user ${row.user_id} may not enter company ${companyId}` : `no job is called ${row.name}`);
    const result = await definition.run(contextOf(options.runtime, companyId, jobId, actor, beat), row.input as never);
    await beat.end(result?.failed ? 'failed' : 'done', result?.message, result ?? {});
  } catch (error) {
    if (error instanceof JobCancelled) await beat.end('cancelled', { zh: '已取消', en: 'Cancelled' });
    else if (error instanceof ProblemError) await beat.end('failed', error.problem.message);
    else {
      log({ level: 'error', job: row.name, jobId, message: (error as Error).message, stack: (error as Error).stack });
      await beat.end('failed', { zh: `程序出错，任务没有完成。把任务号 ${jobId} 告诉管理员可查到记录。`, en: `Something went wrong and the job did not finish. Give job ${jobId} to your administrator to find the log line.` });
    }
  }
}

function contextOf(runtime: Runtime, companyId: string, jobId: string, actor: Actor, beat: Beat): JobContext {
  let calls = 0;
  const throwIfCancelled = (): void => { if (beat.cancelled()) throw new JobCancelled('cancelled'); };
  return {
    jobId, companyId, actor, runtime,
    reading: (work) => reading(runtime, companyId, actor.userId, work),
    command: (name, input, { dryRun = false } = {}) => {
      calls += 1;
      return runCommand(runtime, { name, companyId, actor, input, dryRun, idempotencyKey: `job-${jobId}-${calls}`, watch: { progress: beat.progress, throwIfCancelled } });
    },
    progress: beat.progress,
    cancelled: beat.cancelled,
    throwIfCancelled,
  };
}

type Beat = {
  progress(fraction: number, note?: Text): void;
  cancelled(): boolean;
  end(state: 'done' | 'failed' | 'cancelled', note?: Text, result?: Record<string, unknown>): Promise<void>;
};
/** Says at a steady pace that the job lives and how far it is, and hears whether it should stop. */
function startBeat(pool: pg.Pool, companyId: string, jobId: string): Beat {
  let [fraction, note, cancelled] = [0, '', false];
  let sending: Promise<unknown> = Promise.resolve();
  const send = async (): Promise<void> => {
    const { rows } = await pool.query<{ cancel_requested: boolean }>('update kernel.job set progress = $3, note = $4, seen_at = now() where company_id = $1 and id = $2 returning cancel_requested', [companyId, jobId, fraction, note]);
    cancelled ||= rows[0]?.cancel_requested ?? true;
  };
  const timer = setInterval(() => { sending = sending.then(send).catch(() => undefined); }, beatEveryMs);
  return {
    progress(next, text) {
      fraction = Math.min(1, Math.max(0, next));
      if (text) note = JSON.stringify(text);
    },
    cancelled: () => cancelled,
    async end(state, text, result) {
      clearInterval(timer);
      await sending;
      await pool.query('update kernel.job set state = $3, progress = case when $3 = \'done\' then 1 else progress end, note = $4, result = $5::jsonb, ended_at = now() where company_id = $1 and id = $2',
        [companyId, jobId, state, text ? JSON.stringify(text) : '', result ? JSON.stringify(result) : null]);
    },
  };
}
