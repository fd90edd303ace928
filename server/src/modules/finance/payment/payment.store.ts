/** SQL on payments and open payables. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import { moneyAccount } from '../../ledger/books.api.ts';
import type { OpenItem, PaymentInput } from './payment.rules.ts';

/** Locks the register rows of invoices and openings in key order, so that two payments never settle the same cent, and reads what is open. */
export async function lockOpenPayables(tx: Tx, companyId: string, ids: readonly string[]): Promise<ReadonlyMap<string, OpenItem>> {
  await tx.rows(sql`select id from documents.document where company_id = ${companyId} and id = any (${ids}::bigint[]) order by id for update`);
  const rows = await tx.rows<OpenItem>(sql`
    select d.id, d.number, d.business_day as day, d.party_id as supplier_id, sum(case l.side when 'C' then l.amount else -l.amount end) as open
    from documents.document as d
    join ledger.entry_line as l on l.company_id = d.company_id and l.open_item_id = d.id
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'payable'
    where d.company_id = ${companyId} and d.id = any (${ids}::bigint[]) and d.state = 'booked'
    group by d.id, d.number, d.business_day, d.party_id`);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function isMoneyAccount(reader: Reader, companyId: string, accountId: string): Promise<boolean> {
  const rows = await reader.rows(sql`
    select 1
    from ledger.account as m
    where m.company_id = ${companyId} and m.id = ${accountId} and ${moneyAccount}`);
  return rows.length > 0;
}

export function writePayment(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: PaymentInput): void {
  tx.send(sql`
    insert into finance.payment (company_id, id, supplier_id, bank_account_id, amount, note)
    values (${companyId}, ${id}, ${input.supplier}, ${input.bankAccount}, ${input.amount}, ${input.note})
    on conflict (company_id, id) do update set supplier_id = excluded.supplier_id, bank_account_id = excluded.bank_account_id, amount = excluded.amount, note = excluded.note`);
  if (replaces) tx.send(sql`delete from finance.payment_line where company_id = ${companyId} and document_id = ${id}`);
  if (input.lines.length > 0) {
    tx.send(sql`
      insert into finance.payment_line (company_id, id, document_id, line_no, open_item_id, amount)
      select ${companyId}, r.id, ${id}, r.line_no, r."openItem", r.amount
      from ${recordset(input.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1 })), { id: 'bigint', line_no: 'integer', openItem: 'bigint', amount: 'numeric' })}`);
  }
}

export async function readPaymentDraft(reader: Reader, companyId: string, id: string): Promise<Omit<PaymentInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<PaymentInput, 'version' | 'book'> }>(sql`
    select jsonb_build_object('id', s.id::text, 'supplier', s.supplier_id::text, 'day', d.business_day, 'bankAccount', s.bank_account_id::text, 'amount', s.amount::text, 'note', s.note, 'lines', coalesce((
      select jsonb_agg(jsonb_build_object('openItem', l.open_item_id::text, 'amount', l.amount::text) order by l.line_no)
      from finance.payment_line as l
      where l.company_id = s.company_id and l.document_id = s.id
    ), '[]'::jsonb)) as draft
    from finance.payment as s
    join documents.document as d on d.company_id = s.company_id and d.id = s.id
    where s.company_id = ${companyId} and s.id = ${id}`);
  return rows[0]?.draft;
}

export function copyRedPayment(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into finance.payment (company_id, id, supplier_id, bank_account_id, amount, note)
    select company_id, ${redId}, supplier_id, bank_account_id, -amount, note from finance.payment where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into finance.payment_line (company_id, id, document_id, line_no, open_item_id, amount)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, open_item_id, -amount
    from finance.payment_line where company_id = ${companyId} and document_id = ${originalId}`);
}
