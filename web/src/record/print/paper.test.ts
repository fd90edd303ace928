// Goal: the sheet drawn is the sheet asked of the printer, and a choice that cannot be read falls back to the document's own paper.
import { expect, test } from 'vitest';
import { pageRule, paperFrom, sheetSize } from './paper.ts';

test('A4 and A5 turn, carbon paper does not', () => {
  expect(sheetSize({ paper: 'a4', landscape: false })).toMatchObject({ width: 210, height: 297 });
  expect(sheetSize({ paper: 'a5', landscape: true })).toMatchObject({ width: 210, height: 148 });
  expect(sheetSize({ paper: 'triplicate', landscape: true })).toMatchObject({ width: 241, height: 140 });
  expect(pageRule(sheetSize({ paper: 'triplicate', landscape: false }))).toBe('@page { size: 241mm 140mm; margin: 0; }');
});

test('what was chosen last, or the standard', () => {
  const standard = { paper: 'triplicate', landscape: false } as const;
  expect(paperFrom('a5 landscape', standard)).toEqual({ paper: 'a5', landscape: true });
  expect(paperFrom('a4', standard)).toEqual({ paper: 'a4', landscape: false });
  for (const kept of [null, '', 'letter', 'constructor landscape']) expect(paperFrom(kept, standard)).toBe(standard);
});
