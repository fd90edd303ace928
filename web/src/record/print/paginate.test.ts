// Goal: breaks as a person would make them. Heights are in any unit; a page holds 100.
import { expect, test } from 'vitest';
import { paginate, type Part } from './paginate.ts';

const rows = (count: number, height = 10): number[] => Array.from({ length: count }, () => height);
const part = (count: number, sum = 0): Part => ({ overhead: 10, rows: rows(count), sum });
const shape = (parts: readonly Part[], tail: number) => paginate(parts, tail, 100).map(({ pieces, tail: closes }) => `${pieces.map(({ part: of, from, to }) => `${of}:${from}-${to}`).join(' ')}${closes ? ' end' : ''}`);

test('one page while it fits, to the last millimetre', () => {
  expect(shape([part(7)], 20)).toEqual(['0:0-7 end']);
  expect(shape([part(7, 10)], 10)).toEqual(['0:0-7 end']);
});
test('totals that do not fit take the last line along', () => {
  expect(shape([part(8)], 20)).toEqual(['0:0-7', '0:7-8 end']);
});
test('60 lines: the heading again on each page', () => {
  expect(shape([part(60)], 20)).toEqual(['0:0-9', '0:9-18', '0:18-27', '0:27-36', '0:36-45', '0:45-54', '0:54-60 end']);
});
test('a second table begins with at least one row, else on the next page', () => {
  expect(shape([part(6), part(3)], 0)).toEqual(['0:0-6 1:0-2', '1:2-3 end']);
  expect(shape([part(8), part(3)], 0)).toEqual(['0:0-8', '1:0-3 end']);
});
test('nothing to list is still a page, and a row higher than the paper does not loop', () => {
  expect(shape([], 20)).toEqual([' end']);
  expect(shape([{ overhead: 10, rows: [300, 10], sum: 0 }], 0)).toEqual(['0:0-1', '0:1-2 end']);
});
