/**
 * An import taken back as a whole: rows it created are removed, rows it changed get their old values, rows it replaced return. All of
 * it comes from the change log of the one command. Nothing is taken back while something else has touched or uses one of the rows.
 * Trap: a draft that was replaced has a deletion and an insertion under one key; what counts is how the row stood before the first and after the last.
 */
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Reader, Tx } from '../transaction.ts';

/** A column that refers to rows without a foreign key: of one table, or of any. */
export type LooseReference = { readonly to?: string; readonly table: string; readonly column: string };
export type Obstacle = { readonly why: 'changed-since' | 'in-use'; readonly record: string; readonly by: string };
type Touched = { readonly table_name: string; readonly removing: number; readonly restoring: number; readonly returning: number; readonly first_id: string };
export type Batch = { readonly tables: readonly Touched[]; readonly obstacles: readonly Obstacle[] };
const shownMax = 200;

/** Stages what the batch did, net, as `batch_row`, locks the rows, and says what stands against taking it back. */
export async function loadBatch(tx: Tx, companyId: string, batch: string, name: string, loose: readonly LooseReference[]): Promise<Batch | undefined> {
  tx.send(sql`
    create temporary table batch_row on commit drop as
    select l.table_name, l.row_key, min(l.id) as first_id, max(l.id) as last_id,
      (array_agg(l.action order by l.id))[1] <> 'I' as was_there, (array_agg(l.action order by l.id desc))[1] <> 'D' as is_there, (array_agg(l.before order by l.id))[1] as before
    from kernel.command as c
    join kernel.change_log as l on l.company_id = c.company_id and l.changed_at = c.started_at and l.command_id = c.id
    where c.company_id = ${companyId} and c.id = ${batch} and c.name = ${name}
    group by l.table_name, l.row_key`);
  tx.send(sql`create unique index on batch_row (table_name, row_key)`);
  tx.send(sql`analyze batch_row`);
  const tables = await tx.rows<Touched>(sql`
    select table_name, (count(*) filter (where not was_there and is_there))::integer as removing, (count(*) filter (where was_there and is_there))::integer as restoring,
      (count(*) filter (where was_there and not is_there))::integer as returning, min(first_id) as first_id
    from batch_row
    group by table_name
    order by min(first_id)`);
  if (tables.length === 0) return undefined;
  const obstacles: Obstacle[] = [];
  for (const { table_name } of tables) {
    const key = await keyOf(tx, table_name);
    await tx.rows(sql`select 1 from ${raw(table_name)} as t join batch_row as b on b.table_name = ${table_name} and b.row_key = ${keyText('t', key)} where t.company_id = ${companyId} order by b.row_key for update of t`);
    obstacles.push(...await tx.rows<Obstacle>(sql`
      select 'changed-since' as why, coalesce(to_jsonb(t) ->> 'code', b.before ->> 'code', to_jsonb(t) ->> 'revision', b.row_key) as record, '' as by
      from batch_row as b
      left join ${raw(table_name)} as t on t.company_id = ${companyId} and b.row_key = ${keyText('t', key)}
      where b.table_name = ${table_name} and exists (select 1 from kernel.change_log as l where l.company_id = ${companyId} and l.table_name = b.table_name and l.row_key = b.row_key and l.id > b.last_id)
      order by b.first_id
      limit ${shownMax}`));
    if (key.length === 1) obstacles.push(...await users(tx, companyId, table_name, loose));
  }
  return { tables, obstacles };
}

/** Rows elsewhere that refer to a row the batch created, and were not created by it too. */
async function users(tx: Tx, companyId: string, table: string, loose: readonly LooseReference[]): Promise<Obstacle[]> {
  const keyed = await tx.rows<{ child: string; column: string }>(sql`
    select c.conrelid::regclass::text as child, a.attname as column
    from pg_constraint as c
    join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
    where c.contype = 'f' and c.confrelid = ${table}::regclass and cardinality(c.conkey) = 2`);
  const found: Obstacle[] = [];
  for (const { child, column } of [...keyed, ...loose.filter(({ to = table }) => to === table).map((one) => ({ child: one.table, column: one.column }))]) {
    const key = await keyOf(tx, child);
    found.push(...await tx.rows<Obstacle>(sql`
      select distinct 'in-use' as why, coalesce(to_jsonb(t) ->> 'code', b.row_key) as record, ${child}::text as by
      from batch_row as b
      join ${raw(table)} as t on t.company_id = ${companyId} and t.id = b.row_key::bigint
      join ${raw(child)} as u on u.company_id = t.company_id and u.${raw(column)} = t.id
      where b.table_name = ${table} and not b.was_there and b.is_there
        and not exists (select 1 from batch_row as o where o.table_name = ${child} and o.row_key = ${keyText('u', key)} and not o.was_there)
      order by 2
      limit ${shownMax}`));
  }
  return found;
}

/** Children go before parents and return after them; values are put back between. */
export function takeBack(tx: Tx, companyId: string, { tables }: Batch, columns: ReadonlyMap<string, TableShape>): void {
  const shape = (table: string): TableShape => columns.get(table) ?? { key: [], columns: [] };
  for (const { table_name, removing } of tables.toReversed()) {
    if (removing > 0) tx.send(sql`delete from ${raw(table_name)} as t using batch_row as b where t.company_id = ${companyId} and b.table_name = ${table_name} and not b.was_there and b.is_there and b.row_key = ${keyText('t', shape(table_name).key)}`);
  }
  for (const { table_name, restoring } of tables) {
    const { key, columns: all } = shape(table_name);
    const set = all.filter((name) => name !== 'company_id' && name !== 'version' && !key.includes(name));
    if (restoring > 0) tx.send(sql`
      update ${raw(table_name)} as t
      set ${raw([...set.map((name) => `${name} = o.${name}`), ...(all.includes('version') ? ['version = t.version + 1'] : [])].join(', '))}
      from batch_row as b
      cross join lateral jsonb_populate_record(null::${raw(table_name)}, b.before) as o
      where t.company_id = ${companyId} and b.table_name = ${table_name} and b.was_there and b.is_there and b.row_key = ${keyText('t', key)}`);
  }
  for (const { table_name, returning } of tables) {
    if (returning > 0) tx.send(sql`
      insert into ${raw(table_name)}
      select o.*
      from batch_row as b
      cross join lateral jsonb_populate_record(null::${raw(table_name)}, b.before) as o
      where b.table_name = ${table_name} and b.was_there and not b.is_there`);
  }
}

export type TableShape = { readonly key: readonly string[]; readonly columns: readonly string[] };
export async function shapesOf(reader: Reader, { tables }: Batch): Promise<ReadonlyMap<string, TableShape>> {
  const shapes = new Map<string, TableShape>();
  for (const { table_name } of tables) {
    const columns = await reader.rows<{ name: string }>(sql`select attname as name from pg_attribute where attrelid = ${table_name}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`);
    shapes.set(table_name, { key: await keyOf(reader, table_name), columns: columns.map(({ name }) => name) });
  }
  return shapes;
}
/** The key's columns after the company, as the change log joins them. */
const keyOf = async (reader: Reader, table: string): Promise<string[]> =>
  (await reader.rows<{ name: string }>(sql`
    select a.attname as name
    from pg_index as i
    join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary and a.attname <> 'company_id'
    order by array_position(i.indkey::int2[], a.attnum)`)).map(({ name }) => name);
const keyText = (alias: string, key: readonly string[]): Sql => (key.length === 0 ? sql`''` : join(key.map((name) => raw(`${alias}.${name}::text`)), " || '/' || "));
