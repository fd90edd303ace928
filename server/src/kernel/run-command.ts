/**
 * The one write path. parse → function check → begin, company, user, command → idempotency → load (locks in a fixed order) →
 * decide (pure) → apply → outbox → commit, retried on serialization failures and deadlocks. Nothing else opens a writing transaction.
 *
 * Round trips: begin, start and what load asks first share one, everything apply sends and the commit share the last.
 * Trap: what load read is worth nothing before the start has answered: the company may be closed, the command done already.
 */
import { createHash } from 'node:crypto';
import type { Refusal, Text } from '@millwright/core/primitives/outcome';
import type pg from 'pg';
import sql from 'sql-template-tag';
import { mayDo } from './authorize.ts';
import { type Clock, today } from './clock.ts';
import type { Actor, AnyCommand, Context, Watch } from './command.ts';
import type { FileStore } from './files/file-store.ts';
import type { Identity } from './identity.ts';
import { confirmationProblem, databaseProblem, kernelProblem, kernelRefusals, ProblemError, refusalProblem, render, worded } from './refusal.ts';
import { shapeProblem } from './shape-problem.ts';
import type { Registry } from './registry.ts';
import { run } from './database/wire.ts';
import { query, statementName, type Tx } from './transaction.ts';

export type Runtime = {
  readonly registry: Registry;
  readonly writePool: pg.Pool;
  readonly readPool: pg.Pool;
  /** The same two roles for COPY: bulk reads and writes of jobs. */
  readonly bulk: { readonly read: pg.Pool; readonly write: pg.Pool };
  readonly identity: Identity;
  readonly clock: Clock;
  /** Content of attachments; absent where no data folder is. */
  readonly files?: FileStore;
  /** For jobs that open, back up and restore companies: the maintenance role and the installation's data folder. */
  readonly maintenance?: { readonly pool: pg.Pool; readonly folder: string };
};
export type Request = {
  readonly name: string;
  readonly companyId: string;
  readonly actor: Actor;
  readonly input: unknown;
  readonly idempotencyKey?: string | undefined;
  /** Everything but the commit: constraints are made immediate, then it is rolled back. */
  readonly dryRun?: boolean;
  /** Tokens of warnings the person has said yes to, or their codes; a decision that asks for another writes nothing. */
  readonly accept?: readonly string[];
  readonly watch?: Watch;
};
export type Reply = { readonly output: unknown; readonly warnings: readonly { code: string; message: Text }[] };

const attemptsMax = 6;

/** Carries out one command. Throws ProblemError for every expected refusal; anything else that escapes is a bug or an outage. */
export async function runCommand(runtime: Runtime, request: Request): Promise<Reply> {
  const command = runtime.registry.commands.get(request.name);
  if (!command) throw kernelProblem(404, 'unknown-operation', { name: request.name });
  const { contract } = command;
  if (!command.permission && !mayDo(request.actor, contract.permission)) throw notPermitted(contract.title);
  const parsed = contract.input.safeParse(request.input);
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error, contract.input, request.input));
  if (command.permission && !mayDo(request.actor, command.permission(parsed.data))) throw notPermitted(contract.title);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(runtime, command, request, parsed.data);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if ((code === '40001' || code === '40P01') && attempt < attemptsMax) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
        continue;
      }
      if (code === '40001' || code === '40P01') throw kernelProblem(503, 'busy');
      const known = databaseProblem(error, runtime.registry.databaseRefusals);
      throw known ? new ProblemError(known) : error;
    }
  }
}

/** A yes is to what was read: meanwhile other figures make another token, and the question comes again. One for all sentences of a code: a header is short. */
const tokenOf = (code: string, questions: readonly Refusal[]): string => {
  const read = questions.filter((one) => one.code === code).map(({ path = [], parameters = {} }) => [path, parameters]);
  return `${code}.${createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 12)}`;
};

export const notPermitted = (title: Text): ProblemError => {
  const text = kernelRefusals.texts['not-permitted'];
  return new ProblemError({ type: 'about:blank', status: 403, title: 'not permitted', code: 'not-permitted', errors: [], message: render(text, { title }) });
};

async function attemptOnce(runtime: Runtime, command: AnyCommand, request: Request, input: unknown): Promise<Reply> {
  const context: Context = {
    companyId: request.companyId,
    actor: request.actor,
    commandId: await runtime.identity.nextId(),
    today: today(runtime.clock),
    clock: runtime.clock,
    identity: runtime.identity,
    ...(request.watch ? { watch: request.watch } : {}),
  };
  const client = await runtime.writePool.connect();
  let broken: Error | undefined;
  try {
    const starting = start(client, context, command.contract.name, request);
    const sent: Promise<unknown>[] = [];
    const tx = createTx(client, context, sent);
    const loading = command.load(tx, input as never, context);
    const [started, read] = await Promise.allSettled([starting, loading]);
    if (started.status === 'rejected') throw started.reason;
    if (started.value) {
      await query(client, sql`rollback`);
      return started.value;
    }
    if (read.status === 'rejected') throw read.reason;
    const loaded = read.value;
    const decision = command.decide(loaded as never, input as never, context);
    if (!decision.ok) throw new ProblemError(refusalProblem(decision.refusals, command.contract.refusals));
    const questions = request.dryRun ? [] : (decision.warnings ?? []).filter((warning) => warning.ask);
    const asked = questions.filter(({ code }) => !request.accept?.some((said) => said === code || said === tokenOf(code, questions)));
    if (asked.length > 0) throw new ProblemError(confirmationProblem(asked, command.contract.refusals, ({ code }) => tokenOf(code, questions)));
    const output = await command.apply(tx, decision.change, context);
    const reply: Reply = { output, warnings: worded(decision.warnings ?? [], command.contract.refusals) };
    if (request.dryRun) tx.send(sql`set constraints all immediate`);
    else tx.send(sql`update kernel.command set reply = ${JSON.stringify(reply)}::jsonb where company_id = ${context.companyId} and id = ${context.commandId}`);
    await end(client, sent, request.dryRun ? 'rollback' : 'commit');
    return reply;
  } catch (error) {
    await query(client, sql`rollback`).catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function start(client: pg.PoolClient, context: Context, name: string, request: Request): Promise<Reply | undefined> {
  const key = request.dryRun ? null : request.idempotencyKey ?? null;
  const hash = createHash('sha256').update(JSON.stringify(request.input) ?? '').digest();
  const [, rows] = await settle([
    query(client, sql`begin`),
    query<{ already: boolean; same_input: boolean; reply: Reply | null; company_state: string | null; first_id: string }>(client, sql`
      select * from kernel.start_command(${context.companyId}::bigint, ${context.actor.userId}::bigint, ${context.commandId}::bigint, ${name}, ${key}, ${hash})`),
  ]);
  const row = rows[0];
  if (!row?.company_state || row.company_state === 'loading' || row.company_state === 'deleting') throw kernelProblem(403, 'company-unavailable');
  if (!row.already && BigInt(context.commandId) < BigInt(row.first_id)) {
    // The company was restored after this process took its block of ids, which the company may have already.
    context.identity.startFrom(row.first_id);
    throw Object.assign(new Error('ids from before the company came'), { code: '40001' });
  }
  if (!row.already) return undefined;
  if (!row.same_input) throw kernelProblem(422, 'key-reused');
  if (!row.reply) throw new Error('a committed command without a reply');
  return row.reply;
}

function createTx(client: pg.PoolClient, context: Context, sent: Promise<unknown>[]): Tx {
  const send = (statement: ReturnType<typeof sql>): void => {
    const outcome = query(client, statement);
    outcome.catch(() => undefined);
    sent.push(outcome);
  };
  return {
    async rows<Row>(statement: ReturnType<typeof sql>): Promise<Row[]> {
      const outcome = query<Row>(client, statement);
      if (sent.length === 0) return outcome;
      const [rows] = await settle([outcome, ...sent.splice(0)]);
      return rows as Row[];
    },
    send,
    emit: (topic, payload) => send(sql`insert into kernel.outbox (company_id, command_id, topic, payload) values (${context.companyId}, ${context.commandId}, ${topic}, ${JSON.stringify(payload)}::jsonb)`),
  } as Tx;
}

async function end(client: pg.PoolClient, sent: Promise<unknown>[], how: 'commit' | 'rollback'): Promise<void> {
  const outcome = run(client, { text: how, name: statementName(how) });
  await settle([...sent, outcome]);
  const { command } = await outcome;
  if (how === 'commit' && command !== 'COMMIT') throw new Error(`the commit answered ${command}`);
}

/** All outcomes; the first true cause wins over the "transaction is aborted" echoes behind it. */
async function settle<const Outcomes extends readonly Promise<unknown>[]>(outcomes: Outcomes): Promise<{ -readonly [Key in keyof Outcomes]: Awaited<Outcomes[Key]> }> {
  const results = await Promise.allSettled(outcomes);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as { code?: string }] : []));
  const cause = failures.find((failure) => failure.code !== '25P02') ?? failures[0];
  if (cause) throw cause;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as { -readonly [Key in keyof Outcomes]: Awaited<Outcomes[Key]> };
}
