// Goal: as many labels as asked for, on as few sheets as hold them.
import { expect, test } from 'vitest';
import { countFrom, labelSheets } from './labels.ts';

const labels = [{ code: 'A', name: '甲' }, { code: 'B', name: '乙' }];
const codes = (sheets: ReturnType<typeof labelSheets>) => sheets.map((sheet) => sheet.map((label) => label?.code ?? '-').join(''));

test('copies stand side by side; 24 fill a sheet', () => {
  expect(codes(labelSheets(labels, 2, 'sheet'))).toEqual(['AABB']);
  expect(codes(labelSheets(labels, 13, 'sheet'))).toEqual([`${'A'.repeat(13)}${'B'.repeat(11)}`, 'BB']);
});
test('a sheet begun earlier, and labels one by one', () => {
  expect(codes(labelSheets(labels, 1, 'sheet', 3))).toEqual(['---AB']);
  expect(codes(labelSheets(labels, 12, 'sheet', 1))).toEqual([`-${'A'.repeat(12)}${'B'.repeat(11)}`, 'B']);
  expect(codes(labelSheets(labels, 2, 'single', 3))).toEqual(['A', 'A', 'B', 'B']);
});
test('what is typed', () => {
  expect([countFrom('5', 1, 99), countFrom('', 1, 99), countFrom('0', 1, 99), countFrom('1000', 1, 99), countFrom('2.9', 1, 99), countFrom('-3', 0, 23)]).toEqual([5, 1, 1, 99, 2, 0]);
});
