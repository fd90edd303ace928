/** List, detail and proposal of material issues and returns: two nouns, one shape. */
import sql, { raw } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, openLines } from '../../documents/api.ts';
import { getMaterialIssue, listMaterialIssues, materialIssue, proposeMaterialIssue } from '../material-issue/material-issue.contract.ts';
import { getMaterialReturn, listMaterialReturns, materialReturn, proposeMaterialReturn } from '../material-return/material-return.contract.ts';
import type { MaterialTable } from './material.store.ts';

const itemOf = raw(`jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name)`);
const warehouseOf = raw(`case when w.id is null then null else jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) end`);
/** The order as a reference: its number is its code, its product its name. */
export const orderReference = raw(`jsonb_build_object('id', od.id::text, 'code', od.number, 'name', od.summary)`);

function queriesOf(table: MaterialTable, contract: typeof materialIssue | typeof materialReturn, list: typeof listMaterialIssues, get: typeof getMaterialIssue): AnyQuery[] {
  const [heads, rows] = [raw(`shopfloor.${table}`), raw(`shopfloor.${table}_line`)];
  return [
    runnable(list, (reader, input, { companyId }) =>
      runList(reader, list.list!, {
        from: sql`documents.document as d
          join ${heads} as m on m.company_id = d.company_id and m.id = d.id
          join documents.document as od on od.company_id = m.company_id and od.id = m.work_order_id
          left join lateral (
            select sum(l.amount) as amount, (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count
            from ${rows} as l
            join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
            where l.company_id = m.company_id and l.document_id = m.id
          ) as x on true`,
        id: sql`d.id`,
        where: sql`d.company_id = ${companyId} and d.kind = ${contract.noun}`,
        columns: {
          number: sql`d.number`, day: sql`d.business_day`, workOrder: sql`od.number`, product: sql`od.summary`,
          firstItem: sql`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end`, amount: sql`coalesce(x.amount, 0)`, state: sql`d.state`,
        },
        search: documentSearch(companyId, contract.noun, (at) => [
          at.number,
          at.numberOf('shopfloor/work-order', at.naming(`shopfloor.${table}`, 'work_order_id')),
          at.textOf('documents.document', 'summary', at.naming(`shopfloor.${table}`, 'work_order_id')),
          at.lines(`shopfloor.${table}_line`),
        ]),
      }, input)),
    runnable(get, async (reader, { id }, { companyId, actor }) => {
      const [head, document, lines] = await Promise.all([
        headOf(reader, companyId, contract.noun, id),
        one<Record<string, unknown>>(reader, sql`
          select ${orderReference} as "workOrder", m.note, coalesce((select sum(l.amount) from ${rows} as l where l.company_id = m.company_id and l.document_id = m.id), 0)::text as amount
          from ${heads} as m
          join documents.document as od on od.company_id = m.company_id and od.id = m.work_order_id
          where m.company_id = ${companyId} and m.id = ${id}`),
        reader.rows(sql`
          select l.id, l.component_id as component, ${itemOf} as item, ${warehouseOf} as warehouse, l.quantity, l.amount, l.note
          from ${rows} as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
          left join inventory.place as w on w.company_id = l.company_id and w.id = l.warehouse_id
          where l.company_id = ${companyId} and l.document_id = ${id}
          order by l.line_no`),
      ]);
      if (!head || !document) throw kernelProblem(404, 'not-found');
      return { ...head, ...document, lines, can: canOf(contract, head, actor) };
    }),
  ];
}

const openOrder = (reader: Reader, companyId: string, id: string) =>
  one<{ order: unknown }>(reader, sql`
    select ${orderReference} as order
    from documents.document as od
    where od.company_id = ${companyId} and od.id = ${id} and od.kind = 'shopfloor/work-order' and od.state in ('released', 'completed')`);

export const materialQueries: AnyQuery[] = [
  ...queriesOf('material_issue', materialIssue, listMaterialIssues, getMaterialIssue),
  ...queriesOf('material_return', materialReturn, listMaterialReturns as unknown as typeof listMaterialIssues, getMaterialReturn as unknown as typeof getMaterialIssue),
  openLines(materialIssue, {
    join: sql`join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
      join shopfloor.work_order_component as c on c.company_id = e.company_id and c.id = e.line_id`,
    due: sql`o.start_day`, where: sql`c.issue_method = 'pick'`,
  }),
  /** Open picks: what is still needed of picked components, from their warehouse or the item's. */
  runnable(proposeMaterialIssue, async (reader, { sourceId }, { companyId, today }) => {
    const [order, lines] = await Promise.all([openOrder(reader, companyId, sourceId), reader.rows(sql`
      select c.id::text as component, ${itemOf} as item, ${warehouseOf} as warehouse, trim_scale(e.quantity - e.quantity_executed)::text as quantity,
        trim_scale(coalesce(b.quantity, 0))::text as "onHand", '' as note
      from shopfloor.work_order_component as c
      join documents.executable as e on e.company_id = c.company_id and e.line_id = c.id and e.measure = 'issued'
      join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join inventory.place as w on w.company_id = c.company_id and w.id = coalesce(c.warehouse_id, i.warehouse_id)
      left join ledger.balance as b on b.company_id = c.company_id and b.item_id = c.item_id and b.place_id = w.id and b.lot_id = 0 and b.owner_id = 0
      where c.company_id = ${companyId} and c.document_id = ${sourceId} and c.issue_method = 'pick' and not e.closed and e.quantity > e.quantity_executed
      order by c.line_no`)]);
    if (!order) throw kernelProblem(404, 'not-found');
    return { workOrder: order.order, day: today, note: '', lines };
  }),
  runnable(proposeMaterialReturn, async (reader, { sourceId }, { companyId, today }) => {
    const [order, lines] = await Promise.all([openOrder(reader, companyId, sourceId), reader.rows(sql`
      select c.id::text as component, ${itemOf} as item, ${warehouseOf} as warehouse, trim_scale(e.quantity_executed)::text as quantity, '' as note
      from shopfloor.work_order_component as c
      join documents.executable as e on e.company_id = c.company_id and e.line_id = c.id and e.measure = 'issued'
      join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join inventory.place as w on w.company_id = c.company_id and w.id = coalesce(c.warehouse_id, i.warehouse_id)
      where c.company_id = ${companyId} and c.document_id = ${sourceId} and e.quantity_executed > 0
      order by c.line_no`)]);
    if (!order) throw kernelProblem(404, 'not-found');
    return { workOrder: order.order, day: today, note: '', lines };
  }),
];
