/**
 * Purchase to pay, with figures worked out by hand: 10 @ 100 and 10 @ 120 net received, 5 invoiced at 110, paid in part; the
 * books balance after every step and both are equal.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../test-company.ts';

describe('purchase to pay', () => {
  let company: TestCompany;
  let item: string;
  let invoice: { id: string; version: number };
  type Row = Record<string, string>;
  const balances = async (): Promise<Record<string, number>> => {
    const { rows, totals } = await company.ask<{ rows: Row[]; totals: Row }>('ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606, includeUnposted: true });
    expect(totals['closingDebit']).toBe(totals['closingCredit']);
    return Object.fromEntries(rows.map((row) => [row['code'], Number(row['closingDebit']) - Number(row['closingCredit'])]));
  };
  const receive = async (quantity: string, priceWithTax: string): Promise<string> => {
    const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity, priceWithTax, dueDay: '2026-06-20' }] });
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const proposal = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
    const { output } = await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-05', book: true, lines: [{ orderLine: proposal.lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity }] });
    return output.id;
  };
  type InvoiceProposal = { lines: { receiptLine: string; quantity: string; amount: string; tax: string }[] };
  const bill = async (receiptId: string, fields: Record<string, unknown>, line: Record<string, unknown>, accept: string[] = []) => {
    const { lines } = await company.ask<InvoiceProposal>('finance/supplier-invoice.propose', { sourceId: receiptId });
    return company.run('finance/supplier-invoice.save', { supplier: company.supplierId, day: '2026-06-10', book: true, ...fields, lines: [{ receiptLine: lines[0]?.receiptLine, item, quantity: lines[0]?.quantity, amount: lines[0]?.amount, tax: lines[0]?.tax, ...line }] }, { accept });
  };
  beforeAll(async () => {
    company = await testCompany('purchase-to-pay');
    item = await company.item('C-Q235-30');
  });
  afterAll(() => company.close());

  it('accrues at the order price without tax', async () => {
    await receive('10', '113');
    expect(await balances()).toMatchObject({ '1403.02': 1000, '2202.02': -1000 });
  });
  it('an invoice clears its accrual; a price difference raises the goods still there', async () => {
    const receipt = await receive('10', '135.6');
    const dear = { quantity: '5', amount: '650.00', tax: '84.50' };
    expect(await company.refused(bill(receipt, { invoiceNumber: 'FP001' }, dear))).toBe('needs-confirmation');
    const { output, warnings } = await bill(receipt, { invoiceNumber: 'FP001' }, dear, ['price-differs']);
    invoice = output;
    expect(warnings.map((warning) => warning.code)).toEqual(['price-differs']);
    // accrual 1200, of which 600 cleared; 650 − 600 = 50 into the pool; tax waits for confirmation
    expect(await balances()).toMatchObject({ '1403.02': 2250, '2202.02': -1600, '2202.01': -734.5, '2221.05': 84.5 });
  });
  it('an ordinary invoice makes its tax cost', async () => {
    const receipt = await receive('10', '113');
    const whyNotReverse = async () => (await company.ask<{ can: Record<string, { zh: string } | null> }>('purchasing/purchase-receipt.get', { id: receipt })).can['reverse'];
    expect(await whyNotReverse()).toBeNull();
    // At the ordered price with tax: nothing is asked.
    const { output } = await bill(receipt, { invoiceNumber: 'FP002', invoiceKind: 'ordinary' }, {});
    expect((await whyNotReverse())?.zh).toBe(`已有下游单据 ${output.number}，请先冲销它们。`);
    expect(await balances()).toMatchObject({ '1403.02': 3380, '2202.02': -1600, '2202.01': -1864.5, '2221.05': 84.5 });
  });
  it('refuses the same invoice number twice, and more than was received', async () => {
    const receipt = await receive('1', '113');
    expect(await company.refused(bill(receipt, { invoiceNumber: 'FP001' }, {}))).toBe('number-used');
    expect(await company.refused(bill(receipt, { invoiceNumber: 'FP003' }, { quantity: '2' }))).toBe('more-than-remains');
    expect(await company.refused(bill(receipt, { invoiceNumber: 'FP003', day: '2026-06-01' }, {}))).toBe('day-before-receipt');
  });
  it('pays in part, the rest becomes a prepayment; never more than is open', async () => {
    const bank = company.accountIds.get('1002.01');
    const pay = (amount: string, settled: string, accept: string[] = []) => company.run('finance/payment.save', { supplier: company.supplierId, day: '2026-06-12', bankAccount: bank, amount, book: true, lines: [{ openItem: invoice.id, amount: settled }] }, { accept });
    expect(await company.refused(pay('800', '734.51'))).toBe('more-than-open');
    expect(await company.refused(pay('800', '700'))).toBe('needs-confirmation');
    const { output, warnings } = await pay('800', '700', ['prepayment']);
    expect(warnings.map((warning) => warning.code)).toEqual(['prepayment']);
    expect(await balances()).toMatchObject({ '1002.01': -800, '1123': 100, '2202.01': -1164.5 });
    expect((await company.ask<{ open: string }>('finance/supplier-invoice.get', { id: invoice.id })).open).toBe('34.50');
    // Of this invoice, while another is open.
    expect((await company.ask<{ lines: { open: string }[] }>('finance/payment.get', { id: output.id })).lines.map((line) => line.open)).toEqual(['34.50']);
    expect(await company.refused(company.run('finance/supplier-invoice.reverse', { id: invoice.id, version: invoice.version }))).toBe('later-documents');
    const payables = await company.ask<{ total: string; rows: unknown[] }>('finance/payable.open-items', {});
    expect([payables.total, payables.rows.length]).toEqual(['1164.50', 2]);
    await company.run('finance/payment.reverse', { id: output.id, version: output.version });
    await company.run('finance/supplier-invoice.reverse', { id: invoice.id, version: invoice.version });
    expect(await balances()).toMatchObject({ '1403.02': 3430, '2202.01': -1130, '2202.02': -2300 });
  });
  it('a payment is not dated before what it settles', async () => {
    const receipt = await receive('1', '113');
    const { output } = await bill(receipt, { invoiceNumber: 'FP010', day: '2026-06-12' }, {});
    const pay = (day: string) => company.run('finance/payment.save', { supplier: company.supplierId, day, bankAccount: company.accountIds.get('1002.01'), amount: '113', book: true, lines: [{ openItem: output.id, amount: '113' }] });
    expect(await company.refused(pay('2026-06-11'))).toBe('day-before-item');
    await pay('2026-06-12');
  });
  it('two payments of the same invoice at once: what is open is settled once', async () => {
    const receipt = await receive('1', '113');
    const { output } = await bill(receipt, { invoiceNumber: 'FP009' }, {});
    const pay = () => company.run('finance/payment.save', { supplier: company.supplierId, day: '2026-06-12', bankAccount: company.accountIds.get('1002.01'), amount: '113', book: true, lines: [{ openItem: output.id, amount: '113' }] });
    const outcomes = await Promise.allSettled([pay(), pay(), pay(), pay()]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });
});
