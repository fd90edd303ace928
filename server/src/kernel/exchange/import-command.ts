/**
 * An import as a command like any other: function permission, idempotency by content, audit, all or nothing. load stages and
 * checks, decide refuses with every issue at once, apply writes set by set. A dry run goes the whole way and rolls back, so
 * that also what only the database can refuse is found.
 */
import { accept, refuseAll } from '@millwright/core/primitives/outcome';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { AnyCommand, Context, Watch } from '../command.ts';
import { command } from '../command.ts';
import type { Text } from '../contract.ts';
import type { Reader, Tx } from '../transaction.ts';
import { type ImportColumn, type ImportCommandContract, importCommandContract, type ImportContract, type ImportOutput } from './import.contract.ts';
import { type ImportFault, ImportIssues, importRefusals } from './import-issues.ts';
import { askLeadingZeros, checkDuplicates, resolveReferences } from './staged-rows.ts';
import { type Derived, type ImportRow, type RowFault, type Staged, stageWorkbook } from './staging.ts';
import { uploadPath } from './upload.ts';
import { WorkbookError } from './workbook-error.ts';

export type Effect = Pick<ImportOutput, 'created' | 'changed' | 'unchanged' | 'preview'>;
export type Importer = {
  readonly derived?: Derived;
  /** Pure, on one row; references are still codes. */
  checkRow?(row: ImportRow): readonly RowFault[];
  /** Brings the staged rows into the shape of the contract, before anything is asked of them. */
  arrange?(tx: Tx, staged: Staged): Promise<void>;
  /** What only the database knows; takes the locks. Issues go to `staged.fault`. */
  check?(tx: Tx, staged: Staged, context: Context): Promise<void>;
  /** What will be created and changed; reads only. */
  effect(tx: Reader, staged: Staged, context: Context): Promise<Effect>;
  write(tx: Tx, staged: Staged, context: Context): Promise<void>;
};
const previewMax = 200;

export function importCommand(exchange: ImportContract, importer: Importer, refusals: Readonly<Record<string, Text>> = {}): AnyCommand {
  const contract: ImportCommandContract = importCommandContract(exchange, { ...refusals, ...importRefusals });
  known.set(exchange.noun, exchange);
  return command({
    contract,
    async load(tx, { upload, ...reading }, context): Promise<{ issues: ImportIssues; staged?: Staged; effect?: Effect }> {
      const path = uploadPath(context.companyId, context.actor.userId, upload);
      if (path === undefined) return broken(exchange, 'upload-gone');
      try {
        const staged = await stageWorkbook(tx, path, exchange, reading, { derived: importer.derived, checkRow: importer.checkRow?.bind(importer), watch: context.watch });
        const { issues } = staged;
        step(context.watch, 0.6, { zh: `核对 ${staged.rows} 行的引用和重复`, en: `Checking references and duplicates of ${staged.rows} rows` });
        if (staged.rows > 0) {
          await askLeadingZeros(tx, context.companyId, staged);
          await importer.arrange?.(tx, staged);
          await checkDuplicates(tx, staged);
          await resolveReferences(tx, context.companyId, staged);
          await importer.check?.(tx, staged, context);
        }
        return issues.holds ? { issues, staged } : { issues, staged, effect: await importer.effect(tx, staged, context) };
      } catch (error) {
        if (error instanceof WorkbookError) return broken(exchange, error.fault, error.parameters);
        throw error;
      }
    },
    decide({ issues, staged, effect }) {
      return staged && effect && !issues.holds ? accept({ staged, effect }) : refuseAll(issues.refusals());
    },
    async apply(tx, { staged, effect }, context) {
      step(context.watch, 0.75, { zh: `写入 ${staged.rows} 行`, en: `Writing ${staged.rows} rows` });
      await importer.write(tx, staged, context);
      step(context.watch, 0.98);
      return { rows: staged.rows, ...effect, notes: staged.issues.notes(), batch: exchange.reversible ? context.commandId : null };
    },
  });
}

/** Where an import may still be called off: all of it happens in one transaction. */
function step(watch: Watch | undefined, fraction: number, note?: Text): void {
  watch?.throwIfCancelled();
  watch?.progress(fraction, note);
}

function broken(exchange: ImportContract, fault: ImportFault, parameters: Readonly<Record<string, string | number>> = {}): { issues: ImportIssues } {
  const issues = new ImportIssues(exchange.sheet.zh);
  issues.add(fault, {}, parameters);
  return { issues };
}

const known = new Map<string, ImportContract>();
/** What can be imported, by noun. */
export const importOf = (noun: string): ImportContract | undefined => known.get(noun);
/** The import contract behind a command of the registry; undefined for every other command. */
export const exchangeOf = (found: AnyCommand | undefined): ImportContract | undefined => (found?.contract as Partial<ImportCommandContract> | undefined)?.exchange;

/** Fresh ids for rows: whole blocks of the installation's one id space, in one statement, whatever the number of rows. */
export const assignIds = (table: Sql, column: string, where: Sql, order: Sql): Sql => sql`
  with fresh as (
    select ctid as place, row_number() over (order by ${order}) - 1 as n
    from ${table}
    where ${where}
  ), block as materialized (
    select g as k, nextval('kernel.id_block') as first_id
    from generate_series(0, (select (count(*) - 1) / 1000 from fresh)) as g
  )
  update ${table} as r
  set ${raw(column)} = b.first_id + f.n % 1000
  from fresh as f
  join block as b on b.k = f.n / 1000
  where r.ctid = f.place`;

type StoredChange = { readonly field: string; readonly old: string | null; readonly new: string | null };
/** As people read it: a choice by its word, a yes or no by its own. */
function shownChange(change: StoredChange, columns: readonly ImportColumn[]): Effect['preview'][number]['changes'][number] {
  const meta = columns.find((column) => column.name === change.field)?.meta;
  const shown = (value: string | null): Text => {
    if (value === null) return { zh: '', en: '' };
    if (meta?.kind === 'flag') return value === 'true' ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    return meta?.options?.[value] ?? { zh: value, en: value };
  };
  return { field: change.field, label: meta?.label ?? { zh: change.field, en: change.field }, old: shown(change.old), new: shown(change.new) };
}

/** Counts and first rows out of a query that yields row_no, key, action, the changed fields and, where it can tell, their values in `changes`. */
export async function readEffect(reader: Reader, rows: Sql, columns: readonly ImportColumn[] = []): Promise<Effect> {
  const [[counts], preview] = await Promise.all([
    reader.rows<{ created: number; changed: number; unchanged: number }>(sql`
      select (count(*) filter (where action = 'create'))::integer as created, (count(*) filter (where action = 'change'))::integer as changed,
        (count(*) filter (where action = 'same'))::integer as unchanged
      from (${rows}) as e`),
    reader.rows<Omit<Effect['preview'][number], 'changes'> & { changes: readonly StoredChange[] }>(sql`
      select row_no as row, key, action, fields, coalesce(to_jsonb(e) -> 'changes', '[]') as changes
      from (${rows}) as e
      order by action = 'same', row_no
      limit ${previewMax}`),
  ]);
  return { created: counts?.created ?? 0, changed: counts?.changed ?? 0, unchanged: counts?.unchanged ?? 0, preview: preview.map((row) => ({ ...row, changes: row.changes.map((change) => shownChange(change, columns)) })) };
}

/** array of the names whose expression is true */
export const namesWhere = (tests: readonly (readonly [string, Sql])[]): Sql =>
  tests.length === 0 ? sql`array[]::text[]` : sql`array_remove(array[${join(tests.map(([name, test]) => sql`case when ${test} then ${name}::text end`))}], null)`;
