import { expect, test } from 'vitest';
import { refusedCells, type PlannedRow, releaseRows, releaseWire } from './release-rows.ts';

const order = (change: Partial<PlannedRow> = {}): PlannedRow => ({
  id: '7', number: 'PL-3-0007', item: { id: '9', code: 'A', name: 'A' }, source: 'buy', quantity: '12.500000', unit: '件', startDay: '2026-06-01', dueDay: '2026-06-20', supplier: { id: '5', name: '宁波甬钢' }, ...change,
});

test('what lies in the past is released from today, and due no earlier than it begins', () => {
  const [bought, made] = releaseRows([order({ dueDay: '2026-06-10' }), order({ source: 'make', dueDay: '2026-06-02', supplier: null })], '2026-06-15');
  expect([bought?.['startDay'], bought?.['dueDay'], bought?.['quantity'], made?.['dueDay']]).toEqual(['2026-06-15', '2026-06-15', '12.5', '2026-06-15']);
  expect(releaseRows([order({ quantity: '100' })], '2026-06-15')[0]?.['quantity']).toBe('100');
});
test('what was changed is what is sent; a supplier only for what is bought', () => {
  const [bought, made] = releaseRows([order(), order({ id: '8', source: 'make' })], '2026-06-15');
  expect(releaseWire([{ ...bought!, quantity: '20', supplier: { id: '6' } }, { ...made!, quantity: null }])).toEqual([{ orderNo: 7, quantity: '20', dueDay: '2026-06-20', supplier: '6' }, { orderNo: 8, dueDay: '2026-06-20' }]);
});
test('a refusal marks its cell, one of the whole row its number', () => {
  const sentence = { zh: '没有', en: 'no' };
  const refused = refusedCells({ status: 422, code: 'no-supplier', message: sentence, errors: [{ code: 'no-supplier', path: ['orders', 1, 'supplier'], message: sentence }, { code: 'already-released', path: ['orders', 0, 'orderNo'], message: sentence }] }, ['a', 'b']);
  expect([[...refused.rows], [...refused.cells.keys()]]).toEqual([['b', 'a'], ['b.supplier', 'a.number']]);
});
