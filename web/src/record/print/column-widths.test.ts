// Goal: the columns fill the paper exactly, figures keep the room they need, and no column of words becomes a ribbon.
import { expect, test } from 'vitest';
import { tableLayout } from './column-widths.ts';
import type { PrintTable } from './print-options.ts';

const table = (amount: string, name: string): PrintTable => ({
  columns: [{ key: 'ordinal', title: '序', manner: 'short' }, { key: 'name', title: '名称', manner: 'text' }, { key: 'note', title: '备注', manner: 'text' }, { key: 'amount', title: '金额', manner: 'figure' }],
  rows: [['1', name, '加急', amount]], sum: ['合计', '', '', amount],
});
const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
const longName = '特种不锈钢拉丝钣金机箱总成（含门锁、铰链、密封条与接地端子）';

test('the columns are as wide as the paper', () => {
  for (const available of [40, 128, 186, 225, 273]) for (const name of ['箱', longName]) expect(total(tableLayout(table('1,234,567.89', name), available).widths)).toBeCloseTo(available, 6);
});
test('a figure of twelve signs has its 24.6 mm whatever the names are', () => {
  for (const name of ['箱', longName]) expect(tableLayout(table('1,234,567.89', name), 186)).toMatchObject({ scale: 1, widths: { 3: expect.closeTo(24.6, 6) } });
});
test('words take what is left, the longer ones more of it', () => {
  const [, name = 0, note = 0] = tableLayout(table('1.00', longName), 186).widths;
  expect(name).toBeGreaterThan(note * 2);
});
test('too much for the paper: everything smaller, in proportion', () => {
  // 序 2 × 1.8 + 3 = 6.6; 名称 at least 12 × 1.8 + 3 = 24.6; 备注 4 × 1.8 + 3 = 10.2; 金额 24.6: 66 in all.
  const { scale, widths } = tableLayout(table('1,234,567.89', longName), 49.5);
  expect(scale).toBeCloseTo(0.75, 6);
  expect(widths.map((width) => Math.round(width * 100) / 100)).toEqual([4.95, 18.45, 7.65, 18.45]);
});
test('a heading is not broken within a word', () => {
  const english: PrintTable = { columns: [{ key: 'quantity', title: 'Quantity', manner: 'figure' }, { key: 'name', title: 'Name', manner: 'text' }], rows: [['1', 'Bracket']] };
  expect(tableLayout(english, 100).widths[0]).toBeCloseTo(8.6 * 1.8 + 3, 6);
});
