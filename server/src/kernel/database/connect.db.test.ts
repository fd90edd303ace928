// Goal: values arrive exact and roles are what they say.
// Method: a real clone; every value is compared with the text that PostgreSQL itself prints.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClient } from './connect.ts';
import { type TestDatabase, testDatabase } from '../../../../tools/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('connect', { to: 1 });
});
afterAll(() => database.close());

describe('values', () => {
  test('stay exact and without a time zone', async () => {
    const found = await database.pools.read.query(`
      select '2026-01-31'::date as day, 12345678901234567890.123456::numeric as amount, 9007199254740993::bigint as number,
        '2026-01-31 08:15:00.123456+08'::timestamptz as moment, array['2026-01-31'::date, null] as days,
        array[9007199254740993::bigint] as numbers, array[1.50::numeric] as amounts, 7 as count, true as truth, null::date as nothing
    `);
    expect(found.rows[0]).toEqual({
      day: '2026-01-31', amount: '12345678901234567890.123456', number: '9007199254740993', moment: '2026-01-31T00:15:00.123456Z',
      days: ['2026-01-31', null], numbers: ['9007199254740993'], amounts: ['1.50'], count: 7, truth: true, nothing: null,
    });
  });
});

describe('roles', () => {
  test('each pool is its role, restricted, in a database closed to everybody else', async () => {
    for (const role of ['write', 'read', 'auth', 'jobs', 'maintain'] as const) {
      const found = await database.pools[role].query(`
        select current_user as name, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolinherit as powerful,
          has_database_privilege(current_database(), 'temporary') as temporary, has_schema_privilege('public', 'create') as public
        from pg_roles
        where rolname = current_user
      `);
      expect(found.rows[0]).toEqual({ name: `millwright_${role}`, powerful: false, temporary: role === 'write' || role === 'maintain', public: false });
    }
  });

  test('the reading role cannot write even where a grant was forgotten', async () => {
    const found = await database.pools.read.query("select current_setting('default_transaction_read_only') as value");
    expect(found.rows[0].value).toBe('on');
  });

  test('nobody becomes the owner', async () => {
    for (const role of ['write', 'read', 'auth', 'jobs', 'maintain'] as const) {
      await expect(database.pools[role].query('set role millwright_owner')).rejects.toMatchObject({ code: '42501' });
    }
  });
});

test('a connection lost while in use fails its query, not the program', async () => {
  for (const pool of [database.pools.write, database.pools.writeBulk]) {
    const client = await pool.connect();
    const process = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    const sleeping = client.query('select pg_sleep(30)').then(() => 'slept', (error: { code?: string }) => error.code);
    const admin = await openClient(database.urls.admin, 'test');
    await admin.query('select pg_terminate_backend($1)', [process]);
    await admin.end();
    expect(await sleeping).toBe('57P01');
    client.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  }
});
