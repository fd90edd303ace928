/**
 * What is asked of the rows once they are all staged: the same key twice, codes that lost their leading zeros, references by code.
 * Every question is one statement over all rows; what could be meant in two ways is asked, never decided here.
 */
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ownTableOfNoun, tableOfNoun } from '../master-tables.ts';
import type { Tx } from '../transaction.ts';
import { questionAnswer, type Staged, references } from './staging.ts';

type Group = { readonly rows: string; readonly shown: string; readonly first: number; readonly others: readonly number[]; readonly same: boolean };
/** The same key twice. Exactly the same rows, and lines that may be summed or kept apart, are asked about; else every set of rows is named. */
export async function checkDuplicates(tx: Tx, staged: Staged): Promise<void> {
  const { contract } = staged;
  if (contract.key.length === 0) return;
  const key = join(contract.key.map((name) => raw(`"${name}"`)));
  const all = raw(contract.columns.map(({ name }) => `"${name}"`).join(', '));
  const found = await tx.rows<Group>(sql`
    select string_agg(row_no::text, '、' order by row_no) as rows, min(row_no) as first, concat_ws(' / ', ${key}) as shown,
      (array_agg(row_no order by row_no))[2:] as others, count(distinct row(${all})::text) = 1 as same
    from import_row
    group by ${key}
    having count(*) > 1
    order by min(row_no)`);
  const field = contract.key[0] ?? '';
  const [merged, added]: [number[], number[]] = [[], []];
  for (const { rows, shown, first, others, same } of found) {
    if (contract.lines) {
      if (questionAnswer(staged, 'component-lines', first, contract.key.at(-2) ?? field, shown, `第 ${rows} 行`) === 'add') added.push(first);
    } else if (!same) staged.fault('duplicate-in-file', first, field, { rows, shown });
    else if (questionAnswer(staged, 'duplicate-lines', first, field, shown, `第 ${rows} 行`) === 'merge') merged.push(...others);
  }
  if (merged.length > 0) await tx.rows(sql`delete from import_row where row_no = any (${merged}::integer[])`);
  if (added.length > 0 && contract.lines) await addUp(tx, key, contract.lines.sum, added);
}
async function addUp(tx: Tx, key: Sql, sums: readonly string[], first: readonly number[]): Promise<void> {
  tx.send(sql`
    create temporary table import_sum on commit drop as
    select min(row_no) as row_no, array_agg(row_no) as all_rows${raw(sums.map((name) => `, sum("${name}") as "${name}"`).join(''))}
    from import_row
    group by ${key}
    having min(row_no) = any (${first}::integer[])`);
  tx.send(sql`update import_row as r set ${raw(sums.map((name) => `"${name}" = s."${name}"`).join(', '))} from import_sum as s where s.row_no = r.row_no`);
  await tx.rows(sql`delete from import_row as r using import_sum as s where r.row_no = any (s.all_rows) and r.row_no <> s.row_no`);
}

/** 123 where 0123 is known: Excel drops leading zeros of what it takes for a number. */
export async function askLeadingZeros(tx: Tx, companyId: string, staged: Staged): Promise<void> {
  const own = staged.contract.key[0] === 'code' ? [{ name: 'code', table: tableOfNoun(staged.contract.noun) }] : [];
  for (const { name, table } of [...own, ...references(staged.contract).map((column) => ({ name: column.name, table: tableOfNoun(column.meta.target ?? '') }))]) {
    if (!staged.present.has(name)) continue;
    const column = raw(`"${name}"`);
    const [digits] = await tx.rows<{ some: boolean }>(sql`select exists (select 1 from import_row where ${column} ~ '^[1-9][0-9]*$') as some`);
    if (!digits?.some) continue;
    const found = await tx.rows<{ code: string; zeros: string; first: number }>(sql`
      select r.code, min(t.code) as zeros, min(r.first) as first
      from (select ${column} as code, min(row_no) as first from import_row where ${column} ~ '^[1-9][0-9]*$' group by ${column}) as r
      join ${raw(table)} as t on t.company_id = ${companyId} and t.code >= '0' and t.code < '1' and ltrim(t.code, '0') = r.code
      where ${staged.suspect.has(name)}::boolean or not exists (select 1 from ${raw(table)} as e where e.company_id = ${companyId} and e.code = r.code)
      group by r.code
      order by 3`);
    const taken = found.filter(({ code, zeros, first }) => questionAnswer(staged, 'leading-zeros', first, name, code, zeros) === 'existing');
    if (taken.length > 0) {
      await tx.rows(sql`
        update import_row as r set ${column} = z.zeros
        from unnest(${taken.map(({ code }) => code)}::text[], ${taken.map(({ zeros }) => zeros)}::text[]) as z(code, zeros)
        where r.${column} = z.code`);
    }
  }
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
