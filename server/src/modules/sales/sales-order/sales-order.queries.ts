/** List and detail of sales orders. Undelivered money is each line's total by the share of its quantity still to go; closed lines have none. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, whyNotUnapprove } from '../../documents/api.ts';
import { getSalesOrder, listSalesOrders, salesOrder } from './sales-order.contract.ts';
import { loadCreditOfOrder } from './sales-order.store.ts';

export const salesOrderQueries: AnyQuery[] = [
  runnable(listSalesOrders, (reader, input, { companyId, today }) =>
    runList(reader, listSalesOrders.list!, {
      from: sql`documents.document as d
        join sales.sales_order as o on o.company_id = d.company_id and o.id = d.id
        left join foundation.party as p on p.company_id = o.company_id and p.id = o.customer_id
        left join lateral (
          select min(l.due_day) as due_day, (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count,
            min(l.due_day) filter (where not e.closed and e.quantity_executed < l.quantity) as first_open_day,
            case when bool_and(coalesce(e.quantity_executed, 0) >= l.quantity) then 1 else least(0.9999, round(coalesce(sum(e.quantity_executed), 0) / sum(l.quantity), 4)) end as delivered,
            sum(case when e.closed then 0 else round((l.amount + l.tax) * (l.quantity - coalesce(e.quantity_executed, 0)) / l.quantity, 2) end) as undelivered
          from sales.sales_order_line as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'delivered'
          where l.company_id = o.company_id and l.document_id = o.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${salesOrder.noun}`,
      columns: {
        number: sql`d.number`,
        day: sql`d.business_day`,
        customer: referenceColumn('p'),
        customerOrder: sql`o.customer_order`,
        firstItem: sql`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end`,
        dueDay: sql`x.due_day`,
        overdueDays: sql`greatest(0, coalesce(${today}::date - x.first_open_day, 0))`,
        amount: sql`o.amount`,
        tax: sql`o.tax`,
        total: sql`o.amount + o.tax`,
        undelivered: sql`x.undelivered`,
        delivered: sql`x.delivered`,
        state: sql`case when d.state = 'approved' and x.delivered >= 1 then 'delivered' when d.state = 'approved' and x.delivered > 0 then 'part-delivered' else d.state end`,
      },
      search: documentSearch(companyId, salesOrder.noun, (at) => [at.number, at.party, at.own('sales.sales_order', 'customer_order'), at.lines('sales.sales_order_line')]),
    }, input)),
  runnable(getSalesOrder, async (reader, { id }, { companyId, actor }) => {
    const [head, withdrawal, order, credit, lines] = await Promise.all([
      headOf(reader, companyId, salesOrder.noun, id),
      whyNotUnapprove(reader, companyId, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, o.customer_order as "customerOrder", o.ship_to as "shipTo",
          o.payment_days as "paymentDays", o.note, o.amount, o.tax, o.amount + o.tax as total
        from sales.sales_order as o
        join foundation.party as p on p.company_id = o.company_id and p.id = o.customer_id
        where o.company_id = ${companyId} and o.id = ${id}`),
      loadCreditOfOrder(reader, companyId, id),
      reader.rows(sql`
        select l.id, jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
          l.quantity, l.price_with_tax as "priceWithTax", l.tax_rate as "taxRate", l.amount, l.tax, l.amount + l.tax as total,
          l.due_day as "dueDay", l.note, coalesce(e.quantity_executed, 0)::text as delivered,
          case when e.closed then 0 else l.quantity - coalesce(e.quantity_executed, 0) end::text as remaining, coalesce(e.closed, false) as closed
        from sales.sales_order_line as l
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'delivered'
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !order) throw kernelProblem(404, 'not-found');
    return { ...head, ...order, creditLimit: credit?.limit ?? '0.00', creditUsed: credit?.used ?? '0.00', lines, can: canOf(salesOrder, head, actor, withdrawal) };
  }),
];
