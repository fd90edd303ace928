/** Wrong passwords slow down where they come from, nobody else; what is kept of them is bounded. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../../../tools/test-database.ts';
import { hashPassword, signIn, tidySessions } from './session.store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('session');
  await database.pools.maintain.query(`insert into access."user" (id, login, name, password_hash) values (7001, 'wang', '王', $1)`, [await hashPassword('right')]);
});
afterAll(() => database.close());

const attempt = async (password: string, address = '10.0.0.9', login = 'wang') => {
  const outcome = await signIn(database.pools.auth, login, password, { address, agent: '' });
  return 'refused' in outcome ? ('seconds' in outcome ? outcome.seconds : outcome.refused) : 'in';
};
const failures = async (): Promise<number> => Number((await database.pools.auth.query('select count(*) from access.sign_in_failure')).rows[0]?.count);
/** As if that much time had passed. */
const later = (seconds: number) => database.pools.auth.query('update access.sign_in_failure set last_at = last_at - make_interval(secs => $1)', [seconds]);

it('five at once, then each failure doubles the wait, for that address and login alone', async () => {
  for (let count = 0; count < 5; count += 1) expect(await attempt('wrong')).toBe('wrong');
  // Even the right one has to wait where the wrong ones came from, a second; not elsewhere.
  expect(await attempt('right')).toBe(1);
  expect(await attempt('right', '10.0.0.8')).toBe('in');
  for (const seconds of [1, 2, 4]) {
    await later(seconds);
    expect(await attempt('wrong')).toBe('wrong');
    expect(await attempt('right')).toBe(2 * seconds);
  }
  await later(8);
  expect(await attempt('right')).toBe('in');
  expect(await failures()).toBe(0);
});
it('many at the same moment count like one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('wrong', '10.0.0.7')));
  expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(5);
  await later(86_000);
  expect(await attempt('right', '10.0.0.7')).toBe('in');
});
it('the longest wait is five minutes, and names nobody has behave like those somebody has', async () => {
  await attempt('wrong', '10.0.0.6', 'nobody');
  await database.pools.auth.query('update access.sign_in_failure set failures = 1000000');
  expect(await attempt('wrong', '10.0.0.6', 'nobody')).toBe(300);
});
it('failures of yesterday and beyond the newest ten thousand go, as do sessions that have ended', async () => {
  await database.pools.auth.query("insert into access.sign_in_failure select 'guess' || n, '10.0.0.5', 1, now() - n * interval '1 second' from generate_series(1, 10050) as n");
  await database.pools.auth.query("insert into access.sign_in_failure values ('old', '10.0.0.5', 9, now() - interval '25 hours')");
  await database.pools.auth.query("update access.session set expires_at = now() - interval '1 second'");
  await tidySessions(database.pools.auth);
  expect(await failures()).toBe(10_000);
  expect((await database.pools.auth.query("select 1 from access.sign_in_failure where login in ('old', 'guess10050')")).rowCount).toBe(0);
  expect((await database.pools.auth.query('select 1 from access.session')).rowCount).toBe(0);
});
