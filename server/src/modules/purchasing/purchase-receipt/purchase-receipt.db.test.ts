import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

describe('purchase receipt', () => {
  let company: TestCompany;
  let item: string;
  beforeAll(async () => {
    company = await testCompany('purchase-receipt');
    item = await company.item('C-SGCC-12');
  });
  afterAll(() => company.close());

  const order = async (quantity: string, priceWithTax: string) => {
    const { output: { id } } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity, priceWithTax, dueDay: '2026-06-20' }] });
    await company.run('purchasing/purchase-order.approve', { id, version: 1 });
    return id;
  };
  type Proposal = { supplier: { id: string }; day: string; lines: { orderLine: string; item: { id: string }; warehouse: { id: string }; quantity: string }[] };
  const receive = async (orderId: string, quantity?: string, book = true) => {
    const proposal = await company.ask<Proposal>('purchasing/purchase-receipt.propose', { sourceId: orderId });
    return company.run('purchasing/purchase-receipt.save', {
      supplier: proposal.supplier.id, day: '2026-06-10', book,
      lines: proposal.lines.map((line) => ({ orderLine: line.orderLine, item: line.item.id, warehouse: line.warehouse.id, quantity: quantity ?? line.quantity })),
    });
  };
  it('receives in parts that add up to the order to the cent', async () => {
    const id = await order('3', '113.01');
    const amounts: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const { output } = await receive(id, '1');
      amounts.push((await company.ask<{ amount: string }>('purchasing/purchase-receipt.get', { id: output.id })).amount);
    }
    // 339.03 gross ÷ 1.13 = 300.0265… → 300.03 net, in thirds 100.01 each
    expect(amounts).toEqual(['100.01', '100.01', '100.01']);
  });
  it('draft, then book, then reverse: stock, order and books are as before', async () => {
    const id = await order('10', '11.30');
    const { output: draft } = await receive(id, undefined, false);
    const remaining = async () => (await company.ask<{ lines: { received: string }[] }>('purchasing/purchase-order.get', { id })).lines[0]?.received;
    expect(await remaining()).toBe('0.000000');
    await company.run('purchasing/purchase-receipt.book', { id: draft.id, version: 1 });
    expect(await remaining()).toBe('10.000000');
    expect(await company.refused(company.run('purchasing/purchase-order.unapprove', { id, version: 2 }))).toBe('already-executed');
    const { output: red } = await company.run('purchasing/purchase-receipt.reverse', { id: draft.id, version: 2 });
    expect(await remaining()).toBe('0.000000');
    expect((await company.ask<{ amount: string }>('purchasing/purchase-receipt.get', { id: red.id })).amount).toBe('-100.00');
    expect(await company.refused(company.run('purchasing/purchase-receipt.reverse', { id: draft.id, version: 3 }))).toBe('wrong-state');
    expect(await company.refused(company.run('purchasing/purchase-receipt.reverse', { id: red.id, version: 1 }))).toBe('reversed-before');
  });
  it('two people receiving the same line at once: one wins, the other is told', async () => {
    const id = await order('5', '10');
    const proposal = await company.ask<Proposal>('purchasing/purchase-receipt.propose', { sourceId: id });
    const input = { supplier: company.supplierId, day: '2026-06-10', book: true, lines: proposal.lines.map((line) => ({ orderLine: line.orderLine, item: line.item.id, warehouse: line.warehouse.id, quantity: '5' })) };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => company.run('purchasing/purchase-receipt.save', input)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { problem: { code: string } }).problem.code] : []));
    expect(reasons).toEqual(['more-than-remains', 'more-than-remains']);
  });
  it('warehouse book = finance book, and the trial balance balances', async () => {
    type Figures = { totals: Record<string, string>; rows: Record<string, string>[] };
    const tie = await company.ask<Figures>('inventory/report.books-tie', { period: 202606 });
    expect(tie.rows.map((row) => [row['code'], row['difference']])).toEqual([['1403.02', '0.00']]);
    const items = await company.ask<Figures>('inventory/report.books-tie', { period: 202606, by: 'item' });
    expect(items.totals['warehouseBook']).toBe(tie.totals['financeBook']);
    const ledger = await company.ask<Figures>('inventory/report.stock-ledger', { fromPeriod: 202606, toPeriod: 202606 });
    expect(ledger.totals['closingValue']).toBe(tie.totals['financeBook']);
    const stock = await company.ask<Figures>('inventory/stock.list', {});
    expect(Number(stock.totals['value'])).toBe(Number(tie.totals['financeBook']));
    const trial = await company.ask<Figures>('ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606, includeUnposted: true });
    expect(trial.totals['closingDebit']).toBe(trial.totals['closingCredit']);
    expect(trial.totals['debit']).toBe(trial.totals['credit']);
    const account = trial.rows.find((row) => row['code'] === '1403.02')?.['accountId'];
    const detail = await company.ask<{ closing: string; rows: { balance: string; document: { kind: string } }[] }>('ledger/report.detail', { account, fromPeriod: 202606, toPeriod: 202606, includeUnposted: true });
    expect(detail.closing).toBe(tie.totals['financeBook']);
    expect(detail.rows.at(-1)?.balance).toBe(detail.closing);
    expect(detail.rows[0]?.document.kind).toBe('purchasing/purchase-receipt');
  });
  it('refuses more than remains, a closed order and those who may not book', async () => {
    const id = await order('5', '10');
    expect(await company.refused(receive(id, '6'))).toBe('more-than-remains');
    const clerk = company.actor('keeper', ['purchasing/purchase-receipt.save', 'purchasing/purchase-receipt.view']);
    const proposal = await company.ask<Proposal>('purchasing/purchase-receipt.propose', { sourceId: id });
    const input = { supplier: company.supplierId, day: '2026-06-10', book: true, lines: proposal.lines.map((line) => ({ orderLine: line.orderLine, item: line.item.id, warehouse: line.warehouse.id, quantity: '1' })) };
    expect(await company.refused(company.run('purchasing/purchase-receipt.save', input, { as: clerk }))).toBe('not-permitted');
    expect(await company.refused(company.run('purchasing/purchase-receipt.save', { ...input, day: '2025-06-10' }))).toBe('day-before-order');
    await company.run('purchasing/purchase-order.close', { id, version: 2 });
    expect(await company.refused(company.run('purchasing/purchase-receipt.save', input))).toBe('order-closed');
  });
});
