/** List, detail and proposal of completions. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { backflushOf } from '../material/backflush.queries.ts';
import { orderReference } from '../material/material.queries.ts';
import { completion, getCompletion, listCompletions, proposeCompletion } from './completion.contract.ts';

export const completionQueries: AnyQuery[] = [
  runnable(listCompletions, (reader, input, { companyId }) =>
    runList(reader, listCompletions.list!, {
      from: sql`documents.document as d
        join shopfloor.completion as c on c.company_id = d.company_id and c.id = d.id
        join documents.document as od on od.company_id = c.company_id and od.id = c.work_order_id
        join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
        join inventory.place as w on w.company_id = c.company_id and w.id = c.warehouse_id`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${completion.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, workOrder: sql`od.number`, item: referenceColumn('i'), quantity: sql`c.quantity`, warehouse: referenceColumn('w'),
        amount: sql`c.amount`, state: sql`d.state`,
      },
      search: documentSearch(companyId, completion.noun, (at) => [
        at.number,
        at.numberOf('shopfloor/work-order', at.naming('shopfloor.completion', 'work_order_id')),
        at.wordsOf('engineering.item', at.naming('shopfloor.completion', 'item_id')),
      ]),
    }, input)),
  runnable(getCompletion, async (reader, { id }, { companyId, actor }) => {
    const [head, document, backflush] = await Promise.all([
      headOf(reader, companyId, completion.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select ${orderReference} as "workOrder", jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item, c.quantity,
          jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as warehouse, c.amount, c.note
        from shopfloor.completion as c
        join documents.document as od on od.company_id = c.company_id and od.id = c.work_order_id
        join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        join inventory.place as w on w.company_id = c.company_id and w.id = c.warehouse_id
        where c.company_id = ${companyId} and c.id = ${id}`),
      backflushOf(reader, companyId, id),
    ]);
    if (!head || !document) throw kernelProblem(404, 'not-found');
    return { ...head, ...document, backflush, can: canOf(completion, head, actor) };
  }),
  /** What could be completed now: reported good by the last operation, not yet completed, within what can still come. */
  runnable(proposeCompletion, async (reader, { sourceId }, { companyId, today }) => {
    const found = await one<{ order: unknown; item: unknown; warehouse: unknown; quantity: string }>(reader, sql`
      select ${orderReference} as order, jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec) as item,
        jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as warehouse,
        trim_scale(greatest(least(o.quantity - coalesce(s.scrap, 0), coalesce(s.last_good, o.quantity)) - e.quantity_executed, 0))::text as quantity
      from documents.document as od
      join shopfloor.work_order as o on o.company_id = od.company_id and o.id = od.id
      join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
      join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
      join inventory.place as w on w.company_id = o.company_id and w.id = o.warehouse_id
      left join lateral (
        select sum(x.scrap) as scrap, (array_agg(x.good order by x.operation_no desc))[1] as last_good
        from (
          select p.operation_no, coalesce(sum(r.scrap_quantity), 0) as scrap, coalesce(sum(r.good_quantity), 0) as good
          from shopfloor.work_order_operation as p
          left join (shopfloor.operation_report as r join documents.document as rd on rd.company_id = r.company_id and rd.id = r.id and rd.state <> 'draft')
            on r.company_id = p.company_id and r.operation_id = p.id
          where p.company_id = o.company_id and p.document_id = o.id
          group by p.id, p.operation_no
        ) as x
      ) as s on true
      where od.company_id = ${companyId} and od.id = ${sourceId} and od.kind = 'shopfloor/work-order' and od.state = 'released'`);
    if (!found) throw kernelProblem(404, 'not-found');
    return { workOrder: found.order, item: found.item, day: today, quantity: found.quantity, warehouse: found.warehouse, note: '' };
  }),
];
