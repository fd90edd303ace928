/**
 * Invoices that come when the goods have left, on paper: 10 plates for nothing and 11 at 50 (550 in all) go into a work order.
 * The free ones are billed at 100 + 13 (tax is cost): work in process 663. The order is closed: cost of sales 663. The others
 * are billed 40 dearer: a closed order's work in process stays zero, cost of sales 703.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

describe('a price that comes after the goods have left', () => {
  let company: TestCompany;
  let workshop: Workshop;
  let order: string;
  const balances = async (): Promise<Record<string, number>> => {
    const { rows } = await company.ask<{ rows: Record<string, string>[] }>('ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606, includeUnposted: true });
    const all = Object.fromEntries(rows.map((row) => [row['code'], Number(row['closingDebit']) - Number(row['closingCredit'])]));
    return Object.fromEntries(['1403.02', '4001.01', '5401', '2202.01'].map((code) => [code, all[code] ?? 0]));
  };
  const bill = async (place: number, invoiceNumber: string, fields: Record<string, unknown>) => {
    const { rows } = await company.ask<{ rows: { id: string }[] }>('purchasing/purchase-receipt.list', { sort: { by: 'number', descending: false } });
    const { lines } = await company.ask<{ lines: Record<string, unknown>[] }>('finance/supplier-invoice.propose', { sourceId: rows[place]?.id });
    const [line] = lines;
    return company.run('finance/supplier-invoice.save', { supplier: company.supplierId, day: '2026-06-12', book: true, invoiceNumber, invoiceKind: 'ordinary', lines: [{ receiptLine: line?.['receiptLine'], item: workshop.plate, quantity: line?.['quantity'], ...fields }] }, { accept: ['price-differs'] });
  };
  beforeAll(async () => {
    company = await testCompany('price-after-goods-left');
    workshop = await testWorkshop(company);
    await workshop.stock(workshop.plate, '10', '0');
    await workshop.stock(workshop.plate, '11', '50');
    order = await workshop.released('10');
    const { lines } = await company.ask<{ lines: { component: string; item: { id: string }; quantity: string; warehouse: { id: string } }[] }>('shopfloor/material-issue.propose', { sourceId: order });
    await company.run('shopfloor/material-issue.save', { workOrder: order, day: '2026-06-03', book: true, lines: lines.map((line) => ({ ...line, item: line.item.id, warehouse: line.warehouse.id })) });
  });
  afterAll(() => company.close());

  it('goods received for nothing, gone, billed: the order that took them bears it', async () => {
    expect(await balances()).toEqual({ '1403.02': 0, '4001.01': 550, '5401': 0, '2202.01': 0 });
    await bill(0, 'FP1', { amount: '100', tax: '13' });
    expect(await balances()).toEqual({ '1403.02': 0, '4001.01': 663, '5401': 0, '2202.01': -113 });
  });
  it('a closed order takes nothing more', async () => {
    const { version } = await company.ask<{ version: number }>('shopfloor/work-order.get', { id: order });
    await company.run('shopfloor/work-order.close', { id: order, version, day: '2026-06-11' });
    expect(await balances()).toMatchObject({ '4001.01': 0, '5401': 663 });
    const { output } = await bill(1, 'FP2', { amount: '590', tax: '0' });
    expect(await balances()).toEqual({ '1403.02': 0, '4001.01': 0, '5401': 703, '2202.01': -703 });
    await company.run('finance/supplier-invoice.reverse', { id: output.id, version: output.version });
    expect(await balances()).toEqual({ '1403.02': 0, '4001.01': 0, '5401': 663, '2202.01': -113 });
  });
});
