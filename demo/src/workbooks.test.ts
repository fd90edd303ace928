// Goal: the committed workbooks are what the factory says. Method: read every file back and compare cell by cell with what would be written.
import { describe, expect, test } from 'vitest';
import { buildFactory } from './factory/factory.ts';
import { factoryWorkbooks, workbookPath } from './workbooks.ts';
import { contentOf, sheetOf, trimmed } from './write-workbooks.ts';

const factory = buildFactory();
describe('committed workbooks', () => {
  test.each(factoryWorkbooks.map((workbook) => [workbook.file, workbook] as const))('%s', async (_file, workbook) => {
    const { headings, cells } = sheetOf(workbook.contract, workbook.rows(factory));
    expect(JSON.parse(await contentOf(workbookPath(workbook)))).toEqual([headings, ...cells.map(trimmed)]);
  });
});
