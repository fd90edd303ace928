// Goal: every way of writing levels says the same parents, and a jump or a lonely top is named with its row.
// Method: one product written by hand in five forms; any tree at all, written in each form and read back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LevelRow, placeRows, usesLevels } from './bom-levels.ts';

/** CAB ─ DOOR ─ HINGE, SHEET; CAB ─ SCREW */
const codes = ['CAB', 'DOOR', 'HINGE', 'SHEET', 'SCREW'];
const written = (levels: readonly string[], indents: readonly number[] = []): LevelRow[] => codes.map((code, index) => ({ row: index + 2, level: levels[index] ?? '', indent: indents[index] ?? 0, code, quantity: index === 0 ? null : '2' }));
const expected = [{ row: 3, parent: 'CAB', under: 2 }, { row: 4, parent: 'DOOR', under: 3 }, { row: 5, parent: 'DOOR', under: 3 }, { row: 6, parent: 'CAB', under: 2 }];

test.each([
  ['numbers from 0', written(['0', '1', '2', '2', '1'])], ['numbers from 1', written(['1', '2', '3', '3', '2'])], ['with dots', written(['0', '.1', '..2', '..2', '.1'])], ['with dots, as Excel keeps the first', written(['0', '0.1', '..2', '..2', '0.1'])],
  ['outline numbers', written(['1', '1.1', '1.1.1', '1.1.2', '1.2'])], ['outline numbers under a 0', written(['0', '1', '1.1', '1.2', '2'])], ['words', written(['0级', '1级', '2级', '2级', '1级'])], ['indentation', written([], [0, 2, 4, 4, 2])], ['uneven indentation', written([], [0, 4, 6, 6, 4])],
])('%s', (_name, rows) => {
  expect(usesLevels(rows)).toBe(true);
  expect(placeRows(rows)).toEqual({ placed: expected, tops: [2], faults: [] });
});

test('a tenth part that Excel has shortened still stands where it stood', () => {
  const rows = ['1', '1.9', '1.1', '1.10.1'].map((level, index): LevelRow => ({ row: index + 2, level, indent: 0, code: `P${index}`, quantity: null }));
  expect(placeRows(rows)).toMatchObject({ faults: [], placed: [{ parent: 'P0' }, { parent: 'P0' }, { row: 5, parent: 'P2' }] });
});
test.each<[string, LevelRow[], number, string]>([
  ['a level jumps', written(['0', '1', '3', '3', '1']), 4, 'level'], ['outline numbers that do not belong', written(['1', '1.1', '1.2.1', '1.1.2', '1.2']), 4, 'level'], ['no level', written(['0', '1', '2', '第几层', '1']), 5, 'level'], ['dots that disagree with their number', written(['0', '.1', '..2', '..3', '.1']), 5, 'level'],
  ['a top with nothing below', written(['0', '1', '2', '2', '0']), 6, 'component'],
])('%s', (_name, rows, row, column) => {
  expect(placeRows(rows).faults[0]).toMatchObject({ row, column });
});
test('a product with a quantity is asked to stand under its product', () => {
  const rows = written(['1', '2', '3', '3', '2']).map((row) => (row.code === 'CAB' ? { ...row, quantity: '4.000000' } : row));
  expect(placeRows(rows).faults).toMatchObject([{ row: 2, column: 'quantityPer' }]);
});
test('without levels and spaces it is no levelled file', () => expect(usesLevels(written([]))).toBe(false));

test('any tree comes back from every form', () => {
  const depths = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 40 }).map((steps) => {
    const all = [0];
    for (const step of steps) all.push(Math.max(1, (all.at(-1) ?? 0) + 1 - step));
    return all;
  });
  fc.assert(fc.property(depths, (all) => {
    const parents = all.map((depth, index) => (index === 0 ? -1 : all.slice(0, index).lastIndexOf(depth - 1)));
    const counters: number[] = [];
    const outline = all.map((depth) => {
      counters.length = depth + 1;
      counters[depth] = (counters[depth] ?? 0) + 1;
      return counters.join('.');
    });
    const forms = [all.map(String), all.map((depth) => (depth === 0 ? '0' : '.'.repeat(depth) + depth)), outline];
    const want = parents.flatMap((parent, index) => (parent < 0 ? [] : [{ row: index, parent: `P${parent}`, under: parent }]));
    for (const form of forms) expect(placeRows(form.map((level, row) => ({ row, level, indent: 0, code: `P${row}`, quantity: null })))).toEqual({ placed: want, tops: [0], faults: [] });
    expect(placeRows(all.map((depth, row) => ({ row, level: '', indent: depth * 3, code: `P${row}`, quantity: null }))).placed).toEqual(want);
  }));
});
