import { expect, it } from 'vitest';
import { placeProblem, withoutHead, withoutRows } from './field-problems.ts';

const message = (zh: string) => ({ zh, en: zh });
const problem = {
  status: 422, code: 'bad-input', message: message('填写有误'),
  errors: [
    { code: 'a', path: ['supplierId'], message: message('没有供应商') },
    { code: 'b', path: ['lines', 1, 'quantity'], message: message('第 2 行数量') },
    { code: 'c', path: [], message: message('期间已结') },
    { code: 'd', path: ['lines', 0, 'unknown'], message: message('第 1 行别的') },
  ],
};
const placed = placeProblem(problem, new Set(['supplierId']), ['r1', 'r2'], new Set(['quantity']));

it('marks the field, the cell by its row, and keeps the rest in words', () => {
  expect(placed.head.get('supplierId')?.zh).toBe('没有供应商');
  expect(placed.cells.get('r2.quantity')?.zh).toBe('第 2 行数量');
  expect(placed.general.map((text) => text.zh)).toEqual(['期间已结', '第 1 行别的']);
});
it('a corrected field is no longer marked', () => {
  expect(withoutHead(placed, 'supplierId').head.size).toBe(0);
  expect(withoutRows(placed, new Set(['r2'])).cells.size).toBe(0);
  expect(withoutRows(placed, new Set(['r1'])).cells.size).toBe(1);
});
