// Goal: a PostgreSQL of the user's own is used with no more than CREATEROLE and the ownership of one database, and is refused
// with a sentence when it cannot be used. Method: an untouched server, so that no role of ours exists before.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { engineAt } from './engine.ts';
import { resolveHome } from './home.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';
import { StartFailure } from './start-failure.ts';
import { type Cluster, startEmbedded } from './supervisor.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'millwright-open-'));
// As root, the database's user has to pass it.
chmodSync(folder, 0o755);
const silent = (): void => undefined;
let cluster: Cluster;
let admin: pg.Client;

beforeAll(async () => {
  const home = resolveHome({ MILLWRIGHT_HOME: join(folder, 'server') });
  const bin = process.env['POSTGRES_15_BIN'];
  // This suite needs a server without our roles; on PostgreSQL 15 it makes one from the same programs.
  const engine = process.env['MILLWRIGHT_TEST_DATABASE_URL'] !== undefined && bin !== undefined ? { engine: engineAt(bin, home.databaseFolder) } : {};
  cluster = await startEmbedded(home, silent, engine);
  admin = new pg.Client({ connectionString: cluster.url('admin', 'postgres') });
  await admin.connect();
  await admin.query("create role keeper login createrole password 'secret of the keeper'");
  await admin.query("create role guest login password 'secret of the guest'");
  await admin.query("create database factory owner keeper template template0 encoding 'UTF8'");
  await admin.query("create database ancient owner keeper template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'");
});
afterAll(async () => {
  await admin.end();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

function address(user: string, password: string, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${cluster.port}/${database}`;
}

function environment(url: string, home = 'home'): Record<string, string> {
  return { DATABASE_URL: url, MILLWRIGHT_HOME: join(folder, home) };
}

async function refusal(url: string): Promise<string> {
  const error: unknown = await openDatabase(environment(url), silent).then((opened) => opened.close(), (reason: unknown) => reason);
  return error instanceof StartFailure ? error.code : String(error);
}

describe('refused', () => {
  test('nobody listens, wrong password, no such database, no such host', async () => {
    expect(await refusal('postgres://keeper:x@127.0.0.1:1/factory')).toBe('database-unreachable');
    expect(await refusal(address('keeper', 'wrong', 'factory'))).toBe('database-unreachable');
    expect(await refusal(address('keeper', 'secret of the keeper', 'nowhere'))).toBe('database-unreachable');
    expect(await refusal('postgres://keeper:x@no-such-host.invalid/factory')).toBe('database-unreachable');
    expect(await refusal('not an address')).toBe('database-address-invalid');
  });

  test('the sentence does not give the password away', async () => {
    const error: unknown = await openDatabase(environment(address('keeper', 'open sesame', 'factory')), silent).catch((reason: unknown) => reason);
    expect((error as Error).message).not.toContain('sesame');
    expect((error as Error).message).toContain(`127.0.0.1:${cluster.port}/factory`);
  });

  test('a user without CREATEROLE; a database in another encoding', async () => {
    expect(await refusal(address('guest', 'secret of the guest', 'factory'))).toBe('database-rights-missing');
    expect(await refusal(address('keeper', 'secret of the keeper', 'ancient'))).toBe('database-encoding');
  });
});

describe('used', () => {
  test('by a CREATEROLE user who owns the database: first run, then again, and by two at once', async () => {
    const keeper = environment(address('keeper', 'secret of the keeper', 'factory'));
    const first = await openDatabase(keeper, silent);
    expect(first.firstRun).toBe(true);
    const who = await first.pools.write.query('select current_user as name, current_database() as database');
    expect(who.rows).toEqual([{ name: 'millwright_write', database: 'factory' }]);
    await first.close();
    const both = await Promise.all([openDatabase(keeper, silent), openDatabase(keeper, silent)]);
    for (const opened of both) {
      expect(opened.firstRun).toBe(false);
      expect((await opened.pools.read.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      await opened.close();
    }
  });

  test('not when it is newer than the program', async () => {
    const newest = readMigrations().at(-1)?.number ?? 0;
    const client = new pg.Client({ connectionString: cluster.url('admin', 'factory') });
    await client.connect();
    await client.query("insert into kernel.migration (number, name, sha256) values ($1, 'from_the_future', 'x')", [newest + 1]);
    await client.end();
    expect(await refusal(address('keeper', 'secret of the keeper', 'factory'))).toBe('database-newer');
    await expect(migrate(cluster.url('admin', 'factory'))).rejects.toThrow(new RegExp(String(newest + 1)));
  });
});
