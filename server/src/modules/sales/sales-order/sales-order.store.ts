/** SQL on sales orders and their lines, and the customer with the credit he uses. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { type Credit, orderTotals, type PricedOrder, type SalesOrderInput } from './sales-order.rules.ts';

export type CustomerRow = { readonly id: string; readonly code: string; readonly name: string; readonly active: boolean; readonly payment_days: number };
export const loadCustomer = (reader: Reader, companyId: string, id: string): Promise<CustomerRow | undefined> =>
  one<CustomerRow>(reader, sql`
    select c.id, p.code, p.name, p.active, c.payment_days
    from sales.customer as c
    join foundation.party as p on p.company_id = c.company_id and p.id = c.id
    where c.company_id = ${companyId} and c.id = ${id}`);

/**
 * Used = receivable in the journal + what approved orders will still become: lines not closed count whole, closed ones what was
 * delivered, each less what was accepted. The order in question is left out, so that saving it again doesn't count it twice.
 */
export const loadCredit = (reader: Reader, companyId: string, customerId: string, exceptOrderId: string | undefined): Promise<Credit | undefined> =>
  one<Credit>(reader, sql`
    select p.name, c.credit_limit::text as "limit", coalesce(o.policy ->> 'creditPolicy', 'warn') as policy,
      (coalesce((
        select sum(case l.side when 'D' then l.amount else -l.amount end)
        from ledger.entry_line as l
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'receivable'
        where l.company_id = c.company_id and l.party_id = c.id
      ), 0) + coalesce((
        select sum(round((l.amount + l.tax) * case when e.closed then e.quantity_executed else l.quantity end / l.quantity, 2) - coalesce(a.gross, 0))
        from documents.document as d
        join sales.sales_order as s on s.company_id = d.company_id and s.id = d.id and s.customer_id = c.id
        join sales.sales_order_line as l on l.company_id = s.company_id and l.document_id = s.id
        join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'delivered'
        left join lateral (
          select sum(x.amount + x.tax) as gross
          from sales.acceptance_line as x
          join documents.document as y on y.company_id = x.company_id and y.id = x.document_id and y.state <> 'draft'
          where x.company_id = l.company_id and x.order_line_id = l.id
        ) as a on true
        where d.company_id = c.company_id and d.kind = 'sales/sales-order' and d.state <> 'draft' and d.party_id = c.id and d.id <> ${exceptOrderId ?? '0'}
      ), 0))::numeric(20, 2)::text as used
    from sales.customer as c
    join foundation.party as p on p.company_id = c.company_id and p.id = c.id
    join kernel.company as o on o.id = c.company_id
    where c.company_id = ${companyId} and c.id = ${customerId}`);

export type SalesOrderLineRow = { readonly id: string; readonly item_id: string; readonly quantity: string; readonly total: string };
export const loadLinesForApproval = (reader: Reader, companyId: string, id: string): Promise<SalesOrderLineRow[]> =>
  reader.rows<SalesOrderLineRow>(sql`
    select l.id, l.item_id, l.quantity, (l.amount + l.tax)::text as total
    from sales.sales_order_line as l
    where l.company_id = ${companyId} and l.document_id = ${id}
    order by l.line_no`);
/** The credit of the customer an order belongs to, without that order. */
export async function loadCreditOfOrder(reader: Reader, companyId: string, id: string): Promise<Credit | undefined> {
  const order = await one<{ customer_id: string }>(reader, sql`
    select o.customer_id
    from sales.sales_order as o
    where o.company_id = ${companyId} and o.id = ${id}`);
  return order && loadCredit(reader, companyId, order.customer_id, id);
}

/** The same for approvals, which queue up on the customer's row: two at once never both count without the other. */
export async function lockCreditOfOrder(tx: Tx, companyId: string, id: string): Promise<Credit | undefined> {
  await tx.rows(sql`
    select c.id
    from sales.sales_order as o
    join sales.customer as c on c.company_id = o.company_id and c.id = o.customer_id
    where o.company_id = ${companyId} and o.id = ${id}
    for no key update of c`);
  return loadCreditOfOrder(tx, companyId, id);
}

/** Writes head and lines; the lines of a draft are replaced as a whole. */
export function writeSalesOrder(tx: Tx, companyId: string, id: string, lineIds: readonly string[], input: SalesOrderInput, order: PricedOrder): void {
  const { amount, tax } = orderTotals(order);
  tx.send(sql`
    insert into sales.sales_order (company_id, id, customer_id, customer_order, ship_to, payment_days, note, amount, tax)
    values (${companyId}, ${id}, ${input.customer}, ${input.customerOrder}, ${input.shipTo}, ${input.paymentDays}, ${input.note}, ${amount}, ${tax})
    on conflict (company_id, id) do update
    set customer_id = excluded.customer_id, customer_order = excluded.customer_order, ship_to = excluded.ship_to,
      payment_days = excluded.payment_days, note = excluded.note, amount = excluded.amount, tax = excluded.tax`);
  if (input.id !== undefined) tx.send(sql`delete from sales.sales_order_line where company_id = ${companyId} and document_id = ${id}`);
  const lines = order.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1, amount_cents: line.amount, tax_cents: line.tax }));
  tx.send(sql`
    insert into sales.sales_order_line (company_id, id, document_id, line_no, item_id, quantity, price_with_tax, tax_rate, amount, tax, due_day, note)
    select ${companyId}, r.id, ${id}, r.line_no, r.item, r.quantity, r."priceWithTax", r."taxRate", r.amount_cents / 100, r.tax_cents / 100, r."dueDay", r.note
    from ${recordset(lines, { id: 'bigint', line_no: 'integer', item: 'bigint', quantity: 'numeric', priceWithTax: 'numeric', taxRate: 'numeric', amount_cents: 'numeric', tax_cents: 'numeric', dueDay: 'date', note: 'text' })}`);
}
