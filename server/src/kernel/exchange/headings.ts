/**
 * Which column of a file is which field: by the headings of the template, by what other programs call the same thing, or as the
 * person says. Titles may stand above: the headings are the row that knows most fields. A column nobody named is never guessed.
 */
import { plainHeading, type ImportColumn, type ImportContract, type ImportReading, heading } from './import.contract.ts';
import { columnLetters, type SheetRow, type Workbook } from './workbook-reader.ts';

export const headingRowsMax = 20;
export type Found = { readonly index: number; readonly shown: string; readonly column: ImportColumn | undefined; readonly ignored: boolean };

/** Heading as plainHeading() writes it → field. The template's own words come before other names of the same thing. */
export function knownHeadings(contract: ImportContract): ReadonlyMap<string, ImportColumn> {
  const known = new Map<string, ImportColumn>();
  const add = (text: string, column: ImportColumn) => {
    const plain = plainHeading(text);
    if (!known.has(plain)) known.set(plain, column);
  };
  for (const column of contract.columns) for (const text of [heading(column.meta, 'zh'), heading(column.meta, 'en'), column.name]) add(text, column);
  for (const column of contract.columns) for (const text of column.meta.alsoCalled ?? []) add(text, column);
  return known;
}

/** The columns of a heading row, as it stands and as the person said. */
export function matchHeadings(row: SheetRow, contract: ImportContract, known: ReadonlyMap<string, ImportColumn>, said: ImportReading['columns'] = {}): Found[] {
  const named = Object.keys(said).map(columnIndexOf);
  const indexes = [...new Set([...row.cells.keys(), ...named])].sort((a, b) => a - b);
  return indexes.map((index) => {
    const shown = row.cells.get(index)?.text.trim() ?? '';
    const field = said[columnLetters(index)];
    const column = field === undefined ? known.get(plainHeading(shown)) : contract.columns.find(({ name }) => name === field);
    return { index, shown, column, ignored: field === '' || (column === undefined && (shown === '' || isInformational(shown, contract))) };
  });
}
const columnIndexOf = (letters: string): number => [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** The name beside a reference's code, as exports show it. */
function isInformational(shown: string, contract: ImportContract): boolean {
  const text = plainHeading(shown);
  return contract.columns.some(({ meta }) => meta.kind === 'reference' && (text === plainHeading(`${meta.label.zh}名称`) || text === plainHeading(`${meta.label.en} name`)));
}

/** Enough of a row is known to be the headings. */
export const knowsEnough = (found: readonly Found[], contract: ImportContract): boolean => found.filter(({ column }) => column).length >= Math.min(2, contract.columns.length);

export type Look = { readonly sheet: string; readonly headingRow: number; readonly headings: SheetRow; readonly samples: ReadonlyMap<number, string[]>; readonly width: number };
const sampleRows = 60;
/** The beginning of a sheet: where its headings are, or the fullest row of the first ones when no heading is known, and what stands below. */
export async function lookAtSheet(workbook: Workbook, sheet: string, contract: ImportContract, headingRow: number | undefined): Promise<Look> {
  const known = knownHeadings(contract);
  const rows: SheetRow[] = [];
  for await (const row of workbook.rows(sheet)) {
    rows.push(row);
    if (rows.length >= headingRowsMax + sampleRows || row.number > (headingRow ?? headingRowsMax) + sampleRows) break;
  }
  const first = rows.filter(({ number }) => number <= headingRowsMax);
  const matched = (row: SheetRow) => matchHeadings(row, contract, known);
  const texts = (row: SheetRow) => [...row.cells.values()].filter(({ kind, text }) => kind === 'text' && text.trim() !== '').length;
  const best = (of: (row: SheetRow) => number) => first.reduce<SheetRow | undefined>((top, row) => (top === undefined || of(row) > of(top) ? row : top), undefined);
  const byName = best((row) => matched(row).filter(({ column }) => column).length);
  const headings = rows.find(({ number }) => number === headingRow) ?? (byName && knowsEnough(matched(byName), contract) ? byName : best(texts)) ?? { number: 1, cells: new Map() };
  const samples = new Map<number, string[]>();
  for (const row of rows.filter(({ number }) => number > headings.number)) {
    if ([...row.cells.values()][0]?.text.trim().startsWith('※')) continue;
    for (const [index, { text }] of row.cells) {
      const list = samples.get(index) ?? [];
      if (text.trim() !== '' && list.length < 3) list.push(text.slice(0, 60));
      samples.set(index, list);
    }
  }
  const width = Math.max(0, ...headings.cells.keys(), ...samples.keys()) + 1;
  return { sheet, headingRow: headings.number, headings, samples, width };
}
