/** SQL on acceptances. */
import { formatMoney, formatQuantity, sumMoney } from '@millwright/core/primitives/decimal';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { AcceptableLine, AcceptanceInput, AcceptedLine, OrderLinePrice, Price } from './acceptance.rules.ts';

/**
 * Locks in this order: register rows of deliveries and orders (shared), the delivery lines' counters, the order lines' counters.
 * The last keep two acceptances of one order line apart, whichever delivery they come from, because they share its cents.
 */
export async function lockAcceptable(tx: Tx, companyId: string, deliveryLineIds: readonly string[]): Promise<ReadonlyMap<string, AcceptableLine>> {
  const [, rows] = await Promise.all([
    tx.rows(sql`
      select d.id
      from documents.document as d
      where d.company_id = ${companyId} and d.id in (
        select unnest(array[l.document_id, o.document_id])
        from sales.delivery_line as l
        join sales.sales_order_line as o on o.company_id = l.company_id and o.id = l.order_line_id
        where l.company_id = ${companyId} and l.id = any (${deliveryLineIds}::bigint[])
      )
      order by d.id
      for key share`),
    tx.rows<AcceptableLine>(sql`
      select e.line_id, e.document_id, d.number, d.state, d.business_day, r.customer_id, l.order_line_id, l.item_id, i.code, i.class, e.quantity, e.quantity_executed,
        e.closed, s.payment_days
      from documents.executable as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      join sales.delivery as r on r.company_id = e.company_id and r.id = e.document_id
      join sales.delivery_line as l on l.company_id = e.company_id and l.id = e.line_id
      join sales.sales_order_line as o on o.company_id = l.company_id and o.id = l.order_line_id
      join sales.sales_order as s on s.company_id = o.company_id and s.id = o.document_id
      join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      where e.company_id = ${companyId} and e.measure = 'accepted' and e.line_id = any (${deliveryLineIds}::bigint[])
      order by e.company_id, e.line_id, e.measure
      for update of e`),
    tx.rows(sql`
      select e.line_id
      from documents.executable as e
      where e.company_id = ${companyId} and e.measure = 'delivered' and e.line_id in (
        select l.order_line_id
        from sales.delivery_line as l
        where l.company_id = ${companyId} and l.id = any (${deliveryLineIds}::bigint[])
      )
      order by e.company_id, e.line_id, e.measure
      for update`),
  ]);
  return new Map(rows.map((row) => [row.line_id, row]));
}

/** Worth of the order lines and what acceptances in the books have taken; read it after the order lines are locked. */
export async function loadOrderPrices(reader: Reader, companyId: string, by: { readonly orderLines: readonly string[] } | { readonly deliveryLines: readonly string[] }): Promise<ReadonlyMap<string, OrderLinePrice>> {
  const orderLines = 'orderLines' in by
    ? sql`select unnest(${by.orderLines}::bigint[])`
    : sql`select l.order_line_id from sales.delivery_line as l where l.company_id = ${companyId} and l.id = any (${by.deliveryLines}::bigint[])`;
  const rows = await reader.rows<OrderLinePrice & { id: string }>(sql`
    select o.id, o.quantity, o.amount, o.tax, coalesce(a.quantity, 0)::text as accepted_quantity, coalesce(a.amount, 0)::text as accepted_amount, coalesce(a.tax, 0)::text as accepted_tax
    from sales.sales_order_line as o
    left join lateral (
      select sum(l.quantity) as quantity, sum(l.amount) as amount, sum(l.tax) as tax
      from sales.acceptance_line as l
      join documents.document as d on d.company_id = l.company_id and d.id = l.document_id and d.state <> 'draft'
      where l.company_id = o.company_id and l.order_line_id = o.id
    ) as a on true
    where o.company_id = ${companyId} and o.id in (${orderLines})`);
  return new Map(rows.map((row) => [row.id, row]));
}

export type AcceptanceRecord = { readonly id: string; readonly customer: string; readonly dueDay: PlainDay; readonly signedBy: string; readonly note: string };
/** Writes head and lines; a draft's lines are replaced as a whole. Prices of a draft are what booking it now would earn. */
export function writeAcceptance(tx: Tx, companyId: string, record: AcceptanceRecord, replaces: boolean, lineIds: readonly string[], lines: readonly AcceptedLine[], prices: readonly Price[]): void {
  tx.send(sql`
    insert into sales.acceptance (company_id, id, customer_id, due_day, signed_by, note, amount, tax)
    values (${companyId}, ${record.id}, ${record.customer}, ${record.dueDay}, ${record.signedBy}, ${record.note}, ${formatMoney(sumMoney(prices.map((price) => price.amount)))}, ${formatMoney(sumMoney(prices.map((price) => price.tax)))})
    on conflict (company_id, id) do update
    set customer_id = excluded.customer_id, due_day = excluded.due_day, signed_by = excluded.signed_by, note = excluded.note, amount = excluded.amount, tax = excluded.tax`);
  if (replaces) tx.send(sql`delete from sales.acceptance_line where company_id = ${companyId} and document_id = ${record.id}`);
  const rows = lines.map((line, index) => {
    const price = prices[index];
    return {
      id: lineIds[index] ?? '', line_no: index + 1, delivery_line: line.deliveryLine, order_line: line.orderLine, item: line.item, quantity: formatQuantity(line.accepted),
      amount: price ? formatMoney(price.amount) : '0', tax: price ? formatMoney(price.tax) : '0', note: line.note,
    };
  });
  tx.send(sql`
    insert into sales.acceptance_line (company_id, id, document_id, line_no, delivery_line_id, order_line_id, item_id, quantity, amount, tax, note)
    select ${companyId}, r.id, ${record.id}, r.line_no, r.delivery_line, r.order_line, r.item, r.quantity, r.amount, r.tax, r.note
    from ${recordset(rows, { id: 'bigint', line_no: 'integer', delivery_line: 'bigint', order_line: 'bigint', item: 'bigint', quantity: 'numeric', amount: 'numeric', tax: 'numeric', note: 'text' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readAcceptanceDraft(reader: Reader, companyId: string, id: string): Promise<Omit<AcceptanceInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<AcceptanceInput, 'version' | 'book'> }>(sql`
    select jsonb_build_object('id', r.id::text, 'customer', r.customer_id::text, 'day', d.business_day, 'signedBy', r.signed_by, 'note', r.note, 'lines', (
      select jsonb_agg(jsonb_build_object('deliveryLine', l.delivery_line_id::text, 'item', l.item_id::text, 'quantity', l.quantity::text, 'note', l.note) order by l.line_no)
      from sales.acceptance_line as l
      where l.company_id = r.company_id and l.document_id = r.id
    )) as draft
    from sales.acceptance as r
    join documents.document as d on d.company_id = r.company_id and d.id = r.id
    where r.company_id = ${companyId} and r.id = ${id}`);
  return rows[0]?.draft;
}

/** The red document's rows: the original's with the signs turned, to the cent. */
export function copyRedAcceptance(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into sales.acceptance (company_id, id, customer_id, due_day, signed_by, note, amount, tax)
    select company_id, ${redId}, customer_id, due_day, signed_by, note, -amount, -tax
    from sales.acceptance
    where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into sales.acceptance_line (company_id, id, document_id, line_no, delivery_line_id, order_line_id, item_id, quantity, amount, tax, note)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, delivery_line_id, order_line_id, item_id, -quantity, -amount, -tax, note
    from sales.acceptance_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
