/**
 * A document taken back before it had a voucher, by hand: three receipts of 100.00; the first is reversed in the same month, the second
 * in the next, the third after its voucher was made. Only the first pair needs no paper; totals are the same with and without.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../kernel/command.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';

describe('an entry and its reversal without a voucher', () => {
  let company: TestCompany;
  let clerk: Actor;
  let auditor: Actor;
  const receipts: { id: string; version: number }[] = [];
  beforeAll(async () => {
    company = await testCompany('netting');
    clerk = company.actor('accountant', ['ledger/*', 'purchasing/*']);
    auditor = company.actor('auditor', ['ledger/*']);
    const item = await company.item('M-1');
    for (const day of ['2026-05-10', '2026-05-11', '2026-05-12']) {
      const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day, lines: [{ item, quantity: '10', priceWithTax: '11.3', dueDay: day }] });
      await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
      const proposal = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
      receipts.push((await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day, book: true, lines: [{ orderLine: proposal.lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '10' }] })).output);
    }
  });
  afterAll(() => company?.close());
  const reverse = (index: number, day: string) => company.run('purchasing/purchase-receipt.reverse', { ...receipts[index], id: receipts[index]?.id, day });
  const generate = async (period: number, documentIds?: string[]) => (await company.run('ledger/voucher.generate', { period, ...(documentIds ? { documentIds } : {}) }, { as: clerk })).output as unknown as { count: number; netted: number };
  const totals = async () => (await company.ask<{ totals: Record<string, string> }>('ledger/report.trial-balance', { fromPeriod: 202605, toPeriod: 202606, includeUnposted: true })).totals;

  it('is netted when both lie in one period; other reversals get their own vouchers', async () => {
    expect(await generate(202605, [receipts[2]?.id ?? ''])).toEqual({ count: 1, netted: 0 });
    const { id: reversalId } = (await reverse(0, '2026-05-20')).output;
    await reverse(1, '2026-06-02');
    await reverse(2, '2026-05-21');
    const before = await totals();
    expect(before).toMatchObject({ closingDebit: '0.00', closingCredit: '0.00' });
    // May: the second receipt and the reversal of the third; the first pair is netted.
    expect(await generate(202605)).toEqual({ count: 2, netted: 1 });
    expect(await generate(202606)).toEqual({ count: 1, netted: 0 });
    expect(await totals()).toEqual(before);
    expect(await company.refused(generate(202605))).toBe('nothing-to-do');
    const { rows } = await company.ask<{ rows: { netted: boolean; summary: object; document: { id: string; number: string } }[] }>('ledger/report.detail', { account: company.accountIds.get('1403.02'), fromPeriod: 202605, toPeriod: 202606, includeUnposted: true });
    expect(rows.filter((row) => row.netted).map((row) => row.document.id)).toEqual([receipts[0]?.id, reversalId]);
    expect(rows.filter((row) => !row.netted)).toHaveLength(4);
    const [taken, red] = rows.filter((row) => row.netted);
    expect(taken?.summary).toEqual({ zh: `采购入库 ${taken?.document.number}`, en: `Purchase receipt ${taken?.document.number}` });
    expect(red?.summary).toEqual({ zh: `冲销 ${taken?.document.number}`, en: `Reversal of ${taken?.document.number}` });
    expect(await company.ask('ledger/entry.of-document', { documentId: reversalId })).toMatchObject({ entries: [{ netted: true, voucher: null }] });
  });

  it('keeps the ledger from closing no longer once the rest is posted', async () => {
    const ids = async (state: string) => (await company.ask<{ rows: { id: string }[] }>('ledger/voucher.list', { filter: [{ field: 'state', operator: 'is', value: state }], limit: 100 })).rows.map((row) => row.id);
    await company.run('ledger/voucher.audit', { ids: await ids('draft') }, { as: auditor });
    await company.run('ledger/voucher.post', { ids: await ids('audited') }, { as: auditor });
    const posted = async () => (await company.ask<{ totals: Record<string, string> }>('ledger/report.trial-balance', { fromPeriod: 202605, toPeriod: 202606, includeUnposted: false })).totals;
    expect(await posted()).toEqual(await totals());
    for (const period of [202601, 202602, 202603, 202604, 202605]) for (const area of ['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger']) await company.run('ledger/period.close', { period, area });
  });
});
