/** SQL on supplier invoices. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { lockExecutables } from '../../documents/api.ts';
import type { ReceiptLineFacts, SupplierInvoiceInput } from './supplier-invoice.rules.ts';

/** Locks the receipt lines' counters in key order, then reads what invoicing must know of them (see lockOrderLines for why apart). */
export async function lockReceiptLines(tx: Tx, companyId: string, lineIds: readonly string[]): Promise<ReadonlyMap<string, ReceiptLineFacts>> {
  const [, rows] = await Promise.all([
    lockExecutables(tx, companyId, 'invoiced', lineIds),
    tx.rows<ReceiptLineFacts>(sql`
      select e.line_id, e.document_id, d.number, d.state, d.business_day, r.supplier_id, l.item_id, i.code, i.class, e.quantity, e.quantity_executed, e.closed, l.amount, ol.tax_rate,
        (
          select coalesce(sum(case x.side when 'D' then x.amount else -x.amount end), 0)
          from ledger.entry_line as x
          where x.company_id = e.company_id and x.open_item_id = e.line_id and x.movement = 'supplier-invoice.accrual'
        ) as accrued_cleared
      from documents.executable as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      join purchasing.purchase_receipt as r on r.company_id = e.company_id and r.id = e.document_id
      join purchasing.purchase_receipt_line as l on l.company_id = e.company_id and l.id = e.line_id
      join purchasing.purchase_order_line as ol on ol.company_id = l.company_id and ol.id = l.order_line_id
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      where e.company_id = ${companyId} and e.measure = 'invoiced' and e.line_id = any (${lineIds}::bigint[])`),
  ]);
  return new Map(rows.map((row) => [row.line_id, row]));
}

/** The number of another invoice in effect with the same paper number, if any. */
export const findSameNumber = (reader: Reader, companyId: string, supplierId: string, invoiceNumber: string, ownId: string | undefined): Promise<{ number: string } | undefined> =>
  one<{ number: string }>(reader, sql`
    select d.number
    from finance.supplier_invoice as s
    join documents.document as d on d.company_id = s.company_id and d.id = s.id
    where s.company_id = ${companyId} and s.supplier_id = ${supplierId} and s.invoice_number = ${invoiceNumber} and s.in_effect and s.id <> ${ownId ?? '0'}`);

/** The place of each receipt line in its pool: value that comes with the invoice follows what left after it. */
export const poolPlaces = (reader: Reader, companyId: string, receiptLineIds: readonly string[]): Promise<{ line_id: string; pool_id: string; period: number; pool_seq: string }[]> =>
  reader.rows(sql`
    select c.open_item_id as line_id, d.pool_id, d.period, d.pool_seq
    from ledger.entry_line as c
    join ledger.entry as e on e.company_id = c.company_id and e.id = c.entry_id and e.reverses_id is null
    join purchasing.purchase_receipt_line as l on l.company_id = c.company_id and l.id = c.open_item_id and l.document_id = e.document_id
    join ledger.entry_line as d on d.company_id = c.company_id and d.period = c.period and d.entry_id = c.entry_id and d.item_id = l.item_id and d.pool_id is not null
    where c.company_id = ${companyId} and c.open_item_id = any (${receiptLineIds}::bigint[]) and c.movement = 'receipt.accrual'
    order by d.pool_id, d.period, d.pool_seq`);

export function writeSupplierInvoice(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: SupplierInvoiceInput): void {
  tx.send(sql`
    insert into finance.supplier_invoice (company_id, id, supplier_id, invoice_number, invoice_kind, payment_days, note)
    values (${companyId}, ${id}, ${input.supplier}, ${input.invoiceNumber}, ${input.invoiceKind}, ${input.paymentDays}, ${input.note})
    on conflict (company_id, id) do update
    set supplier_id = excluded.supplier_id, invoice_number = excluded.invoice_number, invoice_kind = excluded.invoice_kind, payment_days = excluded.payment_days, note = excluded.note`);
  if (replaces) tx.send(sql`delete from finance.supplier_invoice_line where company_id = ${companyId} and document_id = ${id}`);
  tx.send(sql`
    insert into finance.supplier_invoice_line (company_id, id, document_id, line_no, receipt_line_id, item_id, quantity, amount, tax)
    select ${companyId}, r.id, ${id}, r.line_no, r."receiptLine", r.item, r.quantity, r.amount, r.tax
    from ${recordset(input.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1 })), { id: 'bigint', line_no: 'integer', receiptLine: 'bigint', item: 'bigint', quantity: 'numeric', amount: 'numeric', tax: 'numeric' })}`);
}

export async function readInvoiceDraft(reader: Reader, companyId: string, id: string): Promise<Omit<SupplierInvoiceInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<SupplierInvoiceInput, 'version' | 'book'> }>(sql`
    select jsonb_build_object('id', s.id::text, 'supplier', s.supplier_id::text, 'day', d.business_day, 'invoiceNumber', s.invoice_number, 'invoiceKind', s.invoice_kind,
      'paymentDays', s.payment_days, 'note', s.note, 'lines', (
        select jsonb_agg(jsonb_build_object('receiptLine', l.receipt_line_id::text, 'item', l.item_id::text, 'quantity', l.quantity::text, 'amount', l.amount::text, 'tax', l.tax::text) order by l.line_no)
        from finance.supplier_invoice_line as l
        where l.company_id = s.company_id and l.document_id = s.id
      )) as draft
    from finance.supplier_invoice as s
    join documents.document as d on d.company_id = s.company_id and d.id = s.id
    where s.company_id = ${companyId} and s.id = ${id}`);
  return rows[0]?.draft;
}

export function copyRedInvoice(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`update finance.supplier_invoice set in_effect = false where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into finance.supplier_invoice (company_id, id, supplier_id, invoice_number, invoice_kind, payment_days, note, in_effect)
    select company_id, ${redId}, supplier_id, invoice_number, invoice_kind, payment_days, note, false from finance.supplier_invoice where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into finance.supplier_invoice_line (company_id, id, document_id, line_no, receipt_line_id, item_id, quantity, amount, tax)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, receipt_line_id, item_id, -quantity, -amount, -tax
    from finance.supplier_invoice_line where company_id = ${companyId} and document_id = ${originalId}`);
}
