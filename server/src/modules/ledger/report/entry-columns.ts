/**
 * What reports say about an entry e of a document d, and which entries count. "Posted": all entries less those of periods whose ledger
 * is open without a posted voucher; openings need none. The definition over lines; totals come from ledger.account_movements, which
 * says the same from the roll-ups. report.db.test.ts and posted-only.db.test.ts hold the two together.
 */
import sql, { empty, type Sql } from 'sql-template-tag';
import { kernelProblem } from '../../../kernel/refusal.ts';

/** The voucher an entry stands on, "记-0418"; null while it has no number. */
export const voucherOf = sql`(
  select jsonb_build_object('id', v.id::text, 'number', v.type || '-' || lpad(v.number::text, 4, '0'), 'state', v.state)
  from ledger.voucher_entry as x
  join ledger.voucher as v on v.company_id = x.company_id and v.id = x.voucher_id
  where x.company_id = e.company_id and x.entry_id = e.id and not x.voided and v.number is not null
)`;

/** Taken back before it had a voucher: neither the entry nor its reversal has one. */
export const nettedOf = sql`(
  exists (select 1 from ledger.netting as n where n.company_id = e.company_id and n.entry_id = e.id)
  or exists (select 1 from ledger.netting as n where n.company_id = e.company_id and n.reversal_id = e.id)
)`;

/** Summaries are kept in Chinese, as the law wants them on vouchers; one that a document wrote reads in English as well: its kind or whose reversal it is, and the number. */
export const inBoth = (summary: Sql): Sql => sql`jsonb_build_object('zh', ${summary}, 'en', case
  when d.reverses_id is not null and ${summary} like '冲销 %' then 'Reversal of ' || split_part(${summary}, ' ', 2)
  when d.kind <> 'ledger/voucher' and ${summary} ~ '^[一-龥]+ [A-Z0-9]' then (select k.name_en from documents.kind as k where k.kind = d.kind) || substr(${summary}, strpos(${summary}, ' '))
  else ${summary}
end)`;

/** Entries of open periods that the posted books leave out; `entry` has company_id, id and period. */
export const betweenBooks = (companyId: Sql, entryId: Sql, period: Sql): Sql => sql`(
  ${period} in (select o.period from ledger.open_ledger_periods() as o)
  and not exists (
    select 1
    from ledger.voucher_entry as x
    join ledger.voucher_post as p on p.company_id = x.company_id and p.voucher_id = x.voucher_id
    where x.company_id = ${companyId} and x.entry_id = ${entryId} and not x.voided
  )
  and not exists (select 1 from ledger.entry as x where x.company_id = ${companyId} and x.id = ${entryId} and x.is_opening)
)`;

/** Of a line l: it stands in the opening. What settles the reversal of an opening is of its own month. */
export const ofOpening = sql`(not l.settles and l.entry_id in (select o.id from ledger.entry as o where o.company_id = kernel.company_id() and o.is_opening))`;

type Dimensions = { readonly item?: string | undefined; readonly party?: string | undefined; readonly workOrder?: string | undefined; readonly place?: string | undefined };
/** Lines l of an account and all accounts under it, narrowed to what they are about. */
export const linesOf = (account: { readonly id: string; readonly code: string } | undefined, of: Dimensions): Sql => sql`l.company_id = kernel.company_id() and ${account
  ? sql`l.account_id in (select a.id from ledger.account as a where a.company_id = kernel.company_id() and (a.id = ${account.id} or a.code like ${`${account.code}.%`}))`
  : sql`l.account_id is not null`}${optional(sql`l.item_id`, of.item)}${optional(sql`l.party_id`, of.party)}${optional(sql`l.work_order_id`, of.workOrder)}${optional(sql`l.place_id`, of.place)}`;
export const isNarrowed = (of: Dimensions): boolean => of.item !== undefined || of.party !== undefined || of.workOrder !== undefined || of.place !== undefined;
const optional = (column: Sql, value: string | undefined): Sql => (value === undefined ? empty : sql` and ${column} = ${value}::bigint`);

export const cursorText = (parts: readonly (string | number)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
export function cursorOf(text: string | undefined): { day: string; entry: string; line: number; balance: string } | undefined {
  if (!text) return undefined;
  try {
    const [day, entry, line, balance] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (/^\d{4}-\d\d-\d\d$/.test(String(day)) && /^\d{1,18}$/.test(String(entry)) && Number.isSafeInteger(line) && /^-?\d{1,18}\.\d\d$/.test(String(balance))) {
      return { day: String(day), entry: String(entry), line: Number(line), balance: String(balance) };
    }
  } catch {
    // Falls through: a cursor that is not ours is bad input, never a fault of the server.
  }
  throw kernelProblem(400, 'bad-input');
}
