// Goal: the columns fill the paper exactly, and figures keep the room they need.
import { expect, test } from 'vitest';
import { columnWidths } from './column-widths.ts';
import type { PrintTable } from './print-options.ts';

const table = (amount: string, name: string): PrintTable => ({
  columns: [{ key: 'ordinal', title: '序', manner: 'short' }, { key: 'name', title: '名称', manner: 'text' }, { key: 'note', title: '备注', manner: 'text' }, { key: 'amount', title: '金额', manner: 'figure' }],
  rows: [['1', name, '加急', amount]], sum: ['合计', '', '', amount],
});
const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);

test('the columns are as wide as the paper', () => {
  for (const available of [128, 186, 225, 273]) expect(total(columnWidths(table('1,234,567.89', '钣金机箱'), available))).toBeCloseTo(available, 6);
});
test('a figure of twelve signs has its 22 mm whatever the names are', () => {
  for (const name of ['箱', '特种不锈钢拉丝钣金机箱总成（含门锁、铰链、密封条与接地端子）']) expect(columnWidths(table('1,234,567.89', name), 186)[3]).toBeCloseTo(22.52, 2);
});
test('a longer name takes more of the room for words', () => {
  const [, name = 0, note = 0] = columnWidths(table('1.00', '特种不锈钢拉丝钣金机箱总成'), 186);
  expect(name).toBeGreaterThan(note * 2);
});
