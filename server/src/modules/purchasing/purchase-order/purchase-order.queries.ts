/** List and detail of purchase orders. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, whyNotUnapprove } from '../../documents/api.ts';
import { getPurchaseOrder, listPurchaseOrders, purchaseOrder } from './purchase-order.contract.ts';

export const purchaseOrderQueries: AnyQuery[] = [
  runnable(listPurchaseOrders, (reader, input, { companyId, today }) =>
    runList(reader, listPurchaseOrders.list!, {
      from: sql`documents.document as d
        join purchasing.purchase_order as o on o.company_id = d.company_id and o.id = d.id
        left join foundation.party as p on p.company_id = o.company_id and p.id = o.supplier_id
        left join lateral (
          select min(l.due_day) as due_day, (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count,
            min(l.due_day) filter (where not e.closed and e.quantity_executed < l.quantity) as first_open_day,
            least(1, round(coalesce(sum(e.quantity_executed), 0) / sum(l.quantity), 4)) as received
          from purchasing.purchase_order_line as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'received'
          where l.company_id = o.company_id and l.document_id = o.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${purchaseOrder.noun}`,
      columns: {
        number: sql`d.number`,
        day: sql`d.business_day`,
        supplier: referenceColumn('p'),
        firstItem: sql`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end`,
        dueDay: sql`x.due_day`,
        openDay: sql`x.first_open_day`,
        overdueDays: sql`greatest(0, coalesce(${today}::date - x.first_open_day, 0))`,
        amount: sql`o.amount`,
        tax: sql`o.tax`,
        total: sql`o.amount + o.tax`,
        received: sql`x.received`,
        state: sql`d.state`,
      },
      search: documentSearch(companyId, purchaseOrder.noun, (at) => [at.number, at.party, at.lines('purchasing.purchase_order_line')]),
    }, input)),
  runnable(getPurchaseOrder, async (reader, { id }, { companyId, actor }) => {
    const [head, withdrawal, order, lines] = await Promise.all([
      headOf(reader, companyId, purchaseOrder.noun, id),
      whyNotUnapprove(reader, companyId, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, o.payment_days as "paymentDays",
          o.contract_number as "contractNumber", o.note, o.amount, o.tax, o.amount + o.tax as total
        from purchasing.purchase_order as o
        join foundation.party as p on p.company_id = o.company_id and p.id = o.supplier_id
        where o.company_id = ${companyId} and o.id = ${id}`),
      reader.rows(sql`
        select l.id, jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
          l.quantity, l.price_with_tax as "priceWithTax", l.tax_rate as "taxRate", l.amount, l.tax, l.amount + l.tax as total,
          l.due_day as "dueDay", l.note, coalesce(e.quantity_executed, 0::numeric(20, 6))::text as received,
          greatest(l.quantity - coalesce(e.quantity_executed, 0), 0)::numeric(20, 6)::text as remaining
        from purchasing.purchase_order_line as l
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'received'
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !order) throw kernelProblem(404, 'not-found');
    return { ...head, ...order, lines, can: canOf(purchaseOrder, head, actor, withdrawal) };
  }),
];
