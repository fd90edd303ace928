// Goal: the committed workbooks load without a complaint, two weeks of history go through the real commands, and the books hold.
// Every list can be paged by every column. Method: the same loadDemo that the first start runs, on a fresh database; every invariant must return no rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { createRuntime } from '@millwright/server/application';
import { clockAt } from '@millwright/server/kernel/clock';
import { fieldsOf } from '@millwright/server/kernel/contract';
import { repositoryFolder } from '@millwright/server/kernel/database/home';
import { runQuery } from '@millwright/server/kernel/run-query';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../tools/test-database.ts';
import { type DemoProgress, type LoadedDemo, loadDemo } from './load.ts';

type Page = { rows: ({ id: string } & Record<string, unknown>)[]; next: string | null };
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
  // Empty values stand last; a column whose contract says it is never empty never is, because paging relies on it.
  test('every list shows every row once, by whatever column and in whatever direction', async () => {
    const companyId = demo?.companyId ?? '';
    const runtime = createRuntime(database.pools, clockAt(today));
    const actor = { userId: '1', userName: 'x', permissions: new Set(['*']) };
    const broken: string[] = [];
    for (const [name, { contract }] of runtime.registry.queries) {
      if (!contract.list) continue;
      const page = (input: object) => runQuery(runtime, { name, companyId, actor, input }) as Promise<Page>;
      const { row } = contract.list;
      const neverEmpty = Object.keys(fieldsOf(row)).filter((field) => !row.shape[field]?.safeParse(null).success);
      const whole: Page['rows'] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const found: Page = await page({ limit: 200, ...(cursor ? { cursor } : {}) });
        whole.push(...found.rows);
        cursor = found.next;
      }
      for (const field of neverEmpty) if (whole.some((one) => one[field] === null)) broken.push(`${name}: ${field} is empty though its contract says never`);
      for (const by of Object.keys(fieldsOf(row))) for (const descending of [false, true]) {
        const empty = whole.filter((one) => one[by] === null).length;
        if (empty === 0 || whole.length < 2) continue;
        const limit = Math.max(1, Math.ceil(Math.min(empty, whole.length - empty || empty) / 2));
        const ids: string[] = [];
        for (let cursor: string | null = ''; cursor !== null && ids.length <= whole.length;) {
          const found: Page = await page({ limit, sort: { by, descending }, ...(cursor ? { cursor } : {}) });
          ids.push(...found.rows.map(({ id }) => id));
          cursor = found.next;
        }
        if (ids.length !== whole.length || new Set(ids).size !== whole.length) broken.push(`${name} by ${by}${descending ? ' down' : ''}: ${ids.length} rows, ${new Set(ids).size} of ${whole.length}`);
      }
    }
    expect(broken).toEqual([]);
  }, 120_000);
  test('is loaded once', async () => {
    expect(await loadDemo(database.pools, { today })).toBeUndefined();
  });
});
