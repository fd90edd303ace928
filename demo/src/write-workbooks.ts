/**
 * Writes demo/workbooks/*.xlsx from the factory: `npx tsx demo/src/write-workbooks.ts`. The files are committed; a test compares
 * them with what would be written now. Dates inside the files are fixed, so that a rerun changes nothing that matters.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { heading, type ImportColumn, type ImportContract } from '@millwright/server/kernel/exchange/import.contract';
import ExcelJS from 'exceljs';
import { buildFactory } from './factory/factory.ts';
import { factoryWorkbooks, type Row, workbookFolder, workbookPath } from './workbooks.ts';

const numeric = new Set(['money', 'quantity', 'price', 'rate', 'count']);

/** A value as a person would have typed it: numbers as numbers, choices and flags by their Chinese word, days as text. */
export function cellOf({ meta }: ImportColumn, value: unknown): string | number | null {
  if (value === undefined || value === null || value === '') return null;
  if (meta.kind === 'flag') return value === true ? '是' : '否';
  if (meta.kind === 'choice') return meta.options?.[String(value)]?.zh ?? String(value);
  return numeric.has(meta.kind) ? Number(value) : String(value);
}

/** A line without the empty cells at its end, as a file gives it back. */
export const trimmed = (line: readonly (string | number | null)[]): (string | number | null)[] => line.slice(0, line.reduce((last: number, value, index) => (value === null ? last : index + 1), 0));

/** Headings and cells of one sheet; columns that no row fills are left out, as a tidy person would delete them. */
export function sheetOf(contract: ImportContract, rows: readonly Row[]): { headings: string[]; cells: (string | number | null)[][] } {
  const columns = contract.columns.filter((column) => column.required || rows.some((row) => cellOf(column, row[column.name]) !== null));
  return {
    headings: columns.map((column) => `${column.required ? '*' : ''}${heading(column.meta, 'zh')}`),
    cells: rows.map((row) => columns.map((column) => cellOf(column, row[column.name]))),
  };
}

/** What a workbook says: the text of every cell of its first sheet. */
export async function contentOf(path: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const lines: unknown[] = [];
  book.worksheets[0]?.eachRow((row) => { lines.push(Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).value ?? null)); });
  return JSON.stringify(lines);
}

/** Leaves a file alone that says the same already: a zip archive holds the hour it was packed, and nobody wants to commit that. */
async function writeWorkbook(path: string, contract: ImportContract, rows: readonly Row[]): Promise<void> {
  const { headings, cells } = sheetOf(contract, rows);
  if (existsSync(path) && (await contentOf(path)) === JSON.stringify([headings, ...cells.map(trimmed)])) return;
  const book = new ExcelJS.Workbook();
  book.creator = '浙江恒铎精工有限公司';
  book.created = book.modified = new Date('2026-05-20T08:00:00Z');
  const sheet = book.addWorksheet(contract.sheet.zh, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(headings).font = { bold: true };
  for (const line of cells) sheet.addRow(line);
  headings.forEach((text, index) => {
    const longest = cells.reduce((width, line) => Math.max(width, String(line[index] ?? '').length), text.length);
    sheet.getColumn(index + 1).width = Math.min(40, longest + 4);
  });
  await book.xlsx.writeFile(path);
}

export async function writeWorkbooks(): Promise<void> {
  mkdirSync(workbookFolder(), { recursive: true });
  const factory = buildFactory();
  for (const workbook of factoryWorkbooks) await writeWorkbook(workbookPath(workbook), workbook.contract, workbook.rows(factory));
}

if (process.argv[1]?.endsWith('write-workbooks.ts')) await writeWorkbooks();
