/** SQL on settlements of advances, and what is left of advances and open items, read from the journal under lock. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { OpenAmount, SettlementInput, SettlementSide } from './settlement.rules.ts';

/** The role of the accounts that hold advances; on its credit side for customers, on its debit side for suppliers. */
const roleOf = { advance: 'advance', prepayment: 'prepayment' } as const;
const controlOf = { advance: 'receivable', prepayment: 'payable' } as const;

/** All of a party, oldest first. An advance is what lines with one open item sum to on accounts of its role. */
export const readAdvancesOf = (reader: Reader, companyId: string, side: SettlementSide, partyId: string): Promise<OpenAmount[]> =>
  reader.rows<OpenAmount>(sql`
    select o.id, d.id::text as "documentId", d.number, o.day, o.open::text as open
    from (
      select l.open_item_id as id, min(e.day) as day, sum(case when (l.side = 'C') = ${side === 'advance'} then l.amount else -l.amount end) as open
      from ledger.entry_line as l
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
      where l.company_id = ${companyId} and l.party_id = ${partyId} and l.open_item_id is not null and l.account_id in (
        select r.account_id
        from ledger.account_role as r
        where r.company_id = ${companyId} and r.role = ${roleOf[side]}
      )
      group by l.open_item_id
    ) as o
    join documents.document as d on d.company_id = ${companyId} and d.id = o.id
    where o.open > 0
    order by o.day, o.id`);

export const readOpenItemsOf = (reader: Reader, companyId: string, side: SettlementSide, partyId: string): Promise<OpenAmount[]> =>
  reader.rows<OpenAmount>(sql`
    select o.id, d.id::text as "documentId", d.number, o.day, o.open::text as open
    from (
      select l.open_item_id as id, min(e.day) as day, (array_agg(e.document_id order by e.id))[1] as document_id,
        sum(case when (l.side = 'D') = ${side === 'advance'} then l.amount else -l.amount end) as open
      from ledger.entry_line as l
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = ${controlOf[side]}
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
      where l.company_id = ${companyId} and l.party_id = ${partyId} and l.open_item_id is not null
      group by l.open_item_id
    ) as o
    join documents.document as d on d.company_id = ${companyId} and d.id = o.document_id
    where o.open > 0
    order by o.day, o.id`);

/**
 * A customer's row is locked as collections lock it, a supplier's likewise; the documents of advances and items are locked as payments
 * and reversals lock them, so that none is settled twice or taken back meanwhile.
 */
export async function lockSettlement(tx: Tx, companyId: string, side: SettlementSide, partyId: string, documentIds: readonly string[]): Promise<{ readonly partyFound: boolean; readonly advances: ReadonlyMap<string, OpenAmount>; readonly openItems: ReadonlyMap<string, OpenAmount> }> {
  const [parties, , advances, items] = await Promise.all([
    tx.rows(side === 'advance'
      ? sql`select id from sales.customer where company_id = ${companyId} and id = ${partyId} for no key update`
      : sql`select id from purchasing.supplier where company_id = ${companyId} and id = ${partyId} for no key update`),
    tx.rows(sql`
      select d.id
      from documents.document as d
      where d.company_id = ${companyId} and d.id = any (${[...new Set(documentIds)]}::bigint[])
      order by d.id
      for update`),
    readAdvancesOf(tx, companyId, side, partyId),
    readOpenItemsOf(tx, companyId, side, partyId),
  ]);
  const byId = (rows: readonly OpenAmount[]) => new Map(rows.map((row) => [row.id, row]));
  return { partyFound: parties.length > 0, advances: byId(advances), openItems: byId(items) };
}

const settlers = ['finance/collection', 'finance/payment', 'finance/advance-settlement', 'finance/prepayment-settlement'];
/** Numbers of documents in effect that settled open items or used advances which `exceptDocument` opened or changed. */
export async function settlersOf(reader: Reader, companyId: string, openItemIds: readonly string[], exceptDocument: string): Promise<string[]> {
  const rows = await reader.rows<{ number: string }>(sql`
    select d.number
    from ledger.entry_line as l
    join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id and e.document_id <> ${exceptDocument}
    join documents.document as d on d.company_id = e.company_id and d.id = e.document_id and d.kind = any (${settlers}::text[]) and d.state = 'booked' and d.reverses_id is null
    where l.company_id = ${companyId} and l.open_item_id = any (${openItemIds}::bigint[])
    group by d.number
    order by d.number
    limit 10`);
  return rows.map((row) => row.number);
}

/** Writes head and lines; a draft's lines are replaced as a whole. */
export function writeSettlement(tx: Tx, companyId: string, id: string, replaces: boolean, lineIds: readonly string[], input: SettlementInput): void {
  tx.send(sql`
    insert into finance.settlement (company_id, id, party_id, note)
    values (${companyId}, ${id}, ${input.party}, ${input.note})
    on conflict (company_id, id) do update set party_id = excluded.party_id, note = excluded.note`);
  if (replaces) tx.send(sql`delete from finance.settlement_line where company_id = ${companyId} and document_id = ${id}`);
  tx.send(sql`
    insert into finance.settlement_line (company_id, id, document_id, line_no, advance_id, open_item_id, amount)
    select ${companyId}, r.id, ${id}, r.line_no, r.advance, r."openItem", r.amount
    from ${recordset(input.lines.map((line, index) => ({ ...line, id: lineIds[index] ?? '', line_no: index + 1 })), { id: 'bigint', line_no: 'integer', advance: 'bigint', openItem: 'bigint', amount: 'numeric' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readSettlementDraft(reader: Reader, companyId: string, id: string): Promise<Omit<SettlementInput, 'version' | 'book'> | undefined> {
  const rows = await reader.rows<{ draft: Omit<SettlementInput, 'version' | 'book'> }>(sql`
    select jsonb_build_object('id', s.id::text, 'party', s.party_id::text, 'day', d.business_day, 'note', s.note, 'lines', (
      select jsonb_agg(jsonb_build_object('advance', l.advance_id::text, 'openItem', l.open_item_id::text, 'amount', l.amount::text) order by l.line_no)
      from finance.settlement_line as l
      where l.company_id = s.company_id and l.document_id = s.id
    )) as draft
    from finance.settlement as s
    join documents.document as d on d.company_id = s.company_id and d.id = s.id
    where s.company_id = ${companyId} and s.id = ${id}`);
  return rows[0]?.draft;
}

/** The red document's rows: the original's with the signs turned. */
export function copyRedSettlement(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into finance.settlement (company_id, id, party_id, note)
    select company_id, ${redId}, party_id, note
    from finance.settlement
    where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into finance.settlement_line (company_id, id, document_id, line_no, advance_id, open_item_id, amount)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, advance_id, open_item_id, -amount
    from finance.settlement_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
