// Goal: a start that is killed in the middle of loading the demo leaves nothing a person could fall over at the next start.
// Method: break off between two days, as a kill does (nothing is cleaned up), then load again and look at companies and people.
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { signIn } from '@millwright/server/modules/access/session/session.store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../tools/test-database.ts';
import { companyCode, demoPassword } from './company.ts';
import { loadDemo } from './load.ts';

let database: TestDatabase;
beforeAll(async () => { database = await testDatabase('demo_interrupted'); });
afterAll(() => database.close());

test('a half-loaded demo is put aside and loaded anew', async () => {
  const today = parseDay('2026-08-07');
  const from = addDays(today, -4);
  const killed = loadDemo(database.pools, { today, from, onProgress: ({ text }) => { if (text.en.startsWith('Posting')) throw new Error('killed'); } });
  await expect(killed).rejects.toThrow('killed');
  const again = await loadDemo(database.pools, { today, from });
  expect(again?.documents).toBeGreaterThan(0);
  const { rows } = await database.pools.maintain.query(`select code, state, policy ->> 'demo' as demo from kernel.company order by state desc`);
  expect(rows).toEqual([{ code: companyCode, state: 'live', demo: 'complete' }, { code: expect.stringMatching(/^X\d+$/), state: 'deleting', demo: 'loading' }]);
  expect(await signIn(database.pools.auth, 'chensiyuan', demoPassword, { address: '', agent: '' })).toHaveProperty('token');
  expect(await loadDemo(database.pools, { today, from })).toBeUndefined();
}, 300_000);
