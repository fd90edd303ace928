/**
 * Trial balance, general ledger and detail ledger over the same few entries, by hand. Posted: 100.00 and 30.00 in May, 7.50 in June.
 * Not posted: 11.00 in January and 200.00 in June (audited), a receipt of 100.00 in June that has no voucher at all.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../kernel/command.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';

type Sums = { debit: string; credit: string };
type Books = { all: Sums; posted: Sums };
type TrialRow = { accountId: string; code: string; openingDebit: string; openingCredit: string; debit: string; credit: string; closingDebit: string; closingCredit: string };
type Trial = { rows: TrialRow[]; turnover: { all: string; posted: string } };
type Month = { period: number; opening: string; debit: string; credit: string; closing: string; yearDebit: string; yearCredit: string };
type General = { accounts: { id: string; code: string; months: Month[] }[]; books: Books };
type Detail = { opening: string; closing: string; turnover: Sums; books: Books; rows: { balance: string; document: { id: string; kind: string; number: string }; voucher: { id: string } | null }[] };
type Unposted = { rows: { document: { kind: string }; voucher: { state: string } | null; debit: string; credit: string }[]; totals: Sums & { count: number; earlier: number } };
const periods = { fromPeriod: 202605, toPeriod: 202606 };

describe('the books by account', () => {
  let company: TestCompany;
  let clerk: Actor;
  let auditor: Actor;
  let item: string;
  const vouchers: string[] = [];
  beforeAll(async () => {
    company = await testCompany('ledger_report');
    clerk = company.actor('accountant', ['ledger/*']);
    auditor = company.actor('auditor', ['ledger/*']);
    // So that a document's id is not its voucher's by chance.
    item = await company.item('M-1');
    const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-08', lines: [{ item, quantity: '10', priceWithTax: '11.3', dueDay: '2026-06-08' }] });
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const proposal = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
    await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-08', book: true, lines: [{ orderLine: proposal.lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '10' }] });
    for (const [day, amount, posted] of [['2026-01-15', '11.00', false], ['2026-05-10', '100.00', true], ['2026-05-20', '30.00', true], ['2026-06-05', '7.50', true], ['2026-06-10', '200.00', false]] as const) {
      const { output } = await company.run('ledger/voucher.save', { day, summary: '计提', lines: [
        { summary: '管理费用', account: company.accountIds.get('5602.01'), debit: amount, credit: null },
        { summary: '管理费用', account: company.accountIds.get('2241'), debit: null, credit: amount },
      ] }, { as: clerk });
      vouchers.push(output.id);
      await company.run('ledger/voucher.audit', { id: output.id, version: 1 }, { as: auditor });
      if (posted) await company.run('ledger/voucher.post', { id: output.id, version: 2 }, { as: auditor });
    }
  });
  afterAll(() => company?.close());
  const trial = (includeUnposted?: boolean) => company.ask<Trial>('ledger/report.trial-balance', { ...periods, ...(includeUnposted === undefined ? {} : { includeUnposted }) });
  const general = (more: object = {}) => company.ask<General>('ledger/report.general', { ...periods, ...more });
  const detail = (account: string | undefined, more: object = {}) => company.ask<Detail>('ledger/report.detail', { ...periods, account, ...more });
  const unposted = (more: object = {}) => company.ask<Unposted>('ledger/report.unposted', { ...periods, ...more });
  const parent = async () => (await trial()).rows.find((row) => row.code === '5602')?.accountId;

  it('the general ledger, month by month and in the year: posted vouchers unless asked otherwise', async () => {
    const posted = await general();
    expect(posted.accounts.map((account) => account.code)).toEqual(['2241', '5602', '5602.01']);
    const months = [
      { period: 202605, opening: '0.00', debit: '130.00', credit: '0.00', closing: '130.00', yearDebit: '130.00', yearCredit: '0.00' },
      { period: 202606, opening: '130.00', debit: '7.50', credit: '0.00', closing: '137.50', yearDebit: '137.50', yearCredit: '0.00' },
    ];
    for (const code of ['5602', '5602.01']) expect(posted.accounts.find((account) => account.code === code)).toMatchObject({ months });
    expect(posted.accounts[0]).toMatchObject({ months: [{ credit: '130.00', closing: '-130.00' }, { credit: '7.50', closing: '-137.50', yearCredit: '137.50' }] });
    const books = { all: { debit: '437.50', credit: '437.50' }, posted: { debit: '137.50', credit: '137.50' } };
    expect(posted.books).toEqual(books);
    const whole = await general({ includeUnposted: true });
    expect(whole.books).toEqual(books);
    expect(whole.accounts.find((account) => account.code === '5602')).toMatchObject({ months: [
      { period: 202605, opening: '11.00', debit: '130.00', closing: '141.00', yearDebit: '141.00' },
      { period: 202606, opening: '141.00', debit: '207.50', closing: '348.50', yearDebit: '348.50' },
    ] });
    const one = await general({ account: await parent(), includeUnposted: true });
    expect(one.accounts.map((account) => account.code)).toEqual(['5602', '5602.01']);
    expect(one.books).toEqual({ all: { debit: '337.50', credit: '0.00' }, posted: { debit: '137.50', credit: '0.00' } });
  });

  it('the entries between both books make the difference', async () => {
    expect((await trial()).turnover).toEqual({ all: '437.50', posted: '137.50' });
    const all = await unposted();
    expect(all.totals).toEqual({ count: 2, debit: '300.00', credit: '300.00', earlier: 1 });
    expect(all.rows.map((row) => [row.document.kind, row.voucher?.state, row.debit])).toEqual([['purchasing/purchase-receipt', undefined, '100.00'], ['ledger/voucher', 'audited', '200.00']]);
    const of = await unposted({ account: await parent() });
    expect(of.totals).toEqual({ count: 1, debit: '200.00', credit: '0.00', earlier: 1 });
    expect((await unposted({ account: company.accountIds.get('1403.02'), item })).totals).toEqual({ count: 1, debit: '100.00', credit: '0.00', earlier: 0 });
  });

  it('a row drilled down says the same, in both positions of the switch, before and after the roll-up', async () => {
    const admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
    for (const rolled of [false, true]) {
      if (rolled) await admin.query('select ledger.roll_up($1)', [company.companyId]);
      for (const includeUnposted of [false, true]) {
        const { rows } = await trial(includeUnposted);
        const ledger = await general({ includeUnposted });
        expect(rows.map((row) => row.code)).toEqual(includeUnposted ? expect.arrayContaining(['1403.02', '5602']) : ['2241', '5602', '5602.01']);
        for (const row of rows) {
          const lines = await detail(row.accountId, { includeUnposted });
          const signed = (debit: string, credit: string) => (credit === '0.00' ? debit : `-${credit}`);
          expect(lines).toMatchObject({ opening: signed(row.openingDebit, row.openingCredit), closing: signed(row.closingDebit, row.closingCredit), turnover: { debit: row.debit, credit: row.credit } });
          expect(lines.rows.at(-1)?.balance ?? lines.opening).toBe(lines.closing);
          expect(ledger.accounts.find((account) => account.code === row.code)).toMatchObject({ months: [{ opening: lines.opening }, { closing: lines.closing }] });
        }
      }
    }
    await admin.end();
    expect((await detail(await parent())).rows.map((row) => row.balance)).toEqual(['100.00', '130.00', '137.50']);
    expect((await detail(await parent(), { includeUnposted: true })).rows.map((row) => row.balance)).toEqual(['111.00', '141.00', '148.50', '348.50']);
  });

  it('narrowed to an item it follows the switch as well', async () => {
    const account = company.accountIds.get('1403.02');
    const books = { all: { debit: '100.00', credit: '0.00' }, posted: { debit: '0.00', credit: '0.00' } };
    expect(await detail(account, { item })).toMatchObject({ rows: [], closing: '0.00', books });
    expect(await detail(account, { item, includeUnposted: true })).toMatchObject({ rows: [{ balance: '100.00' }], closing: '100.00', books });
  });

  it('a line of a manual voucher leads to the voucher, its reversal to a page of its own', async () => {
    const [first] = (await detail(await parent())).rows;
    expect(first?.document.kind).toBe('ledger/voucher');
    expect(first?.document.id).not.toBe(vouchers[1]);
    expect(await company.ask('ledger/document.get', { id: first?.document.id })).toMatchObject({ kind: 'ledger/voucher', number: first?.document.number, voucherId: vouchers[1] });
    await company.run('ledger/voucher.void', { id: vouchers[4], version: 2 }, { as: auditor });
    const last = (await detail(await parent(), { includeUnposted: true })).rows.at(-1);
    expect(await company.ask('ledger/document.get', { id: last?.document.id })).toMatchObject({ voucherId: null, reverses: { number: expect.any(String) as string } });
    const { rows } = await company.ask<{ rows: { id: string }[] }>('purchasing/purchase-receipt.list', {});
    expect(await company.refused(company.ask('ledger/document.get', { id: rows[0]?.id }))).toBe('not-found');
  });
});
