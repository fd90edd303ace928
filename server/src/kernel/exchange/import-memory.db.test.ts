// Goal: an import holds one batch, not the file: 50,000 rows grow the process by far less than their content.
// Method: the workbook is written by another process, so that this one's memory starts small; RSS is sampled while it reads.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../test-company.ts';
import { importFile } from './import-file.ts';

let company: TestCompany;
let folder: string;
beforeAll(async () => {
  company = await testCompany('import-memory');
  folder = mkdtempSync(join(tmpdir(), 'millwright-memory-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});

const writer = `
  const ExcelJS = require('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: process.argv[1], useSharedStrings: true });
  const sheet = book.addWorksheet('物料');
  sheet.addRow(['编码', '名称', '规格型号', '类别', '来源', '单位', '提前期', '安全库存', '默认仓库', '默认供应商', '含税采购价', '税率', '启用']).commit();
  for (let i = 0; i < 50000; i += 1) sheet.addRow(['M-' + i, '标准件 ' + i, 'M' + (i % 40) + '×' + (i % 100), '五金', '外购', 'pcs', i % 30, i % 7, 'W01', 'S001', 0.12, 0.13, '是']).commit();
  sheet.commit();
  book.commit();
`;

test('50,000 rows within bounded memory', async () => {
  const path = join(folder, 'many.xlsx');
  execFileSync(process.execPath, ['-e', writer, path]);
  const started = process.memoryUsage().rss;
  let highest = started;
  const watch = setInterval(() => { highest = Math.max(highest, process.memoryUsage().rss); }, 20);
  const begun = performance.now();
  const report = await importFile(company.runtime, { noun: 'engineering/item', path, companyId: company.companyId, actor: company.chief });
  clearInterval(watch);
  const [from, grown] = [Math.ceil(started / 1024 / 1024), Math.ceil((highest - started) / 1024 / 1024)];
  process.stdout.write(`50,000 rows: ${Math.ceil(performance.now() - begun)} ms, RSS ${from} MB, grown by ${grown} MB\n`);
  expect(report).toMatchObject({ rows: 50_000, created: 50_000, changed: 0 });
  expect(report.preview).toHaveLength(200);
  expect(grown).toBeLessThan(300);
}, 180_000);
