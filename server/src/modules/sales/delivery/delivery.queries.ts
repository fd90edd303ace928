/** List, detail and push-down proposal of delivery notes. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, openLines } from '../../documents/api.ts';
import { delivery, getDelivery, listDeliveries, proposeDelivery } from './delivery.contract.ts';

export const deliveryQueries: AnyQuery[] = [
  runnable(listDeliveries, (reader, input, { companyId }) =>
    runList(reader, listDeliveries.list!, {
      from: sql`documents.document as d
        join sales.delivery as r on r.company_id = d.company_id and r.id = d.id
        left join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        left join lateral (
          select (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count, string_agg(distinct o.number, ' ') as orders,
            round(coalesce(sum(e.quantity_executed), 0) / nullif(sum(e.quantity), 0), 4) as accepted
          from sales.delivery_line as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          join sales.sales_order_line as ol on ol.company_id = l.company_id and ol.id = l.order_line_id
          join documents.document as o on o.company_id = ol.company_id and o.id = ol.document_id
          left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'accepted'
          where l.company_id = r.company_id and l.document_id = r.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${delivery.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, customer: referenceColumn('p'),
        firstItem: sql`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end`,
        orders: sql`x.orders`, accepted: sql`coalesce(x.accepted, 0)`, state: sql`d.state`,
      },
      search: documentSearch(companyId, delivery.noun, (at) => [
        at.number, at.party, at.lines('sales.delivery_line'),
        at.numberOf('sales/sales-order', at.drawing('sales.delivery_line', 'order_line_id', 'sales.sales_order_line')),
      ]),
    }, input)),
  runnable(getDelivery, async (reader, { id }, { companyId, actor }) => {
    const [head, note, lines] = await Promise.all([
      headOf(reader, companyId, delivery.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer,
          case when w.id is null then null else jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) end as warehouse,
          r.ship_to as "shipTo", r.note
        from sales.delivery as r
        join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        left join inventory.place as w on w.company_id = r.company_id and w.id = r.warehouse_id
        where r.company_id = ${companyId} and r.id = ${id}`),
      reader.rows(sql`
        select l.id, l.order_line_id::text as "orderLine", o.number as "orderNumber", o.id::text as "orderId",
          jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
          jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as warehouse,
          trim_scale(coalesce(b.quantity, 0))::text as "onHand", l.quantity, l.note, coalesce(e.quantity_executed, 0)::text as accepted,
          case when e.closed then 0 else coalesce(e.quantity - e.quantity_executed, 0) end::text as remaining
        from sales.delivery_line as l
        join sales.sales_order_line as ol on ol.company_id = l.company_id and ol.id = l.order_line_id
        join documents.document as o on o.company_id = ol.company_id and o.id = ol.document_id
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        join inventory.place as w on w.company_id = l.company_id and w.id = l.warehouse_id
        left join ledger.balance as b on b.company_id = l.company_id and b.item_id = l.item_id and b.place_id = l.warehouse_id and b.lot_id = 0 and b.owner_id = 0
        left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'accepted'
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !note) throw kernelProblem(404, 'not-found');
    return { ...head, ...note, lines, can: canOf(delivery, head, actor) };
  }),
  openLines(delivery, { join: sql`join sales.sales_order_line as l on l.company_id = e.company_id and l.id = e.line_id`, due: sql`l.due_day` }),
  runnable(proposeDelivery, async (reader, { sourceId }, { companyId, today }) => {
    const order = await one<{ customer: unknown; shipTo: string; number: string }>(reader, sql`
      select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, o.ship_to as "shipTo", d.number
      from documents.document as d
      join sales.sales_order as o on o.company_id = d.company_id and o.id = d.id
      join foundation.party as p on p.company_id = o.company_id and p.id = o.customer_id
      where d.company_id = ${companyId} and d.id = ${sourceId} and d.state = 'approved'`);
    if (!order) throw kernelProblem(404, 'not-found');
    const lines = await reader.rows(sql`
      select l.id::text as "orderLine", ${order.number}::text as "orderNumber", ${sourceId}::text as "orderId",
        jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
        case when w.id is null then null else jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) end as warehouse,
        trim_scale(e.quantity - e.quantity_executed)::text as quantity, trim_scale(e.quantity - e.quantity_executed)::text as remaining,
        trim_scale(coalesce(b.quantity, 0))::text as "onHand", '' as note
      from sales.sales_order_line as l
      join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'delivered'
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join inventory.place as w on w.company_id = i.company_id and w.id = i.warehouse_id
      left join ledger.balance as b on b.company_id = l.company_id and b.item_id = l.item_id and b.place_id = w.id and b.lot_id = 0 and b.owner_id = 0
      where l.company_id = ${companyId} and l.document_id = ${sourceId} and not e.closed and e.quantity > e.quantity_executed
      order by l.line_no`);
    return { customer: order.customer, day: today, warehouse: null, shipTo: order.shipTo, note: '', lines };
  }),
];
