import { expect, it } from 'vitest';
import { generalRows } from './general-rows.ts';

const payable = { id: '7', code: '2241', name: '其他应付款', level: 1, isLeaf: true, months: [{ period: 202605, opening: '0.00', debit: '0.00', credit: '130.00', closing: '-130.00', yearDebit: '0.00', yearCredit: '141.00' }] };
const leaf = { ...payable, id: '8', code: '5602.01', level: 2 };

it('opening, month, year to date; the balance on its side, without sign', () => {
  expect(generalRows([payable], 'first').map(({ kind, fromPeriod, period, credit, side, balance }) => [kind, fromPeriod, period, credit, side, balance])).toEqual([
    ['opening', 202605, 202605, undefined, 'none', '0.00'],
    ['month', 202605, 202605, '130.00', 'C', '130.00'],
    ['year', 202601, 202605, '141.00', 'C', '130.00'],
  ]);
});
it('an opening dated in a later month stands before that month', () => {
  const months = [{ ...payable.months[0]!, closing: '-130.00' }, { period: 202606, opening: '-230.00', debit: '30.00', credit: '0.00', closing: '-200.00', yearDebit: '30.00', yearCredit: '141.00' }, { period: 202607, opening: '-200.00', debit: '0.00', credit: '0.00', closing: '-200.00', yearDebit: '30.00', yearCredit: '141.00' }];
  expect(generalRows([{ ...payable, months }], 'first').filter((row) => row.kind !== 'year').map(({ kind, period, balance }) => [kind, period, balance])).toEqual([
    ['opening', 202605, '0.00'], ['month', 202605, '130.00'], ['opening', 202606, '230.00'], ['month', 202606, '200.00'], ['month', 202607, '200.00'],
  ]);
});
it.each([['first', ['7']], ['leaf', ['7', '8']], ['all', ['7', '8']]] as const)('level %s', (level, ids) => {
  expect([...new Set(generalRows([payable, leaf], level).map((row) => row.accountId))]).toEqual(ids);
});
