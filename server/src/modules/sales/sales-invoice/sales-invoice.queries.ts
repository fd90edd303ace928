/** List, detail and push-down proposal of sales invoices. What is proposed is what the acceptance booked and no invoice has released. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, openLines } from '../../documents/api.ts';
import { getSalesInvoice, listSalesInvoices, proposeSalesInvoice, salesInvoice } from './sales-invoice.contract.ts';

export const salesInvoiceQueries: AnyQuery[] = [
  runnable(listSalesInvoices, (reader, input, { companyId }) =>
    runList(reader, listSalesInvoices.list!, {
      from: sql`documents.document as d
        join sales.sales_invoice as r on r.company_id = d.company_id and r.id = d.id
        left join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        left join lateral (
          select string_agg(distinct s.number, ' ') as acceptances
          from sales.sales_invoice_line as l
          join sales.acceptance_line as a on a.company_id = l.company_id and a.id = l.acceptance_line_id
          join documents.document as s on s.company_id = a.company_id and s.id = a.document_id
          where l.company_id = r.company_id and l.document_id = r.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${salesInvoice.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, customer: referenceColumn('p'), invoiceNumber: sql`r.invoice_number`, invoiceKind: sql`r.invoice_kind`,
        acceptances: sql`x.acceptances`, amount: sql`r.amount`, tax: sql`r.tax`, total: sql`r.amount + r.tax`, state: sql`d.state`,
      },
      search: documentSearch(companyId, salesInvoice.noun, (at) => [
        at.number, at.party, at.own('sales.sales_invoice', 'invoice_number'),
        at.numberOf('sales/acceptance', at.drawing('sales.sales_invoice_line', 'acceptance_line_id', 'sales.acceptance_line')),
      ]),
    }, input)),
  runnable(getSalesInvoice, async (reader, { id }, { companyId, actor }) => {
    const [head, record, lines] = await Promise.all([
      headOf(reader, companyId, salesInvoice.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, r.invoice_number as "invoiceNumber", r.invoice_kind as "invoiceKind", r.note,
          r.amount, r.tax, r.amount + r.tax as total
        from sales.sales_invoice as r
        join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        where r.company_id = ${companyId} and r.id = ${id}`),
      reader.rows(sql`
        select l.id, l.acceptance_line_id::text as "acceptanceLine", s.number as "acceptanceNumber", s.id::text as "acceptanceId",
          jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
          l.quantity, l.amount, l.tax, l.amount + l.tax as total, l.accepted_amount as "acceptedAmount", l.pending_tax as "pendingTax",
          l.amount + l.tax - l.accepted_amount - l.pending_tax as difference, l.note
        from sales.sales_invoice_line as l
        join sales.acceptance_line as a on a.company_id = l.company_id and a.id = l.acceptance_line_id
        join documents.document as s on s.company_id = a.company_id and s.id = a.document_id
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !record) throw kernelProblem(404, 'not-found');
    return { ...head, ...record, lines, can: canOf(salesInvoice, head, actor) };
  }),
  openLines(salesInvoice),
  runnable(proposeSalesInvoice, async (reader, { sourceId, alsoIds }, { companyId, today }) => {
    const ids = [sourceId, ...alsoIds];
    const sources = await reader.rows<{ customer_id: string; customer: unknown; day: string }>(sql`
      select r.customer_id, jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, greatest(d.business_day, ${today}::date) as day
      from documents.document as d
      join sales.acceptance as r on r.company_id = d.company_id and r.id = d.id
      join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
      where d.company_id = ${companyId} and d.id = any (${ids}::bigint[]) and d.state = 'booked' and d.reverses_id is null
      order by d.business_day desc`);
    const [first] = sources;
    if (!first || sources.some((source) => source.customer_id !== first.customer_id)) throw kernelProblem(404, 'not-found');
    const lines = await reader.rows(sql`
      select l.id::text as "acceptanceLine", s.number as "acceptanceNumber", s.id::text as "acceptanceId",
        jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
        trim_scale(e.quantity - e.quantity_executed)::text as quantity, trim_scale(e.quantity - e.quantity_executed)::text as remaining,
        l.amount - coalesce(x.amount, 0) as amount, l.tax - coalesce(x.tax, 0) as tax, '' as note
      from sales.acceptance_line as l
      join documents.document as s on s.company_id = l.company_id and s.id = l.document_id
      join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'invoiced'
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      left join lateral (
        select sum(v.accepted_amount) as amount, sum(v.pending_tax) as tax
        from sales.sales_invoice_line as v
        join documents.document as n on n.company_id = v.company_id and n.id = v.document_id and n.state <> 'draft'
        where v.company_id = l.company_id and v.acceptance_line_id = l.id
      ) as x on true
      where l.company_id = ${companyId} and l.document_id = any (${ids}::bigint[]) and not e.closed and e.quantity > e.quantity_executed
      order by s.number, l.line_no`);
    return { customer: first.customer, day: first.day, invoiceNumber: '', invoiceKind: 'special', note: '', lines };
  }),
];
