/** The one reading path: function check → read-only transaction of the read role with company and user set → the query → masked output. */
import sql from 'sql-template-tag';
import { mayDo } from './authorize.ts';
import { today } from './clock.ts';
import type { Actor } from './command.ts';
import { databaseProblem, kernelProblem, ProblemError } from './refusal.ts';
import { shapeProblem } from './shape-problem.ts';
import { notPermitted, type Runtime } from './run-command.ts';
import { query, type Reader } from './transaction.ts';

export type QueryRequest = { readonly name: string; readonly companyId: string; readonly actor: Actor; readonly input: unknown };

export async function runQuery(runtime: Runtime, request: QueryRequest): Promise<unknown> {
  const definition = runtime.registry.queries.get(request.name);
  if (!definition) throw kernelProblem(404, 'unknown-operation', { name: request.name });
  const { contract } = definition;
  if (!definition.permission && !mayDo(request.actor, contract.permission)) throw notPermitted(contract.title);
  const parsed = contract.input.safeParse(request.input ?? {});
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error, contract.input, request.input));
  if (definition.permission && !mayDo(request.actor, definition.permission(parsed.data))) throw notPermitted(contract.title);
  const context = { companyId: request.companyId, actor: request.actor, today: today(runtime.clock), clock: runtime.clock, identity: runtime.identity };
  try {
    return await reading(runtime, request.companyId, request.actor.userId, (reader) => definition.run(reader, parsed.data as never, context));
  } catch (error) {
    const known = databaseProblem(error, runtime.registry.databaseRefusals);
    throw known ? new ProblemError(known) : error;
  }
}

/** Runs work in one read-only snapshot of the read role; jobs and exports use it as queries do. */
export async function reading<Result>(runtime: Pick<Runtime, 'readPool'>, companyId: string, userId: string, work: (reader: Reader) => Promise<Result>): Promise<Result> {
  const client = await runtime.readPool.connect();
  let broken: Error | undefined;
  try {
    // Not awaited: the first statement of the work travels along.
    const begun = Promise.all([
      query(client, sql`begin transaction isolation level repeatable read, read only`),
      query(client, sql`select set_config('millwright.company', ${companyId}, true), set_config('millwright.user', ${userId}, true)`),
    ]);
    const [result] = await Promise.all([work({ rows: (statement) => query(client, statement) }), begun]);
    await query(client, sql`commit`);
    return result;
  } catch (error) {
    await query(client, sql`rollback`).catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}
