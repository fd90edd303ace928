/**
 * Every plain master there is, asked as one: its table is the one its contract draws, and a record of it lives as its contract says —
 * saved, found, looked up, changed, taken out as a workbook and brought in again, removed, and refused to whoever may not. So a new
 * master needs no test of its own. What the tables of older masters have beyond (a place's kind) is theirs.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawMaster } from '../../../tools/new-noun/draw-table.ts';
import { sampleRecord } from '../../../tools/new-noun/sample-record.ts';
import { testDatabase, type TestDatabase } from '../../../tools/test-database.ts';
import { fieldsOf } from '../kernel/contract.ts';
import { exportList } from '../kernel/exchange/export-list.ts';
import { heading } from '../kernel/exchange/import.contract.ts';
import { importFile } from '../kernel/exchange/import-file.ts';
import { masterImportContract } from '../kernel/exchange/master-import.ts';
import { writeTemplate } from '../kernel/exchange/template.ts';
import type { Master } from '../kernel/master-record.ts';
import { modules } from '../modules.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

const masters = modules.flatMap((module) => module.masters ?? []);
const named = masters.map((master) => [master.contract.noun, master] as const);
type Column = { readonly name: string; readonly type: string; readonly required: boolean; readonly choices: readonly string[] | null };

describe('the table of a master is the one its contract draws', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await testDatabase('masters_drawn');
    admin = new pg.Client({ connectionString: database.urls.admin });
    await admin.connect();
    await admin.query('create schema drawn');
  });
  afterAll(async () => {
    await admin?.end();
    await database?.close();
  });
  const columnsOf = async (table: string): Promise<readonly Column[]> => (await admin.query<Column>(`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) || coalesce(' ' || nullif(l.collname, 'default'), '') as type, a.attnotnull as required,
      (
        select array(select m[1] from regexp_matches(pg_get_constraintdef(c.oid), '''([^'']*)''', 'g') as m order by 1)
        from pg_constraint as c
        where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] and pg_get_constraintdef(c.oid) like '%ARRAY[%'
      ) as choices
    from pg_attribute as a
    left join pg_collation as l on l.oid = a.attcollation
    where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`, [table])).rows;
  const keysOf = async (table: string): Promise<string[]> => (await admin.query<{ key: string }>('select pg_get_constraintdef(c.oid) as key from pg_constraint as c where c.conrelid = $1::regclass and c.contype in (\'f\', \'p\', \'u\')', [table])).rows.map((row) => row.key);
  const triggersOf = async (table: string): Promise<string[]> => (await admin.query<{ name: string }>('select tgname as name from pg_trigger where tgrelid = $1::regclass', [table])).rows.map((row) => row.name);

  it.each(named)('%s', async (_noun, { contract, tables }) => {
    const { base, extension } = drawMaster(contract, tables);
    for (const drawn of [base, ...(extension ? [extension] : [])]) {
      await admin.query(`drop table if exists drawn.master; create table drawn.master (${drawn.columns.join(', ')})`);
      const there = new Map((await columnsOf(drawn.table)).map((column) => [column.name, column]));
      const wanted = await columnsOf('drawn.master');
      expect(wanted.map(({ name }) => there.get(name) ?? `no column ${name}`), drawn.table).toEqual(wanted);
      const keys = await keysOf(drawn.table);
      expect(keys).toEqual(expect.arrayContaining(['PRIMARY KEY (company_id, id)', ...drawn.constraints.map((key) => key.replace(/^foreign key/, 'FOREIGN KEY')
        .replace('references', 'REFERENCES').replace(' (company_id, id)', '(company_id, id)'))]));
      expect(await triggersOf(drawn.table)).toEqual(expect.arrayContaining(['change_log_insert', 'change_log_update', 'change_log_delete']));
    }
    expect(await keysOf(tables.table)).toContain('UNIQUE (company_id, code)');
    expect((await columnsOf(tables.table)).filter(({ name, required }) => required && ['search', 'version'].includes(name))).toHaveLength(2);
    expect((await triggersOf(tables.table)).includes('search_insert')).toBe(tables.grams === true);
  });
});

describe('a master lives as its contract says', () => {
  let company: TestCompany;
  let folder: string;
  beforeAll(async () => {
    company = await testCompany('masters');
    folder = mkdtempSync(join(tmpdir(), 'millwright-masters-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await company?.close();
  });
  let made = 0;
  type Made = { readonly id: string; readonly code: string; readonly input: Record<string, unknown>; readonly refers: ReadonlyMap<string, { noun: string; id: string; code: string }> };
  /** A record with every field filled, and the records it refers to; where a master has rules of its own, only what it demands. */
  async function make(noun: string): Promise<Made> {
    const master = masters.find(({ contract }) => contract.noun === noun);
    if (!master) throw new Error(`${noun} is referred to and is no master`);
    const { contract, tables } = master;
    const refers = new Map<string, { noun: string; id: string; code: string }>();
    for (const [name, meta] of Object.entries(fieldsOf(contract.form))) {
      if (meta.kind !== 'reference' || meta.target === noun || !meta.target || (tables.check && contract.form.shape[name as 'code'].safeParse(undefined).success)) continue;
      const { id, code } = await make(meta.target);
      refers.set(name, { noun: meta.target, id, code });
    }
    made += 1;
    const code = `M-${made}`;
    const sample = sampleRecord(contract.form.shape, { every: !tables.check, referenceTo: (target) => [...refers.values()].find((one) => one.noun === target)?.id });
    const input = { ...sample, ...Object.fromEntries([...refers].map(([name, { id }]) => [name, id])), code, name: `样本${made}`, active: true };
    const { output } = await company.run(`${noun}.save`, input);
    return { id: output.id, code, input, refers };
  }
  const csvOf = ({ contract }: Master, rows: readonly Record<string, unknown>[], label: string): string => {
    const columns = masterImportContract(contract).columns.filter(({ name }) => rows.some((row) => row[name] !== undefined));
    const cell = (value: unknown, options?: Readonly<Record<string, { zh: string }>>): string => (value === true ? '是' : value === false ? '否' : (options?.[String(value)]?.zh ?? String(value ?? '')));
    const path = join(folder, `${label}.csv`);
    writeFileSync(path, [columns.map(({ meta }) => heading(meta, 'zh')), ...rows.map((row) => columns.map(({ name, meta }) => cell(row[name], meta.options)))].map((line) => line.join(',')).join('\n'));
    return path;
  };

  it.each(named)('%s', async (noun, master) => {
    const { contract, tables } = master;
    const { id, code, input, refers } = await make(noun);
    const found = await company.ask<Record<string, unknown> & { can: Record<string, unknown> }>(`${noun}.get`, { id });
    expect(found).toMatchObject({ id, code, version: 1, can: { save: null } });
    for (const [name, target] of refers) expect(found[name]).toMatchObject({ id: target.id, code: target.code });
    const rowsOf = async (query: string, asked: object) => (await company.ask<{ rows: { id: string }[] }>(`${noun}.${query}`, asked)).rows.map((row) => row.id);
    expect(await rowsOf('lookup', { search: code.toLowerCase() })).toContain(id);
    expect(await rowsOf('list', { search: `yb${made}`, filter: [{ field: 'code', operator: 'is', value: code }] })).toEqual([id]);

    expect(await company.refused(company.run(`${noun}.save`, input))).toBe('code-taken');
    expect((await company.run(`${noun}.save`, { ...input, id, version: 1, name: '改过' })).output.version).toBe(2);
    expect(await company.refused(company.run(`${noun}.save`, { ...input, id, version: 1 }))).toBe('conflict');
    for (const [name, target] of refers) {
      expect(await company.refused(company.run(`${noun}.save`, { ...input, code: `${code}-0`, [name]: '1' }))).toBe('reference-unknown');
      const gone = company.refused(company.run(`${target.noun}.remove`, { id: target.id, version: 1 }));
      expect(await gone).toBe(masters.find((one) => one.contract.noun === target.noun)?.contract.remove ? 'in-use' : 'unknown-operation');
    }
    const nobody = company.actor('seller', []);
    expect(await company.refused(company.run(`${noun}.save`, { ...input, code: `${code}-0` }, { as: nobody }))).toBe('not-permitted');
    for (const query of ['list', 'lookup']) expect(await company.refused(company.ask(`${noun}.${query}`, {}, nobody))).toBe('not-permitted');

    const sheet = { ...input, ...Object.fromEntries([...refers].map(([name, target]) => [name, target.code])), code: `${code}-1` };
    const bring = (row: object = sheet, as = company.chief) => importFile(company.runtime, { noun, path: csvOf(master, [row as Record<string, unknown>], noun.replace('/', '-')), companyId: company.companyId, actor: as });
    expect(await company.refused(bring(sheet, nobody))).toBe('not-permitted');
    const { batch, ...brought } = await bring();
    expect(brought).toMatchObject({ created: 1, changed: 0, unchanged: 0, notes: [] });
    expect(await bring()).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    const taken = await new ExcelJS.Workbook().xlsx.read(exportList(company.runtime, company.runtime.registry.queries.get(contract.list.name)!, { companyId: company.companyId, actor: company.chief, input: { search: `${code}-1` }, language: 'zh' }));
    expect(taken.worksheets[0]?.getRow(2).getCell(1).value).toBe(`${code}-1`);
    expect((await writeTemplate(masterImportContract(contract))).length).toBeGreaterThan(1000);

    if (!contract.remove) return expect([company.runtime.registry.commands.has(`${noun}.remove`), batch]).toEqual([false, null]);
    // Taken back as a whole, unless somebody said something about a record of it.
    const [record = ''] = await rowsOf('lookup', { search: `${code}-1` });
    await company.run('foundation/comment.add', { noun, record, text: '请核对' });
    expect(await company.refused(company.run('foundation/import.undo', { noun, batch }))).toBe('in-use');
    const { batch: another } = await bring({ ...sheet, code: `${code}-2` });
    expect((await company.run('foundation/import.undo', { noun, batch: another })).output).toEqual({ removed: tables.extension ? 2 : 1, restored: 0 });
    expect(await rowsOf('lookup', { search: `${code}-2` })).toEqual([]);
    await company.run(`${noun}.remove`, { id, version: 2 });
    expect(await company.refused(company.ask(`${noun}.get`, { id }))).toBe('not-found');
  });
});
