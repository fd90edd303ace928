// One run of the PostgreSQL server process: start it until it answers, stop it, and deal with one left over from a crash.
//
// After a kill −9 of Node the server lives on as an orphan: it is told from a stranger by its command line and stopped
// fast, so that the next run has the settings of this program. After a kill −9 of the server its children need a moment
// to exit, and a restart in that moment fails with "lock file already exists" or "pre-existing shared memory block": that
// is waited out. The server gets its own process group, because Ctrl-C in a terminal reaches every process of the group
// and the database must not stop before Node has finished its last transactions.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Engine, serverEnvironment, spawnIdentity } from './engine.ts';
import { processExists } from './folder-lock.ts';
import { describeStartFailure, engineFailed } from './start-failure.ts';

export type Log = (line: string) => void;

export interface Postmaster {
  readonly process: ChildProcess;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

const clearsByItself = /lock file ".*" already exists|pre-existing shared memory block|is another postmaster/i;
const addressTaken = /could not bind|Address already in use/i;

export class AddressTaken extends Error {}

export async function startPostmaster(engine: Engine, dataFolder: string, adminUrl: string, log: Log): Promise<Postmaster> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const outcome = await tryOnce(engine, dataFolder, adminUrl, log);
    if (typeof outcome !== 'string') return outcome;
    if (addressTaken.test(outcome)) throw new AddressTaken(outcome);
    if (!clearsByItself.test(outcome) || performance.now() > deadline) {
      throw describeStartFailure(new Error(outcome), dataFolder) ?? engineFailed(outcome);
    }
    log('等待上次的数据库进程退出… / Waiting for the former database processes to exit…');
    await delay(500);
  }
}

/** The running server, or the lines it printed before it gave up. */
async function tryOnce(engine: Engine, dataFolder: string, adminUrl: string, log: Log): Promise<Postmaster | string> {
  const before = logSizes(dataFolder);
  const child = spawn(engine.postgres, ['-D', dataFolder], {
    ...spawnIdentity(engine.user), cwd: dataFolder, detached: true, stdio: ['ignore', 'ignore', 'pipe'],
    env: serverEnvironment(),
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      printed += error.message;
      resolve();
    });
  });
  const ready = await waitUntilReady(child, adminUrl, log);
  if (ready) {
    // The log collector holds the other end of the pipe for as long as it lives; it must not keep Node alive.
    child.stderr.destroy();
    return { process: child, ended };
  }
  await ended;
  return `${printed}\n${newLogLines(dataFolder, before)}`.trim();
}

async function waitUntilReady(child: ChildProcess, adminUrl: string, log: Log): Promise<boolean> {
  const begun = performance.now();
  let toldAt = begun;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await answers(adminUrl)) return true;
    if (performance.now() - toldAt > 5_000) {
      toldAt = performance.now();
      log('数据库正在恢复… / The database is recovering…');
    }
    await delay(50);
  }
  return false;
}

export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // A wrong password is not "not yet": waiting would never end.
    if (error instanceof Error && 'code' in error && (error.code === '28P01' || error.code === '3D000')) throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  const { process: child, ended } = postmaster;
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await stopByPid(child.pid, () => child.exitCode === null && child.signalCode === null, ended);
}

/** Fast (SIGINT), after half a minute immediate (SIGQUIT), which the next start repairs from the log. */
async function stopByPid(pid: number, isRunning: () => boolean, ended?: Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = performance.now() + 30_000;
    while (isRunning() && performance.now() < deadline) {
      await Promise.race([delay(50), ...(ended === undefined ? [] : [ended])]);
    }
    if (!isRunning()) return;
  }
}

/** Stops a server that a killed Millwright left behind on this data folder. */
export async function stopOrphan(dataFolder: string, log: Log): Promise<void> {
  const pid = orphanPid(dataFolder);
  if (pid === undefined) return removeForeignPid(dataFolder);
  log('上次没有正常退出，正在停止遗留的数据库进程… / The last run did not end properly; stopping the database it left behind…');
  await stopByPid(pid, () => orphanPid(dataFolder) === pid);
}

/**
 * After a reboot, above all in a container, the number in postmaster.pid may belong to a program of another kind by now, and
 * PostgreSQL would refuse for ever. A dead number is left to PostgreSQL, which then looks for children still at work.
 */
function removeForeignPid(dataFolder: string): void {
  const file = join(dataFolder, 'postmaster.pid');
  const pid = namedPid(file);
  if (pid === undefined) return;
  const command = commandLine(pid);
  if (command !== '' && !/postgres/i.test(command)) rmSync(file, { force: true });
}

/** The process that postmaster.pid names, if it lives and really is a server on this folder. */
export function orphanPid(dataFolder: string): number | undefined {
  const pid = namedPid(join(dataFolder, 'postmaster.pid'));
  return pid !== undefined && commandLine(pid).includes(dataFolder) ? pid : undefined;
}

function namedPid(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 && processExists(pid) ? pid : undefined;
}

function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function logSizes(dataFolder: string): Map<string, number> {
  const folder = join(dataFolder, '..', 'log');
  if (!existsSync(folder)) return new Map();
  return new Map(readdirSync(folder).map((name) => join(folder, name)).map((file) => [file, statSync(file).size]));
}

/** What this attempt wrote, and nothing of an earlier one: an old "disk full" must not explain a new failure. */
function newLogLines(dataFolder: string, before: ReadonlyMap<string, number>): string {
  return [...logSizes(dataFolder)]
    .map(([file, size]) => readFileSync(file).subarray(size >= (before.get(file) ?? 0) ? before.get(file) ?? 0 : 0).toString())
    .join('')
    .trim()
    .split('\n')
    .slice(-8)
    .join('\n');
}
