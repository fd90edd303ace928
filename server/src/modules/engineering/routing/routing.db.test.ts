// Goal: routings are saved, versioned and imported like bills. Method: the real commands on a real database.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../../kernel/exchange/import-file.ts';
import { type TestCompany, testCompany } from '../../../test-company.ts';

let company: TestCompany;
let folder: string;
let item: string;
let laser: string;
beforeAll(async () => {
  company = await testCompany('routing');
  folder = mkdtempSync(join(tmpdir(), 'millwright-routing-'));
  item = await company.item('CAB', { class: 'finished', source: 'make' });
  laser = (await company.run('engineering/work-center.save', { code: 'LASER', name: '激光', labourRate: '60', overheadRate: '80' })).output.id;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});
const operation = (operationNo: number) => ({ operationNo, name: '激光下料', workCenter: laser, setupMinutes: '15', runMinutes: '2.5' });

test('saved, approved, copied', async () => {
  const draft = (await company.run('engineering/routing.save', { item, lines: [operation(10), operation(20)] })).output;
  expect(draft.number).toBe('CAB/A');
  expect(await company.ask('engineering/routing.get', { id: draft.id })).toMatchObject({ state: 'draft', lines: [{ operationNo: 10, setupMinutes: '15', runMinutes: '2.5', workCenter: { code: 'LASER' } }, { operationNo: 20 }] });
  await company.run('engineering/routing.approve', { id: draft.id, version: 1 });
  expect((await company.run('engineering/routing.copy', { id: draft.id, version: 2 })).output.number).toBe('CAB/B');
  const { rows } = await company.ask<{ rows: Record<string, unknown>[] }>('engineering/routing.list', {});
  expect(rows).toMatchObject([{ number: 'CAB/A', operations: '10 激光下料 → 20 激光下料', state: 'approved' }, { number: 'CAB/B', state: 'draft' }]);
});

test('imported: a draft of the same revision is replaced, an unknown work centre is named', async () => {
  const file = async (rows: unknown[][]): Promise<string> => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('工艺路线');
    for (const row of [['物料编码', '版本', '工序号', '工序名称', '工作中心', '准备工时(分钟)', '单件工时(分钟)', '生效日期'], ...rows]) sheet.addRow(row);
    const path = join(folder, `${rows.length}-${String(rows[0]?.[4])}.xlsx`);
    await book.xlsx.writeFile(path);
    return path;
  };
  const load = (path: string) => importFile(company.runtime, { noun: 'engineering/routing', path, companyId: company.companyId, actor: company.chief });
  expect(await load(await file([['CAB', 'B', 10, '下料', 'LASER', 10, 1.25, '2027-01-01'], ['CAB', 'B', 20, '去毛刺', 'LASER', null, 0.5, '2027-01-01']]))).toMatchObject({ rows: 2, created: 0, changed: 1 });
  const { rows } = await company.ask<{ rows: { id: string }[] }>('engineering/routing.list', { filter: [{ field: 'revision', operator: 'is', value: 'B' }] });
  expect(rows).toMatchObject([{ number: 'CAB/B', operations: '10 下料 → 20 去毛刺', state: 'approved', validFrom: '2027-01-01' }]);
  await expect(load(await file([['CAB', 'C', 10, '下料', 'PUNCH', 10, 1.25, '2028-01-01']]))).rejects.toMatchObject({ problem: { errors: [{ code: 'reference-unknown', path: ['工艺路线', 2, 'E'] }] } });
});
