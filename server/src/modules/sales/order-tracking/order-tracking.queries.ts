/**
 * One row per line of approved or closed orders. Accepted and invoiced are net of reversals, because red documents carry negative
 * lines. Collected is the line's share of what its acceptances' receivables no longer owe, as the journal has it.
 */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { listOrderTracking } from './order-tracking.contract.ts';

export const orderTrackingQueries: AnyQuery[] = [
  runnable(listOrderTracking, (reader, input, { companyId, today }) =>
    runList(reader, listOrderTracking.list!, {
      from: sql`documents.document as d
        join sales.sales_order as o on o.company_id = d.company_id and o.id = d.id
        join sales.sales_order_line as l on l.company_id = o.company_id and l.document_id = o.id
        join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'delivered'
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.party as p on p.company_id = o.company_id and p.id = o.customer_id
        left join lateral (
          select sum(al.quantity) as quantity, sum(al.amount + al.tax) as gross,
            sum(round((al.amount + al.tax) * (1 - coalesce(j.open / nullif(j.total, 0), 0)), 2)) filter (where ad.state = 'booked' and ad.reverses_id is null) as collected
          from sales.acceptance_line as al
          join documents.document as ad on ad.company_id = al.company_id and ad.id = al.document_id and ad.state <> 'draft'
          left join lateral (
            select sum(case jl.side when 'D' then jl.amount else 0 end) as total, sum(case jl.side when 'D' then jl.amount else -jl.amount end) as open
            from ledger.entry_line as jl
            join ledger.account as ja on ja.company_id = jl.company_id and ja.id = jl.account_id and ja.control = 'receivable'
            where jl.company_id = al.company_id and jl.open_item_id = al.document_id
          ) as j on true
          where al.company_id = l.company_id and al.order_line_id = l.id
        ) as a on true
        left join lateral (
          select sum(vl.quantity) as quantity
          from sales.sales_invoice_line as vl
          join documents.document as vd on vd.company_id = vl.company_id and vd.id = vl.document_id and vd.state <> 'draft'
          where vl.company_id = l.company_id and vl.order_line_id = l.id
        ) as v on true
        cross join lateral (
          select coalesce(a.quantity, 0) as accepted, coalesce(v.quantity, 0) as invoiced, not e.closed and e.quantity_executed < l.quantity as waits
        ) as x`,
      id: sql`l.id`,
      where: sql`d.company_id = ${companyId} and d.kind = 'sales/sales-order' and d.state in ('approved', 'closed')`,
      columns: {
        number: sql`d.number`, orderId: sql`d.id::text`, day: sql`d.business_day`, customer: referenceColumn('p'), customerOrder: sql`o.customer_order`, item: referenceColumn('i'), dueDay: sql`l.due_day`,
        overdueDays: sql`case when x.waits then greatest(0, ${today}::date - l.due_day) else 0 end`,
        quantity: sql`l.quantity`, delivered: sql`e.quantity_executed`, accepted: sql`x.accepted`, invoiced: sql`x.invoiced`,
        total: sql`l.amount + l.tax`, receivable: sql`coalesce(a.gross, 0)`, collected: sql`coalesce(a.collected, 0)`, progress: sql`round(e.quantity_executed / l.quantity, 4)`,
        state: sql`case
          when x.invoiced >= l.quantity then 'invoiced'
          when x.accepted >= l.quantity then 'accepted'
          when e.quantity_executed >= l.quantity then 'delivered'
          when e.closed then 'closed'
          when e.quantity_executed > 0 then 'part-delivered'
          else 'open' end`,
      },
      search: [sql`lower(d.number)`, sql`p.search`, sql`i.search`, sql`lower(o.customer_order)`],
    }, input)),
];
