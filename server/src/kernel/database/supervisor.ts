// Keeps the embedded PostgreSQL of one data folder: makes it once, starts it, brings it back when it dies, stops it.
//
// initdb works in a folder aside that is renamed when complete, so a first start killed half-way begins afresh instead of
// finding half a database. While the product runs, a server that ends by itself (kill −9, out of memory) is started again
// on the same port: the connection pools then recover without anyone's help, and requests in between are refused as
// unavailable. Every wait is bounded except crash recovery, which may rightly take minutes and says so in the log.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { blockedAbove, chooseServiceUser, demandWritable, type Engine, makeOwnFolder, prepareEngine, serverEnvironment, spawnIdentity } from './engine.ts';
import { elsewhereFile, type Home, loadSecrets, type RuntimeRole, type Secrets, writeWhole } from './home.ts';
import { AddressTaken, answers, type Log, type Postmaster, startPostmaster, stopOrphan, stopPostmaster } from './postmaster.ts';
import { choosePort } from './port.ts';
import { serverSettings } from './server-settings.ts';
import { dataOfOtherMajor, describeStartFailure, engineFailed } from './start-failure.ts';

export const superuser = 'millwright_admin';
export const productDatabase = 'millwright';

export interface Cluster {
  readonly port: number;
  /** Whether this start made the database. */
  readonly created: boolean;
  readonly secrets: Secrets;
  /** Process id of the server, for tests that kill it; undefined while it is being restarted. */
  pid(): number | undefined;
  url(role: 'admin' | RuntimeRole, database?: string): string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly engine?: Engine;
  readonly settings?: Readonly<Record<string, string>>;
}

interface Folders {
  readonly root: string;
  readonly data: string;
  readonly log: string;
  readonly port: string;
}

export async function startEmbedded(home: Home, log: Log, options: EmbeddedOptions = {}): Promise<Cluster> {
  try {
    demandWritable(home.folder);
    const root = placeDatabase(home, log);
    const folders = { root, data: join(root, 'data'), log: join(root, 'log'), port: join(root, 'port') };
    const engine = options.engine ?? prepareEngine(root);
    const created = !existsSync(folders.data);
    const secrets = loadSecrets(home, !created);
    if (created) makeCluster(engine, folders, secrets, log);
    demandSameMajor(engine, folders);
    await stopOrphan(folders.data, log);
    return await supervise(engine, folders, secrets, created, log, options.settings ?? {});
  } catch (error) {
    throw describeStartFailure(error, home.folder) ?? error;
  }
}

/**
 * Started by root with a data folder under a closed one (/root, a private temporary folder), the database's user could not
 * reach its files: they go below /var/lib/millwright then, and the data folder remembers where.
 */
function placeDatabase(home: Home, log: Log): string {
  const user = chooseServiceUser();
  const blockedAt = user === undefined ? undefined : blockedAbove(home.folder, user);
  if (user === undefined || blockedAt === undefined) return home.databaseFolder;
  const pointer = elsewhereFile(home.folder);
  if (!existsSync(pointer)) {
    writeWhole(pointer, `${join('/var/lib/millwright', 'elsewhere', `${basename(home.folder)}-${randomBytes(4).toString('hex')}`)}\n`, 0o644);
  }
  const root = readFileSync(pointer, 'utf8').trim();
  log(`数据库用户 ${user.name} 无法进入 ${blockedAt}，数据库文件放在 ${root} / The database's user ${user.name} may not enter ${blockedAt}; the database files are in ${root}`);
  return root;
}

/** Addresses of the server that another process keeps running on this data folder; undefined when none answers. */
export async function runningEmbedded(home: Home): Promise<Pick<Cluster, 'url' | 'secrets'> | undefined> {
  const portFile = join(home.databaseFolder, 'port');
  if (!existsSync(portFile) || !existsSync(home.secretsFile)) return undefined;
  const port = Number(readFileSync(portFile, 'utf8'));
  const secrets = loadSecrets(home, true);
  if (!(await answers(adminUrl(secrets, port, 'postgres')).catch(() => false))) return undefined;
  return { secrets, url: (role, database) => urlOf(secrets, port, role, database) };
}

function urlOf(secrets: Secrets, port: number, role: 'admin' | RuntimeRole, database: string = productDatabase): string {
  return role === 'admin' ? adminUrl(secrets, port, database) : `postgres://millwright_${role}:${secrets.roles[role]}@127.0.0.1:${port}/${database}`;
}

function makeCluster(engine: Engine, folders: Folders, secrets: Secrets, log: Log): void {
  log('正在建立数据库… / Creating the database…');
  const draft = `${folders.data}.new`;
  rmSync(draft, { recursive: true, force: true });
  makeOwnFolder(folders.root, engine.user);
  makeOwnFolder(folders.log, engine.user);
  const passwordFile = join(folders.root, 'first-password');
  try {
    writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
    if (engine.user !== undefined) chownSync(passwordFile, engine.user.uid, engine.user.gid);
    const made = spawnSync(engine.initdb, [
      '-D', draft, `--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale-provider=libc', '--locale=C.UTF-8', '--data-checksums',
    ], { ...spawnIdentity(engine.user), cwd: folders.root, encoding: 'utf8', env: serverEnvironment() });
    if (made.error !== undefined) throw made.error;
    if (made.status !== 0) throw describeStartFailure(new Error(made.stderr), folders.root) ?? engineFailed(made.stderr);
    renameSync(draft, folders.data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function demandSameMajor(engine: Engine, folders: Folders): void {
  const found = readFileSync(join(folders.data, 'PG_VERSION'), 'utf8').trim();
  if (found !== engine.major) throw dataOfOtherMajor(found, engine.major);
}

async function supervise(
  engine: Engine, folders: Folders, secrets: Secrets, created: boolean, log: Log, settings: Readonly<Record<string, string>>,
): Promise<Cluster> {
  const first = await startOnSomePort(engine, folders, secrets, log, settings);
  const port = first.port;
  let current: Postmaster | undefined = first.postmaster;
  const stopping = new AbortController();
  // A program that ends without closing, by an error or process.exit, takes its server along; only kill −9 leaves an orphan.
  const stopWithUs = (): void => void current?.process.kill('SIGINT');
  process.once('exit', stopWithUs);
  const watching = (async () => {
    while (current !== undefined) {
      await current.ended;
      if (stopping.signal.aborted) return;
      current = undefined;
      log('数据库意外停止，正在重新启动… / The database stopped unexpectedly; starting it again…');
      current = await restart(engine, folders, adminUrl(secrets, port, 'postgres'), log, stopping.signal);
      if (current !== undefined) log('数据库已恢复。 / The database is back.');
    }
  })();
  return {
    port, created, secrets,
    pid: () => current?.process.pid,
    url: (role, database) => urlOf(secrets, port, role, database),
    stop: async () => {
      stopping.abort();
      process.off('exit', stopWithUs);
      if (current !== undefined) await stopPostmaster(current);
      await watching;
      // A restart under way when we were told to stop may have come up in between.
      if (current !== undefined) await stopPostmaster(current);
    },
  };
}

function adminUrl(secrets: Secrets, port: number, database: string): string {
  return `postgres://${superuser}:${secrets.superuser}@127.0.0.1:${port}/${database}`;
}

async function startOnSomePort(
  engine: Engine, folders: Folders, secrets: Secrets, log: Log, settings: Readonly<Record<string, string>>,
): Promise<{ postmaster: Postmaster; port: number }> {
  let remembered = existsSync(folders.port) ? Number(readFileSync(folders.port, 'utf8')) || undefined : undefined;
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(remembered);
    const file = join(folders.data, 'postgresql.conf');
    writeFileSync(file, serverSettings(port, folders.log, settings), { mode: 0o600 });
    if (engine.user !== undefined) chownSync(file, engine.user.uid, engine.user.gid);
    try {
      const postmaster = await startPostmaster(engine, folders.data, adminUrl(secrets, port, 'postgres'), log);
      writeWhole(folders.port, `${port}\n`, 0o644);
      return { postmaster, port };
    } catch (error) {
      // Somebody took the port between our look and the server's.
      if (!(error instanceof AddressTaken) || attempt === 5) throw error;
      remembered = undefined;
    }
  }
}

/** Tries until it succeeds or the product stops: a full disk, for one, may be emptied by hand while we wait. */
async function restart(engine: Engine, folders: Folders, url: string, log: Log, stopping: AbortSignal): Promise<Postmaster | undefined> {
  for (let pause = 500; !stopping.aborted; pause = Math.min(pause * 2, 15_000)) {
    try {
      return await startPostmaster(engine, folders.data, url, log);
    } catch (error) {
      log((describeStartFailure(error, folders.root) ?? (error as Error)).message);
      await delay(pause, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return undefined;
}
