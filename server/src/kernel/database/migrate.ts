// Brings a database to the structure this program knows: numbered folders of plain SQL, applied in order, never twice.
//
// Each migration is one transaction as the owner role: up.sql, then check.sql, whose rows are violations and roll it back,
// then its row in kernel.migration with the hash of up.sql. An applied migration whose text changed since, or a number this
// program does not know, stops the start: guessing there would damage the books. A session lock lets any number of servers
// start at once; the second finds the work done.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { openClient } from './connect.ts';
import { repositoryFolder } from './home.ts';
import { ownerRole } from './roles.ts';
import { databaseNewer, migrationChanged } from './start-failure.ts';

export interface Migration {
  readonly number: number;
  /** The folder's name, number included. */
  readonly name: string;
  readonly up: string;
  readonly check: string;
  readonly sha256: string;
}

export interface MigrateOptions {
  /** Stop after this number; for tests that walk one by one. */
  readonly to?: number;
  /** Instead of the program's own. */
  readonly migrations?: readonly Migration[];
  readonly onStep?: (migration: Migration) => void;
}

const lockKey = 7_215_530_011;

export class MigrationCheckFailed extends Error {}

/** Applies what is missing and returns how many migrations that were. */
export async function migrate(adminUrl: string, options: MigrateOptions = {}): Promise<number> {
  const migrations = options.migrations ?? readMigrations();
  const client = await openClient(adminUrl, 'millwright migrate');
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await prepareRegister(client);
    const applied = await readApplied(client);
    demandKnown(migrations, applied);
    let count = 0;
    for (const migration of migrations) {
      if (applied.has(migration.number) || migration.number > (options.to ?? Number.POSITIVE_INFINITY)) continue;
      options.onStep?.(migration);
      await apply(client, migration);
      count += 1;
    }
    return count;
  } finally {
    // Ending the session releases the lock, also after an error that broke the connection.
    await client.end().catch(() => undefined);
  }
}

/** Source tree: server/src/db/migrations; built program: db/migrations beside the bundle. */
export function migrationsFolder(): string {
  const besideBundle = join(dirname(fileURLToPath(import.meta.url)), 'db', 'migrations');
  return existsSync(besideBundle) ? besideBundle : join(repositoryFolder(), 'server', 'src', 'db', 'migrations');
}

export function readMigrations(folder: string = migrationsFolder(), to: number = Number.POSITIVE_INFINITY): Migration[] {
  const migrations = readdirSync(folder, { withFileTypes: true })
    // A folder without up.sql is one that somebody is just writing; git keeps no empty folder.
    .filter((entry) => existsSync(join(folder, entry.name, 'up.sql')) && /^\d{4}_[a-z0-9_]+$/.test(entry.name) && Number(entry.name.slice(0, 4)) <= to)
    .map((entry) => readMigration(folder, entry.name))
    .sort((left, right) => left.number - right.number);
  migrations.forEach((migration, index) => {
    if (migrations[index - 1]?.number === migration.number) throw new Error(`Two migrations have the number ${migration.number}.`);
  });
  return migrations;
}

function readMigration(folder: string, name: string): Migration {
  // A checkout on Windows may have turned line ends; the migration is still the same.
  const read = (file: string): string => readFileSync(join(folder, name, file), 'utf8').replaceAll('\r\n', '\n');
  const up = read('up.sql');
  return { number: Number(name.slice(0, 4)), name, up, check: read('check.sql'), sha256: createHash('sha256').update(up).digest('hex') };
}

async function prepareRegister(client: pg.Client): Promise<void> {
  const found = await client.query<{ register: string | null }>("select to_regclass('kernel.migration') as register");
  if (found.rows[0]?.register) return;
  await client.query(`
    begin;
    set local role ${ownerRole};
    create schema if not exists kernel;
    create table kernel.migration (
      number int primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    );
    commit;
  `);
}

async function readApplied(client: pg.Client): Promise<Map<number, { name: string; sha256: string }>> {
  const found = await client.query<{ number: number; name: string; sha256: string }>('select number, name, sha256 from kernel.migration');
  return new Map(found.rows.map((row) => [row.number, { name: row.name, sha256: row.sha256 }]));
}

function demandKnown(migrations: readonly Migration[], applied: ReadonlyMap<number, { name: string; sha256: string }>): void {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  const newest = migrations.at(-1)?.number ?? 0;
  for (const [number, row] of applied) {
    const migration = known.get(number);
    if (migration === undefined && number > newest) throw databaseNewer(Math.max(...applied.keys()), newest);
    if (migration?.sha256 !== row.sha256) throw migrationChanged(row.name);
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local role ${ownerRole}`);
    await client.query(migration.up);
    const checked: unknown = await client.query(migration.check);
    // Several statements give several results; pg's types know only the single one.
    const results = (Array.isArray(checked) ? checked : [checked]) as pg.QueryResult[];
    const violations = results.flatMap((result) => result.rows);
    if (violations.length > 0) {
      throw new MigrationCheckFailed(`${migration.name}: check.sql found ${violations.length} violations: ${JSON.stringify(violations.slice(0, 5))}`);
    }
    await client.query('insert into kernel.migration (number, name, sha256) values ($1, $2, $3)', [migration.number, migration.name, migration.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if (error instanceof Error && !(error instanceof MigrationCheckFailed)) error.message = `${migration.name}: ${error.message}${placeOf(error, migration.up)}`;
    throw error;
  }
}

/** PostgreSQL counts characters; a person looks for a line. */
function placeOf(error: Error, text: string): string {
  if (!('position' in error) || typeof error.position !== 'string') return '';
  return ` (line ${text.slice(0, Number(error.position)).split('\n').length})`;
}
