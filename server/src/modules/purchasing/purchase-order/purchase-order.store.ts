/** SQL on purchase orders and their lines. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { orderTotals, type PricedOrder, type PurchaseOrderInput } from './purchase-order.rules.ts';

export type SupplierRow = { readonly id: string; readonly code: string; readonly name: string; readonly grade: string; readonly active: boolean; readonly payment_days: number };
export const loadSupplier = (reader: Reader, companyId: string, id: string): Promise<SupplierRow | undefined> =>
  one<SupplierRow>(reader, sql`
    select s.id, p.code, p.name, s.grade, p.active, s.payment_days
    from purchasing.supplier as s
    join foundation.party as p on p.company_id = s.company_id and p.id = s.id
    where s.company_id = ${companyId} and s.id = ${id}`);

export type PurchaseOrderLineRow = {
  readonly id: string;
  readonly document_id: string;
  readonly item_id: string;
  readonly quantity: string;
  readonly receipt_tolerance: string;
};
export const loadLinesForApproval = (reader: Reader, companyId: string, id: string): Promise<PurchaseOrderLineRow[]> =>
  reader.rows<PurchaseOrderLineRow>(sql`
    select l.id, l.document_id, l.item_id, l.quantity, round(l.quantity * i.receipt_tolerance, 6)::text as receipt_tolerance
    from purchasing.purchase_order_line as l
    join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
    where l.company_id = ${companyId} and l.document_id = ${id}
    order by l.line_no`);

/** Writes head and lines; the lines of a draft are replaced as a whole. */
export function writePurchaseOrder(tx: Tx, companyId: string, id: string, lineIds: readonly string[], input: PurchaseOrderInput, order: PricedOrder): void {
  const { amount, tax } = orderTotals(order);
  tx.send(sql`
    insert into purchasing.purchase_order (company_id, id, supplier_id, payment_days, contract_number, note, amount, tax)
    values (${companyId}, ${id}, ${input.supplier}, ${input.paymentDays}, ${input.contractNumber}, ${input.note}, ${amount}, ${tax})
    on conflict (company_id, id) do update
    set supplier_id = excluded.supplier_id, payment_days = excluded.payment_days, contract_number = excluded.contract_number,
      note = excluded.note, amount = excluded.amount, tax = excluded.tax`);
  if (input.id !== undefined) tx.send(sql`delete from purchasing.purchase_order_line where company_id = ${companyId} and document_id = ${id}`);
  const lines = order.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1, amount_cents: line.amount, tax_cents: line.tax }));
  tx.send(sql`
    insert into purchasing.purchase_order_line (company_id, id, document_id, line_no, item_id, quantity, price_with_tax, tax_rate, amount, tax, due_day, note)
    select ${companyId}, r.id, ${id}, r.line_no, r.item, r.quantity, r."priceWithTax", r."taxRate", r.amount_cents / 100, r.tax_cents / 100, r."dueDay", r.note
    from ${recordset(lines, { id: 'bigint', line_no: 'integer', item: 'bigint', quantity: 'numeric', priceWithTax: 'numeric', taxRate: 'numeric', amount_cents: 'numeric', tax_cents: 'numeric', dueDay: 'date', note: 'text' })}`);
}
