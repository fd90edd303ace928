// Goal: a database is never brought to a structure by guessing.
// Method: small migrations of our own on empty databases; then the product's own, one at a time.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { emptyTestDatabase, type TestDatabase } from '../../../../tools/test-database.ts';
import { migrate, type Migration, MigrationCheckFailed, readMigrations } from './migrate.ts';
import { StartFailure } from './start-failure.ts';
import { createHash } from 'node:crypto';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await emptyTestDatabase('migrate');
  admin = new pg.Client({ connectionString: database.urls.admin });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

function migration(number: number, up: string, check = 'select 1 where false'): Migration {
  return { number, name: `${String(number).padStart(4, '0')}_try`, up, check, sha256: createHash('sha256').update(up).digest('hex') };
}

const first = migration(1, 'create schema trial; create table trial.one (id int primary key); insert into trial.one values (1), (2);');
const second = migration(2, 'create table trial.two (id int primary key);');

async function applied(): Promise<number[]> {
  return (await admin.query<{ number: number }>('select number from kernel.migration order by number')).rows.map((row) => row.number);
}

async function refusal(migrations: readonly Migration[]): Promise<string> {
  const error: unknown = await migrate(database.urls.admin, { migrations }).then(() => undefined, (reason: unknown) => reason);
  return error instanceof StartFailure ? error.code : String(error);
}

describe('one by one', () => {
  test('in order, once, recorded with hash, owned by the owner', async () => {
    const steps: string[] = [];
    const onStep = (each: Migration): void => void steps.push(each.name);
    expect(await migrate(database.urls.admin, { migrations: [first, second], to: 1, onStep })).toBe(1);
    expect(await migrate(database.urls.admin, { migrations: [first, second], onStep })).toBe(1);
    expect(await migrate(database.urls.admin, { migrations: [first, second], onStep })).toBe(0);
    expect(steps).toEqual(['0001_try', '0002_try']);
    const rows = await admin.query('select number, name, sha256 from kernel.migration order by number');
    expect(rows.rows).toEqual([first, second].map(({ number, name, sha256 }) => ({ number, name, sha256 })));
    const owners = await admin.query("select distinct tableowner as owner from pg_tables where schemaname in ('trial', 'kernel')");
    expect(owners.rows).toEqual([{ owner: 'millwright_owner' }]);
  });

  test('many servers starting at once: one does the work', async () => {
    const third = migration(3, 'select pg_sleep(0.2); create table trial.three (id int);');
    const counts = await Promise.all([1, 2, 3, 4].map(() => migrate(database.urls.admin, { migrations: [first, second, third] })));
    expect(counts.sort()).toEqual([0, 0, 0, 1]);
  });
});

describe('refused', () => {
  const known = [first, second, migration(3, 'select pg_sleep(0.2); create table trial.three (id int);')];

  test('a changed hash of an applied one', async () => {
    expect(await refusal([first, { ...second, sha256: 'f'.repeat(64) }, ...known.slice(2)])).toBe('migration-changed');
  });

  test('an applied one that the program has lost', async () => {
    expect(await refusal([first, ...known.slice(2)])).toBe('migration-changed');
  });

  test('a database newer than the program', async () => {
    expect(await refusal([first, second])).toBe('database-newer');
  });

  test('a failing check: nothing of it stays, and the next one does not run', async () => {
    const wrong = migration(4, 'create table trial.four (id int); insert into trial.one values (3);', 'select id from trial.one where id > 2');
    const after = migration(5, 'create table trial.five (id int);');
    await expect(migrate(database.urls.admin, { migrations: [...known, wrong, after] })).rejects.toThrow(MigrationCheckFailed);
    expect(await applied()).toEqual([1, 2, 3]);
    const left = await admin.query("select to_regclass('trial.four') as four, to_regclass('trial.five') as five, (select count(*) from trial.one) as rows");
    expect(left.rows[0]).toEqual({ four: null, five: null, rows: '2' });
  });

  test('a check of several statements fails by any of them', async () => {
    const wrong = migration(4, 'select 1', 'select 1 where false; select id from trial.one; select 1 where false');
    await expect(migrate(database.urls.admin, { migrations: [...known, wrong] })).rejects.toThrow(MigrationCheckFailed);
  });

  test('an error names the migration and the line', async () => {
    const wrong = migration(4, 'create table trial.four (id int);\n\ncreate table trial.four (id no_type);');
    await expect(migrate(database.urls.admin, { migrations: [...known, wrong] })).rejects.toThrow(/^0004_try: .*\(line 3\)$/);
    expect(await applied()).toEqual([1, 2, 3]);
  });
});

test("the product's own migrations, one by one and once more", async () => {
  const own = await emptyTestDatabase('migrate own');
  try {
    const migrations = readMigrations();
    expect(new Set(migrations.map((each) => each.number)).size).toBe(migrations.length);
    for (const each of migrations) expect(await migrate(own.urls.admin, { migrations, to: each.number })).toBe(1);
    expect(await migrate(own.urls.admin)).toBe(0);
    const wrongOwner = await own.pools.read.query(`
      select n.nspname || '.' || c.relname as name
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      join pg_roles as r on r.oid = c.relowner
      where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and r.rolname <> 'millwright_owner'
    `);
    expect(wrongOwner.rows).toEqual([]);
  } finally {
    await own.close();
  }
});
