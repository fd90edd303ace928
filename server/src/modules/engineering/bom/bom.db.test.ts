// Goal: versions live as they should, circles are refused by name even when two people close one together, trees add up.
// Method: the real commands on a real database; quantities worked out by hand.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../../kernel/exchange/import-file.ts';
import type { ImportOutput } from '../../../kernel/exchange/import.contract.ts';
import { keepFile } from '../../../kernel/exchange/upload.ts';
import type { Problem } from '../../../kernel/refusal.ts';
import { type TestCompany, testCompany } from '../../../test-company.ts';

let company: TestCompany;
let folder: string;
const ids = new Map<string, string>();
beforeAll(async () => {
  company = await testCompany('bom');
  folder = mkdtempSync(join(tmpdir(), 'millwright-bom-'));
  for (const code of ['CAB', 'DOOR', 'FRAME', 'HINGE', 'P1', 'P2', 'P3', 'X1', 'X2', 'X3']) ids.set(code, await company.item(code, { class: 'semi-finished', source: 'make' }));
  for (const code of ['SHEET', 'SCREW', 'PIN']) ids.set(code, await company.item(code, { source: 'buy' }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});
const id = (code: string): string => ids.get(code) ?? '0';
const line = (component: string, quantityPer: string, more = {}) => ({ component: id(component), quantityPer, ...more });
const save = (item: string, lines: unknown[], more = {}) => company.run('engineering/bom.save', { item: id(item), lines, ...more });
const approved = async (item: string, lines: unknown[], more = {}) => {
  const { output } = await save(item, lines, more);
  return (await company.run('engineering/bom.approve', { id: output.id, version: output.version })).output;
};
const problem = (call: Promise<unknown>): Promise<Problem> => call.then(() => { throw new Error('was not refused'); }, (error: { problem?: Problem }) => error.problem ?? Promise.reject(error));

describe('life of a version', () => {
  test('draft, edited, approved, copied, succeeded, obsolete', async () => {
    const draft = await save('HINGE', [line('PIN', '1')], { validFrom: '2026-01-01' });
    expect(draft.output).toMatchObject({ version: 1, number: 'HINGE/A' });
    const edited = await company.run('engineering/bom.save', { id: draft.output.id, version: 1, item: id('HINGE'), validFrom: '2026-01-01', lines: [line('PIN', '2'), line('SCREW', '4', { operationNo: 10, issueMethod: 'backflush', scrapRate: '0.02' })] });
    expect(edited.output.version).toBe(2);
    const done = (await company.run('engineering/bom.approve', { id: draft.output.id, version: 2 })).output;
    const shown = await company.ask<{ state: string; version: number; lines: Record<string, unknown>[]; can: Record<string, unknown> }>('engineering/bom.get', { id: draft.output.id });
    expect(shown).toMatchObject({ state: 'approved', version: 3, number: 'HINGE/A', item: { code: 'HINGE' } });
    expect(shown.lines).toMatchObject([{ component: { code: 'PIN' }, quantityPer: '2.000000' }, { component: { code: 'SCREW' }, operationNo: 10, issueMethod: 'backflush' }]);
    expect(shown.can['copy']).toBeNull();
    expect(shown.can['save']).toMatchObject({ zh: '版本已审核，不能再改；请复制为新版本。' });
    expect(await company.refused(company.run('engineering/bom.save', { id: draft.output.id, version: 3, item: id('HINGE'), lines: [line('PIN', '9')] }))).toBe('wrong-state');
    expect(await company.refused(company.run('engineering/bom.remove', { id: draft.output.id, version: 3 }))).toBe('wrong-state');

    const copy = (await company.run('engineering/bom.copy', { id: done.id, version: 3 })).output;
    expect(copy.number).toBe('HINGE/B');
    const next = await company.ask<{ validFrom: string; lines: unknown[] }>('engineering/bom.get', { id: copy.id });
    expect(next).toMatchObject({ state: 'draft', validFrom: '2026-06-15' });
    expect(next.lines).toHaveLength(2);
    await company.run('engineering/bom.approve', { id: copy.id, version: 1 });
    expect(await company.ask('engineering/bom.get', { id: done.id })).toMatchObject({ validTo: '2026-06-14', version: 4 });
    await company.run('engineering/bom.obsolete', { id: copy.id, version: 2 });
    expect(await company.refused(company.run('engineering/bom.approve', { id: copy.id, version: 3 }))).toBe('wrong-state');
  });

  test('revision taken, same start, removal', async () => {
    expect(await company.refused(save('HINGE', [line('PIN', '1')]))).toBe('revision-taken');
    const draft = (await save('HINGE', [line('PIN', '1')], { revision: 'C', validFrom: '2026-01-01' })).output;
    expect((await problem(company.run('engineering/bom.approve', { id: draft.id, version: 1 }))).message.zh).toBe('版本 A 也从 2026-01-01 起生效。请改生效日期，或先作废那个版本。');
    await company.run('engineering/bom.remove', { id: draft.id, version: 1 });
    expect(await company.refused(company.ask('engineering/bom.get', { id: draft.id }))).toBe('not-found');
    expect(await company.refused(company.run('engineering/bom.remove', { id: draft.id, version: 1 }))).toBe('not-found');
  });

  test('who may not', async () => {
    const planner = company.actor('planner', ['engineering/bom.view']);
    expect(await company.refused(company.run('engineering/bom.save', { item: id('P1'), lines: [line('SHEET', '1')] }, { as: planner }))).toBe('not-permitted');
  });
});

describe('circles', () => {
  test('are refused with their path', async () => {
    await approved('P2', [line('P3', '1')]);
    await approved('P1', [line('P2', '1')]);
    const refusal = await problem(save('P3', [line('P1', '1')]));
    expect([refusal.code, refusal.message.zh, refusal.message.en]).toEqual(['cycle', '物料清单首尾相接：P3 → P1 → P2 → P3。请检查其中一级。', 'The bill runs in a circle: P3 → P1 → P2 → P3. Check one of these levels.']);
    expect((await problem(save('P3', [line('P3', '1')]))).message.zh).toContain('P3 → P3');
  });

  test('two halves approved at once: one of them is refused', async () => {
    const halves = [(await save('X1', [line('X2', '1')])).output, (await save('X2', [line('X1', '1')])).output];
    const outcomes = await Promise.all(halves.map((half) => company.refused(company.run('engineering/bom.approve', { id: half.id, version: half.version }))));
    expect(outcomes.sort()).toEqual(['cycle', 'was not refused']);
  });
});

describe('tree and where-used', () => {
  beforeAll(async () => {
    // CAB = 2 DOOR + 1 FRAME + 8 SCREW; DOOR (base 10) = 25 SHEET with 4 % scrap + 3 SCREW fixed; FRAME = 0.5 SHEET
    await approved('DOOR', [line('SHEET', '25', { scrapRate: '0.04' }), line('SCREW', '10', { quantityFixed: '3' })], { baseQuantity: '10' });
    await approved('FRAME', [line('SHEET', '0.5')]);
    await approved('CAB', [line('DOOR', '2'), line('FRAME', '1'), line('SCREW', '8')]);
  });
  test('quantities roll up', async () => {
    const tree = await company.ask<{ root: { code: string }; rows: { level: number; item: { code: string }; quantity: string; bom: string | null; stock: string }[] }>('engineering/bom.tree', { item: id('CAB'), quantity: '5' });
    expect(tree.root.code).toBe('CAB');
    // 10 doors: 10 × 25 ÷ 10 × 1.04 = 26 sheets; 10 × 10 ÷ 10 + 3 = 13 screws; 5 frames: 2.5 sheets; 40 screws.
    expect(tree.rows.map((row) => [row.level, row.item.code, Number(row.quantity), row.bom !== null, row.stock])).toEqual([
      [1, 'DOOR', 10, true, '0'], [2, 'SHEET', 26, false, '0'], [2, 'SCREW', 13, false, '0'], [1, 'FRAME', 5, true, '0'], [2, 'SHEET', 2.5, false, '0'], [1, 'SCREW', 40, false, '0'],
    ]);
  });
  test('a draft can be looked at as a tree', async () => {
    const draft = (await save('CAB', [line('FRAME', '3')], { revision: 'B', validFrom: '2027-01-01' })).output;
    const tree = await company.ask<{ rows: { item: { code: string }; quantity: string }[] }>('engineering/bom.tree', { bom: draft.id });
    expect(tree.rows.map((row) => [row.item.code, Number(row.quantity)])).toEqual([['FRAME', 3], ['SHEET', 1.5]]);
  });
  test('where used, to the top', async () => {
    const used = await company.ask<{ rows: { level: number; item: { code: string }; top: boolean; quantity: string }[] }>('engineering/bom.where-used', { item: id('SHEET') });
    const shown = used.rows.map((row) => [row.level, row.item.code, row.top, Number(row.quantity)]);
    expect(shown).toHaveLength(4);
    expect(shown).toEqual(expect.arrayContaining([[1, 'DOOR', false, 2.6], [2, 'CAB', true, 5.2], [1, 'FRAME', false, 0.5], [2, 'CAB', true, 0.5]]));
  });
  test('list and its search', async () => {
    const { rows } = await company.ask<{ rows: Record<string, unknown>[] }>('engineering/bom.list', { search: 'door' });
    expect(rows).toMatchObject([{ number: 'DOOR/A', lineCount: 2, state: 'approved' }]);
  });
});

describe('import', () => {
  let files = 0;
  const workbook = async (rows: unknown[][], headings = ['父件编码', '版本', '子件编码', '用量', '损耗率', '工序号', '发料方式', '基准数量', '生效日期']): Promise<string> => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('物料清单');
    sheet.addRow(headings);
    for (const row of rows) sheet.addRow(row);
    files += 1;
    const path = join(folder, `${files}.xlsx`);
    await book.xlsx.writeFile(path);
    return path;
  };
  const load = (path: string, dryRun = false) => importFile(company.runtime, { noun: 'engineering/bom', path, companyId: company.companyId, actor: company.chief, dryRun });

  test('parent–child rows become bills in force; the same file again changes nothing', async () => {
    for (const code of ['M1', 'M2', 'M3']) ids.set(code, await company.item(code, { class: 'semi-finished', source: 'make' }));
    const path = await workbook([['M1', 'A', 'M2', 2, '3%', 10, '领料', 1, null], ['M1', 'A', 'SCREW', 4, null, 20, '倒冲', 1, null], ['M2', 'A', 'SHEET', 0.25, null, null, null, 1, null]]);
    expect(await load(path)).toMatchObject({ rows: 3, created: 2, changed: 0, unchanged: 0, preview: [{ row: 2, key: 'M1/A', action: 'create' }, { row: 4, key: 'M2/A', action: 'create' }] });
    expect(await load(path)).toMatchObject({ rows: 3, created: 0, changed: 0, unchanged: 2 });
    const tree = await company.ask<{ rows: { level: number; item: { code: string }; quantity: string; issueMethod: string }[] }>('engineering/bom.tree', { item: id('M1') });
    expect(tree.rows.map((row) => [row.level, row.item.code, Number(row.quantity), row.issueMethod])).toEqual([[1, 'M2', 2.06, 'pick'], [2, 'SHEET', 0.515, 'pick'], [1, 'SCREW', 4, 'backflush']]);
  });
  test('a new revision ends the one before it', async () => {
    await load(await workbook([['M2', 'B', 'SHEET', 0.3, null, null, null, 1, '2026-07-01']]));
    const { rows } = await company.ask<{ rows: Record<string, unknown>[] }>('engineering/bom.list', { search: 'm2' });
    expect(rows).toMatchObject([{ number: 'M2/A', validTo: '2026-06-30' }, { number: 'M2/B', validFrom: '2026-07-01', validTo: null }]);
  });
  test.each<[string, unknown[][], string]>([
    ['an approved revision that differs', [['M1', 'A', 'M2', 3, null, null, null, 1, null]], '「物料清单」第 2 行 B 列「版本」：版本 A 已审核或作废，内容不能改；请换一个版本号。'],
    ['a circle with bills that stay', [['M3', 'A', 'M1', 1, null, null, null, 1, null], ['SHEETX', 'A', 'M3', 1, null, null, null, 1, null]], '「物料清单」第 3 行 A 列「父件编码」：没有编码为「SHEETX」的父件编码。请先建立或引入它，或改正编码。'],
    ['a circle', [['M3', 'A', 'M1', 1, null, null, null, 1, null], ['M2', 'C', 'M3', 1, null, null, null, 1, '2026-08-01']], '「物料清单」第 2 行 C 列「子件编码」：物料清单首尾相接：M3 → M1 → M2 → M3。请检查其中一级。'],
    ['rows of a bill that disagree', [['M3', 'A', 'SHEET', 1, null, null, null, 1, null], ['M3', 'A', 'SCREW', 1, null, null, null, 2, null]], '「物料清单」第 3 行 H 列「基准数量」：同一版本的各行要一致，与第 2 行不同。'],
    ['two revisions from one day', [['M3', 'A', 'SHEET', 1, null, null, null, 1, null], ['M3', 'B', 'SHEET', 1, null, null, null, 1, null]], '「物料清单」第 2 行 I 列「生效日期」：版本 B 也从 2000-01-01 起生效，请改生效日期。'],
    ['a bought parent', [['SHEET', 'A', 'SCREW', 1, null, null, null, 1, null]], '「物料清单」第 2 行 A 列「父件编码」：「SHEET」是外购件；请先把来源改为自制、委外或虚拟件。'],
    ['the same component twice', [['M3', 'A', 'SHEET', 1, null, 10, null, 1, null], ['M3', 'A', 'SHEET', 1, null, 10, null, 1, null]], '同一父件下同一子件出现多行（1 处）：第 2 行 M3 / A / SHEET / 10 → 第 2、3 行。请选择怎么处理。'],
  ])('%s', async (_name, rows, sentence) => {
    expect((await problem(load(await workbook(rows)))).errors[0]?.message.zh).toBe(sentence);
    expect((await company.ask<{ rows: unknown[] }>('engineering/bom.list', { search: 'm3' })).rows).toHaveLength(0);
  });
});

// 柜 K = 2 门 L + 1 框 M + 8 螺钉; 门 L = 0.25 板 + 3 螺钉; 框 M = 1.5 板 + 1 门 L. Every form of file must say exactly this.
describe('files as other programs write them', () => {
  const want = { K: [['K-L', 2], ['K-M', 1], ['SCREW', 8]], L: [['SCREW', 3], ['SHEET', 0.25]], M: [['K-L', 1], ['SHEET', 1.5]] };
  const made = { K: 'K-K', L: 'K-L', M: 'K-M' };
  beforeAll(async () => {
    for (const code of Object.values(made)) ids.set(code, await company.item(code, { class: 'semi-finished', source: 'make' }));
  });
  let files = 0;
  const written = (content: string | Buffer): string => {
    files += 1;
    const path = join(folder, `foreign-${files}.csv`);
    writeFileSync(path, content);
    return path;
  };
  const bring = async (path: string, reading: object = {}) => {
    const upload = await keepFile(path, company.companyId, company.chief.userId, `bom-${files}`);
    return (await company.run('engineering/bom.import', { upload, ...reading })).output as unknown as ImportOutput;
  };
  const linesOf = async (code: string, revision: string) => {
    const { rows } = await company.ask<{ rows: { id: string; number: string }[] }>('engineering/bom.list', { search: code.toLowerCase() });
    const found = rows.find(({ number }) => number === `${code}/${revision}`);
    const { lines } = await company.ask<{ lines: { component: { code: string }; quantityPer: string }[] }>('engineering/bom.get', { id: found?.id ?? '1' });
    return lines.map((line) => [line.component.code, Number(line.quantityPer)]).sort();
  };
  const all = async (revision: string) => ({ K: await linesOf('K-K', revision), L: await linesOf('K-L', revision), M: await linesOf('K-M', revision) });
  const door = (level: number, dot: (level: number) => string) => [[dot(level), 'K-L', level === 1 ? '2' : '1'], [dot(level + 1), 'SHEET', '1/4'], [dot(level + 1), 'SCREW', '3']];
  const tree = (dot: (level: number) => string) => [[dot(0), 'K-K', ''], ...door(1, dot), [dot(1), 'K-M', '1'], [dot(2), 'SHEET', '1 1/2'], ...door(2, dot), [dot(1), 'SCREW', '8']];
  const dated = (lines: string[][], revision: string, separator: string, day: string) => lines.map((line) => [...line, revision, day].join(separator)).join('\n');

  test('the template', async () => {
    const text = '父件编码,子件编码,用量,版本,生效日期\nK-K,K-L,2,A,\nK-K,K-M,1,A,\nK-K,SCREW,8,A,\nK-L,SHEET,0.25,A,\nK-L,SCREW,3,A,\nK-M,SHEET,1.5,A,\nK-M,K-L,1,A,\n';
    expect(await bring(written(text))).toMatchObject({ created: 3 });
    expect(await all('A')).toEqual(want);
  });
  test('levels from 0, UTF-8 with a mark, fractions; an assembly that stands twice is taken once', async () => {
    const output = await bring(written(`\ufeff柜体 BOM,,,,\n层级,物料编码,数量,版本,生效日期\n${dated(tree(String), 'B', ',', '2026-02-01')}\n`));
    expect(output).toMatchObject({ created: 3 });
    expect(output.notes.map(({ code, count }) => [code, count])).toEqual([['fraction', 3], ['repeated-assembly', 1]]);
    expect(await all('B')).toEqual(want);
  });
  test('levels with dots, GB18030, semicolons', async () => {
    // 层级;物料编码;数量;版本;生效日期
    const head = Buffer.from('b2e3bcb63bceefc1cfb1e0c2eb3bcafdc1bf3bb0e6b1be3bc9fad0a7c8d5c6da0a', 'hex');
    await bring(written(Buffer.concat([head, Buffer.from(dated(tree((level) => (level === 0 ? '0' : '.'.repeat(level) + level)), 'C', ';', '2026-03-01'))])));
    expect(await all('C')).toEqual(want);
  });
  test('outline numbers, tabs, English', async () => {
    const numbers = ['1', '1.1', '1.1.1', '1.1.2', '1.2', '1.2.1', '1.2.2', '1.2.2.1', '1.2.2.2', '1.3'];
    const lines = tree(String).map(([, code = '', quantity = ''], index) => [numbers[index] ?? '', code, quantity]);
    await bring(written(`BOM level\tPart No.\tQty\tRev\tValid from\n${dated(lines, 'D', '\t', '2026/4/1')}\n`));
    expect(await all('D')).toEqual(want);
  });
  test('indentation by spaces in a workbook', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('BOM');
    sheet.addRow(['料号', '用量', '版本', '生效日期']);
    for (const [level = '0', code = '', quantity = ''] of tree(String)) sheet.addRow(['　'.repeat(Number(level)) + code, quantity, 'E', '2026年5月1日']);
    const path = join(folder, 'indent.xlsx');
    await book.xlsx.writeFile(path);
    const output = await bring(path);
    expect(output.notes.map(({ code }) => code).sort()).toEqual(['day-format', 'fraction', 'repeated-assembly']);
    expect(await all('E')).toEqual(want);
  });
  test('a parent–child file by other names', async () => {
    await bring(written('父项物料编码\t子项物料编码\t单台用量\t版本\t生效日期\nK-K\tK-L\t2\tF\t20260601\nK-K\tK-M\t1\tF\t20260601\nK-K\tSCREW\t8\tF\t20260601\nK-L\tSHEET\t1/4\tF\t20260601\nK-L\tSCREW\t3\tF\t20260601\nK-M\tSHEET\t1.5\tF\t20260601\nK-M\tK-L\t1\tF\t20260601\n'));
    expect(await all('F')).toEqual(want);
  });

  test('a component twice under one parent: asked, then added up or kept apart', async () => {
    const text = (revision: string, day: string) => written(`层级,物料编码,数量,版本,生效日期\n${dated([['0', 'K-L', ''], ['1', 'SCREW', '3'], ['1', 'SHEET', '1'], ['1', 'SCREW', '4']], revision, ',', day)}\n`);
    expect((await problem(bring(text('G', '2026-07-01')))).errors.map(({ code, path }) => [code, path])).toEqual([['question-component-lines', ['CSV', 3, 'B']]]);
    await bring(text('G', '2026-07-01'), { answers: { 'component-lines': 'add' } });
    expect(await linesOf('K-L', 'G')).toEqual([['SCREW', 7], ['SHEET', 1]]);
    await bring(text('H', '2026-08-01'), { answers: { 'component-lines': 'keep' } });
    expect(await linesOf('K-L', 'H')).toEqual([['SCREW', 3], ['SCREW', 4], ['SHEET', 1]]);
  });
  test.each<[string, string, unknown[]]>([
    ['missing items, each by its row', '层级,物料编码,数量,版本,生效日期\n0,K-L,,J,2026-09-01\n1,NO-1,1,J,2026-09-01\n1,NO-2,2,J,2026-09-01\n', [['reference-unknown', ['CSV', 3, 'B']], ['reference-unknown', ['CSV', 4, 'B']]]],
    ['a missing quantity', '层级,物料编码,数量,版本,生效日期\n0,K-L,,J,2026-09-01\n1,SCREW,,J,2026-09-01\n', [['required', ['CSV', 3, 'C']]]],
    ['a level that jumps', '层级,物料编码,数量,版本,生效日期\n0,K-L,,J,2026-09-01\n2,SCREW,1,J,2026-09-01\n', [['rule', ['CSV', 3, 'A']], ['rule', ['CSV', 2, 'B']]]],
    ['neither parents nor levels', '物料编码,数量\nK-L,1\nSCREW,1\n', [['header-missing', ['CSV', 1]]]],
    ['an assembly that differs where it stands again', '层级,物料编码,数量,版本,生效日期\n0,K-K,,J,2026-09-01\n1,K-L,1,J,2026-09-01\n2,SCREW,1,J,2026-09-01\n1,K-M,1,J,2026-09-01\n2,K-L,1,J,2026-09-01\n3,SCREW,2,J,2026-09-01\n', [['rule', ['CSV', 6, 'B']]]],
    ['a circle, by its path', '层级,物料编码,数量,版本,生效日期\n0,K-L,,J,2026-09-01\n1,K-K,1,J,2026-09-01\n', [['rule', ['CSV', 3, 'B']]]],
  ])('%s', async (_name, text, expected) => {
    const found = await problem(bring(written(text)));
    expect(found.errors.map(({ code, path }) => [code, path])).toEqual(expected);
    if (_name.startsWith('a circle')) expect(found.message.zh).toMatch(/K-[KL] → .*K-[KL]/);
  });
  test('taken back, the bills before are in force again', async () => {
    const of = (revision: string) => company.ask<{ rows: { number: string; validTo: string | null }[] }>('engineering/bom.list', { search: 'k-m' }).then(({ rows }) => rows.find(({ number }) => number === `K-M/${revision}`));
    expect(await of('F')).toMatchObject({ validTo: null });
    const { batch } = await bring(written('父件编码,子件编码,用量,版本,生效日期\nK-M,SHEET,2,K,2026-10-01\n'));
    expect(await of('F')).toMatchObject({ validTo: '2026-09-30' });
    expect((await company.run('foundation/import.undo', { noun: 'engineering/bom', batch })).output).toEqual({ removed: 2, restored: 1 });
    expect([await of('K'), await of('F')]).toMatchObject([undefined, { validTo: null }]);
  });
});
