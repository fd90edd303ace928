// Goal: a document may be filled from the open lines of several documents of one party; what is used up, closed or not in force is not offered.
// Method: orders of two suppliers through the real commands; quantities worked out by hand: 10 + 4 ordered, 6 of the 10 received, so 4 and 4 remain.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCompany, testCompany } from '../../../test-company.ts';
import type { OpenLine } from './open-line.contract.ts';

let company: TestCompany;
let [sheet, screw, other] = ['', '', ''];
beforeAll(async () => {
  company = await testCompany('open-lines');
  sheet = await company.item('C-Q235-30', { name: '冷轧钢板' });
  screw = await company.item('SC-M6', { name: '螺钉' });
  other = (await company.run('purchasing/supplier.save', { code: 'S002', name: '苏州鼎盛' })).output.id;
});
afterAll(() => company.close());

const ordered = async (supplier: string, lines: [string, string, string][], approve = true) => {
  const { output } = await company.run('purchasing/purchase-order.save', { supplier, day: '2026-06-01', lines: lines.map(([item, quantity, dueDay]) => ({ item, quantity, priceWithTax: '11.3', dueDay })) });
  if (approve) await company.run('purchasing/purchase-order.approve', { id: output.id, version: 1 });
  return output;
};
const open = async (noun: string, input: object = {}) => (await company.ask<{ rows: OpenLine[] }>(`${noun}.open-lines`, input)).rows;
const told = (rows: readonly OpenLine[]) => rows.map((row) => [row.number, row.item.code, row.remaining, row.dueDay]);

describe('open lines', () => {
  let [first, second] = [{ id: '', number: '' }, { id: '', number: '' }];
  it('are what remains of orders in force, the earliest due first, of the party asked for', async () => {
    first = await ordered(company.supplierId, [[sheet, '10', '2026-06-20'], [screw, '100', '2026-06-10']]);
    second = await ordered(company.supplierId, [[sheet, '4', '2026-06-12']]);
    const elsewhere = await ordered(other, [[sheet, '7', '2026-06-11']]);
    await ordered(company.supplierId, [[sheet, '1', '2026-06-09']], false);
    expect(told(await open('purchasing/purchase-receipt', { party: company.supplierId }))).toEqual([[first.number, 'SC-M6', '100', '2026-06-10'], [second.number, 'C-Q235-30', '4', '2026-06-12'], [first.number, 'C-Q235-30', '10', '2026-06-20']]);
    expect((await open('purchasing/purchase-receipt')).map((row) => row.party?.code)).toEqual(['S001', 'S002', 'S001', 'S001']);
    await company.run('purchasing/purchase-order.close', { id: elsewhere.id, version: 2 });
    expect(await open('purchasing/purchase-receipt', { party: other })).toEqual([]);
  });
  it('are found by number, code, name and pinyin', async () => {
    for (const search of ['sc-m6', '螺钉', 'ld', 'luoding', `${first.number.toLowerCase()} 螺`]) expect(told(await open('purchasing/purchase-receipt', { search }))).toEqual([[first.number, 'SC-M6', '100', '2026-06-10']]);
    expect(await open('purchasing/purchase-receipt', { search: 'nothing' })).toEqual([]);
  });
  it('of two orders stand in one receipt, and that receipt opens lines for an invoice', async () => {
    const rows = (await open('purchasing/purchase-receipt', { party: company.supplierId, search: 'q235' }));
    const lines = rows.map((row) => ({ orderLine: row.id, item: row.item.id, warehouse: company.warehouseId, quantity: row.remaining === '10' ? '6' : row.remaining }));
    const { output } = await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-05', book: true, lines });
    expect(told(await open('purchasing/purchase-receipt', { party: company.supplierId }))).toEqual([[first.number, 'SC-M6', '100', '2026-06-10'], [first.number, 'C-Q235-30', '4', '2026-06-20']]);
    expect((await open('finance/supplier-invoice', { party: company.supplierId })).map((row) => [row.number, row.remaining, row.day])).toEqual([[output.number, '4', '2026-06-05'], [output.number, '6', '2026-06-05']]);
  });
  it('each come with what their document proposes', async () => {
    const { lines } = await company.ask<{ lines: { orderLine: string; orderNumber: string; quantity: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: first.id });
    expect(lines.map((line) => [line.orderNumber, Number(line.quantity)])).toEqual([[first.number, 4], [first.number, 100]]);
  });
  it('are for those who may write the document', async () => {
    expect(await company.refused(company.ask('sales/delivery.open-lines', {}, company.actor('buyer', ['purchasing/*'])))).toBe('not-permitted');
  });
  it.each(['sales/delivery', 'sales/acceptance', 'sales/sales-invoice', 'shopfloor/material-issue'])('are asked alike for %s', async (noun) => {
    expect(await open(noun)).toEqual([]);
  });
});
