// Goal: open orders of both kinds come in approved, checked by their own rules, once. Method: real workbooks and commands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Noun } from '../../kernel/contract.ts';
import { importFile } from '../../kernel/exchange/import-file.ts';
import type { Problem } from '../../kernel/refusal.ts';
import { type TestCompany, testCompany } from '../../test-company.ts';

let company: TestCompany;
let folder: string;
beforeAll(async () => {
  company = await testCompany('order-import');
  folder = mkdtempSync(join(tmpdir(), 'millwright-orders-'));
  await company.item('STEEL', { receiptTolerance: '0.05' });
  await company.item('CAB', { class: 'finished', source: 'make' });
  await company.item('KIT', { class: 'finished', source: 'phantom' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});
let files = 0;
async function load(noun: Noun, rows: unknown[][]) {
  const book = new ExcelJS.Workbook();
  const party = noun === 'sales/sales-order' ? '客户编码' : '供应商编码';
  const sheet = book.addWorksheet('Sheet1');
  for (const row of [['原订单号', party, '订单日期', '物料编码', noun === 'sales/sales-order' ? '未发数量' : '未到数量', '含税单价', '税率', '交期'], ...rows]) sheet.addRow(row);
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await book.xlsx.writeFile(path);
  return importFile(company.runtime, { noun, path, companyId: company.companyId, actor: company.chief });
}
const errors = (call: Promise<unknown>): Promise<[unknown, string | undefined][]> =>
  call.then(() => [], (error: { problem?: Problem }) => (error.problem ? error.problem.errors.map((one): [unknown, string | undefined] => [one.path.slice(1), one.message.zh.split('：').slice(1).join('：')]) : Promise.reject(error)));

test('purchase orders: rows of one number are one order, priced and open for receipt with tolerance', async () => {
  const report = await load('purchasing/purchase-order', [
    ['CG-1', 'S001', '2026-05-08', 'STEEL', 200, 11.3, '13%', '2026-06-30'],
    ['CG-2', 'S001', new Date('2026-05-09T00:00:00Z'), 'STEEL', 10, 11.3, 0.13, '2026/6/30'],
    ['CG-1', 'S001', '2026-05-08', 'STEEL', 100, 11.3, 0.13, '2026-07-15'],
  ]);
  expect(report).toMatchObject({ rows: 3, created: 2 });
  const { rows } = await company.ask<{ rows: { id: string; number: string }[] }>('purchasing/purchase-order.list', { sort: { by: 'number', descending: false } });
  expect(rows).toMatchObject([{ day: '2026-05-08', state: 'approved', amount: '3000.00', tax: '390.00' }, { day: '2026-05-09', state: 'approved', total: '113.00' }]);
  const order = await company.ask<{ contractNumber: string; lines: { received: string }[]; can: Record<string, unknown> }>('purchasing/purchase-order.get', { id: rows[0]?.id });
  expect(order).toMatchObject({ contractNumber: 'CG-1', lines: [{ quantity: '200.000000', dueDay: '2026-06-30' }, { quantity: '100.000000', dueDay: '2026-07-15' }] });
  const client = await company.database.pools.maintain.connect();
  await client.query(`select set_config('millwright.company', '${company.companyId}', false)`);
  const open = await client.query("select quantity, quantity_tolerance from documents.executable where measure = 'received' order by quantity");
  client.release();
  expect(open.rows).toEqual([{ quantity: '10.000000', quantity_tolerance: '0.500000' }, { quantity: '100.000000', quantity_tolerance: '5.000000' }, { quantity: '200.000000', quantity_tolerance: '10.000000' }]);
  expect(await errors(load('purchasing/purchase-order', [['CG-1', 'S001', '2026-05-08', 'STEEL', 200, 11.3, null, '2026-06-30']]))).toEqual([[[2, 'A'], `订单 CG-1 已引入为 ${rows[0]?.number}。`]]);
});

test('the order’s own rules speak, at the row they are about', async () => {
  expect(await errors(load('purchasing/purchase-order', [['CG-9', 'S001', '2026-05-08', 'KIT', 1, 1, null, '2026-06-30'], ['CG-9', 'S001', '2026-05-08', 'STEEL', 1.5, 1, null, '2026-06-30'], ['CG-8', 'S001', '2026-05-08', 'STEEL', 1, 1, null, '2026-05-01']]))).toEqual([
    [[2, 'D'], '「KIT」是虚拟件，不能采购。'], [[3, 'E'], '「STEEL」的数量最多 0 位小数。'], [[4, 'H'], '交期 2026-05-01 早于订单日期 2026-05-08。'],
  ]);
  expect(await errors(load('purchasing/purchase-order', [['CG-9', 'S001', '2026-05-08', 'STEEL', 1, 1, null, '2026-06-30'], ['CG-9', 'S001', '2026-05-09', 'STEEL', 1, 1, null, '2026-07-30']]))).toEqual([[[3, 'C'], '同一订单的各行要一致，与第 2 行不同。']]);
});

test('sales orders', async () => {
  expect(await load('sales/sales-order', [['XS-1', 'C001', '2026-05-08', 'CAB', 30, 1695, null, '2026-07-20'], ['XS-1', 'C001', '2026-05-08', 'CAB', 20, 1695, null, '2026-08-20']])).toMatchObject({ rows: 2, created: 1 });
  const { rows } = await company.ask<{ rows: Record<string, unknown>[] }>('sales/sales-order.list', {});
  expect(rows).toMatchObject([{ customerOrder: 'XS-1', state: 'approved', amount: '75000.00', tax: '9750.00', undelivered: '84750.00', delivered: '0.0000' }]);
});
