/** List and detail of order closes. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { orderReference } from '../material/material.queries.ts';
import { getWorkOrderClose, listWorkOrderCloses, workOrderClose } from './work-order-close.contract.ts';

export const workOrderCloseQueries: AnyQuery[] = [
  runnable(listWorkOrderCloses, (reader, input, { companyId }) =>
    runList(reader, listWorkOrderCloses.list!, {
      from: sql`documents.document as d
        join shopfloor.work_order_close as c on c.company_id = d.company_id and c.id = d.id
        join documents.document as od on od.company_id = c.company_id and od.id = c.work_order_id
        join shopfloor.work_order as o on o.company_id = c.company_id and o.id = c.work_order_id
        join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${workOrderClose.noun}`,
      columns: { number: sql`d.number`, day: sql`d.business_day`, workOrder: sql`od.number`, item: referenceColumn('i'), stockAmount: sql`c.stock_amount`, soldAmount: sql`c.sold_amount`, state: sql`d.state` },
      search: documentSearch(companyId, workOrderClose.noun, (at) => [
        at.number,
        at.numberOf('shopfloor/work-order', at.naming('shopfloor.work_order_close', 'work_order_id')),
        at.wordsOf('engineering.item', (holds) => sql`
          select c.id
          from shopfloor.work_order_close as c
          join shopfloor.work_order as o on o.company_id = c.company_id and o.id = c.work_order_id
          where c.company_id = ${companyId} and ${holds(sql`o.item_id`)}`),
      ]),
    }, input)),
  runnable(getWorkOrderClose, async (reader, { id }, { companyId, actor }) => {
    const [head, document] = await Promise.all([
      headOf(reader, companyId, workOrderClose.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select ${orderReference} as "workOrder", c.stock_amount as "stockAmount", c.sold_amount as "soldAmount", c.stock_amount + c.sold_amount as amount
        from shopfloor.work_order_close as c
        join documents.document as od on od.company_id = c.company_id and od.id = c.work_order_id
        where c.company_id = ${companyId} and c.id = ${id}`),
    ]);
    if (!head || !document) throw kernelProblem(404, 'not-found');
    return { ...head, ...document, can: canOf(workOrderClose, head, actor) };
  }),
];
