/** SQL on vouchers. Numbers, states and the two-people rule are kept by triggers; what stands here only asks. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { AccountFacts, SidedLine, VoucherInput } from './voucher.rules.ts';

export type VoucherRow = {
  readonly id: string; readonly state: 'draft' | 'audited' | 'posted' | 'void'; readonly origin: string; readonly prepared_by: string; readonly version: number; readonly period: number; readonly day: string; readonly document_id: string | null; readonly number: number | null; readonly type: string;
  /** Of a manual one, documents: what it takes back, and what takes it back. */
  readonly reverses_id: string | null; readonly reversed_by: string | null;
};

/** Locked in the order they will be numbered: by day, then id. */
export const lockVouchers = (tx: Tx, companyId: string, ids: readonly string[]): Promise<VoucherRow[]> =>
  tx.rows<VoucherRow>(sql`
    select v.id, v.state, v.origin, v.prepared_by, v.version, v.period, v.day, v.document_id, v.number, v.type,
      (select d.reverses_id from documents.document as d where d.company_id = v.company_id and d.id = v.document_id) as reverses_id,
      (select d.id from documents.document as d where d.company_id = v.company_id and d.reverses_id = v.document_id) as reversed_by
    from ledger.voucher as v
    where v.company_id = ${companyId} and v.id = any (${ids}::bigint[])
    order by v.day, v.id
    for update of v`);

export async function loadAccounts(reader: Reader, companyId: string, ids: readonly string[]): Promise<ReadonlyMap<string, AccountFacts>> {
  const rows = await reader.rows<AccountFacts & { id: string }>(sql`
    select id, code, is_leaf, active, control from ledger.account where company_id = ${companyId} and id = any (${ids}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Entries of a period that stand on no voucher, in the order they were written. */
export const entriesWithoutVoucher = (reader: Reader, companyId: string, period: number, documentIds: readonly string[] | undefined, limit: number): Promise<{ id: string; day: string; summary: string }[]> =>
  reader.rows(sql`
    select e.id, e.day, e.summary
    from ledger.unposted_entries(${period}) as u
    join ledger.entry as e on e.company_id = ${companyId} and e.id = u.entry_id
    where not exists (select 1 from ledger.voucher_entry as v where v.company_id = e.company_id and v.entry_id = e.id and not v.voided)
      and (${documentIds ?? null}::bigint[] is null or e.document_id = any (${documentIds ?? null}::bigint[]))
    order by e.day, e.id
    limit ${limit}`);

/** Entries and their reversals, both of the period and on no voucher, that come to nothing together; settlement lines would not. */
export const pairsWithoutVoucher = (reader: Reader, companyId: string, period: number, documentIds: readonly string[] | undefined, limit: number): Promise<Netting[]> =>
  reader.rows(sql`
    with waiting as (
      select e.id, e.reverses_id, e.document_id, e.summary
      from ledger.unposted_entries(${period}) as u
      join ledger.entry as e on e.company_id = ${companyId} and e.id = u.entry_id
      where not exists (select 1 from ledger.voucher_entry as v where v.company_id = e.company_id and v.entry_id = e.id and not v.voided)
    )
    select o.id as "entryId", r.id as "reversalId", coalesce(nullif(r.summary, ''), '-') as reason
    from waiting as r
    join waiting as o on o.id = r.reverses_id
    where not exists (
      select 1
      from ledger.entry_line as l
      where l.company_id = ${companyId} and l.period = ${period} and l.entry_id = r.id and l.settles
    )
      and (${documentIds ?? null}::bigint[] is null or o.document_id = any (${documentIds ?? null}::bigint[]) or r.document_id = any (${documentIds ?? null}::bigint[]))
    order by o.id
    limit ${limit}`);

export function insertGenerated(tx: Tx, companyId: string, period: number, rows: readonly { voucherId: string; entryId: string; day: string; summary: string }[]): void {
  tx.send(sql`
    insert into ledger.voucher (company_id, id, type, period, day, origin, summary)
    select ${companyId}, r."voucherId", '记', ${period}, r.day, 'generated', r.summary
    from ${recordset(rows, { voucherId: 'bigint', day: 'date', summary: 'text' })}`);
  tx.send(sql`
    insert into ledger.voucher_entry (company_id, voucher_id, entry_id)
    select ${companyId}, r."voucherId", r."entryId"
    from ${recordset(rows, { voucherId: 'bigint', entryId: 'bigint' })}`);
}

export function writeManual(tx: Tx, companyId: string, id: string, documentId: string, existing: boolean, period: number, input: VoucherInput, lines: readonly SidedLine[]): void {
  if (existing) {
    tx.send(sql`
      update ledger.voucher set period = ${period}, day = ${input.day}, summary = ${input.summary}, attachment_count = ${input.attachmentCount}, version = version + 1
      where company_id = ${companyId} and id = ${id}`);
    tx.send(sql`delete from ledger.voucher_line where company_id = ${companyId} and voucher_id = ${id}`);
  } else {
    tx.send(sql`
      insert into ledger.voucher (company_id, id, type, period, day, origin, document_id, summary, attachment_count)
      values (${companyId}, ${id}, '记', ${period}, ${input.day}, 'manual', ${documentId}, ${input.summary}, ${input.attachmentCount})`);
  }
  tx.send(sql`
    insert into ledger.voucher_line (company_id, voucher_id, line_no, side, amount, account_id, summary, department_id)
    select ${companyId}, ${id}, r.line_no, r.side, r.amount, r.account, r.summary, r.department
    from ${recordset(lines.map((line, index) => ({ ...line, line_no: index + 1 })), { line_no: 'integer', side: 'text', amount: 'numeric', account: 'bigint', summary: 'text', department: 'bigint' })}`);
}

/** The red paper over a posted manual voucher: its lines negated, each saying what it takes back. */
export function writeRed(tx: Tx, companyId: string, original: VoucherRow, red: { readonly id: string; readonly documentId: string; readonly period: number; readonly day: string; readonly summary: string }): void {
  tx.send(sql`
    insert into ledger.voucher (company_id, id, type, period, day, origin, document_id, summary)
    values (${companyId}, ${red.id}, ${original.type}, ${red.period}, ${red.day}, 'manual', ${red.documentId}, ${red.summary})`);
  tx.send(sql`
    insert into ledger.voucher_line (company_id, voucher_id, line_no, side, amount, account_id, summary, currency, exchange_rate, currency_amount, party_id, department_id, person_id, project_id, asset_id, bank_account_id, cash_flow_item_id)
    select company_id, ${red.id}, line_no, side, -amount, account_id, trim(${red.summary} || ' ' || summary), currency, exchange_rate, -currency_amount, party_id, department_id, person_id, project_id, asset_id, bank_account_id, cash_flow_item_id
    from ledger.voucher_line
    where company_id = ${companyId} and voucher_id = ${original.id}`);
}
/** What stands on a voucher's paper, by the document it is. */
export const numberOfDocument = async (reader: Reader, companyId: string, documentId: string): Promise<string> =>
  (await reader.rows<{ number: string }>(sql`
    select coalesce(v.type || '-' || lpad(v.number::text, 4, '0'), d.number) as number
    from documents.document as d
    left join ledger.voucher as v on v.company_id = d.company_id and v.document_id = d.id
    where d.company_id = ${companyId} and d.id = ${documentId}`))[0]?.number ?? '';

export type ManualLine = { readonly voucher_id: string; readonly side: 'D' | 'C'; readonly amount: string; readonly account_id: string; readonly summary: string; readonly department_id: string | null };
export const loadManualLines = (reader: Reader, companyId: string, ids: readonly string[]): Promise<ManualLine[]> =>
  reader.rows<ManualLine>(sql`
    select voucher_id, side, amount, account_id, summary, department_id
    from ledger.voucher_line
    where company_id = ${companyId} and voucher_id = any (${ids}::bigint[])
    order by voucher_id, line_no`);

export function linkEntry(tx: Tx, companyId: string, voucherId: string, entryId: string): void {
  tx.send(sql`insert into ledger.voucher_entry (company_id, voucher_id, entry_id) values (${companyId}, ${voucherId}, ${entryId})`);
}
/** One statement per voucher, in order: the trigger numbers them one after the other. */
export function setVoucherState(tx: Tx, companyId: string, id: string, state: 'audited' | 'void'): void {
  tx.send(sql`update ledger.voucher set state = ${state}, version = version + 1 where company_id = ${companyId} and id = ${id}`);
}
export function insertPostings(tx: Tx, companyId: string, ids: readonly string[]): void {
  tx.send(sql`insert into ledger.voucher_post (company_id, voucher_id) select ${companyId}, id from unnest(${ids}::bigint[]) as v(id)`);
}

export type Netting = { readonly entryId: string; readonly reversalId: string; readonly reason: string };
/** Entries and their reversals that no voucher carries. Somebody may have netted a pair at the same moment. */
export function insertNettings(tx: Tx, companyId: string, pairs: readonly Netting[]): void {
  tx.send(sql`
    insert into ledger.netting (company_id, entry_id, reversal_id, reason)
    select ${companyId}, r."entryId", r."reversalId", r.reason
    from ${recordset(pairs, { entryId: 'bigint', reversalId: 'bigint', reason: 'text' })}
    on conflict do nothing`);
}
