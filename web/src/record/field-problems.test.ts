import { expect, it } from 'vitest';
import { cellProblems, placeProblem, sentencesOf, withoutHead } from './field-problems.ts';

const message = (zh: string) => ({ zh, en: zh });
const problem = {
  status: 422, code: 'bad-input', message: message('填写有误'),
  errors: [
    { code: 'a', path: ['supplierId'], message: message('没有供应商') },
    { code: 'b', path: ['lines', 1, 'quantity'], message: { zh: '第 2 行：数量必须大于 0。', en: 'Row 2: Quantity must be above 0.' } },
    { code: 'c', path: [], message: message('期间已结') },
    { code: 'd', path: ['lines', 0, 'hidden'], message: message('第 1 行别的') },
    { code: 'e', path: ['lines', 1, 'item'], message: message('第 2 行物料没有填。') },
  ],
};
const [first, second] = [{ $key: 'r1' }, { $key: 'r2' }];
const placed = placeProblem(problem, new Set(['supplierId']), { sent: [first, second], fields: new Set(['quantity', 'item']), reason: (_row, field) => (field === 'item' ? message('没有编码为「X」的物料') : undefined) });
const zh = (texts: readonly { zh: string }[]) => texts.map((text) => text.zh);

it('marks the field, the cell by its row, and keeps the rest in words', () => {
  expect(placed.head.get('supplierId')?.zh).toBe('没有供应商');
  expect(cellProblems(placed, [first, second]).get('r2.quantity')).toEqual({ zh: '数量必须大于 0。', en: 'Quantity must be above 0.' });
  expect(zh(sentencesOf(placed, [first, second]))).toEqual(['期间已结', '没有供应商', '第 1 行：别的', '第 2 行：数量必须大于 0。', '第 2 行：没有编码为「X」的物料']);
});
it('a corrected field is no longer marked', () => expect(withoutHead(placed, 'supplierId').head.size).toBe(0));
it('what is said of a row goes with it, ends when it is changed or deleted, and holds again after an undo', () => {
  const changed = { ...second, quantity: '1' };
  expect(cellProblems(placed, [first, changed]).size).toBe(0);
  expect(zh(sentencesOf(placed, [changed]))).toEqual(['期间已结', '没有供应商']);
  expect(zh(sentencesOf(placed, [{ $key: 'new' }, second])).at(-1)).toBe('第 2 行：没有编码为「X」的物料');
  expect(zh(sentencesOf(placed, [second])).at(-2)).toBe('第 1 行：数量必须大于 0。');
  expect(cellProblems(placed, [first, second]).size).toBe(2);
});
