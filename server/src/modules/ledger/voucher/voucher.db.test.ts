/** Vouchers over a small company: generated and manual, two people, numbers without a gap under concurrency, posting, closing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../kernel/command.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';

describe('voucher', () => {
  let company: TestCompany;
  let clerk: Actor;
  let auditor: Actor;
  type Page = { rows: { id: string; number: string; state: string }[]; total: number };
  const list = (state: string) => company.ask<Page>('ledger/voucher.list', { filter: [{ field: 'state', operator: 'is', value: state }], limit: 500, sort: { by: 'number', descending: false } });
  const manual = (amount: string, other = amount) => company.run('ledger/voucher.save', {
    day: '2026-06-20', summary: '计提', lines: [
      { summary: '管理费用', account: company.accountIds.get('5602.01'), debit: amount, credit: null },
      { summary: '管理费用', account: company.accountIds.get('2241'), debit: null, credit: other },
    ],
  }, { as: clerk });

  beforeAll(async () => {
    company = await testCompany('voucher');
    clerk = company.actor('accountant', ['ledger/*', 'purchasing/*']);
    auditor = company.actor('auditor', ['ledger/*']);
    const item = await company.item('M-1');
    for (let index = 0; index < 8; index += 1) {
      const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity: '10', priceWithTax: '11.3', dueDay: '2026-06-20' }] });
      await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
      const proposal = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
      await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: `2026-06-0${index + 1}`, book: true, lines: [{ orderLine: proposal.lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '10' }] });
    }
  });
  afterAll(() => company.close());

  it('generates one voucher per entry, once', async () => {
    const { output } = await company.run('ledger/voucher.generate', { period: 202606 }, { as: clerk });
    expect(output).toMatchObject({ count: 8 });
    expect(await company.refused(company.run('ledger/voucher.generate', { period: 202606 }, { as: clerk }))).toBe('nothing-to-do');
  });
  it('the preparer cannot audit; a second person can, and eight audits at once give 1…8', async () => {
    const { rows } = await list('draft');
    const ids = rows.map((row) => row.id);
    const lines = [{ summary: 'x', account: company.accountIds.get('5602.01'), debit: '1', credit: null }, { summary: 'x', account: company.accountIds.get('2241'), debit: null, credit: '1' }];
    expect(await company.refused(company.run('ledger/voucher.save', { id: ids[0], version: 1, day: '2026-06-20', lines }, { as: clerk }))).toBe('not-manual');
    expect(await company.refused(company.run('ledger/voucher.audit', { ids }, { as: clerk }))).toBe('same-person');
    await Promise.all(ids.map((id) => company.run('ledger/voucher.audit', { ids: [id] }, { as: auditor })));
    expect((await list('audited')).rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `记-000${number}`));
  });
  it.each([
    ['unbalanced', '100.00', '99.99'],
    ['side-missing', '0', '0'],
  ])('a manual voucher is refused when %s', async (code, debit, credit) => {
    expect(await company.refused(manual(debit, credit))).toBe(code);
  });
  it('a manual voucher may not touch a controlled account', async () => {
    const lines = [{ summary: 'x', account: company.accountIds.get('1403.02'), debit: '1', credit: null }, { summary: 'x', account: company.accountIds.get('2241'), debit: null, credit: '1' }];
    expect(await company.refused(company.run('ledger/voucher.save', { day: '2026-06-20', lines }, { as: clerk }))).toBe('account-controlled');
  });
  it('a manual voucher counts from its audit on, and posting is for good', async () => {
    const { output } = await manual('250.00');
    const turnover = async () => (await company.ask<{ turnover: Record<string, string> }>('ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606 })).turnover;
    expect(await turnover()).toEqual({ all: '800.00', posted: '0.00' });
    await company.run('ledger/voucher.audit', { id: output.id, version: 1 }, { as: auditor });
    expect(await turnover()).toEqual({ all: '1050.00', posted: '0.00' });
    await company.run('ledger/voucher.post', { id: output.id, version: 2 }, { as: auditor });
    expect(await turnover()).toEqual({ all: '1050.00', posted: '250.00' });
    expect(await company.refused(company.run('ledger/voucher.void', { id: output.id, version: 3 }, { as: auditor }))).toBe('state-changed');
    expect(await company.refused(company.run('ledger/voucher.save', { id: output.id, version: 3, day: '2026-06-20', lines: [] }, { as: clerk }))).toBe('bad-input');
  });
  it('voiding an audited manual voucher takes its entry back; the number stays and nothing is left to voucher', async () => {
    const { output } = await manual('77.00');
    await company.run('ledger/voucher.audit', { id: output.id, version: 1 }, { as: auditor });
    const balance = async () => (await company.ask<{ rows: { code: string; closingDebit: string }[] }>('ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606, includeUnposted: true })).rows.find((row) => row.code === '5602.01')?.closingDebit;
    expect(await balance()).toBe('327.00');
    await company.run('ledger/voucher.void', { id: output.id, version: 2 }, { as: auditor });
    expect(await balance()).toBe('250.00');
    expect((await list('void')).rows.map((row) => row.number)).toEqual(['记-0010']);
    expect(await company.refused(company.run('ledger/voucher.generate', { period: 202606 }, { as: clerk }))).toBe('nothing-to-do');
  });
  it('whoever edits a draft has prepared it: the editor cannot audit, the first preparer can', async () => {
    const { output } = await manual('9.00');
    const lines = [{ summary: 'x', account: company.accountIds.get('5602.01'), debit: '9000', credit: null }, { summary: 'x', account: company.accountIds.get('2241'), debit: null, credit: '9000' }];
    await company.run('ledger/voucher.save', { id: output.id, version: 1, day: '2026-06-20', lines }, { as: auditor });
    expect(await company.refused(company.run('ledger/voucher.audit', { id: output.id, version: 2 }, { as: auditor }))).toBe('same-person');
    await company.run('ledger/voucher.void', { id: output.id, version: 2 }, { as: clerk });
    const other = await manual('9.00');
    await company.run('ledger/voucher.save', { id: other.output.id, version: 1, day: '2026-06-20', lines }, { as: auditor });
    await company.run('ledger/voucher.audit', { id: other.output.id, version: 2 }, { as: clerk });
    await company.run('ledger/voucher.void', { id: other.output.id, version: 3 }, { as: clerk });
  });
  it('the ledger closes only when everything is posted, in order, and then takes nothing more', async () => {
    const close = (period: number, area: string) => company.run('ledger/period.close', { period, area });
    expect(await company.refused(close(202606, 'ledger'))).toBe('period-order');
    expect(await company.refused(close(202601, 'ledger'))).toBe('area-order');
    for (const period of [202601, 202602, 202603, 202604, 202605]) for (const area of ['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger']) await close(period, area);
    for (const area of ['trade', 'stock', 'inventory-cost', 'receivable-payable']) await close(202606, area);
    expect(await company.refused(close(202606, 'ledger'))).toBe('entries-unposted');
    await company.run('ledger/voucher.post', { ids: (await list('audited')).rows.map((row) => row.id) }, { as: auditor });
    await close(202606, 'ledger');
    expect(await company.refused(manual('1.00'))).toBe('period-closed');
    expect(await company.refused(company.run('ledger/period.reopen', { period: 202605, area: 'ledger', reason: 'x' }))).toBe('reopen-newest');
    await company.run('ledger/period.reopen', { period: 202606, area: 'ledger', reason: '补记费用' });
    await manual('1.00');
  });
});
