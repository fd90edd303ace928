/** SQL on delivery notes. */
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { DeliverableLine, DeliveryInput } from './delivery.rules.ts';

/**
 * Locks the order lines' counters in key order and reads what delivering must know of them. The orders' register rows are shared
 * first: whoever closes or withdraws an order then waits for us, or we for him, and the state read afterwards is the true one.
 */
export async function lockDeliverable(tx: Tx, companyId: string, lineIds: readonly string[]): Promise<ReadonlyMap<string, DeliverableLine>> {
  const [, rows] = await Promise.all([
    tx.rows(sql`
      select d.id
      from documents.document as d
      where d.company_id = ${companyId} and d.id in (
        select l.document_id
        from sales.sales_order_line as l
        where l.company_id = ${companyId} and l.id = any (${lineIds}::bigint[])
      )
      order by d.id
      for key share`),
    tx.rows<DeliverableLine>(sql`
      select e.line_id, e.document_id, d.number, d.state, d.business_day, o.customer_id, l.item_id, i.code, i.class, i.warehouse_id, e.quantity, e.quantity_executed,
        e.closed, o.payment_days
      from documents.executable as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      join sales.sales_order as o on o.company_id = e.company_id and o.id = e.document_id
      join sales.sales_order_line as l on l.company_id = e.company_id and l.id = e.line_id
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      where e.company_id = ${companyId} and e.measure = 'delivered' and e.line_id = any (${lineIds}::bigint[])
      order by e.company_id, e.line_id, e.measure
      for update of e`),
  ]);
  return new Map(rows.map((row) => [row.line_id, row]));
}

/** What the company takes as the revenue event. */
export async function loadRevenueEvent(reader: Reader, companyId: string): Promise<'dispatch' | 'acceptance'> {
  const rows = await reader.rows<{ event: string | null }>(sql`select policy ->> 'revenueEvent' as event from kernel.company where id = ${companyId}`);
  return rows[0]?.event === 'dispatch' ? 'dispatch' : 'acceptance';
}

/** Writes head and lines; a draft's lines are replaced as a whole. `warehouses`: where each line leaves from. */
export function writeDelivery(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: DeliveryInput, warehouses: readonly string[]): void {
  tx.send(sql`
    insert into sales.delivery (company_id, id, customer_id, warehouse_id, ship_to, note)
    values (${companyId}, ${id}, ${input.customer}, ${input.warehouse}, ${input.shipTo}, ${input.note})
    on conflict (company_id, id) do update
    set customer_id = excluded.customer_id, warehouse_id = excluded.warehouse_id, ship_to = excluded.ship_to, note = excluded.note`);
  if (replaces) tx.send(sql`delete from sales.delivery_line where company_id = ${companyId} and document_id = ${id}`);
  const lines = input.lines.map((line, index) => ({ ...line, warehouse: warehouses[index], id: lineIds[index] ?? '', line_no: index + 1 }));
  tx.send(sql`
    insert into sales.delivery_line (company_id, id, document_id, line_no, order_line_id, item_id, warehouse_id, quantity, note)
    select ${companyId}, r.id, ${id}, r.line_no, r."orderLine", r.item, r.warehouse, r.quantity, r.note
    from ${recordset(lines, { id: 'bigint', line_no: 'integer', orderLine: 'bigint', item: 'bigint', warehouse: 'bigint', quantity: 'numeric', note: 'text' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readDeliveryDraft(reader: Reader, companyId: string, id: string): Promise<Omit<DeliveryInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<DeliveryInput, 'version' | 'book'> & { day: PlainDay } }>(sql`
    select jsonb_build_object('id', r.id::text, 'customer', r.customer_id::text, 'day', d.business_day, 'warehouse', r.warehouse_id::text, 'shipTo', r.ship_to, 'note', r.note, 'lines', (
      select jsonb_agg(jsonb_build_object('orderLine', l.order_line_id::text, 'item', l.item_id::text, 'warehouse', l.warehouse_id::text, 'quantity', l.quantity::text, 'note', l.note) order by l.line_no)
      from sales.delivery_line as l
      where l.company_id = r.company_id and l.document_id = r.id
    )) as draft
    from sales.delivery as r
    join documents.document as d on d.company_id = r.company_id and d.id = r.id
    where r.company_id = ${companyId} and r.id = ${id}`);
  return rows[0]?.draft;
}

/** The red document's rows: the original's with the signs turned. */
export function copyRedDelivery(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into sales.delivery (company_id, id, customer_id, warehouse_id, ship_to, note)
    select company_id, ${redId}, customer_id, warehouse_id, ship_to, note
    from sales.delivery
    where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into sales.delivery_line (company_id, id, document_id, line_no, order_line_id, item_id, warehouse_id, quantity, note)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, order_line_id, item_id, warehouse_id, -quantity, note
    from sales.delivery_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
