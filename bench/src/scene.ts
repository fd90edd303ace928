/** The server under test: a database with the product's own settings (fsync and synchronous_commit on), one company, orders to receive. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { createApplication, createRuntime } from '@millwright/server/application';
import { clockAt } from '@millwright/server/kernel/clock';
import { openDatabase, type OpenDatabase } from '@millwright/server/kernel/database/open';
import { runCommand, type Runtime } from '@millwright/server/kernel/run-command';
import pg from 'pg';
import { setUpCompany } from '@millwright/server/modules/foundation/company/set-up';
import { hashPassword } from '@millwright/server/modules/access/session/session.store';

export type Scene = {
  readonly database: OpenDatabase;
  readonly runtime: Runtime;
  readonly companyId: string;
  readonly userId: string;
  readonly accountIds: ReadonlyMap<string, string>;
  readonly folder: string;
  run(name: string, input: unknown): Promise<{ id: string; version: number }>;
  ask(name: string, input: unknown): Promise<unknown>;
  /** Address of the HTTP server and the cookie of a signed-in person. */
  listen(): Promise<{ base: string; cookie: string; close(): Promise<void> }>;
};

export async function openScene(): Promise<Scene> {
  const folder = process.env['MILLWRIGHT_BENCH_HOME'] ?? mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  const database = await openDatabase({ ...process.env, MILLWRIGHT_HOME: folder }, () => undefined);
  const runtime = createRuntime(database.pools, clockAt(parseDay('2026-06-15')));
  const { companyId, userIds, accountIds } = await setUpCompany(database.pools.maintain, runtime.identity, {
    code: `B${process.pid}`, name: 'bench', firstPeriod: 202601, periodCount: 12, roles: [{ code: 'all', name: 'all', permissions: ['*'] }],
    people: [{ login: `bench${process.pid}`, name: 'bench', post: '', passwordHash: await hashPassword('bench'), roles: ['all'] }],
  });
  const userId = userIds.get(`bench${process.pid}`) ?? '';
  const actor = { userId, userName: 'bench', permissions: new Set(['*']) };
  const { runQuery } = await import('@millwright/server/kernel/run-query');
  return {
    database, runtime, companyId, userId, accountIds, folder,
    run: async (name, input) => (await runCommand(runtime, { name, companyId, actor, input })).output as { id: string; version: number },
    ask: (name, input) => runQuery(runtime, { name, companyId, actor, input }),
    async listen() {
      const server = await createApplication({ pools: database.pools, runtime, log: () => undefined });
      const base = await server.listen({ port: 0, host: '127.0.0.1' });
      const answer = await fetch(`${base}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: `bench${process.pid}`, password: 'bench' }) });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { base, cookie, close: () => server.close() };
    },
  };
}

/** CPU milliseconds that server processes of PostgreSQL on this machine have used; undefined where /proc tells no nanoseconds. */
export function databaseCpuMs(pids: readonly number[]): number | undefined {
  try {
    return pids.reduce((sum, pid) => sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6, 0);
  } catch {
    return undefined;
  }
}
/** The connections of one kind, by the name they gave, and what writes for all. */
export async function backendPids(adminUrl: string, applicationName: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pid from pg_stat_activity where application_name like $1 || '%' or backend_type in ('walwriter', 'background writer', 'checkpointer')", [applicationName]);
  await client.end();
  return rows.map((row) => row.pid);
}
