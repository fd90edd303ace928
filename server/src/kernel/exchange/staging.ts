/**
 * Brings the rows of a workbook into a temporary table of the command's transaction, batch by batch, checking every cell on the
 * way; references are then resolved by code in one statement. Everything after that is insert … select, so an import of a hundred
 * thousand rows is linear and the server holds one batch. The table is `import_row`: row_no, a column per field, "<field>_id" per reference.
 */
import sql, { join, raw } from 'sql-template-tag';
import type { Watch } from '../command.ts';
import { ownTableOfNoun, tableOfNoun } from '../master-tables.ts';
import { type ColumnType, recordset } from '../recordset.ts';
import type { Tx } from '../transaction.ts';
import { heading, type ImportColumn, type ImportContract, plainHeading } from './import.contract.ts';
import { ImportIssues } from './import-issues.ts';
import { type CellValue, readCell } from './read-cell.ts';
import { WorkbookError } from './workbook-error.ts';
import { openWorkbook, type SheetRow, type Workbook } from './workbook-reader.ts';

export type ImportRow = Record<string, CellValue>;
export type RowFault = { readonly column: string; readonly reason: { readonly zh: string; readonly en: string } };
/** Columns worked out from the row before it is staged, e.g. the search text. */
export type Derived = { readonly types: Readonly<Record<string, ColumnType>>; values(row: ImportRow): Record<string, CellValue> };
export type Staged = {
  readonly contract: ImportContract;
  readonly issues: ImportIssues;
  readonly rows: number;
  /** Fields whose column stands in the file. */
  readonly present: ReadonlySet<string>;
  fault(code: Parameters<ImportIssues['add']>[0], row: number, field: string, parameters?: Parameters<ImportIssues['add']>[2]): void;
};

const batchRows = 2000;
const headingRowsMax = 10;
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
const references = (contract: ImportContract): ImportColumn[] => contract.columns.filter((column) => column.meta.kind === 'reference');

export async function stageWorkbook(tx: Tx, path: string, contract: ImportContract, derived: Derived | undefined, checkRow: ((row: ImportRow) => readonly RowFault[]) | undefined, watch?: Watch): Promise<Staged> {
  const types = { ...Object.fromEntries(contract.columns.map((column) => [column.name, typeOf(column)])), ...derived?.types };
  const columns = [...Object.entries(types), ...references(contract).map((column): [string, string] => [`${column.name}_id`, 'bigint'])];
  tx.send(sql`create temporary table import_row (row_no integer primary key, ${raw(columns.map(([name, type]) => `"${name}" ${type}`).join(', '))}) on commit drop`);
  const workbook = await openWorkbook(path);
  try {
    const sheet = chooseSheet(workbook, contract);
    const reading = new Reading(sheet, contract, derived, checkRow);
    for await (const row of workbook.rows(sheet)) {
      if (!reading.take(row)) break;
      if (watch && reading.rows % 500 === 0) {
        watch.throwIfCancelled();
        watch.progress(readingShare * workbook.fraction(), { zh: `已读 ${reading.rows} 行`, en: `${reading.rows} rows read` });
      }
      if (reading.batch.length >= batchRows) await writeBatch(tx, reading.batch.splice(0), types);
    }
    reading.finish();
    if (reading.batch.length > 0) await writeBatch(tx, reading.batch.splice(0), types);
    tx.send(sql`analyze import_row`);
    return reading;
  } finally {
    await workbook.close();
  }
}

function chooseSheet(workbook: Workbook, { sheet }: ImportContract): string {
  const named = workbook.sheets.find((name) => [sheet.zh, sheet.en].some((title) => plainHeading(title) === plainHeading(name)));
  const only = workbook.sheets.length === 1 ? workbook.sheets[0] : undefined;
  const found = named ?? only;
  if (found === undefined) throw new WorkbookError('sheet-missing', { sheet: sheet.zh, found: workbook.sheets.join('、').slice(0, 100) });
  return found;
}

async function writeBatch(tx: Tx, batch: readonly (ImportRow & { row_no: number })[], types: Readonly<Record<string, ColumnType>>): Promise<void> {
  const all: Record<string, ColumnType> = { row_no: 'integer', ...types };
  const names = raw(Object.keys(all).map((name) => `"${name}"`).join(', '));
  await tx.rows(sql`insert into import_row (${names}) select ${names} from ${recordset(batch as readonly Record<string, CellValue>[], all)}`);
}

/** One pass over the sheet: finds the headings, then turns every row into values or issues. */
class Reading implements Staged {
  readonly contract: ImportContract;
  readonly issues: ImportIssues;
  readonly present = new Set<string>();
  readonly batch: (ImportRow & { row_no: number })[] = [];
  rows = 0;
  readonly #derived: Derived | undefined;
  readonly #checkRow: ((row: ImportRow) => readonly RowFault[]) | undefined;
  readonly #columns = new Map<string, { column: ImportColumn; index: number }>();
  #headingFound = false;
  #firstRow = 0;

  constructor(sheet: string, contract: ImportContract, derived: Derived | undefined, checkRow: ((row: ImportRow) => readonly RowFault[]) | undefined) {
    this.contract = contract;
    this.issues = new ImportIssues(sheet);
    this.#derived = derived;
    this.#checkRow = checkRow;
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
    if (read !== 'faulty') this.batch.push(read);
    return !this.issues.enough;
  }

  finish(): void {
    if (!this.#headingFound) {
      for (const column of this.contract.columns.filter(({ required }) => required)) this.issues.add('header-missing', { field: column, row: this.#firstRow || 1 }, { row: this.#firstRow || 1 });
    } else if (this.rows === 0 && !this.issues.any) this.issues.add('no-rows');
  }

  /** Titles may stand above the headings: the first row with enough known headings is theirs. */
  #takeHeading(row: SheetRow): boolean {
    this.#firstRow ||= row.number;
    const known = new Map(this.contract.columns.flatMap((column) => [heading(column.meta, 'zh'), heading(column.meta, 'en'), column.name].map((text): [string, ImportColumn] => [plainHeading(text), column])));
    const found = [...row.cells.entries()].map(([index, cell]) => ({ index, shown: cell.text.trim(), column: known.get(plainHeading(cell.text)) }));
    const matched = found.filter(({ column }) => column).length;
    if (matched < Math.min(2, this.contract.columns.length)) return row.number < headingRowsMax;
    this.#headingFound = true;
    for (const { index, shown, column } of found) {
      if (!column) {
        if (shown !== '' && !this.#informational(shown)) this.issues.add('header-unknown', { row: row.number, column: index }, { shown });
      } else if (this.#columns.has(column.name)) this.issues.add('header-twice', { row: row.number, column: index, field: column });
      else this.#columns.set(column.name, { column, index });
    }
    for (const column of this.contract.columns) {
      if (this.#columns.has(column.name)) this.present.add(column.name);
      else if (column.required) this.issues.add('header-missing', { field: column, row: row.number }, { row: row.number });
    }
    return !this.issues.any;
  }
  /** The name beside a reference's code, as exports show it. */
  #informational(shown: string): boolean {
    const text = plainHeading(shown);
    return references(this.contract).some(({ meta }) => text === plainHeading(`${meta.label.zh}名称`) || text === plainHeading(`${meta.label.en} name`));
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
      const outcome = readCell(column, row.cells.get(place.index));
      if ('fault' in outcome) {
        faulty = true;
        this.issues.add(outcome.fault, { row: row.number, column: place.index, field: column }, { shown: outcome.shown });
      } else {
        values[column.name] = outcome.value;
        if (outcome.note) this.issues.note(outcome.note, column, row.number);
      }
    }
    if (faulty) return 'faulty';
    for (const { column, reason } of this.#checkRow?.(values) ?? []) {
      faulty = true;
      this.fault('rule', row.number, column, { reason });
    }
    return faulty ? 'faulty' : Object.assign(values, this.#derived?.values(values));
  }
}

/** The same key twice: every set of rows is named. */
export async function checkDuplicates(tx: Tx, staged: Staged): Promise<void> {
  const { contract } = staged;
  if (contract.key.length === 0) return;
  const key = join(contract.key.map((name) => raw(`"${name}"`)));
  const found = await tx.rows<{ rows: string; shown: string; first: number }>(sql`
    select string_agg(row_no::text, '、' order by row_no) as rows, min(row_no) as first, concat_ws(' / ', ${key}) as shown
    from import_row
    group by ${key}
    having count(*) > 1
    order by min(row_no)
    limit 1000`);
  for (const { rows, shown, first } of found) staged.fault('duplicate-in-file', first, contract.key[0] ?? '', { rows, shown });
}

/** Codes to ids, all references and all rows in one statement; what is not found is named with its row. */
export async function resolveReferences(tx: Tx, companyId: string, staged: Staged): Promise<void> {
  const columns = references(staged.contract);
  if (columns.length === 0) return;
  const joins = columns.map(({ name, meta }, index) => {
    const table = tableOfNoun(meta.target ?? '');
    const own = ownTableOfNoun(meta.target ?? '');
    const exists = own === table ? '' : ` and exists (select 1 from ${own} as o where o.company_id = t${index}.company_id and o.id = t${index}.id)`;
    return sql` left join ${raw(table)} as ${raw(`t${index}`)} on ${raw(`t${index}`)}.company_id = ${companyId} and ${raw(`t${index}.code = s."${name}"${exists}`)}`;
  });
  await tx.rows(sql`
    update import_row as r
    set ${raw(columns.map(({ name }, index) => `"${name}_id" = t${index}.id`).join(', '))}
    from import_row as s${join(joins, '')}
    where s.row_no = r.row_no`);
  const missing = await tx.rows<{ row_no: number; name: string; code: string }>(sql`
    select * from (${join(columns.map(({ name }) => sql`select row_no, ${name}::text as name, ${raw(`"${name}"`)} as code from import_row where ${raw(`"${name}" is not null and "${name}" <> '' and "${name}_id" is null`)}`), ' union all ')}) as missing
    order by row_no
    limit 2000`);
  for (const { row_no, name, code } of missing) staged.fault('reference-unknown', row_no, name, { shown: code, target: staged.contract.columns.find((column) => column.name === name)?.meta.label ?? { zh: '', en: '' } });
}
