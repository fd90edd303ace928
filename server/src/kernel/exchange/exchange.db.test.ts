// Goal: a workbook becomes records, all or nothing, and every way it can be wrong has a sentence with sheet, row and column.
// Method: real workbooks, the real command on a real database; what a refused or dry import left behind is counted by SQL.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestCompany, testCompany } from '../../test-company.ts';
import { type Actor, module } from '../command.ts';
import { field } from '../contract.ts';
import { createRegistry } from '../registry.ts';
import type { Problem } from '../refusal.ts';
import { runQuery } from '../run-query.ts';
import { exportList, isDangerous } from './export-list.ts';
import { exchangeOf, importCommand } from './import-command.ts';
import { importContract, type ImportOutput } from './import.contract.ts';
import { importFile } from './import-file.ts';
import { writeTemplate } from './template.ts';

let company: TestCompany;
let folder: string;
beforeAll(async () => {
  company = await testCompany('exchange');
  folder = mkdtempSync(join(tmpdir(), 'millwright-exchange-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});

type Value = string | number | boolean | Date | null | { formula: string; result: number };
let files = 0;
async function workbook(rows: readonly (readonly Value[])[], sheet = '物料'): Promise<string> {
  const book = new ExcelJS.Workbook();
  const target = book.addWorksheet(sheet);
  for (const row of rows) target.addRow([...row]);
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await book.xlsx.writeFile(path);
  return path;
}
const load = (path: string, options: { dryRun?: boolean; as?: Actor; noun?: 'engineering/item' | 'purchasing/supplier' | 'inventory/warehouse' } = {}): Promise<ImportOutput> =>
  importFile(company.runtime, { noun: options.noun ?? 'engineering/item', path, companyId: company.companyId, actor: options.as ?? company.chief, dryRun: options.dryRun ?? false });
const problemOf = (path: string, options: Parameters<typeof load>[1] = {}): Promise<Problem> => load(path, options).then(() => { throw new Error('was not refused'); }, (error: { problem?: Problem }) => error.problem ?? Promise.reject(error));
const itemCount = async (): Promise<number> => Number((await company.database.pools.maintain.query(`select set_config('millwright.company', '${company.companyId}', false)`).then(() => company.database.pools.maintain.query('select count(*) as n from engineering.item'))).rows[0].n);
const get = (code: string) => company.ask<{ rows: Record<string, unknown>[] }>('engineering/item.list', { filter: [{ field: 'code', operator: 'is', value: code }] }).then(({ rows }) => rows[0]);

const headings = ['*编码', '*名称', '规格型号', '*类别', '*来源', '*单位', '提前期(工作日)', '安全库存', '默认仓库', '默认供应商', '含税采购价', '税率', '启用'];
const good: Value[][] = [
  ['P-001', '冷轧板 SPCC', '1.5×1250×2500', '原材料', '外购', 'pcs', 7, 12, 'W01', 'S001', 23.456789, 0.13, '是'],
  ['P-002', '侧板', '', '钣金', '自制', 'pcs', 3, null, 'W01', null, null, null, null],
];

describe('import', () => {
  test('creates, then changes only what differs, and says so', async () => {
    const first = await load(await workbook([headings, ...good]));
    expect(first).toMatchObject({ rows: 2, created: 2, changed: 0, unchanged: 0, notes: [] });
    expect(await get('P-001')).toMatchObject({ name: '冷轧板 SPCC', class: 'raw', source: 'buy', leadDays: 7, safetyStock: '12.000000', purchasePrice: '23.45678900', supplier: { code: 'S001' }, warehouse: { code: 'W01' }, active: true });
    const second = await load(await workbook([headings, good[0] ?? [], ['P-002', '右侧板', '', '钣金', '自制', 'pcs', 3, null, 'W01', null, null, null, null], ['P-003', '铰链', '', '五金', '外购', 'pcs', 0, null, null, null, null, null, '否']]));
    expect(second).toMatchObject({ rows: 3, created: 1, changed: 1, unchanged: 1 });
    expect(second.preview).toMatchObject([{ row: 3, key: 'P-002', action: 'change', fields: ['name'], changes: [{ field: 'name', label: { zh: '名称' }, old: { zh: expect.any(String) }, new: { zh: expect.any(String) } }] }, { row: 4, key: 'P-003', action: 'create', fields: [], changes: [] }, { row: 2, key: 'P-001', action: 'same', fields: [], changes: [] }]);
    expect(await get('P-003')).toMatchObject({ active: false, leadDays: 0 });
    expect((await company.ask<{ rows: unknown[] }>('engineering/item.lookup', { search: 'youceban' })).rows).toHaveLength(1);
  });

  test('a column that is not in the file stays as it is', async () => {
    await load(await workbook([['编码', '名称', '类别', '来源', '单位'], ['P-001', '冷轧钢板', '原材料', '外购', 'pcs']]));
    expect(await get('P-001')).toMatchObject({ name: '冷轧钢板', leadDays: 7, supplier: { code: 'S001' } });
  });

  test('a dry run reports the same and leaves nothing', async () => {
    const before = await itemCount();
    const report = await load(await workbook([headings, ['P-900', '试', '', '成品', '自制', 'pcs']]), { dryRun: true });
    expect(report).toMatchObject({ rows: 1, created: 1 });
    expect(await itemCount()).toBe(before);
  });

  test('what Excel and people spoil is put right and reported', async () => {
    const report = await load(await workbook([headings, [690123, '  铰链　左 ', '', '五金', '外购', 'pcs ', '５', '1,200.50', null, null, '￥3.5', '13%', '√']]));
    expect(report.notes.map(({ code, column, rows }) => [code, column, rows])).toEqual([
      ['number-to-text', 'code', [2]], ['spaces', 'name', [2]], ['spaces', 'unit', [2]], ['number-format', 'leadDays', [2]], ['number-format', 'safetyStock', [2]], ['number-format', 'purchasePrice', [2]], ['number-format', 'taxRate', [2]],
    ]);
    expect(await get('690123')).toMatchObject({ name: '铰链 左', leadDays: 5, safetyStock: '1200.500000', purchasePrice: '3.50000000', taxRate: '0.130000' });
  });

  test('a title above the headings, blank rows and remarks are passed over', async () => {
    expect(await load(await workbook([['物料清单 2026'], [], headings, ['※ 填写说明'], [], ['P-777', '垫片', '', '五金', '外购', 'pcs']], 'Item'))).toMatchObject({ rows: 1, created: 1 });
  });

  test('supplier: fields in two tables', async () => {
    expect(await load(await workbook([['编码', '名称', '等级', '付款天数'], ['S001', '宁波甬钢', 'A 级', 30], ['S002', '余姚五金', 'C 级', 90]], '供应商'), { noun: 'purchasing/supplier' })).toMatchObject({ created: 1, changed: 1 });
    const { rows } = await company.ask<{ rows: Record<string, unknown>[] }>('purchasing/supplier.list', {});
    expect(rows).toMatchObject([{ code: 'S001', grade: 'A', paymentDays: 30 }, { code: 'S002', grade: 'C', paymentDays: 90 }]);
  });
});

describe('refusals name sheet, row and column', () => {
  const one = (changes: Record<number, Value>): Value[] => (good[0] ?? []).map((value, index) => (index in changes ? changes[index] ?? null : value));
  const cases: [string, Value[][], unknown[], string][] = [
    ['required', [headings, one({ 1: null })], ['物料', 2, 'B'], '「物料」第 2 行 B 列「名称」：没有填，这一列必填。'],
    ['bad-number', [headings, one({ 7: '十二' })], ['物料', 2, 'H'], '「物料」第 2 行 H 列「安全库存」：「十二」不是合适的数字，最多 6 位小数。'],
    ['out-of-range', [headings, one({ 11: -1 })], ['物料', 2, 'L'], '「物料」第 2 行 L 列「税率」：-1 超出允许范围：税率只能是 0 或 0.5%～99%，13% 请填 13 或 13%。'],
    ['bad-choice', [headings, one({ 3: '板材' })], ['物料', 2, 'D'], '「物料」第 2 行 D 列「类别」：「板材」不在可选范围内。可填：成品、半成品、钣金、模具、五金、原材料、包材、服务。'],
    ['bad-flag', [headings, one({ 12: '也许' })], ['物料', 2, 'M'], '「物料」第 2 行 M 列「启用」：「也许」看不懂。请填 是 或 否。'],
    ['formula', [headings, one({ 7: { formula: 'A1*2', result: 3 } })], ['物料', 2, 'H'], '「物料」第 2 行 H 列「安全库存」：是公式。请复制后「选择性粘贴为数值」，系统不计算公式。'],
    ['reference-unknown', [headings, one({ 5: 'kgs' })], ['物料', 2, 'F'], '「物料」第 2 行 F 列「单位」：没有编码为「kgs」的单位。请先建立或引入它，或改正编码。'],
    ['duplicate-in-file', [headings, one({}), good[1] ?? [], one({ 1: '重复' })], ['物料', 2, 'A'], '第 2、4 行重复（P-001）。请合并成一行或删除多余的行。'],
    ['rule', [headings, one({ 4: '自制' })], ['物料', 2, 'J'], '「物料」第 2 行 J 列「默认供应商」：外购件或委外件才有默认供应商。'],
    ['header-missing', [['编码', '名称', '类别', '来源'], ['P-1', 'x', '成品', '自制']], ['物料', 1], '第 1 行标题里缺少「单位」列。请在列对应里指定，或按模板的标题填写。'],
    ['header-unknown', [[...headings, '颜色'], one({})], ['物料', 1, 'N'], '「物料」第 1 行 N 列：标题「颜色」不认识。请在列对应里指定它是什么，或选不引入。'],
    ['header-twice', [[...headings, '规格型号'], one({})], ['物料', 1, 'N'], '「物料」第 1 行 N 列「规格型号」：标题「规格型号」出现了两次。请只留一列。'],
    ['number-precision', [headings, one({ 0: 6901234567890123000 })], ['物料', 2, 'A'], '「物料」第 2 行 A 列「编码」：编码被 Excel 存成了数字，15 位以后已经丢失（现在是 6901234567890120000）。请把这一列设为文本格式再重新输入。'],
    ['too-long', [headings, one({ 1: '长'.repeat(101) })], ['物料', 2, 'B'], '「物料」第 2 行 B 列「名称」：内容太长。请缩短。'],
    ['no-rows', [headings], ['物料'], '工作表里没有数据行。请从标题行的下一行开始填写。'],
  ];
  test.each(cases)('%s', async (code, rows, path, sentence) => {
    const before = await itemCount();
    const problem = await problemOf(await workbook(rows));
    expect(problem.status).toBe(422);
    expect(problem.errors[0]).toMatchObject({ code, path, message: { zh: sentence } });
    expect(problem.errors[0]?.message.en).toMatch(/\w+.*\.$/);
    expect(await itemCount()).toBe(before);
  });

  test('one bad row among many: nothing is imported, and all errors come at once', async () => {
    const before = await itemCount();
    const rows = Array.from({ length: 500 }, (_, index): Value[] => [`Q-${index}`, `零件 ${index}`, '', '五金', '外购', index === 250 ? 'nope' : 'pcs', index === 400 ? 'x' : 1]);
    const problem = await problemOf(await workbook([headings, ...rows]));
    expect(problem.errors.map((error) => [error.code, error.path])).toEqual([['bad-number', ['物料', 402, 'G']], ['reference-unknown', ['物料', 252, 'F']]]);
    expect(await itemCount()).toBe(before);
  });

  test('errors beyond what anybody reads are counted', async () => {
    const problem = await problemOf(await workbook([headings, ...Array.from({ length: 300 }, (_, index): Value[] => [`R-${index}`, null, '', '五金', '外购', 'pcs'])]));
    expect(problem.errors).toHaveLength(201);
    expect(problem.errors[200]?.message.zh).toBe('还有 100 处问题没有列出。请先改正上面的，再试引入。');
  });

  test('a code that another kind of record has: customers and suppliers share one book of codes', async () => {
    expect((await problemOf(await workbook([['编码', '名称'], ['C001', '是客户']], '供应商'), { noun: 'purchasing/supplier' })).errors[0]).toMatchObject({ code: 'code-taken', path: ['供应商', 2, 'A'] });
  });

  test('a warehouse that is only a virtual place is no warehouse', async () => {
    const virtual = (await company.database.pools.maintain.query("select code from inventory.place where kind = 'supplier' limit 1")).rows[0]?.code as string;
    expect((await problemOf(await workbook([headings, one({ 8: virtual })]))).errors[0]?.code).toBe('reference-unknown');
  });

  test('who may not import is refused before the file is read', async () => {
    const path = await workbook([headings, ...good]);
    expect((await problemOf(path, { as: company.actor('buyer', ['engineering/item.view', 'engineering/item.save']) })).code).toBe('not-permitted');
  });
});

describe('files as a whole', () => {
  const fileOf = (content: Buffer | string): string => {
    files += 1;
    const path = join(folder, `${files}.xlsx`);
    writeFileSync(path, content);
    return path;
  };
  test.each([
    ['an empty file', () => ''],
    ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['a zip that is no workbook', () => zip({ 'hello.txt': Buffer.from('hi') })],
    ['broken XML', () => zip({ ...skeleton, 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet><sheetData><row><c></row>') })],
    ['a document type definition', () => zip({ ...skeleton, 'xl/worksheets/sheet1.xml': Buffer.from('<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>') })],
  ])('%s', async (_name, content) => {
    expect((await problemOf(fileOf(content()))).code).toBe('not-a-workbook');
  });

  test.each([['_x0000_'], ['_xD800_']])('%s in a cell names the cell', async (escape) => {
    const problem = await problemOf(await workbook([headings, ['X-1', `板${escape}`, '', '五金', '外购', 'pcs', 1, 0, 'W01', 'S001', 1, 0.13, '是']]));
    expect(problem.errors.map(({ code, path }) => [code, path])).toEqual([['bad-character', ['物料', 2, 'B']]]);
    expect(problem.message.zh).toContain('\ufffd');
  });
  test.each([['abc', 1], ['99999999999', 1], ['0', 1], ['1', 1]])('a row numbered %s is refused with its place', async (number, last) => {
    const sheet = `<worksheet><sheetData><row r="1"><c t="str"><v>编码</v></c><c t="str"><v>名称</v></c></row><row r="${number}"><c t="str"><v>A</v></c></row></sheetData></worksheet>`;
    const problem = await problemOf(fileOf(zip({ ...skeleton, 'xl/worksheets/sheet1.xml': Buffer.from(sheet) })));
    expect(problem).toMatchObject({ code: 'row-number', message: { zh: expect.stringContaining(`第 ${last} 行之后的行号「${number}」`) } });
  });

  test('a zip bomb is stopped while it unpacks', async () => {
    const started = process.memoryUsage().rss;
    const bomb = Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(200 * 1024 * 1024, 0x20), Buffer.from('</sheetData></worksheet>')]);
    expect((await problemOf(fileOf(zip({ ...skeleton, 'xl/worksheets/sheet1.xml': bomb })))).code).toBe('inflates-too-much');
    expect(process.memoryUsage().rss - started).toBeLessThan(600 * 1024 * 1024);
  });

  test('a sheet of another name among several', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('价格').addRow(['a']);
    book.addWorksheet('人员').addRow(['b']);
    const path = join(folder, 'other.xlsx');
    await book.xlsx.writeFile(path);
    expect((await problemOf(path)).message.zh).toBe('找不到工作表「物料」，文件里有：价格、人员。请把数据所在的工作表改成这个名字。');
  });

  test('more rows than the contract takes', async () => {
    const short = importCommand(importContract({ noun: 'test/short', title: { zh: '短表', en: 'Short' }, row: z.object({ code: field.code('编码', 'Code') }), key: [], rowsMax: 2 }), { effect: async () => ({ created: 0, changed: 0, unchanged: 0, preview: [] }), write: async () => undefined });
    const registry = createRegistry([module({ name: 'test', title: { zh: '试', en: 'Test' }, dependsOn: [], documents: [], commands: [short], queries: [] })]);
    const call = importFile({ ...company.runtime, registry }, { noun: 'test/short', path: await workbook([['编码'], ['a'], ['b'], ['c']], '短表'), companyId: company.companyId, actor: company.chief });
    await expect(call).rejects.toMatchObject({ problem: { code: 'too-many-rows', message: { zh: '超过 2 行。请分成几个文件引入。' } } });
  });

  test('an upload that is not there', async () => {
    expect(await company.refused(company.run('engineering/item.import', { upload: 'a'.repeat(64) }))).toBe('upload-gone');
  });
});

describe('CSV', () => {
  const csv = (bytes: Buffer | string): string => {
    files += 1;
    const path = join(folder, `${files}.csv`);
    writeFileSync(path, bytes);
    return path;
  };
  test('UTF-8 with a mark, quotes, line breaks in cells, leading zeros kept', async () => {
    const lines = '编码,名称,类别,来源,单位,规格型号\r\n0012,"合页, 左",五金,外购,pcs,"两行\n规格 ""A"""\r\n0013,合页右,五金,外购,pcs,\r\n';
    expect(await load(csv(`\ufeff${lines}`))).toMatchObject({ rows: 2, created: 2, notes: [] });
    expect(await get('0012')).toMatchObject({ name: '合页, 左', spec: '两行\n规格 "A"' });
  });
  test('GB18030 as Excel in China writes it, separated by tabs', async () => {
    // 编码 名称 类别 来源 单位 / 0014 铰链 五金 外购 pcs
    const bytes = Buffer.from('b1e0c2eb09c3fbb3c609c0e0b1f009c0b4d4b409b5a5cebb0a3030313409bdc2c1b409cee5bdf009cde2b9ba097063730a', 'hex');
    expect(await load(csv(bytes))).toMatchObject({ rows: 1, created: 1 });
    expect(await get('0014')).toMatchObject({ name: '铰链', class: 'hardware', source: 'buy' });
  });
  test('a formula is no text, and errors name the line', async () => {
    const problem = await problemOf(csv('编码,名称,类别,来源,单位\n=A1,x,五金,外购,pcs\nZ,y,五金,外购,nope\n'));
    expect(problem.errors.map((error) => [error.code, error.path])).toEqual([['formula', ['CSV', 2, 'A']], ['reference-unknown', ['CSV', 3, 'E']]]);
  });
  test.each([
    ['never closed', '编码,名称,类别,来源,单位\nQ1,"合页,五金,外购,pcs\nQ2,y,五金,外购,pcs\n', 2],
    ['never closed, below a cell of two lines', '编码,名称,类别,来源,单位\r\nQ1,"两\r\n行",五金,外购,pcs\r\nQ2,"y,五金,外购,pcs\r\n', 4],
    ['closed by another row\'s', '编码,名称,类别,来源,单位\nQ1,"合页,五金,外购,pcs\nQ2,"y",五金,外购,pcs\n', 2],
  ])('a quote %s swallows no rows', async (_name, text, line) => {
    const problem = await problemOf(csv(text));
    expect(problem).toMatchObject({ code: 'quote-open', message: { zh: expect.stringContaining(`第 ${line} 行`) } });
  });
  test('lines that end with CR alone', async () => {
    expect(await load(csv('编码,名称,类别,来源,单位\rM1,"两\r行",五金,外购,pcs\rM2,y,五金,外购,pcs\r'))).toMatchObject({ rows: 2, created: 2 });
  });
  test('NUL far behind the beginning names its cell, also in a code that refers', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `N${index},合页合页合页,五金,外购,${index === 299 ? 'p\u0000cs' : 'pcs'}`);
    const problem = await problemOf(csv(`编码,名称,类别,来源,单位\n${rows.join('\n')}\nN\u0000,y,五金,外购,pcs\n`));
    expect(problem.errors.map(({ code, path }) => [code, path])).toEqual([['bad-character', ['CSV', 301, 'E']], ['bad-character', ['CSV', 302, 'A']]]);
    expect(JSON.stringify(problem)).not.toContain('\\u0000');
  });
  test('text without the headings', async () => {
    expect((await problemOf(csv('a,b\n1,2'))).code).toBe('header-missing');
  });
});

describe('template and export', () => {
  test('the template is accepted by its own import', async () => {
    const contract = exchangeOf(company.runtime.registry.commands.get('engineering/item.import'));
    if (!contract) throw new Error('no contract');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await writeTemplate(contract)) as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([['物料', 'visible'], ['选项', 'hidden'], ['说明', 'visible']]);
    const sheet = book.getWorksheet('物料');
    expect(sheet?.getCell('A1').value).toBe('*编码');
    expect(String(sheet?.getCell('A2').value)).toMatch(/^※/);
    expect(sheet?.getCell('D3').dataValidation).toMatchObject({ type: 'list', formulae: ['选项!$D$1:$D$8'] });
    sheet?.addRow(['T-001', '模板件', '', '成品', '自制', 'pcs']);
    const path = join(folder, 'template.xlsx');
    await book.xlsx.writeFile(path);
    expect(await load(path)).toMatchObject({ rows: 1, created: 1 });
  });

  const exported = async (input: unknown): Promise<string> => {
    const query = company.runtime.registry.queries.get('engineering/item.list');
    if (!query) throw new Error('no list');
    const pieces: Buffer[] = [];
    for await (const piece of exportList(company.runtime, query, { companyId: company.companyId, actor: company.chief, input, language: 'zh' })) pieces.push(piece as Buffer);
    files += 1;
    const path = join(folder, `export-${files}.xlsx`);
    writeFileSync(path, Buffer.concat(pieces));
    return path;
  };

  test('what is exported imports again and changes nothing', async () => {
    const before = await itemCount();
    expect(await load(await exported({}), { dryRun: false })).toMatchObject({ rows: before, created: 0, changed: 0, unchanged: before });
  });

  test('exactly the filter', async () => {
    expect(await load(await exported({ filter: [{ field: 'class', operator: 'is', value: 'raw' }] }), { dryRun: true })).toMatchObject({ rows: 1, unchanged: 1 });
  });

  test('texts that would become formulas stay texts', async () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx']) expect(isDangerous(text)).toBe(true);
    await company.item('F-1', { name: '=HYPERLINK("http://evil","x")', spec: '@SUM(A1)' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await exported({ filter: [{ field: 'code', operator: 'is', value: 'F-1' }] }));
    const row = book.worksheets[0]?.getRow(2);
    expect([row?.getCell(2).type, row?.getCell(2).value, row?.getCell(2).numFmt]).toEqual([ExcelJS.ValueType.String, '=HYPERLINK("http://evil","x")', '@']);
    expect([row?.getCell(3).type, row?.getCell(3).numFmt]).toEqual([ExcelJS.ValueType.String, '@']);
  });

  test('the list behind an export is the list on the page', async () => {
    const listed = (await runQuery(company.runtime, { name: 'engineering/item.list', companyId: company.companyId, actor: company.chief, input: { limit: 500 } })) as { total: number };
    expect(listed.total).toBe(await itemCount());
  });
});

const skeleton: Record<string, Buffer> = {
  'xl/workbook.xml': Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="物料" r:id="r1"/></sheets></workbook>'),
  'xl/_rels/workbook.xml.rels': Buffer.from('<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/></Relationships>'),
};
/** The smallest zip that says what it should. */
function zip(parts: Record<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const stored = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(stored.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(bytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(stored.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(bytes.length, 28);
    entry.writeUInt32LE(at, 42);
    bodies.push(header, bytes, stored);
    entries.push(entry, bytes);
    at += 30 + bytes.length + stored.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
