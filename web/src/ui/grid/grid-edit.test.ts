/** Goal: block changes touch typed cells only. Columns: item (reference, fills unit), quantity, amount (computed). */
import { expect, it } from 'vitest';
import { clearCells, deleteRows, fillDown, insertRow, pasteBlock, unresolved } from './grid-edit.ts';
import { cellProblem, readCell, withFound, type GridColumn, type GridRow } from './grid-model.ts';

const text = (pair: { zh: string } | string) => (typeof pair === 'string' ? pair : pair.zh);
const label = (zh: string) => ({ zh, en: zh });
const columns: GridColumn[] = [
  { key: 'item', kind: 'reference', label: label('物料'), lookup: { search: async () => [] }, fills: (value) => ({ unit: value ? '张' : null }) },
  { key: 'quantity', kind: 'quantity', label: label('数量') },
  { key: 'amount', kind: 'money', label: label('金额'), compute: () => '1' },
];
const rows: GridRow[] = [
  { $key: 'a', item: { id: '1', code: 'X', name: 'x' }, quantity: '5' },
  { $key: 'b', item: null, quantity: '7' },
];
const whole = { top: 0, bottom: 1, left: 0, right: 2 };

it('clears typed cells', () => expect(clearCells(rows, columns, whole).map((row) => row['quantity'])).toEqual([null, null]));
it('fills one cell from above, with what it fills in turn', () => {
  const filled = fillDown(rows, columns, { top: 1, bottom: 1, left: 0, right: 0 });
  expect(filled[1]).toMatchObject({ item: { code: 'X' }, unit: '张', quantity: '7' });
});
it('fills a range from its top row', () => expect(fillDown(rows, columns, { ...whole, left: 1, right: 1 })[1]?.['quantity']).toBe('5'));
it('inserts and deletes', () => {
  expect(insertRow(rows, 1, { quantity: '9' }).map((row) => row['quantity'])).toEqual(['5', '9', '7']);
  expect(deleteRows(rows, { ...whole, bottom: 0 }).map((row) => row.$key)).toEqual(['b']);
});
it('pastes over and beyond the last row, leaving computed cells alone', () => {
  const pasted = pasteBlock(rows, columns, { row: 1, column: 0 }, [['P-1', '1,200', '99'], ['P-2', 'x', '99']], () => ({}), text);
  expect(pasted).toHaveLength(3);
  expect(pasted[1]).toMatchObject({ item: { id: '', code: 'P-1' }, quantity: '1200' });
  expect(pasted[2]?.['amount']).toBeUndefined();
  expect(pasted[2]?.['quantity']).toBe('x');
  expect(unresolved(pasted, columns)[0]?.texts).toEqual(['P-1', 'P-2']);
});
it('reads what a person means', () => {
  expect(readCell({ key: 'r', kind: 'rate', label: label('税率') }, '13', text)).toBe('0.13');
  expect(readCell({ key: 'c', kind: 'choice', label: label('方式'), options: { cash: label('现金') } }, '现', text)).toBe('cash');
  expect(readCell({ key: 'f', kind: 'flag', label: label('急') }, '是', text)).toBe(true);
});
it('says what is wrong with a cell', () => {
  const quantity = columns[1] as GridColumn;
  expect(cellProblem(quantity, 'x')?.zh).toBe('「x」不是数字。');
  expect(cellProblem(quantity, '1.5')).toBeUndefined();
});
it('a record found late fills only what was not typed beside it', () => {
  const item: GridColumn = { key: 'item', kind: 'reference', label: label('物料'), fills: () => ({ unit: '张', price: '1469.00' }) };
  const found = { id: '7', code: 'P-1', name: '板' };
  const blank = { item: null, unit: null, price: null };
  expect(withFound({ $key: 'n', item: { id: '', code: 'P-1' }, unit: null, price: '4407.00' }, blank, item, found)).toEqual({ $key: 'n', item: found, unit: '张', price: '4407.00' });
  // Another item in a row that had a price: nobody typed that price for it.
  expect(withFound({ $key: 'o', item: { id: '', code: 'P-1' }, unit: '根', price: '3.00' }, { item: { id: '1' }, unit: '根', price: '3.00' }, item, found)).toEqual({ $key: 'o', item: found, unit: '张', price: '1469.00' });
});
