/**
 * Brings the rows of a workbook into a temporary table of the command's transaction, batch by batch, checking every cell on the
 * way; references are then resolved by code in one statement. Everything after that is insert … select, so an import of a hundred
 * thousand rows is linear and the server holds one batch. The table is `import_row`: row_no, a column per field, "<field>_id" per reference.
 */
import sql, { join, raw } from 'sql-template-tag';
import type { Watch } from '../command.ts';
import type { ColumnType } from '../recordset.ts';
import type { Tx } from '../transaction.ts';
import { headingRowsMax, knowsEnough, knownHeadings, matchHeadings } from './headings.ts';
import { type ImportColumn, type ImportContract, type ImportReading, plainHeading } from './import.contract.ts';
import { ImportIssues } from './import-issues.ts';
import { type CellNote, type CellValue, readCell, type Reading as CellReading } from './read-cell.ts';
import { WorkbookError } from './workbook-error.ts';
import { type Cell, openWorkbook, type SheetRow, type Workbook } from './workbook-reader.ts';

export type ImportRow = Record<string, CellValue>;
export type RowFault = { readonly column: string; readonly reason: { readonly zh: string; readonly en: string } };
/** Columns worked out from the row before it is staged, e.g. the search text. */
export type Derived = { readonly types: Readonly<Record<string, ColumnType>>; values(row: ImportRow): Record<string, CellValue> };
export type Staged = {
  readonly contract: ImportContract;
  readonly issues: ImportIssues;
  readonly rows: number;
  readonly headingRow: number;
  /** Fields whose column stands in the file. */
  readonly present: ReadonlySet<string>;
  readonly reading: ImportReading;
  /** Where a field's column stands; undefined for one that is not in the file. */
  placeOf(field: string): { readonly column: ImportColumn; readonly index: number } | undefined;
  /** Columns in which Excel may have made numbers of codes. */
  readonly suspect: ReadonlySet<string>;
  fault(code: Parameters<ImportIssues['add']>[0], row: number, field: string, parameters?: Parameters<ImportIssues['add']>[2]): void;
};

const batchRows = 2000;
/** Of an import's time, told to the person who waits. */
const readingShare = 0.6;
const typeOf = (column: ImportColumn): ColumnType => {
  switch (column.meta.kind) {
    case 'money': case 'quantity': case 'price': case 'rate': return 'numeric';
    case 'count': return 'integer';
    case 'day': return 'date';
    case 'flag': return 'boolean';
    default: return 'text';
  }
};
export const references = (contract: ImportContract): ImportColumn[] => contract.columns.filter((column) => column.meta.kind === 'reference');

export type Staging = { readonly derived?: Derived | undefined; readonly checkRow?: ((row: ImportRow) => readonly RowFault[]) | undefined; readonly watch?: Watch | undefined };
export async function stageWorkbook(tx: Tx, path: string, contract: ImportContract, how: ImportReading, { derived, checkRow, watch }: Staging): Promise<Staged> {
  const types: Record<string, ColumnType> = { ...(contract.indent ? { indent: 'integer' as const } : {}), ...Object.fromEntries(contract.columns.map((column) => [column.name, typeOf(column)])), ...derived?.types };
  const columns = [...Object.entries(types), ...references(contract).map((column): [string, string] => [`${column.name}_id`, 'bigint'])];
  tx.send(sql`create temporary table import_row (row_no integer primary key, ${raw(columns.map(([name, type]) => `"${name}" ${type}`).join(', '))}) on commit drop`);
  const workbook = await openWorkbook(path);
  try {
    const sheet = chooseSheet(workbook, contract, how.sheet);
    const reading = new Reading(sheet, contract, how, derived, checkRow, workbook);
    for await (const row of workbook.rows(sheet)) {
      if (!reading.take(row)) break;
      if (watch && reading.rows % 500 === 0) {
        watch.throwIfCancelled();
        watch.progress(readingShare * workbook.fraction(), { zh: `已读 ${reading.rows} 行`, en: `${reading.rows} rows read` });
      }
      if (reading.batch.length >= batchRows) await writeBatch(tx, reading, types);
    }
    reading.finish();
    if (reading.batch.length > 0) await writeBatch(tx, reading, types);
    tx.send(sql`analyze import_row`);
    return reading;
  } finally {
    await workbook.close();
  }
}

export function chooseSheet(workbook: Workbook, { sheet }: ImportContract, said: string | undefined): string {
  if (said !== undefined && workbook.sheets.includes(said)) return said;
  const named = workbook.sheets.find((name) => [sheet.zh, sheet.en].some((title) => plainHeading(title) === plainHeading(name)));
  const only = workbook.sheets.length === 1 ? workbook.sheets[0] : undefined;
  const found = named ?? only;
  if (found === undefined) throw new WorkbookError('sheet-missing', { sheet: sheet.zh, found: workbook.sheets.join('、').slice(0, 100) });
  return found;
}

/** A column that is not in the file has one value for all rows, so only what differs travels: a file of seven columns costs a third of the master's thirty. */
async function writeBatch(tx: Tx, { batch, sent, contract }: Reading, types: Readonly<Record<string, ColumnType>>): Promise<void> {
  const declared = raw(sent.map((name) => `"${name}" ${name === 'row_no' ? 'integer' : (types[name] ?? 'text')}`).join(', '));
  const constant = contract.columns.filter(({ name }) => !sent.includes(name));
  const names = raw([...sent, ...constant.map(({ name }) => name)].map((name) => `"${name}"`).join(', '));
  const values = [raw(sent.map((name) => `r."${name}"`).join(', ')), ...constant.map(({ name, empty }) => sql`${empty}::${raw(types[name] ?? 'text')}`)];
  await tx.rows(sql`insert into import_row (${names}) select ${join(values)} from jsonb_to_recordset(${`[${batch.splice(0).join(',')}]`}::jsonb) as r(${declared})`);
}

/** One pass over the sheet: finds the headings, then turns every row into values or issues. */
class Reading implements Staged {
  readonly contract: ImportContract;
  readonly issues: ImportIssues;
  readonly present = new Set<string>();
  /** Rows as JSON, of the columns in `sent`. */
  readonly batch: string[] = [];
  sent: readonly string[] = [];
  rows = 0;
  headingRow = 1;
  readonly #derived: Derived | undefined;
  readonly #checkRow: ((row: ImportRow) => readonly RowFault[]) | undefined;
  readonly #columns = new Map<string, { column: ImportColumn; index: number }>();
  readonly #known: ReadonlyMap<string, ImportColumn>;
  readonly #cells: CellReading;
  #headingFound = false;
  #firstRow = 0;
  readonly reading: ImportReading;
  readonly suspect = new Set<string>();

  constructor(sheet: string, contract: ImportContract, reading: ImportReading, derived: Derived | undefined, checkRow: ((row: ImportRow) => readonly RowFault[]) | undefined, workbook: Workbook) {
    this.contract = contract;
    this.reading = reading;
    this.issues = new ImportIssues(sheet, reading.answers);
    this.#known = knownHeadings(contract);
    this.#cells = { answers: reading.answers, since1904: workbook.since1904 };
    this.#derived = derived;
    this.#checkRow = checkRow;
    if (workbook.textOnly) for (const { name } of contract.columns) this.suspect.add(name);
  }
  placeOf(field: string) {
    return this.#columns.get(field);
  }

  fault(code: Parameters<ImportIssues['add']>[0], row: number, field: string, parameters: Parameters<ImportIssues['add']>[2] = {}): void {
    const place = this.#columns.get(field);
    this.issues.add(code, { row, ...(place ? { column: place.index, field: place.column } : {}) }, parameters);
  }

  /** False when reading on makes no sense. */
  take(row: SheetRow): boolean {
    if (!this.#headingFound) return this.#takeHeading(row);
    const first = [...row.cells.entries()].sort(([a], [b]) => a - b)[0]?.[1].text.trim() ?? '';
    if (first.startsWith('※')) return true;
    const read = this.#readRow(row);
    if (read === 'empty') return true;
    this.rows += 1;
    if (this.rows > this.contract.rowsMax) throw new WorkbookError('too-many-rows', { limit: this.contract.rowsMax });
    if (read !== 'faulty') this.batch.push(JSON.stringify(Object.fromEntries(this.sent.map((name) => [name, read[name] ?? null]))));
    return !this.issues.enough;
  }

  finish(): void {
    if (!this.#headingFound) {
      for (const column of this.contract.columns.filter(({ required }) => required)) this.issues.add('header-missing', { field: column, row: this.#firstRow || 1 }, { row: this.#firstRow || 1 });
    } else if (this.rows === 0 && !this.issues.any) this.issues.add('no-rows');
  }

  /** Titles may stand above the headings: the first row with enough known headings is theirs, unless the person said which. */
  #takeHeading(row: SheetRow): boolean {
    this.#firstRow ||= row.number;
    const { headingRow, columns: said } = this.reading;
    if (headingRow !== undefined && row.number < headingRow) return true;
    const found = matchHeadings(row, this.contract, this.#known, said);
    if (headingRow === undefined && !knowsEnough(found, this.contract)) return row.number < headingRowsMax;
    this.#headingFound = true;
    for (const { index, shown, column, ignored } of found) {
      if (ignored) continue;
      if (!column) this.issues.add('header-unknown', { row: row.number, column: index }, { shown });
      else if (this.#columns.has(column.name)) this.issues.add('header-twice', { row: row.number, column: index, field: column });
      else this.#columns.set(column.name, { column, index });
    }
    for (const column of this.contract.columns) {
      if (this.#columns.has(column.name)) this.present.add(column.name);
      else if (column.required && !column.deferred) this.issues.add('header-missing', { row: row.number, field: column }, { row: row.number });
    }
    this.headingRow = row.number;
    this.sent = [...new Set(['row_no', ...this.present, ...(this.contract.indent ? ['indent'] : []), ...Object.keys(this.#derived?.types ?? {})])];
    return !this.issues.any;
  }

  #noted(note: CellNote, column: ImportColumn, row: number, cell: Cell | undefined, value: CellValue): void {
    const old = cell?.text ?? '';
    // Spaces that say how deep the row stands are no strays.
    if (note === 'spaces' && column.name === this.contract.indent && old.trim() === value) return;
    if (note === 'number-to-text') {
      this.suspect.add(column.name);
      if (column.meta.kind !== 'code' && column.meta.kind !== 'reference') return;
    }
    this.issues.note(note, column, row, old, String(value));
  }

  #readRow(row: SheetRow): (ImportRow & { row_no: number }) | 'empty' | 'faulty' {
    const filled = [...this.#columns.values()].some(({ index }) => {
      const cell = row.cells.get(index);
      return cell !== undefined && (cell.formula || cell.text.trim() !== '');
    });
    if (!filled) return 'empty';
    const values: ImportRow & { row_no: number } = { row_no: row.number };
    let faulty = false;
    for (const column of this.contract.columns) {
      const place = this.#columns.get(column.name);
      if (!place) {
        values[column.name] = column.empty;
        continue;
      }
      const cell = row.cells.get(place.index);
      const outcome = readCell(column, cell, this.#cells);
      if ('fault' in outcome && outcome.fault === 'required' && column.deferred) values[column.name] = null;
      else if ('fault' in outcome) {
        faulty = true;
        this.issues.add(outcome.fault, { row: row.number, column: place.index, field: column }, { shown: outcome.shown });
      } else {
        values[column.name] = outcome.value;
        if (outcome.note) this.#noted(outcome.note, column, row.number, cell, outcome.value);
        if (outcome.question) this.issues.ask(outcome.question, { row: row.number, column: place.index, field: column }, cell?.text ?? '', String(outcome.value));
      }
    }
    if (this.contract.indent) values['indent'] = indentOf(row.cells.get(this.#columns.get(this.contract.indent)?.index ?? -1)?.text ?? '');
    if (faulty) return 'faulty';
    for (const { column, reason } of this.#checkRow?.(values) ?? []) {
      faulty = true;
      this.fault('rule', row.number, column, { reason });
    }
    return faulty ? 'faulty' : Object.assign(values, this.#derived?.values(values));
  }
}

/** How far a text stands to the right; a full-width space is two wide, a tab four. */
const indentOf = (text: string): number => [...(/^[\s\u00a0\u3000]*/.exec(text)?.[0] ?? '')].reduce((width, space) => width + (space === '\u3000' ? 2 : space === '\t' ? 4 : 1), 0);

/** Puts a question about a staged row, or gives its answer. */
export function questionAnswer(staged: Staged, kind: Parameters<ImportIssues['ask']>[0], row: number, field: string, old: string, becomes: string): string | undefined {
  const column = staged.contract.columns.find(({ name }) => name === field);
  if (!column) throw new Error(`no column ${field}`);
  const place = staged.placeOf(field);
  return staged.issues.ask(kind, { row, field: column, ...(place ? { column: place.index } : {}) }, old, becomes);
}
