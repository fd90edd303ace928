// Goal: whoever is refused reads which row and field, what is wrong with it, and what to do, in both languages.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { field } from './contract.ts';
import { shapeProblem } from './shape-problem.ts';

const input = z.object({
  day: field.day('日期', 'Date'), rank: field.choice('等级', 'Grade', { A: { zh: 'A 级', en: 'A' }, B: { zh: 'B 级', en: 'B' } }).default('A'), days: field.count('天数', 'Days', { max: 365 }), name: field.text('名称', 'Name', { max: 5, required: true }),
  lines: field.lines('明细', 'Lines', z.object({ item: field.reference('物料', 'Item', 'engineering/item'), quantity: field.amount('数量', 'Quantity'), price: field.price('单价', 'Price'), amount: field.money('金额', 'Amount'), tax: field.taxRate().default('0.13') })),
});
const right = { day: '2026-11-24', days: 1, name: 'x', lines: [{ item: '1', quantity: '1', price: '1', amount: '1' }] };
const said = (change: object) => {
  const value = { ...right, ...change };
  const parsed = input.safeParse(value);
  return parsed.error ? shapeProblem(parsed.error, input, value).errors.map((error) => [error.message.zh, error.message.en]) : [];
};
const line = (change: object) => said({ lines: [right.lines[0], { ...right.lines[0], ...change }] })[0];

it.each([
  [{ price: '-1' }, '第 2 行单价不能为负。', 'Row 2: Price must not be negative.'],
  [{ price: 'abc' }, '第 2 行单价「abc」不是数字。', 'Row 2: Price "abc" is no number.'],
  [{ quantity: '0' }, '第 2 行数量必须大于 0。', 'Row 2: Quantity must be above 0.'],
  [{ quantity: '-3' }, '第 2 行数量必须大于 0。', 'Row 2: Quantity must be above 0.'],
  [{ amount: '1.234' }, '第 2 行金额最多 2 位小数。', 'Row 2: Amount takes at most 2 decimals.'],
  [{ amount: '1234567890123' }, '第 2 行金额太大，整数部分最多 12 位。', 'Row 2: Amount is too large: at most 12 digits before the point.'],
  // 0.13 typed where percent are typed.
  [{ tax: '0.0013' }, '第 2 行税率不合适：税率只能是 0 或 0.5%～99%，13% 请填 13 或 13%。', 'Row 2: Tax rate does not fit: a tax rate is 0, or 0.5 % to 99 %; for 13 % enter 13 or 13%.'],
  [{ tax: '13' }, '第 2 行税率不合适：税率只能是 0 或 0.5%～99%，13% 请填 13 或 13%。', 'Row 2: Tax rate does not fit: a tax rate is 0, or 0.5 % to 99 %; for 13 % enter 13 or 13%.'],
  [{ tax: '-0.1' }, '第 2 行税率不能为负。', 'Row 2: Tax rate must not be negative.'],
  [{ item: undefined }, '第 2 行物料没有填。', 'Row 2: Item is missing.'],
  [{ item: 'X-1' }, '第 2 行物料没有「X-1」，请从列表选择。', 'Row 2: Item "X-1" does not exist; choose one from the list.'],
])('a line with %o', (change, zh, en) => expect(line(change)).toEqual([zh, en]));
it.each([
  [{ day: '2026-02-30' }, '日期「2026-02-30」不是日期，请按 2026-11-24 的样子填写。'],
  [{ rank: 'Z' }, '等级「Z」不在可选范围内，请选：A 级、B 级。'],
  [{ days: 400 }, '天数不能超过 365。'],
  [{ days: -1 }, '天数不能小于 0。'],
  [{ name: 'abcdef' }, '名称最多 5 个字。'],
  [{ name: '' }, '名称没有填。'],
  [{ lines: [] }, '明细至少要有一行。'],
])('a head with %o', (change, zh) => expect(said(change).map(([text]) => text)).toEqual([zh]));
it('says one sentence a field, whatever number of rules it breaks', () => expect(said({ lines: [{ ...right.lines[0], price: '-x' }] })).toHaveLength(1));
