/** Lookups of forms: an order by number or product, an operation of the order chosen. */
import sql, { empty } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { lookupOperations, lookupWorkOrders } from './work-order.contract.ts';

const pattern = (search: string): string => `%${search.trim().toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

export const lookupQueries: AnyQuery[] = [
  runnable(lookupWorkOrders, async (reader, { search, ids, limit }, { companyId }) => ({
    rows: await reader.rows<Record<string, unknown>>(sql`
      select d.id::text as id, d.number as code, d.summary as name, trim_scale(o.quantity)::text as quantity, trim_scale(coalesce(e.quantity_executed, 0))::text as completed, o.due_day as "dueDay"
      from documents.document as d
      join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
      join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
      left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
      where d.company_id = ${companyId} and d.kind = 'shopfloor/work-order'
        and ${ids ? sql`d.id = any (${ids}::bigint[])` : sql`d.state in ('released', 'completed') and (lower(d.number) like ${pattern(search)} or i.search like ${pattern(search)})`}
      order by d.state desc, d.number desc
      limit ${limit}`),
  })),
  runnable(lookupOperations, async (reader, { search, ids, limit, workOrder }, { companyId }) => ({
    rows: await reader.rows<Record<string, unknown>>(sql`
      select p.id::text as id, p.operation_no::text as code, p.name, w.name as "workCenter"
      from shopfloor.work_order_operation as p
      join engineering.work_center as w on w.company_id = p.company_id and w.id = p.work_center_id
      where p.company_id = ${companyId} and (lower(p.name) like ${pattern(search)} or p.operation_no::text like ${pattern(search)})
        ${workOrder ? sql`and p.document_id = ${workOrder}` : empty} and ${ids ? sql`p.id = any (${ids}::bigint[])` : workOrder ? sql`true` : sql`false`}
      order by p.operation_no
      limit ${limit}`),
  })),
];
