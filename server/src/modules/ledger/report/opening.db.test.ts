/**
 * Openings stand before the month they are dated in, and are neither its turnover nor the year's. On paper: bank opens with 100.00
 * on 1 May; 30.00 come in May and 20.00 in June. Plates open with 21 for 1,050.00.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Noun } from '../../../kernel/contract.ts';
import { importFile } from '../../../kernel/exchange/import-file.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { findBreaks } from '../../../verify.ts';
import { testWorkshop, type Workshop } from '../../shopfloor/test-workshop.ts';

type Figures = Record<string, string>;
type Trial = { rows: (Figures & { code: string })[]; turnover: Figures };
type Detail = { opening: string; closing: string; turnover: Figures; rows: { opening: boolean; debit: string | null; credit: string | null; balance: string; document: { kind: string } }[]; next: string | null };
const [may, june, both] = [{ fromPeriod: 202605, toPeriod: 202605 }, { fromPeriod: 202606, toPeriod: 202606 }, { fromPeriod: 202605, toPeriod: 202606 }];

describe('openings in the books', () => {
  let company: TestCompany;
  let workshop: Workshop;
  let admin: pg.Client;
  let bank: string | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'millwright-opening-'));
  beforeAll(async () => {
    company = await testCompany('ledger_opening');
    workshop = await testWorkshop(company);
    admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
    bank = company.accountIds.get('1002.01');
    await openBank(100, '2026-05-01');
    await load('inventory/opening-stock', [['物料编码', '仓库编码', '数量', '金额(元)', '业务日期'], ['PL-01', 'W01', 21, 1050, '2026-05-01']]);
    for (const [day, amount] of [['2026-05-10', '30.00'], ['2026-06-05', '20.00']] as const) {
      const { output } = await company.run('ledger/voucher.save', { day, summary: '收款', lines: [
        { summary: '收款', account: bank, debit: amount, credit: null }, { summary: '收款', account: company.accountIds.get('2241'), debit: null, credit: amount },
      ] }, { as: company.actor('accountant', ['ledger/*']) });
      await company.run('ledger/voucher.audit', { id: output.id, version: 1 }, { as: company.actor('auditor', ['ledger/*']) });
      await company.run('ledger/voucher.post', { id: output.id, version: 2 }, { as: company.actor('auditor', ['ledger/*']) });
    }
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await admin.end();
    await company.close();
  });
  let files = 0;
  async function load(noun: Noun, rows: unknown[][]): Promise<void> {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('期初').addRows(rows);
    const path = join(folder, `${(files += 1)}.xlsx`);
    await book.xlsx.writeFile(path);
    await importFile(company.runtime, { noun, path, companyId: company.companyId, actor: company.chief });
  }
  const openBank = (amount: number, day: string) => load('ledger/opening-balance', [['科目编码', '借方余额(元)', '业务日期'], ['1002.01', amount, day]]);
  const trial = async (code: string, periods: object, includeUnposted: boolean) => (await company.ask<Trial>('ledger/report.trial-balance', { ...periods, includeUnposted })).rows.find((row) => row.code === code);
  const months = async (code: string, fromPeriod: number, includeUnposted = true) =>
    (await company.ask<{ accounts: { code: string; months: Figures[] }[] }>('ledger/report.general', { fromPeriod, toPeriod: 202606, includeUnposted })).accounts.find((account) => account.code === code)?.months ?? [];
  const detail = (account: string | undefined, periods: object, more: object = {}) => company.ask<Detail>('ledger/report.detail', { account, ...periods, ...more });
  const stockOf = async (periods: object) => (await company.ask<{ rows: Figures[] }>('inventory/report.stock-ledger', { ...periods, search: 'pl-01' })).rows[0];
  const rollUp = () => admin.query('select ledger.roll_up($1)', [company.companyId]);
  const reverse = async (search: string, day: string) => {
    const { rows } = await company.ask<{ rows: { id: string; summary: string; state: string }[] }>('ledger/opening.list', {});
    await company.run('ledger/opening.reverse', { id: rows.find((row) => row.summary === search && row.state === 'booked')?.id, version: 1, day });
  };

  it.each([['before', false], ['after', true]] as const)('opening, month and year to date, %s the roll-up', async (_, rolled) => {
    if (rolled) await rollUp();
    for (const unposted of [false, true]) {
      expect(await trial('1002.01', may, unposted)).toMatchObject({ openingDebit: '100.00', debit: '30.00', credit: '0.00', closingDebit: '130.00' });
      expect(await trial('1002.01', june, unposted)).toMatchObject({ openingDebit: '130.00', debit: '20.00', credit: '0.00', closingDebit: '150.00' });
      expect(await trial('1002.01', both, unposted)).toMatchObject({ openingDebit: '100.00', debit: '50.00', closingDebit: '150.00' });
      expect(await trial('1002.01', { fromPeriod: 202601, toPeriod: 202604 }, unposted)).toBeUndefined();
      expect((await months('1002.01', 202604, unposted)).map(({ opening, debit, closing, yearDebit }) => [opening, debit, closing, yearDebit])).toEqual([
        ['0.00', '0.00', '0.00', '0.00'], ['100.00', '30.00', '130.00', '30.00'], ['130.00', '20.00', '150.00', '50.00'],
      ]);
    }
    expect((await company.ask<Trial>('ledger/report.trial-balance', both)).turnover).toEqual({ all: '50.00', posted: '50.00' });
    expect(await stockOf(may)).toMatchObject({ openingQuantity: '21.000000', openingValue: '1050.00', quantityIn: '0', valueIn: '0', closingValue: '1050.00' });
    expect((await company.ask<{ rows: Figures[] }>('inventory/report.books-tie', { period: 202605 })).rows).toMatchObject([{ opening: '1050.00', valueIn: '0.00', warehouseBook: '1050.00', financeBook: '1050.00' }]);
  });

  it('the detail ledger begins with the opening and its document, a page at a time as well', async () => {
    const whole = await detail(bank, both);
    expect(whole).toMatchObject({ opening: '100.00', turnover: { debit: '50.00', credit: '0.00' }, closing: '150.00' });
    expect(whole.rows.map(({ opening, debit, credit, balance, document }) => [opening, debit, credit, balance, document.kind])).toEqual([
      [true, null, null, '100.00', 'ledger/opening'], [false, '30.00', null, '130.00', 'ledger/voucher'], [false, '20.00', null, '150.00', 'ledger/voucher'],
    ]);
    const paged: Detail['rows'] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Detail = await detail(bank, both, { limit: 1, ...(cursor ? { cursor } : {}) });
      paged.push(...page.rows);
      cursor = page.next;
    }
    expect(paged).toEqual(whole.rows);
    expect(await detail(bank, june)).toMatchObject({ opening: '130.00', rows: [{ opening: false, balance: '150.00' }] });
    expect(await detail(company.accountIds.get('1403.01'), may, { item: workshop.plate })).toMatchObject({ opening: '0.00' });
    const narrowed = await detail((await stockOf(may))?.['accountId'], may, { item: workshop.plate });
    expect(narrowed).toMatchObject({ opening: '1050.00', turnover: { debit: '0.00', credit: '0.00' }, closing: '1050.00', rows: [{ opening: true, balance: '1050.00' }] });
  });

  it('corrected in June to 90.00, the opening of June changes, its turnover and the year do not', async () => {
    await reverse('期初余额', '2026-06-01');
    await openBank(90, '2026-06-01');
    for (const rolled of [false, true]) {
      if (rolled) await rollUp();
      expect((await months('1002.01', 202605)).map(({ opening, debit, credit, closing, yearDebit }) => [opening, debit, credit, closing, yearDebit])).toEqual([
        ['100.00', '30.00', '0.00', '130.00', '30.00'], ['120.00', '20.00', '0.00', '140.00', '50.00'],
      ]);
      expect(await trial('1002.01', both, false)).toMatchObject({ openingDebit: '90.00', debit: '50.00', credit: '0.00', closingDebit: '140.00' });
    }
    expect((await detail(bank, june)).rows.map((row) => [row.opening, row.balance])).toEqual([[true, '30.00'], [true, '120.00'], [false, '140.00']]);
  });

  it('what settles the reversal of opening stock is turnover of its own month', async () => {
    // 21 for 1,050.00 and 21 for 1,470.00 make 60.00 each; 21 go to the order at 1,260.00. Without the opening they cost 1,470.00.
    await workshop.stock(workshop.plate, '21', '70', '2026-06-02');
    const order = await workshop.released('10');
    const { lines } = await company.ask<{ lines: { component: string; item: { id: string }; quantity: string; warehouse: { id: string } }[] }>('shopfloor/material-issue.propose', { sourceId: order });
    await company.run('shopfloor/material-issue.save', { workOrder: order, day: '2026-06-03', book: true, lines: lines.map((line) => ({ component: line.component, item: line.item.id, warehouse: line.warehouse.id, quantity: line.quantity })) });
    await reverse('期初库存', '2026-06-10');
    for (const rolled of [false, true]) {
      if (rolled) await rollUp();
      const stock = await stockOf(june);
      expect(stock).toMatchObject({ openingQuantity: '0.000000', openingValue: '0.00', quantityIn: '21.000000', quantityOut: '21.000000', closingValue: '0.00' });
      expect(Number(stock?.['valueIn']) - Number(stock?.['valueOut'])).toBe(0);
      const [month] = await months('4001.01', 202606);
      expect([month?.['opening'], month?.['closing']]).toEqual(['0.00', '1470.00']);
    }
    expect(await findBreaks(admin)).toEqual([]);
  });
});
