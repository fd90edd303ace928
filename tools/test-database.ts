// A fresh database for a test file, cloned from a migrated template in well under a second.
//
// The template's name carries the hash of all migrations, so a changed migration makes a new one. The server is shared by
// all test runs of this user (tools/test-cluster.ts); MILLWRIGHT_TEST_DATABASE_URL names another one, which is how the same
// suites run again on PostgreSQL 15. Nothing in a clone is shared with another test; roles belong to the server and are
// the same for all.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type DatabaseUrls, openClient, openPools, type Pools } from '@millwright/server/kernel/database/connect';
import { loadSecrets, repositoryFolder, resolveHome, type Secrets } from '@millwright/server/kernel/database/home';
import { migrate, type Migration, readMigrations } from '@millwright/server/kernel/database/migrate';
import { makeDatabase, roleUrl, urlsOf } from '@millwright/server/kernel/database/open';
import { answers } from '@millwright/server/kernel/database/postmaster';
import { closePublicSchema, ensureRoles, grantDatabase, ownerRole, roleName } from '@millwright/server/kernel/database/roles';

export interface TestDatabase {
  readonly name: string;
  /** `admin` is a superuser: for planting corruption and for looking at everything. */
  readonly urls: DatabaseUrls;
  readonly pools: Pools;
  /** Ends the pools and drops the database. */
  close(): Promise<void>;
}

interface TestServer {
  /** Superuser's address of the database `postgres`. */
  readonly url: string;
  readonly secrets: Secrets;
}

/** fsync is off: these databases are thrown away. Durability is tested on servers with the product's own settings. */
export const testServerSettings = {
  fsync: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '300', shared_buffers: '256MB',
  wal_level: 'minimal', max_wal_senders: '0', log_min_error_statement: 'error', log_error_verbosity: 'default',
};

/**
 * A database with all migrations applied, or those up to a number; `name` tells a person whose it is.
 * MILLWRIGHT_TEST_TO=3 limits a whole run, while a later migration is still being written.
 */
export async function testDatabase(name: string, options: { readonly to?: number } = {}): Promise<TestDatabase> {
  const server = await testServer();
  const to = options.to ?? (Number(process.env['MILLWRIGHT_TEST_TO']) || Number.POSITIVE_INFINITY);
  const migrations = readMigrations(undefined, to);
  const template = await withAdmin(server.url, (admin) => ensureTemplate(admin, server, migrations));
  return makeTestDatabase(server, name, async (admin, database) => {
    await admin.query(`create database ${database} owner ${ownerRole} template ${template}`);
  });
}

/** A database without any migration, for tests of the migrations themselves. */
export async function emptyTestDatabase(name: string): Promise<TestDatabase> {
  const server = await testServer();
  await withAdmin(server.url, (admin) => ensureRoles(admin, server.secrets.roles));
  return makeTestDatabase(server, name, async (admin, database) => {
    await admin.query(`create database ${database} owner ${ownerRole} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`);
  }, closePublicSchema);
}

async function makeTestDatabase(
  server: TestServer, name: string, create: (admin: pg.Client, database: string) => Promise<void>, inside?: (client: pg.Client) => Promise<void>,
): Promise<TestDatabase> {
  const database = `mw_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').slice(0, 40)}_${randomBytes(4).toString('hex')}`;
  await withAdmin(server.url, async (admin) => {
    await create(admin, database);
    await grantDatabase(admin, database);
  });
  const admin = withDatabase(server.url, database);
  if (inside !== undefined) await withAdmin(admin, inside);
  const urls = { admin, ...urlsOf((role) => roleUrl(admin, roleName(role), server.secrets.roles[role])) };
  const pools = openPools(urls, { write: 10, read: 6, small: 3 });
  return {
    name: database, urls, pools,
    close: async () => {
      await pools.end();
      await withAdmin(server.url, (client) => client.query(`drop database ${database} with (force)`));
    },
  };
}

async function ensureTemplate(admin: pg.Client, server: TestServer, migrations: readonly Migration[]): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(`${migration.name}\n${migration.up}\n${migration.check}\n`);
  const template = `mw_template_${hash.digest('hex').slice(0, 16)}`;
  if (await exists(admin, template)) return template;
  await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    if (await exists(admin, template)) return template;
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await makeDatabase(server.url, server.secrets, draft);
    await migrate(withDatabase(server.url, draft), { migrations });
    await admin.query(`alter database ${draft} rename to ${template}`);
    // Nobody can connect to it, so nobody can hold up or change what all others copy.
    await admin.query(`alter database ${template} with is_template true allow_connections false`);
    return template;
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
}

async function exists(admin: pg.Client, database: string): Promise<boolean> {
  return (await admin.query('select 1 from pg_database where datname = $1', [database])).rowCount === 1;
}

async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = await openClient(url, 'millwright test');
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, database: string): string {
  const inside = new URL(url);
  inside.pathname = `/${database}`;
  return inside.href;
}

async function testServer(): Promise<TestServer> {
  const given = process.env['MILLWRIGHT_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    // Its roles have one set of passwords: every run against the same server must read the same file.
    const folder = process.env['MILLWRIGHT_TEST_HOME'] || join(sharedFolder(), 'own-server');
    return { url: withDatabase(given, 'postgres'), secrets: loadSecrets(resolveHome({ MILLWRIGHT_HOME: folder }), false) };
  }
  const folder = join(sharedFolder(), 'cluster');
  const secretsOfCluster = (): Secrets => loadSecrets(resolveHome({ MILLWRIGHT_HOME: folder }), true);
  const running = await runningServer(folder);
  if (running !== undefined) return { url: running, secrets: secretsOfCluster() };
  for (let attempt = 0; attempt < 600; attempt += 1) {
    // A keeper that is just stopping makes the first one leave at once: ask again every few seconds.
    if (attempt % 30 === 0) startKeeper(folder);
    await delay(200);
    const url = await runningServer(folder);
    if (url !== undefined) return { url, secrets: secretsOfCluster() };
  }
  throw new Error(`The test server did not start; see ${join(folder, 'keeper.log')}.`);
}

/** Starts the shared server without waiting for it, so that it is up by the time a test asks. */
export async function warmTestServer(): Promise<void> {
  if (process.env['MILLWRIGHT_TEST_DATABASE_URL']) return;
  const folder = join(sharedFolder(), 'cluster');
  if (await runningServer(folder) === undefined) startKeeper(folder);
}

/** Asks the keeper to stop the shared server if nobody else is connected. */
export function releaseTestServer(): void {
  const address = readAddress(join(sharedFolder(), 'cluster'));
  if (address !== undefined) process.kill(address.keeper, 'SIGTERM');
}

async function runningServer(folder: string): Promise<string | undefined> {
  const address = readAddress(folder);
  return address !== undefined && await answers(address.url).catch(() => false) ? address.url : undefined;
}

function readAddress(folder: string): { keeper: number; url: string } | undefined {
  const file = join(folder, 'cluster.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function startKeeper(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const log = openSync(join(folder, 'keeper.log'), 'a');
  const keeper = spawn(process.execPath, ['--import', 'tsx', join(repositoryFolder(), 'tools', 'test-cluster.ts'), folder], {
    cwd: repositoryFolder(), detached: true, stdio: ['ignore', log, log],
  });
  keeper.unref();
  closeSync(log);
}

/** One per user: another user's server runs under another uid and its files cannot be read. */
function sharedFolder(): string {
  const folder = join(tmpdir(), `millwright-test-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
