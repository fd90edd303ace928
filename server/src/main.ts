/**
 * Reads the environment, opens the database, loads the demo factory on first run, listens. Ctrl-C stops cleanly; a second one
 * at once. MILLWRIGHT_DEMO=off starts without the demo: then the first start opens a company of the user's own, named by MILLWRIGHT_COMPANY.
 */
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoAccounts, roles } from '@millwright/demo/company';
import { loadDemo } from '@millwright/demo/load';
import { createApplication, createRuntime } from './application.ts';
import { type FirstCompany, openFirstCompany } from './first-company.ts';
import { rollUp, startHousekeeping } from './housekeeping.ts';
import { systemClock, today } from './kernel/clock.ts';
import { resolveHome } from './kernel/database/home.ts';
import { startJobRunner } from './kernel/jobs.ts';
import { actorOf } from './modules/access/session/session.store.ts';
import { type OpenDatabase, openDatabase } from './kernel/database/open.ts';
import { demandPortFree } from './kernel/database/port.ts';
import { describeStartFailure, StartFailure } from './kernel/database/start-failure.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (entry: Record<string, unknown>): void => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);

let stopping = false;

async function main(): Promise<void> {
  const host = process.env['HOST'] ?? '127.0.0.1';
  const demo = process.env['MILLWRIGHT_DEMO'] !== 'off';
  await demandPortFree(resolveHome(process.env).port, host);
  let opening: Promise<OpenDatabase> | undefined;
  let stopHousekeeping = (): void => undefined;
  let closeServer = async (): Promise<void> => undefined;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    print(`正在停止… / Stopping (${signal})`);
    stopHousekeeping();
    await closeServer();
    // Told while the database is still being opened: what was started is waited for and stopped, not left behind.
    await (await opening?.catch(() => undefined))?.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));

  opening = openDatabase(process.env, print);
  const database = await opening;
  if (stopping) return;
  const { pools } = database;
  if (demo) await showDemo(pools);
  const runtime = createRuntime(pools, systemClock, database.home.folder);
  const first = demo ? undefined : await openFirstCompany(pools, runtime.identity, today(systemClock), { name: process.env['MILLWRIGHT_COMPANY'] ?? '我的工厂', roles });
  const server = await createApplication({
    pools, log,
    runtime,
    webFolder: join(dirname(fileURLToPath(import.meta.url)), '..', 'web'),
    ...(demo ? { demoAccounts: async () => demoAccounts } : {}),
  });
  const jobs = await startJobRunner({ jobsPool: pools.jobs, runtime, log, actorOf: (userId, companyId) => actorOf(pools.auth, userId, companyId) });
  closeServer = async () => {
    await server.close();
    await jobs.stop();
  };
  await server.listen({ port: database.home.port, host });
  stopHousekeeping = startHousekeeping(pools, log, runtime);
  print(`\n匠造 Millwright → http://localhost:${database.home.port}`);
  if (demo) print(`演示账号 / Demo accounts: ${demoAccounts.accounts.map(({ login, name }) => `${login}（${name}）`).join(' ')}\n密码 / Password: ${demoAccounts.password}`);
  if (first) printFirstCompany(first);
}

/** The only time the password is seen. */
function printFirstCompany({ name, logins, password }: FirstCompany): void {
  print(`已建立账套「${name}」 / Opened the company "${name}"\n账号 / Accounts: ${logins.map(({ login, post }) => `${login}（${post}）`).join(' ')}`);
  print(`初始密码（只显示这一次，请记下） / First password, shown only this once: ${password}`);
}

/** First run only: some minutes of work become one line that moves, or one line every few percent where there is no terminal. */
async function showDemo(pools: Parameters<typeof loadDemo>[0]): Promise<void> {
  let shown = -1;
  const loaded = await loadDemo(pools, {
    today: today(systemClock),
    onProgress: ({ text, done, total }) => {
      const percent = total > 0 ? Math.floor((100 * done) / total) : 0;
      const line = `演示工厂 / Demo factory: ${text.zh} / ${text.en} ${percent}%`;
      if (process.stdout.isTTY) process.stdout.write(`\r${line.padEnd(100)}`);
      else if (percent !== shown && percent % 5 === 0) print(line);
      shown = percent;
    },
  });
  if (!loaded) return;
  await rollUp(pools);
  print(`\n演示工厂已就绪，共 ${loaded.documents} 张单据 / The demo factory is ready: ${loaded.documents} documents`);
}

main().catch(async (error: unknown) => {
  // Whatever was under way when we were told to stop fails with the database; that is no news. Ctrl-C reaches a program we wait for, too,
  // and its failure may be here before our own signal is.
  await setTimeout(200);
  if (stopping) return;
  const failure = error instanceof StartFailure ? error : describeStartFailure(error, resolveHome(process.env).folder);
  process.stderr.write(failure ? `${failure.message}\n` : `${String((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
});
