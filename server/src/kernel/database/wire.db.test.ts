/** What leaves together is one packet with one answer; a failure takes all behind it along and leaves the connection usable. */
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/test-database.ts';
import { openClient } from './connect.ts';
import { run } from './wire.ts';

let database: TestDatabase;
let client: pg.PoolClient;
let packets: number;
beforeAll(async () => { database = await testDatabase('wire', { to: 1 }); });
afterAll(() => database.close());
beforeEach(async () => {
  client = await database.pools.write.connect();
  const query = client.query.bind(client) as (packet: unknown) => unknown;
  packets = 0;
  client.query = ((packet: unknown) => {
    packets += 1;
    return query(packet);
  }) as typeof client.query;
});
afterEach(() => client.release(true));

const ask = async (text: string, values: unknown[] = [], name?: string) => (await run(client, { text, values, name })).rows;

test('statements asked for in one turn are one packet, answered in order; the next turn is the next', async () => {
  const [begun, set, seen] = await Promise.all([
    run(client, { text: 'begin' }), ask("select set_config('millwright.company', $1, true) as company", ['7']), ask("select current_setting('millwright.company') as company"),
  ]);
  expect([begun.command, set, seen, packets]).toEqual(['BEGIN', [{ company: '7' }], [{ company: '7' }], 1]);
  expect((await run(client, { text: 'rollback' })).command).toBe('ROLLBACK');
  expect(packets).toBe(2);
});

test('values arrive as from any other connection, the second time from memory', async () => {
  const text = 'select $1::numeric as amount, $2::bigint as number, $3::date as day, $4::bigint[] as ids, $5::jsonb as data, null::text as nothing, $6::bytea as bytes, $7::boolean as truth';
  const values = ['12345678901234567890.123456', 9007199254740993n, '2026-01-31', ['1', '2'], JSON.stringify({ a: [1] }), Buffer.from([0, 255]), true];
  const expected = [{ amount: '12345678901234567890.123456', number: '9007199254740993', day: '2026-01-31', ids: ['1', '2'], data: { a: [1] }, nothing: null, bytes: Buffer.from([0, 255]), truth: true }];
  for (let time = 0; time < 3; time += 1) expect(await ask(text, values, 'all_kinds')).toEqual(expected);
  // Twice in one packet, before and after it is known.
  expect(await Promise.all([1, 2].map((number) => ask('select $1::integer as n', [number], 'twice')))).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  expect(await ask('select 1 as n where false', [], 'no_rows')).toEqual([]);
  expect(await ask('select 1 as n where false', [], 'no_rows')).toEqual([]);
});

test('what fails takes all behind it along with its own error, and a commit among it does not happen', async () => {
  const outcomes = await Promise.allSettled([ask('begin'), ask('select 1 as one'), ask('select 1 / $1::integer as n', [0], 'division'), ask('select 2 as two', [], 'behind'), ask('commit')]);
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'done' : (outcome.reason as { code: string }).code))).toEqual(['done', 'done', '22012', '22012', '22012']);
  await expect(ask('select 1')).rejects.toMatchObject({ code: '25P02' });
  await ask('rollback');
  // Parsed before it failed: not parsed again. Skipped: still to be parsed.
  expect(await ask('select 1 / $1::integer as n', [1], 'division')).toEqual([{ n: 1 }]);
  expect(await ask('select 2 as two', [], 'behind')).toEqual([{ two: 2 }]);
  // What cannot even be parsed is no statement afterwards.
  await expect(ask('select nonsense', [], 'nonsense')).rejects.toMatchObject({ code: '42703' });
  expect(await ask('select 3 as three', [], 'nonsense')).toEqual([{ three: 3 }]);
});

test('a value that cannot be sent fails its own statement only', async () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const outcomes = await Promise.allSettled([ask('select 1 as one'), ask('select $1::jsonb as data', [circle]), ask('select 2 as two')]);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a connection that is lost fails what was asked and what waits', async () => {
  const [{ pid }] = (await ask('select pg_backend_pid() as pid')) as [{ pid: number }];
  const asked = Promise.allSettled([ask('select pg_sleep(30)'), ask('select 1')]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const waiting = Promise.allSettled([ask('select 2')]);
  const admin = await openClient(database.urls.admin, 'test');
  await admin.query('select pg_terminate_backend($1)', [pid]);
  await admin.end();
  expect([...(await asked), ...(await waiting)].map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected']);
});
