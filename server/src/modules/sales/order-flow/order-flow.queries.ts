/**
 * Money is incl. tax at the order's price; red deliveries subtract. A line is due in the week of its day once that day has passed, and
 * on time when its whole quantity was delivered by then; lines closed short are left out. Costs the weeks asked for (document_list,
 * sales_order_line_due).
 */
import { addDays, weekday } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { orderFlow } from './order-flow.contract.ts';

export const orderFlowQueries: AnyQuery[] = [
  runnable(orderFlow, async (reader, { weeks }, { companyId, today }) => {
    const monday = addDays(today, 1 - weekday(today));
    const first = addDays(monday, -7 * (weeks - 1));
    const rows = await reader.rows<{ monday: string; sunday: string; ordered: string; delivered: string; dueLines: string; onTimeLines: string }>(sql`
      with ordered as (
        select date_trunc('week', d.business_day)::date as monday, sum(o.amount + o.tax) as amount
        from documents.document as d
        join sales.sales_order as o on o.company_id = d.company_id and o.id = d.id
        where d.company_id = ${companyId} and d.kind = 'sales/sales-order' and d.state in ('approved', 'closed') and d.business_day >= ${first}
        group by 1
      ), delivered as (
        select date_trunc('week', d.business_day)::date as monday, sum(round((o.amount + o.tax) * l.quantity / o.quantity, 2)) as amount
        from documents.document as d
        join sales.delivery_line as l on l.company_id = d.company_id and l.document_id = d.id
        join sales.sales_order_line as o on o.company_id = l.company_id and o.id = l.order_line_id
        where d.company_id = ${companyId} and d.kind = 'sales/delivery' and d.state <> 'draft' and d.business_day >= ${first}
        group by 1
      ), due as (
        select date_trunc('week', l.due_day)::date as monday, count(*) as lines, count(*) filter (where x.delivered >= l.quantity) as on_time
        from sales.sales_order_line as l
        join documents.document as d on d.company_id = l.company_id and d.id = l.document_id and d.state in ('approved', 'closed')
        join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'delivered' and not (e.closed and e.quantity_executed < e.quantity)
        left join lateral (
          select sum(v.quantity) as delivered
          from sales.delivery_line as v
          join documents.document as vd on vd.company_id = v.company_id and vd.id = v.document_id and vd.state <> 'draft' and vd.business_day <= l.due_day
          where v.company_id = l.company_id and v.order_line_id = l.id
        ) as x on true
        where l.company_id = ${companyId} and l.due_day >= ${first} and l.due_day < ${today}
        group by 1
      )
      select w.day::date::text as monday, (w.day::date + 6)::text as sunday, coalesce(o.amount, 0)::numeric(20, 2)::text as ordered, coalesce(v.amount, 0)::numeric(20, 2)::text as delivered,
        coalesce(u.lines, 0)::text as "dueLines", coalesce(u.on_time, 0)::text as "onTimeLines"
      from generate_series(${first}::date, ${monday}::date, interval '7 days') as w(day)
      left join ordered as o on o.monday = w.day::date
      left join delivered as v on v.monday = w.day::date
      left join due as u on u.monday = w.day::date
      order by w.day`);
    return { rows: rows.map((row) => ({ ...row, dueLines: Number(row.dueLines), onTimeLines: Number(row.onTimeLines) })) };
  }),
];
