/**
 * Which tables make up a company, asked of the database: every table with a company_id, in the order of their foreign keys. Names of
 * tables and columns come from here and from nowhere else, so a backup file can name what there is, and nothing it names becomes SQL.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';

/** What is not a plain copy of rows, told by those who know the tables. Keys are "schema.table" and "schema.table.column". */
export type BackupPlan = {
  readonly tablesLeft: Readonly<Record<string, string>>;
  readonly columnsLeft: Readonly<Record<string, string>>;
  /** Keys of the company's policy. */
  readonly policyLeft: Readonly<Record<string, string>>;
  /** Columns that hold a person's id: people belong to the installation. */
  readonly isPerson: (column: string) => boolean;
  /** How a column is written where it is not copied: SQL over the row t and pg_temp.people (old_id, new_id). */
  readonly restoredAs: Readonly<Record<string, string>>;
  /** Totals people recognise: SQL with the company as $1 and one row of texts. Equal before and after. */
  readonly figures: string;
  /** Files that go along, by the folder they have in the backup. */
  readonly files: readonly CompanyFiles[];
};
/** Files of a company outside the database. `list` runs in the backup's snapshot; `keep` gets back what it listed, under the new company. */
export type CompanyFiles = {
  readonly folder: string;
  list(client: pg.ClientBase, companyId: string): AsyncIterable<{ readonly name: string; readonly size: number; readonly content: AsyncIterable<Buffer> }>;
  keep(companyId: string, file: { readonly name: string; readonly size: number; readonly content: AsyncIterable<Buffer> }): Promise<void>;
};
export type CompanyTable = {
  /** "ledger.entry" */
  readonly name: string;
  readonly quoted: string;
  readonly columns: readonly { readonly name: string; readonly quoted: string; readonly type: string }[];
  /** The counter behind the ids ("ledger.entry.id", else the installation's) and the column that holds them. */
  readonly counter: string;
  readonly idColumn: string | null;
};
export type Structure = { readonly tables: readonly CompanyTable[]; readonly migration: number; readonly fingerprint: string };

export async function readStructure(client: pg.ClientBase, plan: BackupPlan): Promise<Structure> {
  const { rows: found } = await client.query<CompanyTable & { identity: string | null }>(`
    select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
      (
        select json_agg(json_build_object('name', a.attname, 'quoted', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_catalog.pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'company_id'
      ) as columns,
      (select a.attname::text from pg_catalog.pg_attribute as a where a.attrelid = c.oid and a.attidentity <> '' and not a.attisdropped) as identity,
      (
        select quote_ident(a.attname)
        from pg_catalog.pg_index as i
        join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[1] and a.atttypid = 'bigint'::regtype
        where i.indrelid = c.oid and i.indisprimary
      ) as "idColumn"
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
      and exists (select 1 from pg_catalog.pg_attribute as k where k.attrelid = c.oid and k.attname = 'company_id' and not k.attisdropped)
    order by 1`);
  const { rows: keys } = await client.query<{ name: string; target: string }>(`
    select n.nspname || '.' || c.relname as name, m.nspname || '.' || d.relname as target
    from pg_catalog.pg_constraint as f
    join pg_catalog.pg_class as c on c.oid = f.conrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_class as d on d.oid = f.confrelid
    join pg_catalog.pg_namespace as m on m.oid = d.relnamespace
    where f.contype = 'f' and f.conrelid <> f.confrelid`);
  const { rows: [last] } = await client.query<{ number: number }>('select max(number)::integer as number from kernel.migration');
  const kept = found.filter(({ name }) => !(name in plan.tablesLeft)).map(({ identity, ...table }) => ({
    ...table,
    counter: identity === null ? 'kernel.id_block' : `${table.name}.${identity}`,
    columns: table.columns.filter((column) => !(`${table.name}.${column.name}` in plan.columnsLeft)),
  }));
  const fingerprint = createHash('sha256').update(JSON.stringify(kept.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.type])]))).digest('hex');
  return { tables: inKeyOrder(kept, keys), migration: last?.number ?? 0, fingerprint };
}

/** A table after all it refers to; in alphabetical order where the keys leave it open. */
function inKeyOrder(tables: readonly CompanyTable[], keys: readonly { name: string; target: string }[]): CompanyTable[] {
  const ordered: CompanyTable[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ name }) => !keys.some((key) => key.name === name && waiting.has(key.target)));
    if (!next) throw new Error(`foreign keys in a circle: ${[...waiting.keys()].join(', ')}`);
    ordered.push(next);
    waiting.delete(next.name);
  }
  return ordered;
}
