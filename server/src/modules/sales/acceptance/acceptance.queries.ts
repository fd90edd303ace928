/** List, detail and push-down proposal of acceptances. What is open is read from the journal, never stored. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, openLines } from '../../documents/api.ts';
import { acceptance, getAcceptance, listAcceptances, proposeAcceptance } from './acceptance.contract.ts';

const openAmount = sql`(
  select coalesce(sum(case j.side when 'D' then j.amount else -j.amount end), 0)
  from ledger.entry_line as j
  join ledger.account as a on a.company_id = j.company_id and a.id = j.account_id and a.control = 'receivable'
  where j.company_id = r.company_id and j.open_item_id = r.id
)`;

export const acceptanceQueries: AnyQuery[] = [
  runnable(listAcceptances, (reader, input, { companyId }) =>
    runList(reader, listAcceptances.list!, {
      from: sql`documents.document as d
        join sales.acceptance as r on r.company_id = d.company_id and r.id = d.id
        left join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        left join lateral (
          select (array_agg(i.code || ' ' || i.name order by l.line_no))[1] as first_item, count(*) as line_count, string_agg(distinct v.number, ' ') as deliveries,
            round(coalesce(sum(e.quantity_executed), 0) / nullif(sum(e.quantity), 0), 4) as invoiced
          from sales.acceptance_line as l
          join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
          join sales.delivery_line as vl on vl.company_id = l.company_id and vl.id = l.delivery_line_id
          join documents.document as v on v.company_id = vl.company_id and v.id = vl.document_id
          left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'invoiced'
          where l.company_id = r.company_id and l.document_id = r.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${acceptance.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, customer: referenceColumn('p'),
        firstItem: sql`x.first_item || case when x.line_count > 1 then ' +' || (x.line_count - 1) else '' end`,
        deliveries: sql`x.deliveries`, amount: sql`r.amount`, tax: sql`r.tax`, total: sql`r.amount + r.tax`, open: openAmount, dueDay: sql`r.due_day`,
        invoiced: sql`coalesce(x.invoiced, 0)`, state: sql`d.state`,
      },
      search: documentSearch(companyId, acceptance.noun, (at) => [
        at.number, at.party, at.lines('sales.acceptance_line'),
        at.numberOf('sales/delivery', at.drawing('sales.acceptance_line', 'delivery_line_id', 'sales.delivery_line')),
      ]),
    }, input)),
  runnable(getAcceptance, async (reader, { id }, { companyId, actor }) => {
    const [head, record, lines] = await Promise.all([
      headOf(reader, companyId, acceptance.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, r.signed_by as "signedBy", r.note, r.due_day as "dueDay",
          r.amount, r.tax, r.amount + r.tax as total, ${openAmount} as open
        from sales.acceptance as r
        join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        where r.company_id = ${companyId} and r.id = ${id}`),
      reader.rows(sql`
        select l.id, l.delivery_line_id::text as "deliveryLine", v.number as "deliveryNumber", v.id::text as "deliveryId", o.number as "orderNumber", o.id::text as "orderId",
          jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
          l.quantity, l.amount, l.tax, l.amount + l.tax as total, l.note, coalesce(e.quantity_executed, 0)::text as invoiced,
          case when e.closed then 0 else coalesce(e.quantity - e.quantity_executed, 0) end::text as remaining
        from sales.acceptance_line as l
        join sales.delivery_line as vl on vl.company_id = l.company_id and vl.id = l.delivery_line_id
        join documents.document as v on v.company_id = vl.company_id and v.id = vl.document_id
        join sales.sales_order_line as ol on ol.company_id = l.company_id and ol.id = l.order_line_id
        join documents.document as o on o.company_id = ol.company_id and o.id = ol.document_id
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'invoiced'
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !record) throw kernelProblem(404, 'not-found');
    return { ...head, ...record, lines, can: canOf(acceptance, head, actor) };
  }),
  openLines(acceptance),
  runnable(proposeAcceptance, async (reader, { sourceId }, { companyId, today }) => {
    const source = await one<{ customer: unknown; day: string }>(reader, sql`
      select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, greatest(d.business_day, ${today}::date) as day
      from documents.document as d
      join sales.delivery as r on r.company_id = d.company_id and r.id = d.id
      join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
      where d.company_id = ${companyId} and d.id = ${sourceId} and d.state = 'booked' and d.reverses_id is null`);
    if (!source) throw kernelProblem(404, 'not-found');
    const lines = await reader.rows(sql`
      select l.id::text as "deliveryLine", v.number as "deliveryNumber", v.id::text as "deliveryId",
        jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
        trim_scale(e.quantity - e.quantity_executed)::text as quantity, trim_scale(e.quantity - e.quantity_executed)::text as remaining, '' as note
      from sales.delivery_line as l
      join documents.document as v on v.company_id = l.company_id and v.id = l.document_id
      join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'accepted'
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      where l.company_id = ${companyId} and l.document_id = ${sourceId} and not e.closed and e.quantity > e.quantity_executed
      order by l.line_no`);
    return { customer: source.customer, day: source.day, signedBy: '', note: '', lines };
  }),
];
