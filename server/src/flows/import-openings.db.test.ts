// Goal: openings come out of a workbook into both books, to the cent, and can be taken back. Method: real workbooks, real journal,
// every invariant of the books afterwards.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Noun } from '../kernel/contract.ts';
import { importFile } from '../kernel/exchange/import-file.ts';
import type { Problem } from '../kernel/refusal.ts';
import { type TestCompany, testCompany } from '../test-company.ts';

let company: TestCompany;
let folder: string;
beforeAll(async () => {
  company = await testCompany('openings');
  folder = mkdtempSync(join(tmpdir(), 'millwright-openings-'));
  await company.item('STEEL');
  await company.item('CAB', { class: 'finished', source: 'make' });
  await company.item('DESIGN', { class: 'service', source: 'buy' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await company.close();
});
let files = 0;
async function load(noun: Noun, sheet: string, rows: unknown[][], dryRun = false) {
  const book = new ExcelJS.Workbook();
  const target = book.addWorksheet(sheet);
  for (const row of rows) target.addRow(row);
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await book.xlsx.writeFile(path);
  return importFile(company.runtime, { noun, path, companyId: company.companyId, actor: company.chief, dryRun });
}
const stock = (rows: unknown[][], dryRun = false) => load('inventory/opening-stock', '期初库存', [['物料编码', '仓库编码', '数量', '金额(元)'], ...rows], dryRun);
const balances = (rows: unknown[][]) => load('ledger/opening-balance', '期初余额', [['科目编码', '往来单位编码', '原单据号', '借方余额(元)', '贷方余额(元)'], ...rows]);
const problem = (call: Promise<unknown>): Promise<Problem> => call.then(() => { throw new Error('was not refused'); }, (error: { problem?: Problem }) => error.problem ?? Promise.reject(error));
const rowsOf = async <Row>(text: string): Promise<Row[]> => {
  const client = await company.database.pools.maintain.connect();
  try {
    await client.query(`select set_config('millwright.company', '${company.companyId}', false)`);
    return (await client.query(text)).rows as Row[];
  } finally {
    client.release();
  }
};
const saldo = async (code: string): Promise<string> =>
  (await rowsOf<{ amount: string }>(`select coalesce(sum(case l.side when 'D' then l.amount else -l.amount end), 0)::numeric(20, 2)::text as amount from ledger.entry_line as l join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id where a.code = '${code}'`))[0]?.amount ?? '';
const accountOf = async (role: string, selector = ''): Promise<string> =>
  (await rowsOf<{ code: string }>(`select a.code from ledger.account_role as r join ledger.account as a on a.company_id = r.company_id and a.id = r.account_id where r.role = '${role}' and r.selector in ('${selector}', '') order by r.selector desc limit 1`))[0]?.code ?? '';

describe('opening stock', () => {
  test('a dry run books nothing', async () => {
    expect(await stock([['STEEL', 'W01', 120, 8640.5]], true)).toMatchObject({ rows: 1, created: 1 });
    expect(await rowsOf('select 1 from ledger.entry')).toHaveLength(0);
  });
  test('goods and value arrive in both books on the first day', async () => {
    await stock([['STEEL', 'W01', 120, 8640.5], ['CAB', 'W01', 3, 2100]]);
    expect(await rowsOf("select d.number, d.business_day, d.state from documents.document as d where d.kind = 'ledger/opening'")).toMatchObject([{ business_day: '2026-01-01', state: 'booked' }]);
    expect(await rowsOf('select b.quantity from ledger.balance as b join inventory.place as p on p.company_id = b.company_id and p.id = b.place_id order by b.quantity')).toEqual([{ quantity: '3.000000' }, { quantity: '120.000000' }]);
    expect([await saldo(await accountOf('inventory', 'raw')), await saldo(await accountOf('inventory', 'finished')), await saldo(await accountOf('opening-clearing'))]).toEqual(['8640.50', '2100.00', '-10740.50']);
  });
  test.each<[string, unknown[], string]>([
    ['twice', ['STEEL', 'W01', 1, 1], '「STEEL」在这个仓库已有期初；请先冲销原来的期初单。'],
    ['a service', ['DESIGN', 'W01', 1, 1], '「DESIGN」是服务或虚拟件，没有库存。'],
    ['half a piece', ['CAB', 'W01', 0.5, 1], '「CAB」的数量最多 0 位小数。'],
    ['negative value', ['CAB', 'W01', 1, -1], '金额不能为负。'],
  ])('%s is refused', async (_name, row, sentence) => {
    expect((await problem(stock([row]))).errors[0]?.message.zh).toContain(sentence);
  });
  test('taken back, it can come again', async () => {
    const { rows } = await company.ask<{ rows: { id: string; number: string }[] }>('ledger/opening.list', {});
    await company.run('ledger/opening.reverse', { id: rows[0]?.id, version: 1, day: '2026-01-01' });
    expect(await saldo(await accountOf('inventory', 'raw'))).toBe('0.00');
    await stock([['STEEL', 'W01', 100, 7000]]);
    expect(await saldo(await accountOf('inventory', 'raw'))).toBe('7000.00');
  });
});

describe('opening balances', () => {
  test('plain accounts in one document, parties one each and open', async () => {
    const [bank, receivable, payable, clearing] = [await accountOf('bank'), await accountOf('receivable'), await accountOf('payable'), await accountOf('opening-clearing')];
    const before = Number(await saldo(clearing));
    const report = await balances([[bank, null, null, 350000, null], [receivable, 'C001', 'HY-2025-18', 22600, null], [receivable, 'C001', 'HY-2025-21', 11300, null], [payable, 'S001', 'FP-7788', null, 9040]]);
    expect(report).toMatchObject({ rows: 4, created: 4 });
    expect([await saldo(bank), await saldo(receivable), await saldo(payable)]).toEqual(['350000.00', '33900.00', '-9040.00']);
    expect(Number(await saldo(clearing)) - before).toBeCloseTo(-(350000 + 33900 - 9040), 2);
    const open = await company.ask<{ rows: { number: string; open: string }[]; total: string }>('finance/receivable.open-items', {});
    expect(open.total).toBe('33900.00');
    expect(open.rows.map((row) => row.open).sort()).toEqual(['11300.00', '22600.00']);
    const detail = await company.ask<{ rows: { id: string; summary: string }[] }>('ledger/opening.list', { search: 'hy-2025-18' });
    expect(await company.ask('ledger/opening.get', { id: detail.rows[0]?.id })).toMatchObject({ state: 'booked', summary: '期初余额 HY-2025-18', lines: [{ account: { code: receivable }, party: { code: 'C001' }, debit: '22600.00' }, { account: { code: clearing }, credit: '22600.00' }] });
  });
  test('what cannot be an opening is named', async () => {
    const [inventory, receivable, bank] = [await accountOf('inventory', 'raw'), await accountOf('receivable'), await accountOf('bank')];
    const refusal = await problem(balances([[inventory, null, null, 1, null], [receivable, null, null, 1, null], [bank, null, null, 1, 1], [bank, null, 'x', null, null], ['ZZZ', null, null, 1, null]]));
    expect(refusal.errors.map((error) => [error.code, error.path[1], error.path[2]])).toEqual([['reference-unknown', 6, 'A'], ['rule', 2, 'A'], ['rule', 3, 'B'], ['rule', 4, 'D'], ['rule', 5, 'D']]);
  });
  test('what was brought in already, another kind of party and the counterpart itself are refused', async () => {
    const [bank, receivable, payable, clearing] = [await accountOf('bank'), await accountOf('receivable'), await accountOf('payable'), await accountOf('opening-clearing')];
    const refusal = await problem(balances([[bank, null, null, 350000, null], [receivable, 'C001', 'HY-2025-18', 1, null], [receivable, 'S001', 'X', 1, null], [payable, 'C001', 'Y', null, 1], [clearing, null, null, 1, null]]));
    expect(refusal.errors.map((error) => [error.path[1], error.path[2], error.message.zh.split('」：').at(-1) ?? ''])).toEqual([
      [2, 'A', `科目 ${bank}的这笔期初已经引入过；请先冲销原来的期初单。`], [3, 'A', `科目 ${receivable}「C001」的这笔期初已经引入过；请先冲销原来的期初单。`],
      [4, 'B', expect.stringContaining('不是客户')], [5, 'B', expect.stringContaining('不是供应商')], [6, 'A', `科目 ${clearing} 由期初自动对冲，不用填。`],
    ]);
    // Sent at the same moment: one of them. Taken back, it can come again.
    for (const reference of ['HY-2025-97', 'HY-2025-98', 'HY-2025-99']) {
      const sent = await Promise.allSettled([1, 2, 3, 4].map(() => balances([[receivable, 'C001', reference, 1, null]])));
      expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const takeBack = async () => {
        const { rows } = await company.ask<{ rows: { id: string; state: string }[] }>('ledger/opening.list', { search: reference });
        for (const { id } of rows.filter((row) => row.state === 'booked')) await company.run('ledger/opening.reverse', { id, version: 1, day: '2026-01-01' }).catch(() => undefined);
      };
      await takeBack();
      await balances([[receivable, 'C001', reference, 1, null]]);
      await takeBack();
    }
  });
  test('an open item is in the receivables until it is reversed', async () => {
    const { rows } = await company.ask<{ rows: { id: string }[] }>('ledger/opening.list', { search: 'hy-2025-21' });
    await company.run('ledger/opening.reverse', { id: rows[0]?.id, version: 1, day: '2026-01-01' });
    expect((await company.ask<{ total: string }>('finance/receivable.open-items', {})).total).toBe('22600.00');
  });
});

describe('an opening payable', () => {
  test('is due by the supplier’s terms, paid, and no longer reversible', async () => {
    type Open = { rows: { id: string; number: string; invoiceNumber: string; dueDay: string; open: string }[]; total: string };
    const { rows } = await company.ask<Open>('finance/payable.open-items', {});
    expect(rows).toMatchObject([{ invoiceNumber: '期初余额 FP-7788', dueDay: '2026-03-02', open: '9040.00' }]);
    const proposed = await company.ask<{ supplier: { id: string }; bankAccount: { id: string }; amount: string; lines: { openItem: string; amount: string }[] }>('finance/payment.propose', { sourceId: rows[0]?.id });
    expect(proposed).toMatchObject({ amount: '9040.00', lines: [{ openItem: rows[0]?.id }] });
    const paid = await company.run('finance/payment.save', {
      supplier: proposed.supplier.id, bankAccount: proposed.bankAccount.id, day: '2026-06-15', amount: '5000.00', lines: [{ openItem: rows[0]?.id, amount: '5000.00' }], book: true,
    });
    expect((await company.ask<Open>('finance/payable.open-items', {})).total).toBe('4040.00');
    const refusal = await problem(company.run('ledger/opening.reverse', { id: rows[0]?.id, version: 1 }));
    expect([refusal.code, refusal.message.zh]).toEqual(['later-documents', `已有下游单据 ${paid.output.number}，请先冲销它们。`]);
    await company.run('finance/payment.reverse', { id: paid.output.id, version: 1 });
    await company.run('ledger/opening.reverse', { id: rows[0]?.id, version: 1 });
    expect((await company.ask<Open>('finance/payable.open-items', {})).total).toBe('0.00');
  });
});

test('every invariant of the books holds', async () => {
  const place = join(import.meta.dirname, '..', 'db', 'invariants');
  for (const name of readdirSync(place).filter((file) => file.endsWith('.sql'))) expect([name, await rowsOf(readFileSync(join(place, name), 'utf8'))]).toEqual([name, []]);
});
