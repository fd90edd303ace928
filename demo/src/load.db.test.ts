// Goal: the committed workbooks load without a complaint, two weeks of history go through the real commands, and the books hold.
// Method: the same loadDemo that the first start runs, on a fresh database; every invariant must return no rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { repositoryFolder } from '@millwright/server/kernel/database/home';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../tools/test-database.ts';
import { type DemoProgress, type LoadedDemo, loadDemo } from './load.ts';

const today = parseDay('2026-08-04');
let database: TestDatabase;
let demo: LoadedDemo | undefined;
const progress: DemoProgress[] = [];
beforeAll(async () => {
  database = await testDatabase('demo');
  demo = await loadDemo(database.pools, { today, from: addDays(today, -21), onProgress: (step) => progress.push(step) });
}, 300_000);
afterAll(() => database.close());

describe('the demo', () => {
  test('posts its documents with visible progress', () => {
    expect(demo?.documents).toBeGreaterThan(100);
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });
  test('leaves every invariant without rows', async () => {
    const folder = join(repositoryFolder(), 'server', 'src', 'db', 'invariants');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
      const admin = await database.pools.maintain.connect();
      admin.release();
      const { rows } = await import('pg').then(async ({ default: pg }) => {
        const client = new pg.Client({ connectionString: database.urls.admin });
        await client.connect();
        try {
          return await client.query(readFileSync(join(folder, file), 'utf8'));
        } finally {
          await client.end();
        }
      });
      expect(rows, file).toEqual([]);
    }
  });
  test('is loaded once', async () => {
    expect(await loadDemo(database.pools, { today })).toBeUndefined();
  });
});
