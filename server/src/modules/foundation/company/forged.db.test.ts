/**
 * Files that were made to do harm: whole, with hashes that fit, but not what the product wrote. None may write into another company or
 * into a table of the installation, run SQL, use up ids, or bring books that do not tie; and whatever is refused leaves nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupFormat } from '../../../kernel/backup/backup-file.ts';
import { readStructure } from '../../../kernel/backup/tables.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { backupPlan } from './backup-plan.ts';
import { asAdmin, backUp, breaks, edit, forge, type Opened, restore } from './company-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-forged-test-'));
const [file, forged] = [join(folder, 'T1.tar.gz'), join(folder, 'forged.tar.gz')];
type Refusal = { code: string; message: { zh: string; en: string } };

describe('a forged backup', () => {
  let company: TestCompany;
  const column = new Map<string, (name: string) => number>();

  beforeAll(async () => {
    company = await testCompany('forged');
    const item = await company.item('M-1');
    const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-05-01', lines: [{ item, quantity: '100', priceWithTax: '11.3', dueDay: '2026-06-20' }] });
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
    for (const day of ['2026-05-04', '2026-06-02']) await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day, book: true, lines: [{ orderLine: lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '10' }] });
    for (const period of [202601, 202602]) await company.run('ledger/period.close', { period, area: 'trade' });
    await backUp(company.database, company.companyId, company.chief.userId, file);
    const { tables } = await asAdmin(company.database, (client) => readStructure(client, backupPlan));
    for (const table of tables) column.set(table.name, (name) => table.columns.findIndex((one) => one.name === name));
  });
  afterAll(async () => {
    await company?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const set = (opened: Opened, table: string, name: string, value: (old: string) => string, which: (row: string[], index: number) => boolean = (_row, index) => index === 0): void =>
    edit(opened, table, (row, index) => (which(row, index) ? row.map((cell, at) => (at === column.get(table)?.(name) ? value(cell) : cell)) : row));
  async function tried(change: (opened: Opened) => void): Promise<Refusal> {
    await forge(file, forged, change);
    const everything = () => asAdmin(company.database, async (client) => (await client.query(`
      select (select jsonb_agg(to_jsonb(c) order by c.id) from kernel.company as c) as companies, (select jsonb_agg(u.login order by u.login) from access."user" as u) as people,
        (select count(*) from documents.document) as documents, (select count(*) from ledger.entry_line) as lines, (select count(*) from access.user_role) as roles,
        (select count(*) from access.installation_administrator) as administrators, (select last_value < 100000000 from kernel.id_block) as ids`)).rows[0] as unknown);
    const before = await everything();
    const refusal = await restore(company.database, company.runtime, forged, { code: 'FORGED' }).then(() => ({ code: 'was not refused', message: { zh: '', en: '' } }), (error: { problem?: Refusal }) => error.problem ?? { code: String(error), message: { zh: '', en: '' } });
    if (refusal.code !== 'was not refused') expect(await everything()).toEqual(before);
    return refusal;
  }
  const codeOf = async (change: (opened: Opened) => void): Promise<string> => (await tried(change)).code;

  it('that is only packed anew comes in: what the other tests refuse is what they change', async () => {
    expect(await codeOf(() => undefined)).toBe('was not refused');
    await asAdmin(company.database, (client) => client.query("update kernel.company set code = 'DONE' where code = 'FORGED'"));
  });
  it('names nothing this database does not have, and nothing of the installation', async () => {
    for (const name of ['access.user', 'kernel.company', 'kernel.migration', 'pg_catalog.pg_authid', 'ledger.account_rollup', 'kernel.job', 'nowhere.table']) {
      expect(await codeOf(({ tables }) => tables.set(name, '1\tx\n')), name).toBe('backup-other-structure');
    }
    expect(await codeOf(({ more }) => more.set('files/notes', 'x'))).toBe('backup-other-structure');
    expect(await codeOf(({ tables }) => tables.delete('ledger.netting'))).toBe('backup-damaged');
  });
  it('brings no further column: a company of its choice, a password, a transaction number', async () => {
    expect(await codeOf((opened) => edit(opened, 'foundation.unit', (row) => [company.companyId, ...row]))).toBe('backup-content');
    expect(await codeOf((opened) => edit(opened, 'ledger.entry', (row) => [...row, '1']))).toBe('backup-content');
    expect(await codeOf(({ people }) => { Object.assign(people[0] ?? {}, { login: "x'; drop table kernel.company; --" }); })).toBe('backup-damaged');
  });
  it('runs no SQL from names of people, companies or values', async () => {
    const evil = "'); delete from kernel.company; --";
    expect(await codeOf((opened) => {
      (opened.header['company'] as { name: string }).name = evil;
      Object.assign(opened.people[0] ?? {}, { name: evil });
      set(opened, 'foundation.unit', 'name', () => evil);
    })).toBe('was not refused');
    expect((await asAdmin(company.database, (client) => client.query("update kernel.company set code = 'EVIL' where code = 'FORGED' returning name"))).rows).toEqual([{ name: evil }]);
  });
  it('gives nobody a right over the installation, whatever its roles say', async () => {
    expect(await codeOf((opened) => {
      set(opened, 'access.role', 'permissions', () => '{*,foundation/company.create,installation}');
      (opened.header['company'] as { policy: object }).policy = { demo: 'loading' };
    })).toBe('was not refused');
    const { rows } = await asAdmin(company.database, (client) => client.query("update kernel.company set code = 'ROLES' where code = 'FORGED' returning policy ->> 'demo' as demo, (select count(*)::int from access.installation_administrator) as administrators"));
    expect(rows).toEqual([{ demo: null, administrators: 8 }]);
  });
  it('cannot use up the ids of the installation', async () => {
    expect(await codeOf((opened) => set(opened, 'kernel.command', 'id', () => '9000000000000000000'))).toBe('backup-content');
    expect(await codeOf(({ header }) => { header['counters'] = { 'kernel.id_block': '9000000000000000000' }; })).toBe('backup-damaged');
    // Fits into a bigint, but no two such ids may be multiplied any more, and no backup made afterwards could be restored.
    expect(await codeOf(({ header }) => { header['counters'] = { 'kernel.id_block': '999999999999999' }; })).toBe('backup-content');
  });
  it('with books that do not tie is refused by the invariant that sees it', async () => {
    const first = async (change: (opened: Opened) => void): Promise<string> => {
      const { code, message } = await tried(change);
      return code === 'backup-books-broken' ? message.zh.replace(/^.*第一处：(\w+):.*$/s, '$1') : code;
    };
    const debit = (row: string[]): boolean => row[column.get('ledger.entry_line')?.('side') ?? -1] === 'D';
    // The total of debits says it already; a total that was made to fit does not help.
    expect(await first((opened) => set(opened, 'ledger.entry_line', 'amount', () => '1000.00', debit))).toBe('backup-damaged');
    expect(await first((opened) => { set(opened, 'ledger.entry_line', 'amount', () => '1000.00', debit); opened.figures['debits'] = '2000.00'; })).toBe('01_entry_whole');
    expect(await first((opened) => set(opened, 'ledger.pool', 'quantity', () => '999.000000'))).toMatch(/^04_|^1[12]_/);
    expect(await first((opened) => set(opened, 'ledger.balance', 'quantity', () => '999.000000'))).toMatch(/^0[34]_|^12_/);
    expect(await first((opened) => set(opened, 'documents.executable', 'quantity_executed', () => '1.000000'))).toMatch(/^08_/);
    expect(await first((opened) => set(opened, 'documents.document', 'state', () => 'released', (row) => row[column.get('documents.document')?.('kind') ?? -1] === 'purchasing/purchase-receipt'))).toMatch(/^09_/);
  });
  it('from another version is refused in words', async () => {
    const { rows: [last] } = await company.database.pools.maintain.query<{ number: number }>('select max(number)::integer as number from kernel.migration');
    const ours = last?.number ?? 0;
    expect(await tried(({ header }) => { header['migration'] = ours + 1; header['company'] = 'other form'; })).toMatchObject({ code: 'backup-newer', message: { zh: expect.stringContaining('请先升级程序'), en: expect.stringContaining('Upgrade the program') } });
    expect(await tried(({ header }) => { header['migration'] = ours - 1; })).toMatchObject({ code: 'backup-older', message: { zh: expect.stringContaining('旧版本') } });
    expect(await codeOf(({ header }) => { header['format'] = backupFormat + 1; })).toBe('backup-newer');
    expect(await codeOf(({ header }) => { header['structure'] = '0'.repeat(64); })).toBe('backup-other-structure');
  });
  it('leaves the books of everybody else as they were', async () => {
    expect(await breaks(company.database)).toEqual([]);
  });
});

describe('the maintenance role', () => {
  it('with every setting it can make, writes into no company that people work in, nor makes one of them loading', async () => {
    const company = await testCompany('maintain');
    const attack = async (statement: string): Promise<string> => {
      const client = await company.database.pools.maintain.connect();
      try {
        await client.query('begin');
        await client.query("select set_config('millwright.company', $1, true), set_config('millwright.loading', 'on', true)", [company.companyId]);
        await client.query(statement);
        return 'was not refused';
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    expect(await attack(`insert into foundation.unit (company_id, id, code, name, search) values (${company.companyId}, 5, 'x', 'x', '')`)).toBe('42501');
    expect(await attack(`insert into access.user_role (company_id, user_id, role_id) select company_id, ${company.chief.userId}, id from access.role`)).toBe('42501');
    expect(await attack(`update kernel.company set state = 'loading' where id = ${company.companyId}`)).toBe('MW004');
    // Another company takes its id, and it is loading again.
    expect(await attack(`update kernel.company set id = 5 where id = ${company.companyId}`)).toBe('42501');
    expect(await attack(`delete from foundation.unit`)).toBe('42501');
    expect(await attack(`select setval('kernel.id_block', 1)`)).toBe('42501');
    expect(await attack(`select kernel.advance_counter('kernel.id_block', 9000000000000000000)`)).toBe('MW005');
    // The setting alone gives the write role nothing: its triggers fire.
    const writer = await company.database.pools.write.connect();
    await writer.query("select set_config('millwright.loading', 'on', false)");
    expect((await writer.query('select kernel.loading() as loading')).rows).toEqual([{ loading: false }]);
    writer.release(true);
    await company.close();
  });
});
