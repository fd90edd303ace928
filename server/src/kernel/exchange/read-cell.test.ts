// Goal: a cell becomes what its column means, is put right where only one meaning is possible, and refused otherwise.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { field } from '../contract.ts';
import { importContract } from './import.contract.ts';
import { readCell } from './read-cell.ts';
import type { Cell } from './workbook-reader.ts';

const contract = importContract({
  noun: 'test/thing',
  title: { zh: '试', en: 'Thing' },
  key: [],
  row: z.object({
    code: field.code('编码', 'Code'), name: field.text('名称', 'Name', { max: 20 }).default(''), day: field.day('日期', 'Day'), count: field.count('个数', 'Count', { max: 100 }).default(7),
    money: field.money('金额', 'Money'), price: field.price('单价', 'Price').nullable().default(null), rate: field.rate('税率', 'Rate').default('0.13'), tax: field.taxRate(), flag: field.flag('启用', 'Active').default(true),
    kind: field.choice('类别', 'Kind', { raw: { zh: '原材料', en: 'Raw material' }, part: { zh: '零件', en: 'Part' } }), unit: field.reference('单位', 'Unit', 'foundation/unit'),
  }),
});
const read = (name: string, text: string, kind: Cell['kind'] = 'text', formula = false) => {
  const column = contract.columns.find((one) => one.name === name);
  if (!column) throw new Error(name);
  const outcome = readCell(column, text === '' && !formula ? undefined : { kind, text, formula });
  return 'fault' in outcome ? outcome.fault : [outcome.value, outcome.note];
};

test.each<[string, string, Cell['kind'], unknown]>([
  ['code', 'P-001', 'text', ['P-001', undefined]], ['code', ' P-001\u3000', 'text', ['P-001', 'spaces']], ['code', '\u200bP-001', 'text', ['P-001', 'spaces']], ['code', '1001', 'number', ['1001', 'number-to-text']],
  ['code', '6901234567890123', 'number', 'number-precision'], ['code', '', 'text', 'required'], ['code', 'x'.repeat(41), 'text', 'too-long'],
  ['code', 'Ｐ－００１Ａ', 'text', ['P-001A', 'full-width']], ['unit', 'ｋｇ', 'text', ['kg', 'full-width']], ['code', '12E5', 'text', ['12E5', undefined]], ['code', '板①', 'text', ['板①', undefined]],
  ['name', '', 'text', ['', undefined]], ['name', 'a\u0000b', 'text', 'bad-character'], ['name', 'a\ud800b', 'text', 'bad-character'], ['unit', 'k\u0000g', 'text', 'bad-character'], ['name', '𠮷', 'text', ['𠮷', undefined]], ['name', 'x'.repeat(21), 'text', 'bad-value'], ['name', 'x'.repeat(40), 'text', 'too-long'],
  ['day', '2026-11-24', 'day', ['2026-11-24', undefined]], ['day', '2026/1/5', 'text', ['2026-01-05', 'day-format']], ['day', '2026年1月5日', 'text', ['2026-01-05', 'day-format']], ['day', '20260105', 'number', ['2026-01-05', 'day-format']],
  ['day', '1/5/26', 'text', 'bad-day'], ['day', '2026-02-30', 'text', 'bad-day'], ['day', '46000', 'number', ['2025-12-09', 'day-serial']], ['day', '46351', 'text', ['2026-11-25', 'day-serial']], ['day', '99999', 'number', 'bad-day'], ['day', '2026/1/5 0:00:00', 'text', ['2026-01-05', 'day-format']],
  ['count', '12', 'number', [12, undefined]], ['count', '', 'text', [7, undefined]], ['count', '1.5', 'number', 'bad-number'], ['count', '101', 'number', 'out-of-range'], ['count', '-1', 'number', 'out-of-range'],
  ['money', '1,234.50', 'text', ['1234.5', 'number-format']], ['money', '￥１２．３', 'text', ['12.3', 'number-format']], ['money', '(5)', 'text', ['-5', 'number-format']], ['money', '1.005', 'number', 'bad-number'], ['money', '1.000', 'text', ['1', undefined]], ['money', '1,23', 'text', 'bad-number'], ['money', '1/2', 'text', ['0.5', 'fraction']], ['price', '1 1/8', 'text', ['1.125', 'fraction']], ['count', '8/4', 'text', [2, 'fraction']], ['money', '1.2万', 'text', 'bad-number'], ['money', '3k', 'text', 'bad-number'], ['money', '一百', 'text', 'bad-number'],
  ['price', '', 'text', [null, undefined]], ['price', '-1', 'number', 'out-of-range'],
  ['rate', '13%', 'text', ['0.13', 'number-format']], ['rate', '13 %', 'text', ['0.13', 'number-format']], ['rate', '１３％', 'text', ['0.13', 'number-format']],
  ['tax', '0.13', 'text', ['0.13', undefined]], ['tax', '0.13%', 'text', 'out-of-range'], ['tax', '1', 'number', 'out-of-range'], ['tax', '0', 'number', ['0', undefined]], ['tax', '0.5%', 'text', ['0.005', 'number-format']], ['rate', '6%', 'text', ['0.06', 'number-format']], ['rate', '0.5%', 'text', ['0.005', 'number-format']], ['rate', '0.13', 'number', ['0.13', undefined]], ['rate', '', 'text', ['0.13', undefined]],
  ['flag', '是', 'text', [true, undefined]], ['flag', 'No', 'text', [false, undefined]], ['flag', 'true', 'flag', [true, undefined]], ['flag', '', 'text', [true, undefined]], ['flag', '大概', 'text', 'bad-flag'],
  ['kind', '原材料', 'text', ['raw', undefined]], ['kind', 'raw material', 'text', ['raw', undefined]], ['kind', 'part', 'text', ['part', undefined]], ['kind', '板材', 'text', 'bad-choice'],
  ['unit', 'kg', 'text', ['kg', undefined]], ['unit', '#N/A', 'error', 'cell-error'],
])('%s: %s as %s', (name, text, kind, expected) => {
  expect(read(name, text, kind)).toEqual(expected);
});

test('a formula is refused even when it has a good result', () => {
  expect(read('money', '12', 'number', true)).toBe('formula');
});

// What could be read in two ways is a question; without an answer the value is what the first answer gives.
test.each<[string, string, Record<string, string>, unknown, string]>([
  ['code', '1.23E+11', {}, '123000000000', 'scientific'], ['code', '1.23E+11', { scientific: 'keep' }, '1.23E+11', 'scientific'],
  ['price', '12件', {}, '12', 'number-unit'], ['price', '１，２００ 个', {}, '1200', 'number-unit'], ['count', '12 件', {}, 12, 'number-unit'], ['price', '0.25 m2', {}, '0.25', 'number-unit'],
  ['rate', '13', {}, '0.13', 'percent'], ['tax', '13', {}, '0.13', 'percent'], ['rate', '1.5', { percent: 'keep' }, '1.5', 'percent'], ['rate', '１３', {}, '0.13', 'percent'], ['rate', '3.5', {}, '0.035', 'percent'],
  ['price', '1/3', {}, '0.33333333', 'fraction-rounded'], ['money', '2 2/3', {}, '2.67', 'fraction-rounded'],
])('%s: %s with %o', (name, text, answers, value, question) => {
  const column = contract.columns.find((one) => one.name === name);
  if (!column) throw new Error(name);
  expect(readCell(column, { kind: 'text', text, formula: false }, { answers, since1904: false })).toEqual({ value, question });
});
test('in a workbook that counts days from 1904 a bare number is no day', () => {
  const column = contract.columns.find((one) => one.name === 'day');
  if (!column) throw new Error('day');
  expect(readCell(column, { kind: 'number', text: '46000', formula: false }, { answers: {}, since1904: true })).toEqual({ fault: 'bad-day', shown: '46000' });
});
test('digits and separators in every width and spacing are the same number', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 99 }), fc.boolean(), fc.boolean(), (whole, cents, wide, grouped) => {
    const plain = `${whole}.${String(cents).padStart(2, '0')}`;
    const written = `${grouped ? String(whole).replace(/\B(?=(\d{3})+$)/g, ',') : whole}.${String(cents).padStart(2, '0')}`;
    const typed = `　 ${wide ? written.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)) : written} `;
    expect(read('money', typed)).toEqual([plain.replace(/0$/, ''), expect.any(String)]);
  }));
});
