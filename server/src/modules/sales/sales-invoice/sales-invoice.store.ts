/** SQL on sales invoices. */
import { formatMoney, formatQuantity } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { type InvoiceableLine, type InvoicedLine, invoiceTotals, type SalesInvoiceInput } from './sales-invoice.rules.ts';

/** Register rows of the acceptances shared, their lines' counters locked in key order; released amounts are read after the lock. */
export async function lockInvoiceable(tx: Tx, companyId: string, acceptanceLineIds: readonly string[]): Promise<ReadonlyMap<string, InvoiceableLine>> {
  const [, , rows] = await Promise.all([
    tx.rows(sql`
      select d.id
      from documents.document as d
      where d.company_id = ${companyId} and d.id in (
        select l.document_id
        from sales.acceptance_line as l
        where l.company_id = ${companyId} and l.id = any (${acceptanceLineIds}::bigint[])
      )
      order by d.id
      for key share`),
    tx.rows(sql`
      select e.line_id
      from documents.executable as e
      where e.company_id = ${companyId} and e.measure = 'invoiced' and e.line_id = any (${acceptanceLineIds}::bigint[])
      order by e.company_id, e.line_id, e.measure
      for update`),
    tx.rows<InvoiceableLine>(sql`
      select e.line_id, e.document_id, d.number, d.state, d.business_day, r.customer_id, l.order_line_id, l.item_id, i.code, i.class, e.quantity, e.quantity_executed, e.closed,
        l.amount, l.tax, coalesce(x.amount, 0)::text as released_amount, coalesce(x.tax, 0)::text as released_tax
      from documents.executable as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      join sales.acceptance as r on r.company_id = e.company_id and r.id = e.document_id
      join sales.acceptance_line as l on l.company_id = e.company_id and l.id = e.line_id
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      left join lateral (
        select sum(v.accepted_amount) as amount, sum(v.pending_tax) as tax
        from sales.sales_invoice_line as v
        join documents.document as n on n.company_id = v.company_id and n.id = v.document_id and n.state <> 'draft'
        where v.company_id = l.company_id and v.acceptance_line_id = l.id
      ) as x on true
      where e.company_id = ${companyId} and e.measure = 'invoiced' and e.line_id = any (${acceptanceLineIds}::bigint[])`),
  ]);
  return new Map(rows.map((row) => [row.line_id, row]));
}

/** Another invoice that carries the same paper's number and still counts. */
export const loadSameNumber = (reader: Reader, companyId: string, invoiceNumber: string, exceptId: string | undefined): Promise<{ number: string } | undefined> =>
  invoiceNumber === '' ? Promise.resolve(undefined) : one(reader, sql`
    select min(d.number) as number
    from sales.sales_invoice as v
    join documents.document as d on d.company_id = v.company_id and d.id = v.id and d.state <> 'reversed' and d.reverses_id is null
    where v.company_id = ${companyId} and v.invoice_number = ${invoiceNumber} and v.id <> ${exceptId ?? '0'}
    having count(*) > 0`);

/** Writes head and lines; a draft's lines are replaced as a whole. */
export function writeSalesInvoice(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: SalesInvoiceInput, lines: readonly InvoicedLine[]): void {
  const totals = invoiceTotals(lines);
  tx.send(sql`
    insert into sales.sales_invoice (company_id, id, customer_id, invoice_number, invoice_kind, note, amount, tax)
    values (${companyId}, ${id}, ${input.customer}, ${input.invoiceNumber}, ${input.invoiceKind}, ${input.note}, ${formatMoney(totals.amount)}, ${formatMoney(totals.tax)})
    on conflict (company_id, id) do update
    set customer_id = excluded.customer_id, invoice_number = excluded.invoice_number, invoice_kind = excluded.invoice_kind, note = excluded.note, amount = excluded.amount, tax = excluded.tax`);
  if (replaces) tx.send(sql`delete from sales.sales_invoice_line where company_id = ${companyId} and document_id = ${id}`);
  const rows = lines.map((line, index) => ({
    id: lineIds[index] ?? '', line_no: index + 1, acceptance_line: line.acceptanceLine, order_line: line.orderLine, item: line.item, quantity: formatQuantity(line.invoiced), amount: formatMoney(line.net),
    tax: formatMoney(line.vat), accepted_amount: formatMoney(line.acceptedAmount), pending_tax: formatMoney(line.pendingTax), note: line.note,
  }));
  tx.send(sql`
    insert into sales.sales_invoice_line (company_id, id, document_id, line_no, acceptance_line_id, order_line_id, item_id, quantity, amount, tax, accepted_amount, pending_tax, note)
    select ${companyId}, r.id, ${id}, r.line_no, r.acceptance_line, r.order_line, r.item, r.quantity, r.amount, r.tax, r.accepted_amount, r.pending_tax, r.note
    from ${recordset(rows, { id: 'bigint', line_no: 'integer', acceptance_line: 'bigint', order_line: 'bigint', item: 'bigint', quantity: 'numeric', amount: 'numeric', tax: 'numeric', accepted_amount: 'numeric', pending_tax: 'numeric', note: 'text' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readSalesInvoiceDraft(reader: Reader, companyId: string, id: string): Promise<Omit<SalesInvoiceInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<SalesInvoiceInput, 'version' | 'book'> }>(sql`
    select jsonb_build_object('id', r.id::text, 'customer', r.customer_id::text, 'day', d.business_day, 'invoiceNumber', r.invoice_number, 'invoiceKind', r.invoice_kind, 'note', r.note, 'lines', (
      select jsonb_agg(jsonb_build_object('acceptanceLine', l.acceptance_line_id::text, 'item', l.item_id::text, 'quantity', l.quantity::text, 'amount', l.amount::text, 'tax', l.tax::text, 'note', l.note) order by l.line_no)
      from sales.sales_invoice_line as l
      where l.company_id = r.company_id and l.document_id = r.id
    )) as draft
    from sales.sales_invoice as r
    join documents.document as d on d.company_id = r.company_id and d.id = r.id
    where r.company_id = ${companyId} and r.id = ${id}`);
  return rows[0]?.draft;
}

/** The red document's rows: the original's with the signs turned, to the cent. */
export function copyRedSalesInvoice(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into sales.sales_invoice (company_id, id, customer_id, invoice_number, invoice_kind, note, amount, tax)
    select company_id, ${redId}, customer_id, invoice_number, invoice_kind, note, -amount, -tax
    from sales.sales_invoice
    where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into sales.sales_invoice_line (company_id, id, document_id, line_no, acceptance_line_id, order_line_id, item_id, quantity, amount, tax, accepted_amount, pending_tax, note)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, acceptance_line_id, order_line_id, item_id, -quantity, -amount, -tax, -accepted_amount, -pending_tax, note
    from sales.sales_invoice_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
