// Goal: files as other programs write them come in as they were meant: columns by other names or as the person says, what could be
// meant in two ways asked and never guessed, what was put right reported with old and new.
// Method: real files in real encodings, the real command on a real database; values known from how the files were written.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportLook } from '../../modules/foundation/import/import.contract.ts';
import { type TestCompany, testCompany } from '../../test-company.ts';
import type { Problem } from '../refusal.ts';
import type { ImportOutput, ImportReading } from './import.contract.ts';
import { keepFile } from './upload.ts';

let company: TestCompany;
let folder: string;
beforeAll(async () => {
  company = await testCompany('foreign-file');
  folder = mkdtempSync(join(tmpdir(), 'millwright-foreign-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});

let files = 0;
const keep = async (content: string | Buffer, name = `${(files += 1)}.csv`): Promise<string> => {
  writeFileSync(join(folder, name), content);
  return keepFile(join(folder, name), company.companyId, company.chief.userId, name);
};
const keepBook = async (rows: readonly unknown[][], sheet = 'Sheet1'): Promise<string> => {
  const book = new ExcelJS.Workbook();
  for (const row of rows) (book.worksheets[0] ?? book.addWorksheet(sheet)).addRow([...row]);
  return keep(Buffer.from(await book.xlsx.writeBuffer()), `${(files += 1)}.xlsx`);
};
const load = async (upload: string, reading: Partial<ImportReading> = {}, dryRun = false): Promise<ImportOutput> => (await company.run('engineering/item.import', { upload, ...reading }, { dryRun })).output as unknown as ImportOutput;
const problemOf = (call: Promise<unknown>): Promise<Problem> => call.then(() => { throw new Error('was not refused'); }, (error: { problem?: Problem }) => error.problem ?? Promise.reject(error));
const get = (code: string) => company.ask<{ rows: Record<string, unknown>[] }>('engineering/item.list', { filter: [{ field: 'code', operator: 'is', value: code }] }).then(({ rows }) => rows[0]);
const look = (upload: string, more: object = {}) => company.ask<ImportLook>('foundation/import.look', { noun: 'engineering/item', upload, ...more });

describe('columns', () => {
  test('names that other programs use; titles above; semicolons; a mark at the beginning', async () => {
    const upload = await keep('\ufeff某某公司物料档案;;;;;\n制表：王;;;;;\n料号;品名;规格;存货分类;物料属性;主计量单位\nN-1;垫片;M8;五金;外购;pcs\n');
    expect(await look(upload)).toMatchObject({ headingRow: 3, remembered: false, columns: [{ column: 'A', heading: '料号', samples: ['N-1'], field: 'code' }, { field: 'name' }, { field: 'spec' }, { field: 'class' }, { field: 'source' }, { field: 'unit' }] });
    expect(await load(upload)).toMatchObject({ rows: 1, created: 1, notes: [] });
    expect(await get('N-1')).toMatchObject({ name: '垫片', spec: 'M8', class: 'hardware' });
  });
  test('the same in English, separated by tabs', async () => {
    expect(await load(await keep('Item master, 2026\n\nPart No.\tItem name\tCategory\tMake or buy\tUOM\nN-2\tWasher\tHardware\tBuy\tpcs\n'))).toMatchObject({ created: 1 });
  });
  const strange = '件号,叫法,颜色,大类,来路,计,在库天数\nN-3,门板,红,五金,外购,pcs,5\nN-4,侧板,蓝,五金,外购,pcs,6\nN-5,顶板,,五金,外购,pcs,7\nN-6,底板,灰,五金,外购,pcs,8\n';
  test('headings nobody knows are said by the person, with three values shown, and remembered for the next file', async () => {
    const upload = await keep(strange);
    const seen = await look(upload);
    expect(seen.columns[0]).toEqual({ column: 'A', heading: '件号', samples: ['N-3', 'N-4', 'N-5'], field: null });
    expect(seen.columns[2]?.samples).toEqual(['红', '蓝', '灰']);
    expect(seen.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['code', 'name', 'class', 'source', 'unit']);
    expect((await problemOf(load(upload))).code).toBe('header-missing');
    const columns = { A: 'code', B: 'name', C: '', D: 'class', E: 'source', F: 'unit', G: 'leadDays' };
    expect(await load(upload, { headingRow: seen.headingRow, columns })).toMatchObject({ created: 4 });
    expect(await get('N-4')).toMatchObject({ name: '侧板', leadDays: 6 });
    await company.run('foundation/import.start', { noun: 'engineering/item', upload, source: seen.source, headingRow: 1, columns, answers: { 'duplicate-lines': 'merge' } });
    const next = await look(await keep(strange.replace('N-3', 'N-30')));
    expect(next).toMatchObject({ remembered: true, answers: { 'duplicate-lines': 'merge' } });
    expect(next.columns.map(({ field }) => field)).toEqual(['code', 'name', '', 'class', 'source', 'unit', 'leadDays']);
    expect((await look(await keep(strange.replace('件号', '图')))).remembered).toBe(false);
  });
  test('another sheet, and another row for the headings', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('封面').addRow(['说明']);
    for (const row of [['料号', '品名'], ['旧', '旧'], ['料号', '品名', '分类'], ['N-7', '把手', '五金']]) (book.getWorksheet('清单') ?? book.addWorksheet('清单')).addRow(row);
    const upload = await keep(Buffer.from(await book.xlsx.writeBuffer()), 'sheets.xlsx');
    expect(await look(upload)).toMatchObject({ sheets: ['封面', '清单'], sheet: '封面' });
    expect(await look(upload, { sheet: '清单', headingRow: 3 })).toMatchObject({ headingRow: 3, columns: [{ samples: ['N-7'] }, {}, { heading: '分类', field: null }] });
  });
  test('a file that cannot be read, or is gone, says so; who may not import does not look', async () => {
    expect((await problemOf(look('a'.repeat(64)))).code).toBe('upload-gone');
    expect((await problemOf(look(await keep(Buffer.from([0, 1, 2]))))).code).toBe('not-a-workbook');
    expect((await problemOf(company.ask('foundation/import.look', { noun: 'engineering/item', upload: 'a'.repeat(64) }, company.actor('buyer', ['foundation/job.*'])))).code).toBe('not-permitted');
  });
});

const head = '编码,名称,类别,来源,单位,安全库存,提前期';
const rows = (...lines: string[]) => keep(`${head}\n${lines.join('\n')}\n`);
describe('what is put right is said, with old and new', () => {
  test('every kind once', async () => {
    const output = await load(await rows('Ｚ－００１, 压铆 螺母 ,五金,外购,pcs,"1,250.5",３', 'Z-002,铆钉,五金,外购,ｐｃｓ,1 1/2,'), {}, true);
    expect(output.notes.map(({ code, column, count, examples }) => [code, column, count, examples])).toEqual([
      ['full-width', 'code', 1, [{ row: 2, old: 'Ｚ－００１', new: 'Z-001' }]],
      ['spaces', 'name', 1, [{ row: 2, old: ' 压铆 螺母 ', new: '压铆 螺母' }]],
      ['number-format', 'leadDays', 1, [{ row: 2, old: '３', new: '3' }]],
      ['number-format', 'safetyStock', 1, [{ row: 2, old: '1,250.5', new: '1250.5' }]],
      ['full-width', 'unit', 1, [{ row: 3, old: 'ｐｃｓ', new: 'pcs' }]],
      ['fraction', 'safetyStock', 1, [{ row: 3, old: '1 1/2', new: '1.5' }]],
    ]);
    expect(await get('Z-001')).toBeUndefined();
  });
});

describe('what could be meant in two ways is asked', () => {
  const asked = async (upload: string) => (await problemOf(load(upload))).errors.map(({ code, path }) => [code, path]);
  test('a unit behind a number', async () => {
    const upload = await rows('U-1,a,五金,外购,pcs,12件,', 'U-2,b,五金,外购,pcs,0.5 箱,');
    const problem = await problemOf(load(upload, {}, true));
    expect(problem.errors[0]).toMatchObject({ code: 'question-number-unit', path: ['CSV', 2, 'F'], message: { zh: '数字后面带着单位（2 处）：第 2 行 12件 → 12，第 3 行 0.5 箱 → 0.5。请选择怎么处理。' } });
    expect(await load(upload, { answers: { 'number-unit': 'no such answer' } }).catch((error: { problem: Problem }) => error.problem.code)).toBe('question-number-unit');
    expect((await load(upload, { answers: { 'number-unit': 'strip' } })).notes).toMatchObject([{ code: 'number-unit', count: 2 }]);
    expect(await get('U-2')).toMatchObject({ safetyStock: '0.500000' });
  });
  test('a fraction without an exact decimal', async () => {
    const upload = await rows('U-3,a,五金,外购,pcs,1/3,');
    expect(await asked(upload)).toEqual([['question-fraction-rounded', ['CSV', 2, 'F']]]);
    await load(upload, { answers: { 'fraction-rounded': 'round' } });
    expect(await get('U-3')).toMatchObject({ safetyStock: '0.333333' });
  });
  test('a code in scientific notation', async () => {
    const upload = await rows('1.23E+11,a,五金,外购,pcs,,');
    expect(await asked(upload)).toEqual([['question-scientific', ['CSV', 2, 'A']]]);
    await load(upload, { answers: { scientific: 'expand' } });
    await load(upload, { answers: { scientific: 'keep' } });
    expect([await get('123000000000'), await get('1.23E+11')]).toMatchObject([{ name: 'a' }, { name: 'a' }]);
  });
  test('a number where the same number with leading zeros is known', async () => {
    await company.item('00715');
    const upload = await keepBook([head.split(','), [715, '铰链', '五金', '外购', 'pcs'], ['9715', '另一个', '五金', '外购', 'pcs']]);
    expect(await asked(upload)).toEqual([['question-leading-zeros', ['Sheet1', 2, 'A']]]);
    expect(await load(upload, { answers: { 'leading-zeros': 'existing' } })).toMatchObject({ created: 1, changed: 1 });
    expect([(await get('00715'))?.['name'], await get('715')]).toEqual(['铰链', undefined]);
    await load(upload, { answers: { 'leading-zeros': 'keep' } });
    expect((await get('715'))?.['name']).toBe('铰链');
  });
  test('rows that are exactly the same; the same code with other content stays an error', async () => {
    const upload = await rows('D-1,a,五金,外购,pcs,,', 'D-2,b,五金,外购,pcs,,', 'D-1,a,五金,外购,pcs,,');
    expect(await asked(upload)).toEqual([['question-duplicate-lines', ['CSV', 2, 'A']]]);
    expect(await load(upload, { answers: { 'duplicate-lines': 'merge' } })).toMatchObject({ created: 2, notes: [{ code: 'duplicate-lines', count: 1 }] });
    expect((await problemOf(load(await rows('D-3,a,五金,外购,pcs,,', 'D-3,b,五金,外购,pcs,,'), { answers: { 'duplicate-lines': 'merge' } }))).code).toBe('duplicate-in-file');
  });
});

describe('taken back', () => {
  const undo = (output: ImportOutput, as = company.chief) => company.run('foundation/import.undo', { noun: 'engineering/item', batch: output.batch ?? '0' }, { as });
  test('new records are gone, changed ones as before, and it happens once', async () => {
    await load(await rows('B-1,旧名,五金,外购,pcs,5,'));
    const version = (await company.ask<{ version: number }>('engineering/item.get', { id: String((await get('B-1'))?.['id']) })).version;
    const output = await load(await rows('B-1,新名,五金,外购,pcs,6,', 'B-2,新件,五金,外购,pcs,,'));
    expect((await undo(output)).output).toEqual({ removed: 1, restored: 1 });
    expect([await get('B-2'), await get('B-1')]).toMatchObject([undefined, { name: '旧名', safetyStock: '5.000000' }]);
    expect((await company.ask<{ rows: unknown[] }>('engineering/item.lookup', { search: 'xinjian' })).rows).toEqual([]);
    expect((await company.ask<{ rows: unknown[] }>('engineering/item.lookup', { search: 'jiuming' })).rows).toHaveLength(1);
    expect((await company.ask<{ version: number }>('engineering/item.get', { id: String((await get('B-1'))?.['id']) })).version).toBeGreaterThan(version);
    expect(await company.refused(undo(output))).toBe('already-undone');
  });
  test('not what was changed or used since: each record is named, nothing is taken back', async () => {
    const output = await load(await rows('B-3,甲,五金,外购,pcs,,', 'B-4,乙,五金,外购,pcs,,', 'B-5,丙,五金,自制,pcs,,'));
    const [b3, b5] = [await get('B-3'), await get('B-5')];
    await load(await rows('B-4,乙改,五金,外购,pcs,,'));
    await company.run('engineering/bom.save', { item: b5?.['id'], lines: [{ component: b3?.['id'], quantityPer: '1' }] });
    const { errors } = await problemOf(undo(output));
    expect(errors.map(({ code, path }) => [code, path[0]]).sort()).toEqual([['changed-since', 'B-4'], ['in-use', 'B-3'], ['in-use', 'B-5']]);
    expect(await get('B-3')).toBeDefined();
  });
  test('stock that came since holds an item, though no key does', async () => {
    const output = await load(await rows('B-6,有库存,五金,外购,pcs,,'));
    await company.run('inventory/opening-stock.import', { upload: await keep('物料编码,仓库编码,数量,金额\nB-6,W01,10,50\n') });
    expect(await company.refused(undo(output))).toBe('in-use');
  });
  test('a record in two tables', async () => {
    const { output } = await company.run('purchasing/supplier.import', { upload: await keep('编码,名称\nS900,临时\n') });
    expect((await company.run('foundation/import.undo', { noun: 'purchasing/supplier', batch: (output as unknown as ImportOutput).batch })).output).toEqual({ removed: 2, restored: 0 });
    expect((await company.ask<{ rows: { code: string }[] }>('purchasing/supplier.list', {})).rows.map(({ code }) => code)).toEqual(['S001']);
  });
  test('not by who may not import, not what is no import, not documents', async () => {
    const output = await load(await rows('B-7,甲,五金,外购,pcs,,'));
    expect(await company.refused(undo(output, company.actor('buyer', ['foundation/*', 'engineering/item.save'])))).toBe('not-permitted');
    expect(await company.refused(company.run('foundation/import.undo', { noun: 'engineering/item', batch: '1' }))).toBe('nothing-to-undo');
    expect(await company.refused(company.run('foundation/import.undo', { noun: 'inventory/opening-stock', batch: '1' }))).toBe('not-reversible');
  });
});
