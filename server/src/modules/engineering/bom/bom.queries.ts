/**
 * List, detail, the multi-level tree down and the where-used up. Rolled-up quantity per level: parents × quantity per ÷ base ×
 * (1 + scrap) + fixed, the same formula as a work order's needs; shown to six places, never rounded on the way.
 */
import sql, { type Sql } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { versionCan, versionHead } from '../version/version-lifecycle.ts';
import { bom, bomTree, bomWhereUsed, getBom, listBoms } from './bom.contract.ts';

const rowsMax = 5000;
const levelsMax = 40;
/** Bills in force on a day: the approved version that came into force last. */
const inForce = (companyId: string, day: string): Sql => sql`
  select distinct on (b.item_id) b.id, b.item_id, b.base_quantity, b.revision
  from engineering.bom as b
  where b.company_id = ${companyId} and b.state = 'approved' and b.valid_from <= ${day}::date and (b.valid_to is null or b.valid_to >= ${day}::date)
  order by b.item_id, b.valid_from desc`;
const shownItem = sql`jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name)`;
const itemJoin = (companyId: string): Sql => sql`join engineering.item as i on i.company_id = ${companyId} and i.id = t.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id`;

export const bomQueries: AnyQuery[] = [
  runnable(listBoms, (reader, input, { companyId }) =>
    runList(reader, listBoms.list!, {
      from: sql`engineering.bom as b
        join engineering.item as i on i.company_id = b.company_id and i.id = b.item_id
        left join lateral (select count(*)::integer as line_count from engineering.bom_line as l where l.company_id = b.company_id and l.bom_id = b.id) as x on true`,
      id: sql`b.id`,
      where: sql`b.company_id = ${companyId}`,
      columns: { number: sql`i.code || '/' || b.revision`, item: referenceColumn('i'), revision: sql`b.revision`, validFrom: sql`b.valid_from`, validTo: sql`b.valid_to`, lineCount: sql`x.line_count`, state: sql`b.state` },
      search: [sql`i.search`],
    }, input)),
  runnable(getBom, async (reader, { id }, { companyId, actor }) => {
    const [head, [extra], lines] = await Promise.all([
      versionHead(reader, companyId, bom.noun, 'engineering.bom', id),
      reader.rows<{ baseQuantity: string }>(sql`select base_quantity as "baseQuantity" from engineering.bom where company_id = ${companyId} and id = ${id}`),
      reader.rows(sql`
        select l.line_no::text as id, ${shownItem} as component, i.source, l.quantity_per as "quantityPer", l.quantity_fixed as "quantityFixed", l.scrap_rate as "scrapRate",
          l.operation_no as "operationNo", l.issue_method as "issueMethod", l.position
        from engineering.bom_line as l
        join engineering.item as i on i.company_id = l.company_id and i.id = l.component_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        where l.company_id = ${companyId} and l.bom_id = ${id}
        order by l.line_no`),
    ]);
    if (!head) throw kernelProblem(404, 'not-found');
    return { ...head, ...extra, lines, can: versionCan(bom, head.state, actor) };
  }),
  runnable(bomTree, async (reader, { item, bom: bomId, quantity, day }, { companyId, today }) => {
    const on = day ?? today;
    if (item === undefined && bomId === undefined) throw kernelProblem(400, 'bad-input');
    const top = bomId === undefined ? sql`select f.id, f.item_id, f.base_quantity from force as f where f.item_id = ${item}` : sql`select b.id, b.item_id, b.base_quantity from engineering.bom as b where b.company_id = ${companyId} and b.id = ${bomId}`;
    const [rows, [root]] = await Promise.all([
      reader.rows<TreeRow>(sql`
        with recursive force as materialized (${inForce(companyId, on)}), tree as (
          select lpad(l.line_no::text, 5, '0') as key, null::text as parent, 1 as level, l.component_id as item_id, l.quantity_per, l.quantity_fixed, l.scrap_rate,
            l.operation_no, l.issue_method, ${quantity}::numeric * l.quantity_per / t.base_quantity * (1 + l.scrap_rate) + l.quantity_fixed as quantity
          from (${top}) as t
          join engineering.bom_line as l on l.company_id = ${companyId} and l.bom_id = t.id
          union all
          select p.key || '.' || lpad(l.line_no::text, 5, '0'), p.key, p.level + 1, l.component_id, l.quantity_per, l.quantity_fixed, l.scrap_rate,
            l.operation_no, l.issue_method, p.quantity * l.quantity_per / f.base_quantity * (1 + l.scrap_rate) + l.quantity_fixed
          from tree as p
          join force as f on f.item_id = p.item_id
          join engineering.bom_line as l on l.company_id = ${companyId} and l.bom_id = f.id
          where p.level < ${levelsMax}
        )
        select t.key, t.parent, t.level, ${shownItem} as item, i.source, t.quantity_per as "quantityPer", t.quantity_fixed as "quantityFixed", t.scrap_rate as "scrapRate",
          round(t.quantity, 6)::text as quantity, t.operation_no as "operationNo", t.issue_method as "issueMethod", f.id::text as bom,
          coalesce((select sum(s.quantity) from ledger.balance as s where s.company_id = ${companyId} and s.item_id = t.item_id and s.owner_id = 0), 0)::text as stock
        from (select * from tree limit ${rowsMax + 1}) as t
        ${itemJoin(companyId)}
        left join force as f on f.item_id = t.item_id
        order by t.key`),
      reader.rows<{ item: TreeRow['item'] }>(sql`
        select ${shownItem} as item
        from (select coalesce(${item ?? null}::bigint, (select b.item_id from engineering.bom as b where b.company_id = ${companyId} and b.id = ${bomId ?? null}::bigint)) as item_id) as t
        ${itemJoin(companyId)}`),
    ]);
    return { root: root?.item ?? null, truncated: rows.length > rowsMax, rows: rows.slice(0, rowsMax) };
  }),
  runnable(bomWhereUsed, async (reader, { item, day }, { companyId, today }) => {
    const rows = await reader.rows<UsedRow>(sql`
      with recursive force as materialized (${inForce(companyId, day ?? today)}), used as (
        select f.id::text || '-' || l.line_no as key, null::text as parent, 1 as level, f.item_id, f.id as bom_id, f.revision, l.quantity_per, l.quantity_per / f.base_quantity * (1 + l.scrap_rate) as quantity
        from engineering.bom_line as l
        join force as f on f.id = l.bom_id
        where l.company_id = ${companyId} and l.component_id = ${item}
        union all
        select p.key || '.' || f.id::text || '-' || l.line_no, p.key, p.level + 1, f.item_id, f.id, f.revision, l.quantity_per, p.quantity * l.quantity_per / f.base_quantity * (1 + l.scrap_rate)
        from used as p
        join engineering.bom_line as l on l.company_id = ${companyId} and l.component_id = p.item_id
        join force as f on f.id = l.bom_id
        where p.level < ${levelsMax}
      )
      select t.key, t.parent, t.level, ${shownItem} as item, t.bom_id::text as bom, t.revision, t.quantity_per as "quantityPer", round(t.quantity, 6)::text as quantity,
        not exists (select 1 from engineering.bom_line as l join force as f on f.id = l.bom_id where l.company_id = ${companyId} and l.component_id = t.item_id) as top
      from (select * from used limit ${rowsMax + 1}) as t
      ${itemJoin(companyId)}
      order by t.key`);
    return { truncated: rows.length > rowsMax, rows: rows.slice(0, rowsMax) };
  }),
];

type Item = { id: string; code: string; name: string; spec: string; unit: string };
type TreeRow = { key: string; parent: string | null; level: number; item: Item; source: 'make' | 'buy' | 'subcontract' | 'phantom'; quantityPer: string; quantityFixed: string; scrapRate: string; quantity: string; stock: string; operationNo: number | null; issueMethod: string; bom: string | null };
type UsedRow = { key: string; parent: string | null; level: number; item: Item; bom: string; revision: string; top: boolean; quantityPer: string; quantity: string };
