/** SQL on collections, and open receivables under lock. */
import sql, { type Sql } from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { CollectionInput, OpenReceivable } from './collection.rules.ts';

/** Whatever moves a customer's receivables queues up on his row. */
export const lockCustomer = (tx: Tx, companyId: string, customerId: string | null): Promise<unknown[]> =>
  tx.rows(sql`
    select c.id
    from sales.customer as c
    where c.company_id = ${companyId} and c.id = ${customerId}
    for no key update`);

/**
 * A collection settles what acceptances opened, and so pays the invoices written for them: whichever is booked last links the two, that a
 * trace leads from the invoice to the money. Pairs (from, to) as they stand after the document's rows and its state were written.
 */
export const invoicesPaid = (companyId: string, documentId: string): Sql => sql`
  select i.document_id as "from", c.document_id as "to"
  from finance.collection_line as c
  join documents.document as m on m.company_id = c.company_id and m.id = c.document_id and m.state = 'booked' and m.reverses_id is null
  join sales.acceptance_line as a on a.company_id = c.company_id and a.document_id = c.open_item_id
  join sales.sales_invoice_line as i on i.company_id = a.company_id and i.acceptance_line_id = a.id
  join documents.document as v on v.company_id = i.company_id and v.id = i.document_id and v.state = 'booked' and v.reverses_id is null
  where c.company_id = ${companyId} and (c.document_id = ${documentId} or i.document_id = ${documentId})`;

/**
 * Collections of one customer queue up on his row, so two of them never settle the same cent; the register rows of the open
 * items are shared, so nobody reverses one meanwhile. What is open is read after both, from the journal.
 */
export async function lockReceivables(tx: Tx, companyId: string, customerId: string, openItemIds: readonly string[]): Promise<{ readonly customerFound: boolean; readonly openItems: ReadonlyMap<string, OpenReceivable> }> {
  const [customers, , rows] = await Promise.all([
    lockCustomer(tx, companyId, customerId),
    tx.rows(sql`
      select d.id
      from documents.document as d
      where d.company_id = ${companyId} and d.id = any (${openItemIds}::bigint[])
      order by d.id
      for key share`),
    tx.rows<OpenReceivable>(sql`
      select o.id, o.document_id, d.number, o.day, o.open::text as open
      from (
        select l.open_item_id as id, min(e.day) as day, (array_agg(e.document_id order by e.id))[1] as document_id, sum(case l.side when 'D' then l.amount else -l.amount end) as open
        from ledger.entry_line as l
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'receivable'
        join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
        where l.company_id = ${companyId} and l.open_item_id = any (${openItemIds}::bigint[]) and l.party_id = ${customerId}
        group by l.open_item_id
      ) as o
      join documents.document as d on d.company_id = ${companyId} and d.id = o.document_id
      where o.open > 0`),
  ]);
  return { customerFound: customers.length > 0, openItems: new Map(rows.map((row) => [row.id, row])) };
}

/** Writes head and settlements; a draft's are replaced as a whole. */
export function writeCollection(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: CollectionInput): void {
  tx.send(sql`
    insert into finance.collection (company_id, id, customer_id, bank_account_id, amount, bank_reference, note)
    values (${companyId}, ${id}, ${input.customer}, ${input.bankAccount}, ${input.amount}, ${input.bankReference}, ${input.note})
    on conflict (company_id, id) do update
    set customer_id = excluded.customer_id, bank_account_id = excluded.bank_account_id, amount = excluded.amount, bank_reference = excluded.bank_reference, note = excluded.note`);
  if (replaces) tx.send(sql`delete from finance.collection_line where company_id = ${companyId} and document_id = ${id}`);
  if (input.lines.length === 0) return;
  const rows = input.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1 }));
  tx.send(sql`
    insert into finance.collection_line (company_id, id, document_id, line_no, open_item_id, amount, note)
    select ${companyId}, r.id, ${id}, r.line_no, r."openItem", r.amount, r.note
    from ${recordset(rows, { id: 'bigint', line_no: 'integer', openItem: 'bigint', amount: 'numeric', note: 'text' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readCollectionDraft(reader: Reader, companyId: string, id: string): Promise<Omit<CollectionInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<CollectionInput, 'version' | 'book'> }>(sql`
    select jsonb_build_object('id', r.id::text, 'customer', r.customer_id::text, 'day', d.business_day, 'bankAccount', r.bank_account_id::text, 'amount', r.amount::text, 'bankReference', r.bank_reference,
      'note', r.note, 'lines', coalesce((
      select jsonb_agg(jsonb_build_object('openItem', l.open_item_id::text, 'amount', l.amount::text, 'note', l.note) order by l.line_no)
      from finance.collection_line as l
      where l.company_id = r.company_id and l.document_id = r.id
    ), '[]'::jsonb)) as draft
    from finance.collection as r
    join documents.document as d on d.company_id = r.company_id and d.id = r.id
    where r.company_id = ${companyId} and r.id = ${id}`);
  return rows[0]?.draft;
}

/** The red document's rows: the original's with the signs turned. */
export function copyRedCollection(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into finance.collection (company_id, id, customer_id, bank_account_id, amount, bank_reference, note)
    select company_id, ${redId}, customer_id, bank_account_id, -amount, bank_reference, note
    from finance.collection
    where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into finance.collection_line (company_id, id, document_id, line_no, open_item_id, amount, note)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, open_item_id, -amount, note
    from finance.collection_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
