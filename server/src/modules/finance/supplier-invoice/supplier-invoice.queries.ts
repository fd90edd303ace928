/** List, detail and proposal of supplier invoices. What is unpaid is the journal's balance of the invoice's open item. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf, openLines } from '../../documents/api.ts';
import { getSupplierInvoice, listSupplierInvoices, proposeSupplierInvoice, supplierInvoice } from './supplier-invoice.contract.ts';

/** Credit less debit on payable accounts of one open item. */
export const openPayable = (id: ReturnType<typeof sql>) => sql`coalesce((
  select sum(case owed.side when 'C' then owed.amount else -owed.amount end)
  from ledger.entry_line as owed
  join ledger.account as a on a.company_id = owed.company_id and a.id = owed.account_id and a.control = 'payable'
  where owed.company_id = kernel.company_id() and owed.open_item_id = ${id}
), 0)`;

export const supplierInvoiceQueries: AnyQuery[] = [
  runnable(listSupplierInvoices, (reader, input, { companyId }) =>
    runList(reader, listSupplierInvoices.list!, {
      from: sql`documents.document as d
        join finance.supplier_invoice as s on s.company_id = d.company_id and s.id = d.id
        left join foundation.party as p on p.company_id = s.company_id and p.id = s.supplier_id
        left join lateral (
          select sum(l.amount) as amount, sum(l.tax) as tax from finance.supplier_invoice_line as l where l.company_id = s.company_id and l.document_id = s.id
        ) as x on true
        left join lateral (select case when d.state = 'booked' and d.reverses_id is null then ${openPayable(sql`d.id`)} else 0 end as open) as o on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${supplierInvoice.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, supplier: referenceColumn('p'), invoiceNumber: sql`s.invoice_number`, invoiceKind: sql`s.invoice_kind`,
        amount: sql`x.amount`, tax: sql`x.tax`, total: sql`x.amount + x.tax`, open: sql`o.open`, dueDay: sql`d.business_day + s.payment_days`, state: sql`d.state`,
      },
      search: documentSearch(companyId, supplierInvoice.noun, (at) => [at.number, at.party, at.own('finance.supplier_invoice', 'invoice_number')]),
    }, input)),
  runnable(getSupplierInvoice, async (reader, { id }, { companyId, actor }) => {
    const [head, invoice, lines] = await Promise.all([
      headOf(reader, companyId, supplierInvoice.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, s.invoice_number as "invoiceNumber", s.invoice_kind as "invoiceKind",
          s.payment_days as "paymentDays", s.note, (select sum(l.amount + l.tax) from finance.supplier_invoice_line as l where l.company_id = s.company_id and l.document_id = s.id) as total,
          ${openPayable(sql`s.id`)} as open
        from finance.supplier_invoice as s
        join foundation.party as p on p.company_id = s.company_id and p.id = s.supplier_id
        where s.company_id = ${companyId} and s.id = ${id}`),
      reader.rows(sql`
        select l.id, l.receipt_line_id as "receiptLine", d.number as "receiptNumber", d.id::text as "receiptId", r.amount as accrued,
          jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item, l.quantity, l.amount, l.tax
        from finance.supplier_invoice_line as l
        join purchasing.purchase_receipt_line as r on r.company_id = l.company_id and r.id = l.receipt_line_id
        join documents.document as d on d.company_id = r.company_id and d.id = r.document_id
        join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !invoice) throw kernelProblem(404, 'not-found');
    return { ...head, ...invoice, lines, can: canOf(supplierInvoice, head, actor) };
  }),
  openLines(supplierInvoice),
  runnable(proposeSupplierInvoice, async (reader, { sourceId }, { companyId, today }) => {
    const source = await one<{ supplier: unknown; number: string; paymentDays: number; taxRate: string }>(reader, sql`
      select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, d.number, s.payment_days as "paymentDays", s.tax_rate as "taxRate"
      from documents.document as d
      join purchasing.purchase_receipt as r on r.company_id = d.company_id and r.id = d.id
      join purchasing.supplier as s on s.company_id = r.company_id and s.id = r.supplier_id
      join foundation.party as p on p.company_id = s.company_id and p.id = s.id
      where d.company_id = ${companyId} and d.id = ${sourceId} and d.state = 'booked' and d.reverses_id is null`);
    if (!source) throw kernelProblem(404, 'not-found');
    const lines = await reader.rows(sql`
      select l.id::text as "receiptLine", ${source.number}::text as "receiptNumber", ${sourceId}::text as "receiptId", jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item,
        (e.quantity - e.quantity_executed)::text as quantity,
        (round(l.amount, 2) - round(l.amount * e.quantity_executed / e.quantity, 2))::text as amount,
        round((l.amount - round(l.amount * e.quantity_executed / e.quantity, 2)) * ol.tax_rate, 2)::text as tax
      from purchasing.purchase_receipt_line as l
      join purchasing.purchase_order_line as ol on ol.company_id = l.company_id and ol.id = l.order_line_id
      join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'invoiced'
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
      where l.company_id = ${companyId} and l.document_id = ${sourceId} and not e.closed and e.quantity > e.quantity_executed
      order by l.line_no`);
    return { supplier: source.supplier, day: today, invoiceNumber: '', invoiceKind: 'special', paymentDays: source.paymentDays, note: '', lines };
  }),
];
