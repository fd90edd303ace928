/** 红冲 of posted manual vouchers: a red draft, a second person, figures back to nothing in the month of the reversal, once only. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { Actor } from '../../../kernel/command.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { findBreaks } from '../../../verify.ts';

type Reference = { id: string; number: string } | null;
type Voucher = { state: string; version: number; day: string; number: string; summary: string; reverses: Reference; reversedBy: Reference; can: Record<string, { zh: string } | null>; lines: { summary: string; debit: string | null; credit: string | null }[] };

describe('the reversal of a manual voucher', () => {
  let company: TestCompany;
  let admin: pg.Client;
  let clerk: Actor;
  let auditor: Actor;
  beforeAll(async () => {
    company = await testCompany('voucher_reversal', { today: '2026-07-02' });
    admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
    clerk = company.actor('accountant', ['ledger/*']);
    auditor = company.actor('auditor', ['ledger/*']);
  });
  afterAll(async () => {
    await admin.end();
    await company.close();
  });
  const get = (id: string) => company.ask<Voucher>('ledger/voucher.get', { id }, clerk);
  const move = async (action: string, id: string, as = auditor) => company.run(`ledger/voucher.${action}`, { id, version: (await get(id)).version }, { as });
  const reverse = async (id: string, day?: string, as = clerk) => (await company.run('ledger/voucher.reverse', { id, version: (await get(id)).version, ...(day ? { day } : {}) }, { as })).output.id;
  const saved = async (day: string, amount: string) => (await company.run('ledger/voucher.save', { day, summary: '计提', lines: [
    { summary: '房租', account: company.accountIds.get('5602.01'), debit: amount, credit: null }, { summary: '房租', account: company.accountIds.get('2241'), debit: null, credit: amount },
  ] }, { as: clerk })).output.id;
  const posted = async (day: string, amount: string) => {
    const id = await saved(day, amount);
    await move('audit', id);
    await move('post', id);
    return id;
  };
  const rent = async (period: number) => (await company.ask<{ rows: { code: string; openingDebit: string; debit: string; closingDebit: string }[] }>('ledger/report.trial-balance', { fromPeriod: period, toPeriod: period })).rows.find((row) => row.code === '5602.01');

  it('is a red draft of today that names its original, both ways', async () => {
    const original = await posted('2026-06-20', '250.00');
    expect((await get(original)).can['reverse']).toBeNull();
    const red = await reverse(original);
    expect(await get(red)).toMatchObject({
      state: 'draft', day: '2026-07-02', summary: '冲销 2026-06-20记-0001号凭证', reverses: { id: original, number: '记-0001' }, reversedBy: null,
      lines: [{ summary: '冲销 2026-06-20记-0001号凭证 房租', debit: '-250.00', credit: null }, { debit: null, credit: '-250.00' }],
    });
    const before = await get(original);
    expect([before.reverses, before.reversedBy, before.can['reverse']?.zh]).toEqual([null, { id: red, number: '' }, '已有红字凭证，不能再红冲。']);
    expect(await company.refused(reverse(original))).toBe('reversed-already');
    // Paper only, until somebody else has audited it.
    expect(await rent(202607)).toMatchObject({ openingDebit: '250.00', debit: '0.00', closingDebit: '250.00' });
    expect(await company.refused(move('audit', red, clerk))).toBe('same-person');
    const lines = [{ summary: 'x', account: company.accountIds.get('5602.01'), debit: '-1', credit: null }, { summary: 'x', account: company.accountIds.get('2241'), debit: null, credit: '-1' }];
    expect(await company.refused(company.run('ledger/voucher.save', { id: red, version: 1, day: '2026-07-02', lines }, { as: clerk }))).toBe('red');
    expect((await get(red)).can['save']?.zh).toContain('红字凭证');

    await move('audit', red);
    expect(await company.refused(move('void', red))).toBe('red-audited');
    await move('post', red);
    expect(await rent(202607)).toMatchObject({ openingDebit: '250.00', debit: '-250.00', closingDebit: '0.00' });
    expect(await rent(202606)).toMatchObject({ debit: '250.00', closingDebit: '250.00' });
    expect(await get(original)).toMatchObject({ state: 'posted', reversedBy: { id: red, number: '记-0001' }, can: { reverse: { zh: '已有红字凭证 记-0001，不能再红冲。' } } });
    expect(await company.refused(reverse(original))).toBe('reversed-already');
    expect(await company.refused(reverse(red))).toBe('red');
  });

  it('given up as a draft, it can be asked for again; two at once make one', async () => {
    const original = await posted('2026-06-21', '80.00');
    await move('void', await reverse(original), clerk);
    expect(await get(original)).toMatchObject({ reversedBy: null, can: { reverse: null } });
    const outcomes = await Promise.all([company.refused(reverse(original)), company.refused(reverse(original, undefined, auditor))]);
    expect(outcomes.sort()).toEqual(['reversed-already', 'was not refused']);
  });

  it('a red draft left behind in a month that closed is given up, and asked for again in an open one', async () => {
    const original = await posted('2026-01-05', '15.00');
    const red = await reverse(original, '2026-01-20');
    for (const area of ['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger']) await company.run('ledger/period.close', { period: 202601, area });
    expect(await company.refused(move('audit', red))).toBe('period-closed');
    await move('void', red, clerk);
    await move('audit', await reverse(original, '2026-02-03'));
    await company.run('ledger/period.reopen', { period: 202601, area: 'ledger', reason: '补录' });
  });

  it('takes posted manual vouchers only, in an open period, not before the original, from who may', async () => {
    expect(await company.refused(reverse(await saved('2026-06-22', '5.00')))).toBe('wrong-state');
    const original = await posted('2026-01-10', '40.00');
    expect(await company.refused(reverse(original, '2026-01-09'))).toBe('day-before-original');
    await company.run('ledger/period.close', { period: 202601, area: 'ledger' });
    expect(await company.refused(reverse(original, '2026-01-31'))).toBe('period-closed');
    expect(await company.refused(reverse(original, undefined, company.actor('buyer', ['ledger/voucher.view', 'ledger/voucher.save'])))).toBe('not-permitted');
    const red = await reverse(original);
    await move('audit', red);
    expect((await get(red)).number).toMatch(/^记-/);

    const item = await company.item('M-1');
    const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity: '1', priceWithTax: '11.3', dueDay: '2026-06-20' }] });
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
    await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-05', book: true, lines: [{ orderLine: lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '1' }] });
    await company.run('ledger/voucher.generate', { period: 202606 }, { as: clerk });
    const { rows } = await company.ask<{ rows: { id: string; origin: string }[] }>('ledger/voucher.list', { filter: [{ field: 'origin', operator: 'is', value: 'generated' }] });
    const generated = rows[0]?.id ?? '';
    await move('audit', generated);
    await move('post', generated);
    expect(await company.refused(reverse(generated))).toBe('generated');
  });

  it('leaves every invariant whole', async () => {
    expect(await findBreaks(admin)).toEqual([]);
  });
});
