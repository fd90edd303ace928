/** SQL on purchase receipts. */
import { formatMoney, formatPrice, unitCostHalfUp } from '@millwright/core/primitives/decimal';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { OrderLineFacts, PurchaseReceiptInput, ReceivedLine } from './purchase-receipt.rules.ts';

/** Locks the order lines' counters in key order and reads what receiving must know of them; nothing else read here changes once the order is approved. */
export async function lockOrderLines(tx: Tx, companyId: string, lineIds: readonly string[]): Promise<ReadonlyMap<string, OrderLineFacts>> {
  const rows = await tx.rows<OrderLineFacts>(sql`
    select e.line_id, e.document_id, d.number, d.state, d.business_day, o.supplier_id, l.item_id, i.code, i.class, e.quantity, e.quantity_tolerance,
      e.quantity_executed, e.amount_executed, e.closed, l.amount
    from documents.executable as e
    join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
    join purchasing.purchase_order as o on o.company_id = e.company_id and o.id = e.document_id
    join purchasing.purchase_order_line as l on l.company_id = e.company_id and l.id = e.line_id
    join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
    where e.company_id = ${companyId} and e.measure = 'received' and e.line_id = any (${lineIds}::bigint[])
    order by e.company_id, e.line_id, e.measure
    for update of e`);
  return new Map(rows.map((row) => [row.line_id, row]));
}

/** Writes head and lines of a receipt, draft or booked. Draft lines carry no value yet. */
export function writePurchaseReceipt(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: PurchaseReceiptInput, priced: readonly ReceivedLine[] | undefined): void {
  if (replaces) {
    tx.send(sql`
      update purchasing.purchase_receipt
      set supplier_id = ${input.supplier}, delivery_note = ${input.deliveryNote}, note = ${input.note}
      where company_id = ${companyId} and id = ${id}`);
    tx.send(sql`delete from purchasing.purchase_receipt_line where company_id = ${companyId} and document_id = ${id}`);
  } else {
    tx.send(sql`
      insert into purchasing.purchase_receipt (company_id, id, supplier_id, delivery_note, note)
      values (${companyId}, ${id}, ${input.supplier}, ${input.deliveryNote}, ${input.note})`);
  }
  const lines = input.lines.map((line, index) => {
    const value = priced?.[index];
    return {
      ...line, id: lineIds[index] ?? '', line_no: index + 1,
      unit_price: value ? formatPrice(unitCostHalfUp(value.amount, value.received)) : '0', amount: value ? formatMoney(value.amount) : '0',
    };
  });
  tx.send(sql`
    insert into purchasing.purchase_receipt_line (company_id, id, document_id, line_no, order_line_id, item_id, warehouse_id, quantity, unit_price, amount, note)
    select ${companyId}, r.id, ${id}, r.line_no, r."orderLine", r.item, r.warehouse, r.quantity, r.unit_price, r.amount, r.note
    from ${recordset(lines, { id: 'bigint', line_no: 'integer', orderLine: 'bigint', item: 'bigint', warehouse: 'bigint', quantity: 'numeric', unit_price: 'numeric', amount: 'numeric', note: 'text' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readDraft(reader: Reader, companyId: string, id: string): Promise<Omit<PurchaseReceiptInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<PurchaseReceiptInput, 'version' | 'book'> & { day: PlainDay } }>(sql`
    select jsonb_build_object('id', r.id::text, 'supplier', r.supplier_id::text, 'day', d.business_day, 'deliveryNote', r.delivery_note, 'note', r.note, 'lines', (
      select jsonb_agg(jsonb_build_object('orderLine', l.order_line_id::text, 'item', l.item_id::text, 'warehouse', l.warehouse_id::text, 'quantity', l.quantity::text, 'note', l.note) order by l.line_no)
      from purchasing.purchase_receipt_line as l
      where l.company_id = r.company_id and l.document_id = r.id
    )) as draft
    from purchasing.purchase_receipt as r
    join documents.document as d on d.company_id = r.company_id and d.id = r.id
    where r.company_id = ${companyId} and r.id = ${id}`);
  return rows[0]?.draft;
}

/** The red document's rows: the original's with the signs turned. */
export function copyRedReceipt(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into purchasing.purchase_receipt (company_id, id, supplier_id, delivery_note, note)
    select company_id, ${redId}, supplier_id, delivery_note, note from purchasing.purchase_receipt where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into purchasing.purchase_receipt_line (company_id, id, document_id, line_no, order_line_id, item_id, warehouse_id, quantity, unit_price, amount, note)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, order_line_id, item_id, warehouse_id, -quantity, unit_price, -amount, note
    from purchasing.purchase_receipt_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
