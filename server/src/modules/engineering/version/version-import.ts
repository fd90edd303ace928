/**
 * Import of BOMs and routings alike: a row per line, rows of one item and revision make one version, which is in force at once.
 * A draft is replaced; an approved revision that says the same is left alone, one that differs is refused. Effectivity of an
 * item's versions is put in sequence afterwards. Set by set: `import_version` holds one row per version of the file.
 */
import sql, { join, raw } from 'sql-template-tag';
import type { AnyCommand, Context } from '../../../kernel/command.ts';
import type { ImportContract } from '../../../kernel/exchange/import.contract.ts';
import { assignIds, importCommand, readEffect } from '../../../kernel/exchange/import-command.ts';
import type { ImportRow, RowFault, Staged } from '../../../kernel/exchange/staging.ts';
import { columnName } from '../../../kernel/master-tables.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { VersionTables } from './version-lifecycle.ts';

export type VersionImport = {
  readonly exchange: ImportContract;
  readonly tables: VersionTables;
  /** Field that holds the item the version is of. */
  readonly owner: string;
  /** Fields of the version, not of the line; all rows of a version must agree on them. */
  readonly headFields: readonly string[];
  /** Lines are numbered by the row's order. */
  readonly lineNumber?: string;
  /** Columns of the file that only help to read it. */
  readonly notStored?: readonly string[];
  arrange?(tx: Tx, staged: Staged): Promise<void>;
  checkRow?(row: ImportRow): readonly RowFault[];
  lock(tx: Tx, companyId: string): void;
  check?(tx: Tx, staged: Staged, context: Context): Promise<void>;
};

export function versionImport(version: VersionImport): AnyCommand {
  const { exchange, tables, owner, headFields } = version;
  const metaOf = (name: string) => {
    const column = exchange.columns.find((one) => one.name === name);
    if (!column) throw new Error(`${exchange.noun} has no column ${name}`);
    return column.meta;
  };
  const stagedName = (name: string): string => (metaOf(name).kind === 'reference' ? `"${name}_id"` : `"${name}"`);
  const lines = exchange.columns.map(({ name }) => name).filter((name) => name !== owner && name !== 'revision' && !headFields.includes(name) && !version.notStored?.includes(name));
  const heads = headFields.filter((name) => name !== 'validFrom');
  const table = raw(tables.table);
  const lineTable = raw(tables.lineTable);
  const lineKey = raw(tables.lineKey);
  const ownerId = raw(`"${owner}_id"`);
  /** The same text for the same line, stored or staged. */
  const lineText = (expression: (name: string) => string) => raw(`concat_ws('|', ${lines.map((name) => (['quantity', 'price', 'rate', 'money'].includes(metaOf(name).kind) ? `trim_scale(${expression(name)})` : `coalesce(${expression(name)}::text, '')`)).join(', ')})`);

  return importCommand(exchange, {
    ...(version.checkRow ? { checkRow: version.checkRow } : {}),
    ...(version.arrange ? { arrange: version.arrange } : {}),
    async check(tx, staged, context) {
      const { companyId } = context;
      version.lock(tx, companyId);
      await groupVersions(tx, companyId);
      await checkGroups(tx, staged, companyId);
      await version.check?.(tx, staged, context);
    },
    effect: (reader: Reader) => readEffect(reader, sql`
      select v.row_no, v.code || '/' || v.revision as key, case when v.id is null then 'create' when v.same then 'same' else 'change' end as action, '{}'::text[] as fields
      from import_version as v`),
    async write(tx: Tx, _staged: Staged, { companyId }: Context) {
      await tx.rows(sql`delete from import_version where same`);
      await tx.rows(sql`delete from ${lineTable} as l using import_version as v where l.company_id = ${companyId} and l.${lineKey} = v.id`);
      await tx.rows(sql`delete from ${table} as b using import_version as v where b.company_id = ${companyId} and b.id = v.id`);
      await tx.rows(sql`update import_version set old_version = coalesce(old_version, 0)`);
      await tx.rows(assignIds(raw('import_version'), 'id', sql`id is null`, raw('row_no')));
      await tx.rows(sql`
        insert into ${table} (company_id, id, item_id, revision, state, valid_from, version${raw(heads.map((name) => `, ${columnName(name, metaOf(name))}`).join(''))})
        select ${companyId}::bigint, v.id, v.item_id, v.revision, 'approved', v.valid_from, v.old_version + 1${raw(heads.map((name) => `, v."${name}"`).join(''))}
        from import_version as v`);
      await tx.rows(sql`
        insert into ${lineTable} (company_id, ${lineKey}${raw(version.lineNumber ? `, ${version.lineNumber}` : '')}, ${raw(lines.map((name) => columnName(name, metaOf(name))).join(', '))})
        select ${companyId}::bigint, v.id${raw(version.lineNumber ? ', row_number() over (partition by v.id order by r.row_no)' : '')}, ${raw(lines.map((name) => `r.${stagedName(name)}`).join(', '))}
        from import_version as v
        join import_row as r on r.${ownerId} = v.item_id and r.revision = v.revision`);
      await sequence(tx, companyId);
    },
  });

  async function groupVersions(tx: Tx, companyId: string): Promise<void> {
    tx.send(sql`
      create temporary table import_version on commit drop as
      select min(r.row_no) as row_no, r.${ownerId} as item_id, r.revision, min(r.${raw(`"${owner}"`)}) as code, min(r."validFrom") as valid_from${raw(heads.map((name) => `, min(r."${name}") as "${name}"`).join(''))},
        null::bigint as id, null::text as state, null::integer as old_version, false as same,
        string_agg(${lineText((name) => `r.${stagedName(name)}`)}, ';' order by ${lineText((name) => `r.${stagedName(name)}`)}) as said
      from import_row as r
      where r.${ownerId} is not null
      group by r.${ownerId}, r.revision`);
    await tx.rows(sql`
      update import_version as v
      set id = b.id, state = b.state, old_version = b.version, same = b.state = 'approved' and b.said = v.said
      from (
        select b.id, b.item_id, b.revision, b.state, b.version, (
          select string_agg(${lineText((name) => `l.${columnName(name, metaOf(name))}`)}, ';' order by ${lineText((name) => `l.${columnName(name, metaOf(name))}`)})
          from ${lineTable} as l
          where l.company_id = b.company_id and l.${lineKey} = b.id
        ) as said
        from ${table} as b
        where b.company_id = ${companyId} and (b.item_id, b.revision) in (select item_id, revision from import_version)
        for update of b
      ) as b
      where b.item_id = v.item_id and b.revision = v.revision`);
  }

  async function checkGroups(tx: Tx, staged: Staged, companyId: string): Promise<void> {
    const differing = await tx.rows<{ row_no: number; first: number; name: string }>(join(headFields.map((name) => sql`
      select r.row_no, v.row_no as first, ${name}::text as name
      from import_row as r
      join import_version as v on v.item_id = r.${ownerId} and v.revision = r.revision
      join import_row as f on f.row_no = v.row_no
      where r.${raw(`"${name}"`)} is distinct from f.${raw(`"${name}"`)}`), ' union all '));
    for (const { row_no, first, name } of differing.slice(0, 1000)) staged.fault('rule', row_no, name, { reason: { zh: `同一版本的各行要一致，与第 ${first} 行不同。`, en: `rows of one revision must agree; it differs from row ${first}.` } });
    const locked = await tx.rows<{ row_no: number; state: string; revision: string }>(sql`select row_no, state, revision from import_version where state in ('approved', 'obsolete') and not same order by row_no limit 1000`);
    for (const { row_no, revision } of locked) staged.fault('rule', row_no, 'revision', { reason: { zh: `版本 ${revision} 已审核或作废，内容不能改；请换一个版本号。`, en: `revision ${revision} is approved or obsolete and cannot be changed; use another revision.` } });
    const clashing = await tx.rows<{ row_no: number; other: string; day: string }>(sql`
      select v.row_no, coalesce(b.revision, w.revision) as other, v.valid_from as day
      from import_version as v
      left join ${table} as b on b.company_id = ${companyId} and b.item_id = v.item_id and b.state = 'approved' and b.valid_from = v.valid_from and b.revision <> v.revision
      left join import_version as w on w.item_id = v.item_id and w.valid_from = v.valid_from and w.revision <> v.revision
      where not v.same and (b.id is not null or w.row_no is not null)
      order by v.row_no
      limit 1000`);
    for (const { row_no, other, day } of clashing) staged.fault('rule', row_no, 'validFrom', { reason: { zh: `版本 ${other} 也从 ${day} 起生效，请改生效日期。`, en: `revision ${other} takes effect on ${day} too; change the date.` } });
    const bought = await tx.rows<{ row_no: number; code: string }>(sql`
      select v.row_no, v.code
      from import_version as v
      join engineering.item as i on i.company_id = ${companyId} and i.id = v.item_id
      where i.source = 'buy'
      order by v.row_no
      limit 1000`);
    for (const { row_no, code } of bought) staged.fault('rule', row_no, owner, { reason: { zh: `「${code}」是外购件；请先把来源改为自制、委外或虚拟件。`, en: `"${code}" is bought; set its source to make, subcontract or phantom first.` } });
  }

  /** Every approved version ends the day before the next one begins. */
  async function sequence(tx: Tx, companyId: string): Promise<void> {
    await tx.rows(sql`
    update ${table} as b
    set valid_to = n.next_from - 1, version = b.version + 1
    from (
      select id, valid_to, lead(valid_from) over (partition by item_id order by valid_from) as next_from
      from ${table}
      where company_id = ${companyId} and state = 'approved' and item_id in (select item_id from import_version)
    ) as n
    where b.company_id = ${companyId} and b.id = n.id and n.next_from is not null and (n.valid_to is null or n.valid_to >= n.next_from)`);
  }
}
