/**
 * Import of a plain master, drawn from its contract and tables: new codes are inserted, known ones updated, in two statements.
 * An empty cell means the field's default; a column that is missing from the file leaves the field of a known record alone.
 */
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { AnyCommand, Context } from '../command.ts';
import { type FieldMeta, fieldsOf } from '../contract.ts';
import type { MasterContract } from '../master.contract.ts';
import type { MasterTables } from '../master-record.ts';
import { columnName, tableOfNoun } from '../master-tables.ts';
import { searchText } from '../search-text.ts';
import type { Reader, Tx } from '../transaction.ts';
import { assignIds, importCommand, namesWhere, readEffect } from './import-command.ts';
import { importContract } from './import.contract.ts';
import type { ImportRow, RowFault, Staged } from './staging.ts';

export const masterImportContract = (contract: MasterContract) =>
  importContract({
    noun: contract.noun,
    title: contract.title,
    row: contract.form,
    key: ['code'],
    // What stays for good is not taken back either.
    reversible: contract.remove !== undefined,
    explanation: [
      { zh: '编码已存在的行会更新该记录，不存在的会新建。', en: 'A known code updates its record, a new one creates a record.' },
      { zh: '空白单元格按默认值处理；模板里删掉的列不会改动已有记录。', en: 'An empty cell means the default; a column deleted from the template leaves known records as they are.' },
    ],
  });

export function masterImport(contract: MasterContract, tables: MasterTables): AnyCommand {
  const fields = Object.entries(fieldsOf(contract.form));
  const inExtension = new Set(tables.extension?.fields ?? []);
  const base = fields.filter(([name]) => !inExtension.has(name));
  const extra = fields.filter(([name]) => inExtension.has(name));
  const table = raw(tables.table);
  const fixed = Object.entries(tables.fixed ?? {});
  const isOurs = join([sql`true`, ...fixed.map(([column, value]) => sql`m.${raw(column)} = ${value}`)], ' and ');
  const extension = tables.extension ? sql` join ${raw(tables.extension.table)} as x on x.company_id = m.company_id and x.id = m.id` : empty;
  const incoming = (name: string, meta: FieldMeta): Sql => raw(meta.kind === 'reference' ? `r."${name}_id"` : `r."${name}"`);
  const stored = (name: string, meta: FieldMeta): Sql => raw(`${inExtension.has(name) ? 'x' : 'm'}.${columnName(name, meta)}`);
  const given = (present: ReadonlySet<string>, among: typeof fields) => among.filter(([name]) => present.has(name));

  return importCommand(masterImportContract(contract), {
    derived: {
      types: { search: 'text', id: 'bigint', known: 'boolean' },
      values: (row) => ({ search: searchText(String(row['code']), String(row['name']), ...(tables.searched ?? []).map((name) => row[name] as string | null)), id: null, known: false }),
    },
    checkRow: (row) => checkedBy(contract, tables, row),
    async check(tx, staged, { companyId }) {
      await tx.rows(sql`
        update import_row as r
        set id = m.id, known = true
        from (
          select m.id, m.code
          from ${table} as m${extension}
          where m.company_id = ${companyId} and ${isOurs} and m.code in (select code from import_row)
          order by m.id
          for update of m
        ) as m
        where m.code = r.code`);
      const taken = await tx.rows<{ row_no: number; code: string }>(sql`
        select r.row_no, r.code
        from import_row as r
        join ${table} as m on m.company_id = ${companyId} and m.code = r.code
        where not r.known
        order by r.row_no
        limit 1000`);
      for (const { row_no, code } of taken) staged.fault('code-taken', row_no, 'code', { shown: code });
    },
    effect: (reader: Reader, { present }: Staged, { companyId }: Context) =>
      readEffect(reader, sql`
        select r.row_no, r.code as key, case when not r.known then 'create' when cardinality(c.fields) > 0 then 'change' else 'same' end as action,
          case when r.known then c.fields else '{}' end as fields,
          case when r.known and cardinality(c.fields) > 0 then ${changesOf(given(present, fields).map(([name, meta]) => [name, meta, inExtension.has(name) ? raw(`m."x_${name}"`) : stored(name, meta)]))} else '[]' end as changes
        from import_row as r
        left join (select m.*${raw(extra.map(([name, meta]) => `, x.${columnName(name, meta)} as "x_${name}"`).join(''))} from ${table} as m${extension} where m.company_id = ${companyId}) as m on m.id = r.id
        cross join lateral (select ${namesWhere(given(present, fields).map(([name, meta]) => [name, sql`${inExtension.has(name) ? raw(`m."x_${name}"`) : stored(name, meta)} is distinct from ${incoming(name, meta)}`]))} as fields) as c`, masterImportContract(contract).columns),
    async write(tx: Tx, { present }: Staged, { companyId }: Context) {
      await tx.rows(assignIds(raw('import_row'), 'id', sql`id is null`, raw('row_no')));
      const columns = [['search', raw('r.search')] as const, ...base.map(([name, meta]) => [columnName(name, meta), incoming(name, meta)] as const)];
      await tx.rows(sql`
        insert into ${table} (company_id, id, ${raw([...fixed.map(([column]) => column), ...columns.map(([column]) => column)].join(', '))})
        select ${companyId}::bigint, r.id, ${join([...fixed.map(([, value]) => sql`${value}`), ...columns.map(([, value]) => value)])}
        from import_row as r
        where not r.known`);
      const changing = given(present, base);
      await tx.rows(sql`
        update ${table} as m
        set ${join([sql`search = r.search`, ...changing.map(([name, meta]) => sql`${raw(columnName(name, meta))} = ${incoming(name, meta)}`)])}, version = m.version + 1
        from import_row as r
        ${tables.extension ? sql`left join ${raw(tables.extension.table)} as x on x.company_id = ${companyId} and x.id = r.id` : empty}
        where r.known and m.company_id = ${companyId} and m.id = r.id
          and (${join([sql`false`, ...given(present, fields).map(([name, meta]) => sql`${stored(name, meta)} is distinct from ${incoming(name, meta)}`)], ' or ')})`);
      if (tables.extension) {
        const kept = new Set(given(present, extra).map(([name]) => name));
        await tx.rows(sql`
          insert into ${raw(tables.extension.table)} as x (company_id, id, ${raw(extra.map(([name, meta]) => columnName(name, meta)).join(', '))})
          select ${companyId}::bigint, r.id, ${join(extra.map(([name, meta]) => incoming(name, meta)))}
          from import_row as r
          on conflict (company_id, id) do ${kept.size === 0 ? raw('nothing') : raw(`update set ${extra.filter(([name]) => kept.has(name)).map(([name, meta]) => `${columnName(name, meta)} = excluded.${columnName(name, meta)}`).join(', ')}`)}`);
      }
    },
  });
}

/** Old and new of every field that differs, as text; a reference by its code. */
function changesOf(fields: readonly (readonly [string, FieldMeta, Sql])[]): Sql {
  if (fields.length === 0) return sql`'[]'::jsonb`;
  const pairs = fields.map(([name, meta, old]) => {
    const [was, becomes] = meta.kind === 'reference'
      ? [sql`(select t.code from ${raw(tableOfNoun(meta.target ?? ''))} as t where t.company_id = m.company_id and t.id = ${old})`, raw(`r."${name}"`)]
      : [meta.kind === 'quantity' || meta.kind === 'price' || meta.kind === 'rate' ? sql`trim_scale(${old})` : old, raw(`r."${name}"`)];
    const differs = sql`${old} is distinct from ${raw(meta.kind === 'reference' ? `r."${name}_id"` : `r."${name}"`)}`;
    return sql`case when ${differs} then jsonb_build_object('field', ${name}::text, 'old', (${was})::text, 'new', (${becomes})::text) end`;
  });
  return sql`(select coalesce(jsonb_agg(change), '[]') from unnest(array[${join(pairs)}]) as change where change is not null)`;
}

/** The master's own rules; their texts are those of its save command. */
function checkedBy(contract: MasterContract, tables: MasterTables, row: ImportRow): RowFault[] {
  return (tables.check?.(row, undefined) ?? []).map(({ code, path }) => ({
    column: String(path?.[0] ?? 'code'),
    reason: contract.save.refusals[code] ?? { zh: code, en: code },
  }));
}
