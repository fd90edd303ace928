// One Millwright per data folder: a lock file with the holder's process id and the moment that process started.
//
// A process id alone is not enough: after a reboot or a kill −9 the number may belong to another program, and a stale lock
// must not keep the factory from starting. The start moment (from /proc or `ps`) tells them apart. Taking over a stale
// lock is done by renaming it away and looking at what was renamed, because two starters may both find it stale.

import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder, writeWhole } from './home.ts';
import { dataFolderInUse, StartFailure } from './start-failure.ts';

interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

export interface FolderLock {
  release(): void;
}

export function lockFolder(lockFile: string): FolderLock {
  makeFolder(dirname(lockFile));
  const mine: Holder = { pid: process.pid, startedAt: processStartedAt(process.pid) ?? 'unknown' };
  const draft = `${lockFile}.${process.pid}`;
  writeWhole(draft, JSON.stringify(mine), 0o644);
  try {
    while (!linkedAtomically(draft, lockFile)) {
      const text = readIfThere(lockFile);
      if (text === undefined) continue;
      const holder = parseHolder(text);
      if (holder !== undefined && isAlive(holder)) throw dataFolderInUse(dirname(lockFile), holder.pid);
      removeStale(lockFile, text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (readIfThere(lockFile) === JSON.stringify(mine)) rmSync(lockFile, { force: true });
    },
  };
}

/** A holder that is just stopping gets some seconds to finish. */
export async function lockFolderPatiently(lockFile: string, seconds: number): Promise<FolderLock> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return lockFolder(lockFile);
    } catch (error) {
      if (!(error instanceof StartFailure) || performance.now() > deadline) throw error;
      await delay(250);
    }
  }
}

function linkedAtomically(draft: string, lockFile: string): boolean {
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(lockFile: string, expected: string): void {
  const aside = `${lockFile}.stale.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  // Another starter took the stale lock between our look and the rename: give it back to its owner.
  if (readIfThere(aside) !== expected) linkedAtomically(aside, lockFile);
  rmSync(aside, { force: true });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'pid' in value && 'startedAt' in value) {
      if (typeof value.pid === 'number' && typeof value.startedAt === 'string') return { pid: value.pid, startedAt: value.startedAt };
    }
  } catch {
    // A torn file is a stale lock.
  }
  return undefined;
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return processStartedAt(holder.pid) === holder.startedAt;
  const startedAt = processStartedAt(holder.pid);
  return startedAt !== undefined && (startedAt === holder.startedAt || holder.startedAt === 'unknown');
}

/** A text that differs between two processes that ever had the same id on this machine; undefined when none runs. */
export function processStartedAt(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) {
    const stat = readIfThere(`/proc/${pid}/stat`);
    if (stat === undefined) return undefined;
    // The command in parentheses may hold blanks; the state is the first field after it, the start tick the twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  }
  if (!processExists(pid)) return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return 'unknown';
  }
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
