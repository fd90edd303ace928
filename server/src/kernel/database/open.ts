// Everything between the program and a database it can use: start or reach the server, roles, structure, pools.
//
// Both ways end in the same state. Embedded: the folder is locked, the server started and supervised. DATABASE_URL: the
// user's own server is checked for version, encoding and rights, and nothing else is assumed about it; several Millwrights
// may share it when they share the data folder's secrets.json, because the role passwords belong to the whole server.

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type DatabaseUrls, openClient, openPools, type Pools } from './connect.ts';
import { lockFolderPatiently } from './folder-lock.ts';
import { demandWritable } from './engine.ts';
import { type Environment, type Home, loadSecrets, resolveHome, type runtimeRoles, type Secrets } from './home.ts';
import { migrate } from './migrate.ts';
import type { Log } from './postmaster.ts';
import { closePublicSchema, ensureRoles, grantDatabase, ownerRole, roleName } from './roles.ts';
import { databaseAddressInvalid, databaseEncodingWrong, databaseRightsMissing, databaseUnreachable, describeStartFailure, nodeTooOld, postgresTooOld, type StartFailure } from './start-failure.ts';
import { productDatabase, runningEmbedded, startEmbedded } from './supervisor.ts';

export interface OpenDatabase {
  readonly home: Home;
  readonly secrets: Secrets;
  readonly pools: Pools;
  readonly urls: DatabaseUrls;
  /** Whether this start applied the first migration. */
  readonly firstRun: boolean;
  close(): Promise<void>;
}

export async function openDatabase(env: Environment, log: Log): Promise<OpenDatabase> {
  demandNode(process.versions.node);
  const home = resolveHome(env);
  try {
    demandWritable(home.folder);
    return home.databaseUrl === undefined ? await openEmbedded(home, log) : await openOwnServer(home, home.databaseUrl, log);
  } catch (error) {
    throw describeStartFailure(error, home.folder) ?? error;
  }
}

/**
 * For programs beside the server (verify, command line): the database of a Millwright that is running on this data folder or
 * of DATABASE_URL is used as it stands; only when none runs is it opened, and stopped again at close.
 */
export async function joinDatabase(env: Environment, log: Log): Promise<OpenDatabase> {
  const home = resolveHome(env);
  const running = home.databaseUrl === undefined ? await runningEmbedded(home) : undefined;
  if (running === undefined) return openDatabase(env, log);
  const urls = { admin: running.url('admin'), ...urlsOf((role) => running.url(role)) };
  const pools = openPools(urls);
  return { home, secrets: running.secrets, pools, urls, firstRun: false, close: () => pools.end() };
}

export function demandNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw nodeTooOld(version);
}

async function openEmbedded(home: Home, log: Log): Promise<OpenDatabase> {
  const lock = await lockFolderPatiently(home.lockFile, 5);
  try {
    const cluster = await startEmbedded(home, log);
    try {
      await makeDatabase(cluster.url('admin', 'postgres'), cluster.secrets, productDatabase);
      const urls = { admin: cluster.url('admin'), ...urlsOf((role) => cluster.url(role)) };
      const opened = await openMigrated(home, cluster.secrets, urls, log);
      return {
        ...opened,
        close: async () => {
          // A statement that hangs must not keep the database from stopping: that ends it.
          await Promise.race([opened.close(), delay(10_000, undefined, { ref: false })]);
          await cluster.stop();
          lock.release();
        },
      };
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openOwnServer(home: Home, url: string, log: Log): Promise<OpenDatabase> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw databaseAddressInvalid();
  const secrets = loadSecrets(home, false);
  const admin = await openClient(url, 'millwright start').catch((error: unknown) => {
    throw databaseUnreachable(withoutPassword(url), error);
  });
  try {
    await demandUsable(admin);
    await ensureRoles(admin, secrets.roles);
    await grantDatabase(admin, admin.database ?? '');
    await closePublicSchema(admin);
  } finally {
    await admin.end();
  }
  return openMigrated(home, secrets, { admin: url, ...urlsOf((role) => roleUrl(url, roleName(role), secrets.roles[role])) }, log);
}

/** Creates the product's database in a cluster of ours if it is not there, and its roles. */
export async function makeDatabase(adminUrl: string, secrets: Secrets, database: string): Promise<void> {
  const admin = await openClient(adminUrl, 'millwright start');
  try {
    await ensureRoles(admin, secrets.roles);
    const found = await admin.query('select 1 from pg_catalog.pg_database where datname = $1', [database]);
    if (found.rowCount === 0) {
      await admin.query(`create database ${pg.escapeIdentifier(database)} owner ${ownerRole} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`);
    }
    await grantDatabase(admin, database);
  } finally {
    await admin.end();
  }
  const inside = new URL(adminUrl);
  inside.pathname = `/${database}`;
  const client = await openClient(inside.href, 'millwright start');
  try {
    await closePublicSchema(client);
  } finally {
    await client.end();
  }
}

async function openMigrated(home: Home, secrets: Secrets, urls: DatabaseUrls, log: Log): Promise<OpenDatabase> {
  let firstRun = false;
  await migrate(urls.admin, {
    onStep: (migration) => {
      firstRun ||= migration.number === 1;
      log(`正在升级数据库结构 ${migration.name} / Applying migration ${migration.name}`);
    },
  });
  const pools = openPools(urls);
  return { home, secrets, pools, urls, firstRun, close: () => pools.end() };
}

export function urlsOf(urlOf: (role: (typeof runtimeRoles)[number]) => string): Omit<DatabaseUrls, 'admin'> {
  return { write: urlOf('write'), read: urlOf('read'), maintain: urlOf('maintain'), auth: urlOf('auth'), jobs: urlOf('jobs') };
}

/** The same address, database and options with another user. */
export function roleUrl(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

function withoutPassword(text: string): string {
  try {
    const url = new URL(text);
    return `${url.hostname}:${url.port || '5432'}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

async function demandUsable(admin: pg.Client): Promise<void> {
  const found = await admin.query<ServerFacts>(`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding, rolsuper or rolcreaterole as able, rolname as user
    from pg_catalog.pg_roles
    where rolname = current_user
  `);
  const refusal = found.rows[0] === undefined ? undefined : whyUnusable(found.rows[0]);
  if (refusal !== undefined) throw refusal;
}

export interface ServerFacts {
  readonly number: number;
  readonly version: string;
  readonly encoding: string;
  readonly able: boolean;
  readonly user: string;
}

export function whyUnusable(facts: ServerFacts): StartFailure | undefined {
  if (facts.number < 150_000) return postgresTooOld(facts.version);
  if (facts.encoding !== 'UTF8') return databaseEncodingWrong(facts.encoding);
  if (!facts.able) return databaseRightsMissing(`${facts.user}: CREATEROLE`);
  return undefined;
}
