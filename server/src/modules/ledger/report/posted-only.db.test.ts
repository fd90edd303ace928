/**
 * "Posted only" is read from what was posted, never from the many entries that were not. Here it is compared, stage by stage, with its
 * definition over the lines themselves: all entries less those of open periods without a posted voucher; openings need none.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/command.ts';
import { importFile } from '../../../kernel/exchange/import-file.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';

let company: TestCompany;
let admin: pg.Client;
let clerk: Actor;
let auditor: Actor;
const folder = mkdtempSync(join(tmpdir(), 'millwright-posted-'));
beforeAll(async () => {
  company = await testCompany('posted_only');
  clerk = company.actor('accountant', ['ledger/*', 'purchasing/*']);
  auditor = company.actor('auditor', ['ledger/*']);
  admin = new pg.Client({ connectionString: company.database.urls.admin });
  await admin.connect();
  await admin.query("select set_config('millwright.company', $1, false)", [company.companyId]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await admin.end();
  await company.close();
});

const definition = `
  select l.period, l.account_id, coalesce(sum(l.amount) filter (where l.side = 'D'), 0) as debit, coalesce(sum(l.amount) filter (where l.side = 'C'), 0) as credit
  from ledger.entry as e
  join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
  join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  where e.company_id = kernel.company_id() and l.account_id is not null and e.period <= 202612
    and (
      exists (select 1 from ledger.opening_kind as k where k.document_kind = d.kind)
      or exists (select 1 from ledger.voucher_entry as v join ledger.voucher_post as p on p.company_id = v.company_id and p.voucher_id = v.voucher_id where v.company_id = e.company_id and v.entry_id = e.id and not v.voided)
      or not exists (select 1 from ledger.period_area as o where o.company_id = e.company_id and o.period = e.period and o.area = 'ledger' and o.state = 'open')
    )
  group by l.period, l.account_id`;
const fast = `select m.period, m.account_id, sum(m.debit) as debit, sum(m.credit) as credit from ledger.account_movements(202612, true) as m group by m.period, m.account_id having sum(m.debit) <> 0 or sum(m.credit) <> 0`;
const turnover = async (): Promise<string> => (await admin.query<{ debit: string }>(`select coalesce(sum(debit), 0)::numeric(20, 2) as debit from (${definition}) as x`)).rows[0]?.debit ?? '';

/** Tail and rolled up. */
async function expectSame(): Promise<void> {
  for (const rolled of [false, true]) {
    if (rolled) await admin.query('select ledger.roll_up($1)', [company.companyId]);
    expect((await admin.query(`(${definition} except ${fast}) union all (${fast} except ${definition})`)).rows).toEqual([]);
  }
}

async function receive(day: string): Promise<void> {
  const item = await company.item(`P-${day}`);
  const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day, lines: [{ item, quantity: '10', priceWithTax: '11.3', dueDay: day }] });
  await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
  const proposal = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
  await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day, book: true, lines: [{ orderLine: proposal.lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '10' }] });
}
const ids = async (state: string): Promise<string[]> => (await company.ask<{ rows: { id: string }[] }>('ledger/voucher.list', { filter: [{ field: 'state', operator: 'is', value: state }], limit: 500 })).rows.map((row) => row.id);

test('equal at every stage: openings, unposted receipts, some posted, a period closed', async () => {
  await expectSame();
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('期初库存');
  sheet.addRow(['物料编码', '仓库编码', '数量', '金额(元)']);
  await company.item('STEEL');
  sheet.addRow(['STEEL', 'W01', 120, 8640.5]);
  const path = join(folder, 'opening.xlsx');
  await book.xlsx.writeFile(path);
  await importFile(company.runtime, { noun: 'inventory/opening-stock', path, companyId: company.companyId, actor: company.chief, dryRun: false });
  expect(await turnover()).toBe('8640.50');
  await expectSame();
  for (const day of ['2026-01-10', '2026-01-11', '2026-02-10']) await receive(day);
  expect(await turnover()).toBe('8640.50');
  await expectSame();
  for (const period of [202601, 202602]) await company.run('ledger/voucher.generate', { period }, { as: clerk });
  await company.run('ledger/voucher.audit', { ids: await ids('draft') }, { as: auditor });
  const [first = ''] = await ids('audited');
  const { version } = await company.ask<{ version: number }>('ledger/voucher.get', { id: first });
  await company.run('ledger/voucher.post', { id: first, version }, { as: auditor });
  expect(await turnover()).toBe('8740.50');
  await expectSame();
  // As if January were closed with what stands in it, posted or not: closed periods count whole.
  await admin.query('set session_replication_role = replica');
  await admin.query("update ledger.period_area set state = 'closed' where company_id = $1 and period = 202601", [company.companyId]);
  await admin.query('set session_replication_role = origin');
  await expectSame();
});
