// Goal: a company with the life of a whole factory (plan, shop floor, vouchers, money, reversals) is the same after a backup and a restore.
// Method: some weeks of the demo, restored into an empty installation; figures compared row by row, invariants over all rows, and a day's work.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { createRuntime } from '@millwright/server/application';
import { clockAt } from '@millwright/server/kernel/clock';
import { runCommand } from '@millwright/server/kernel/run-command';
import { asAdmin, backUp, breaks, figuresOf, restore } from '@millwright/server/modules/foundation/company/company-scene';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../tools/test-database.ts';
import { companyCode, people } from './company.ts';
import { loadDemo } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-demo-backup-'));
let source: TestDatabase;
let target: TestDatabase;
beforeAll(async () => {
  [source, target] = await Promise.all([testDatabase('demo_backup'), testDatabase('demo_restored')]);
});
afterAll(async () => {
  await source.close();
  await target.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the demo factory moves to another installation and goes on working', async () => {
  const today = parseDay('2026-08-07');
  const loaded = await loadDemo(source.pools, { today, from: addDays(today, -24) });
  const companyId = loaded?.companyId ?? '';
  const file = join(folder, 'demo.tar.gz');
  const { rows, manifest } = await backUp(source, companyId, '', file);
  expect(Number(manifest.figures['documents'])).toBeGreaterThan(100);
  const runtime = createRuntime(target.pools, clockAt(today));
  await target.pools.maintain.query(`insert into access."user" (id, login, name, password_hash) values (9, 'tanglei', '唐磊', '!')`);
  const restored = await restore(target, runtime, file, { administrator: '9' });
  expect(restored).toMatchObject({ code: companyCode, rows, peopleKnown: 1 });
  expect(restored.peopleAdded).toHaveLength(people.length - 1);
  expect(await figuresOf(target, restored.companyId)).toEqual(await figuresOf(source, companyId));
  expect(await breaks(target)).toEqual([]);
  const search = (database: TestDatabase, company: string) => asAdmin(database, async (client) => (await client.query('select kind, gram, id from kernel.search_gram where company_id = $1 order by 1, 2, 3', [company])).rows);
  expect(await search(target, restored.companyId)).toEqual(await search(source, companyId));
  // The newest receipt that nothing drew on goes back, and a new document gets the next number.
  const actor = { userId: '9', userName: '唐磊', permissions: new Set(['*']) };
  const run = (name: string, input: unknown) => runCommand(runtime, { name, companyId: restored.companyId, actor, input });
  const { rows: [receipt] } = await asAdmin(target, (client) => client.query<{ id: string; version: number }>(`
    select d.id, d.version
    from documents.document as d
    where d.company_id = $1 and d.kind = 'purchasing/purchase-receipt' and d.state = 'booked' and d.reverses_id is null
      and not exists (select 1 from documents.execution as x where x.company_id = d.company_id and x.source_document_id = d.id)
    order by d.business_day desc, d.id desc
    limit 1`, [restored.companyId]));
  await run('purchasing/purchase-receipt.reverse', { id: receipt?.id, version: receipt?.version, day: today });
  expect(await breaks(target)).toEqual([]);
}, 300_000);
