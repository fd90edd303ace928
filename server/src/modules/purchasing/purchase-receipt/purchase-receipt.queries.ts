/** List, detail and push-down proposal of purchase receipts. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, openLines } from '../../documents/api.ts';
import { getPurchaseReceipt, listPurchaseReceipts, proposePurchaseReceipt, purchaseReceipt } from './purchase-receipt.contract.ts';

export const purchaseReceiptQueries: AnyQuery[] = [
  runnable(listPurchaseReceipts, (reader, input, { companyId }) =>
    runList(reader, listPurchaseReceipts.list!, {
      from: sql`documents.document as d
        join purchasing.purchase_receipt as r on r.company_id = d.company_id and r.id = d.id
        left join foundation.party as p on p.company_id = r.company_id and p.id = r.supplier_id
        left join lateral (
          select sum(l.amount) as amount, (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count,
            round(coalesce(sum(e.quantity_executed), 0) / nullif(sum(e.quantity), 0), 4) as invoiced
          from purchasing.purchase_receipt_line as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'invoiced'
          where l.company_id = r.company_id and l.document_id = r.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${purchaseReceipt.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, supplier: referenceColumn('p'), deliveryNote: sql`r.delivery_note`,
        firstItem: sql`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end`,
        amount: sql`x.amount`, invoiced: sql`coalesce(x.invoiced, 0)`, state: sql`d.state`,
      },
      search: documentSearch(companyId, purchaseReceipt.noun, (at) => [at.number, at.party, at.own('purchasing.purchase_receipt', 'delivery_note'), at.lines('purchasing.purchase_receipt_line')]),
    }, input)),
  runnable(getPurchaseReceipt, async (reader, { id }, { companyId, actor }) => {
    const [head, receipt, lines] = await Promise.all([
      headOf(reader, companyId, purchaseReceipt.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, r.delivery_note as "deliveryNote", r.note,
          (select sum(l.amount) from purchasing.purchase_receipt_line as l where l.company_id = r.company_id and l.document_id = r.id) as amount
        from purchasing.purchase_receipt as r
        join foundation.party as p on p.company_id = r.company_id and p.id = r.supplier_id
        where r.company_id = ${companyId} and r.id = ${id}`),
      reader.rows(sql`
        select l.id, l.order_line_id as "orderLine", o.number as "orderNumber", o.id::text as "orderId",
          jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
          jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as warehouse,
          l.quantity, l.unit_price as "unitPrice", l.amount, l.note, coalesce(e.quantity_executed, 0)::text as invoiced
        from purchasing.purchase_receipt_line as l
        join purchasing.purchase_order_line as ol on ol.company_id = l.company_id and ol.id = l.order_line_id
        join documents.document as o on o.company_id = l.company_id and o.id = ol.document_id
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        join inventory.place as w on w.company_id = l.company_id and w.id = l.warehouse_id
        left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'invoiced'
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !receipt) throw kernelProblem(404, 'not-found');
    return { ...head, ...receipt, lines, can: canOf(purchaseReceipt, head, actor) };
  }),
  openLines(purchaseReceipt, { join: sql`join purchasing.purchase_order_line as l on l.company_id = e.company_id and l.id = e.line_id`, due: sql`l.due_day`, where: sql`i.class <> 'service'` }),
  runnable(proposePurchaseReceipt, async (reader, { sourceId }, { companyId, today }) => {
    const [order] = await reader.rows<{ supplier: unknown; number: string }>(sql`
      select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, d.number
      from documents.document as d
      join purchasing.purchase_order as o on o.company_id = d.company_id and o.id = d.id
      join foundation.party as p on p.company_id = o.company_id and p.id = o.supplier_id
      where d.company_id = ${companyId} and d.id = ${sourceId} and d.state = 'approved'`);
    if (!order) throw kernelProblem(404, 'not-found');
    const lines = await reader.rows(sql`
      select l.id::text as "orderLine", ${order.number}::text as "orderNumber", ${sourceId}::text as "orderId", jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
        case when w.id is null then null else jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) end as warehouse,
        (e.quantity - e.quantity_executed)::text as quantity, '' as note
      from purchasing.purchase_order_line as l
      join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'received'
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join inventory.place as w on w.company_id = i.company_id and w.id = i.warehouse_id
      where l.company_id = ${companyId} and l.document_id = ${sourceId} and not e.closed and e.quantity > e.quantity_executed
      order by l.line_no`);
    return { supplier: order.supplier, day: today, deliveryNote: '', note: '', lines };
  }),
];
