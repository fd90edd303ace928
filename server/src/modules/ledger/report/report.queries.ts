/** SQL of the ledger's reports. Totals come from roll-up + tail in one statement; lines come straight from the journal. */
import { addMoney, formatMoney, type Money, parseMoney, subtractMoney, sumMoney } from '@millwright/core/primitives/decimal';
import type { Text } from '@millwright/core/primitives/outcome';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { betweenBooks, cursorOf, cursorText, inBoth, isNarrowed, linesOf, nettedOf, ofOpening, voucherOf } from './entry-columns.ts';
import { generalLedgerQueries } from './general-ledger.queries.ts';
import { ledgerDocumentQueries } from './ledger-document.queries.ts';
import { detailLedger, entryOfDocument, partyBalances, periodList, trialBalance } from './report.contract.ts';
import { detailLedgerSheet, trialBalanceSheet } from './report-sheets.ts';
import { unpostedQueries } from './unposted.queries.ts';

type BalanceRow = { account_id: string; code: string; name: string; is_leaf: boolean; side: string; opening: string; debit: string; credit: string; closing: string };

export const reportQueries: AnyQuery[] = [
  runnable(trialBalance, async (reader, { fromPeriod, toPeriod, includeUnposted }) => {
    if (fromPeriod > toPeriod) throw kernelProblem(400, 'bad-input');
    const balances = (postedOnly: boolean) => reader.rows<BalanceRow>(sql`
      select a.id as account_id, a.code, a.name, a.is_leaf, a.normal_side as side, sum(t.opening)::numeric(20, 2) as opening, sum(t.debit)::numeric(20, 2) as debit, sum(t.credit)::numeric(20, 2) as credit, sum(t.closing)::numeric(20, 2) as closing
      from ledger.account as a
      join ledger.account as leaf on leaf.company_id = a.company_id and (leaf.id = a.id or leaf.code like a.code || '.%')
      join ledger.trial_balance(${fromPeriod}, ${toPeriod}, ${postedOnly}) as t on t.account_id = leaf.id
      where a.company_id = kernel.company_id()
      group by a.id, a.code, a.name, a.is_leaf, a.normal_side
      having sum(t.opening) <> 0 or sum(t.debit) <> 0 or sum(t.credit) <> 0 or sum(t.closing) <> 0
      order by a.code`);
    const [shown, other] = [await balances(!includeUnposted), await balances(includeUnposted)];
    const debits = (rows: readonly BalanceRow[]): string => formatMoney(sumMoney(rows.filter((row) => row.is_leaf).map((row) => parseMoney(row.debit))));
    const rows = shown.map((row) => ({
      accountId: row.account_id, code: row.code, name: row.name, level: row.code.split('.').length, isLeaf: row.is_leaf, side: row.side,
      ...sides('opening', row.opening), debit: row.debit, credit: row.credit, ...sides('closing', row.closing),
    }));
    const total = (name: 'openingDebit' | 'openingCredit' | 'debit' | 'credit' | 'closingDebit' | 'closingCredit') =>
      formatMoney(sumMoney(rows.filter((row) => row.isLeaf).map((row) => parseMoney(row[name]))));
    return {
      rows,
      totals: { openingDebit: total('openingDebit'), openingCredit: total('openingCredit'), debit: total('debit'), credit: total('credit'), closingDebit: total('closingDebit'), closingCredit: total('closingCredit') },
      turnover: includeUnposted ? { all: debits(shown), posted: debits(other) } : { all: debits(other), posted: debits(shown) },
    };
  }, trialBalanceSheet),

  runnable(detailLedger, async (reader, input) => {
    const account = await one<{ id: string; code: string; name: string; side: string }>(reader, sql`
      select id, code, name, normal_side as side from ledger.account where company_id = kernel.company_id() and id = ${input.account}`);
    if (!account) throw kernelProblem(404, 'not-found');
    const place = cursorOf(input.cursor);
    const filter = linesOf(account, input);
    const totals = (postedOnly: boolean) => (isNarrowed(input) ? totalsOfLines(reader, filter, input, postedOnly) : totalsOfAccount(reader, account, input, postedOnly));
    const [all, posted] = [await totals(false), await totals(true)];
    const shown = input.includeUnposted ? all : posted;
    type LineRow = {
      entryId: string; lineNo: number; day: string; voucher: { id: string; number: string } | null; netted: boolean; document: { id: string; kind: string; number: string }; summary: Text; opening: boolean; sortDay: string;
      account: { code: string; name: string }; item: { id: string; code: string; name: string } | null; party: string | null; quantity: string | null; side: 'D' | 'C'; amount: string;
    };
    const found = await reader.rows<LineRow>(sql`
      select l.entry_id::text as "entryId", l.line_no as "lineNo", e.day, ${voucherOf} as voucher, ${nettedOf} as netted,
        jsonb_build_object('id', d.id::text, 'kind', d.kind, 'number', d.number) as document, ${inBoth(sql`coalesce(nullif(l.summary, ''), e.summary)`)} as summary, ${ofOpening} as opening, ${sortDay} as "sortDay",
        jsonb_build_object('code', a.code, 'name', a.name) as account,
        case when i.id is null then null else jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name) end as item,
        p.name as party, nullif(l.quantity, 0)::text as quantity, l.side, l.amount
      from ledger.entry_line as l
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
      left join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
      left join foundation.party as p on p.company_id = l.company_id and p.id = l.party_id
      where ${filter} and l.period between ${input.fromPeriod} and ${input.toPeriod}
        ${input.includeUnposted ? empty : sql`and not ${betweenBooks(sql`l.company_id`, sql`l.entry_id`, sql`l.period`)}`}
        ${place ? sql`and (${sortDay}, l.entry_id, l.line_no) > (${place.day}::date, ${place.entry}::bigint, ${place.line}::integer)` : empty}
      order by ${sortDay}, l.entry_id, l.line_no
      limit ${input.limit + 1}`);
    let balance = place ? parseMoney(place.balance) : subtractMoney(parseMoney(shown.opening), parseMoney(shown.opened));
    const lines = found.slice(0, input.limit);
    const rows = lines.map(({ side, amount, sortDay: _, ...row }) => {
      balance = side === 'D' ? addMoney(balance, parseMoney(amount)) : subtractMoney(balance, parseMoney(amount));
      return { ...row, debit: side === 'D' && !row.opening ? amount : null, credit: side === 'C' && !row.opening ? amount : null, balance: formatMoney(balance) };
    });
    const [last, lastLine] = [rows.at(-1), lines.at(-1)];
    const closing = addMoney(parseMoney(shown.opening), subtractMoney(parseMoney(shown.debit), parseMoney(shown.credit)));
    return {
      account, opening: shown.opening, rows, turnover: { debit: shown.debit, credit: shown.credit }, closing: formatMoney(closing),
      books: { all: { debit: all.debit, credit: all.credit }, posted: { debit: posted.debit, credit: posted.credit } },
      next: found.length > input.limit && last && lastLine ? cursorText([lastLine.sortDay, last.entryId, last.lineNo, last.balance]) : null,
    };
  }, detailLedgerSheet),

  runnable(entryOfDocument, async (reader, { documentId }) => ({
    entries: await reader.rows<z.infer<typeof entryOfDocument.output>['entries'][number]>(sql`
      select e.id::text as id, e.day, e.period, ${inBoth(sql`e.summary`)} as summary, ${voucherOf} as voucher, ${nettedOf} as netted, (
        select jsonb_agg(jsonb_build_object(
          'lineNo', l.line_no, 'accountId', l.account_id::text, 'code', a.code, 'account', a.name, 'item', i.code || ' ' || i.name, 'itemId', i.id::text, 'place', w.name, 'party', p.name,
          'workOrder', m.number, 'workOrderId', m.id::text, 'quantity', nullif(l.quantity, 0)::text,
          'debit', case l.side when 'D' then l.amount::text end, 'credit', case l.side when 'C' then l.amount::text end, 'settles', l.settles
        ) order by l.line_no)
        from ledger.entry_line as l
        left join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
        left join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        left join inventory.place as w on w.company_id = l.company_id and w.id = l.place_id
        left join foundation.party as p on p.company_id = l.company_id and p.id = l.party_id
        left join documents.document as m on m.company_id = l.company_id and m.id = l.work_order_id
        where l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
      ) as lines
      from ledger.entry as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      where e.company_id = kernel.company_id() and e.document_id = ${documentId}
      order by e.id`),
  })),

  runnable(partyBalances, async (reader, { party }) => ({
    rows: await reader.rows<z.infer<typeof partyBalances.output>['rows'][number]>(sql`
      select a.id::text as "accountId", a.code, a.name, sum(case l.side when 'D' then l.amount else -l.amount end)::numeric(20, 2)::text as balance, min(l.period) as "firstPeriod", max(l.period) as "lastPeriod"
      from ledger.entry_line as l
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
      where l.company_id = kernel.company_id() and l.party_id = ${party}
      group by a.id, a.code, a.name
      having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
      order by a.code`),
  })),

  runnable(periodList, async (reader) => ({
    rows: await reader.rows<z.infer<typeof periodList.output>['rows'][number]>(sql`
      select p.period, p.first_day as "firstDay", p.last_day as "lastDay", jsonb_object_agg(a.area, a.state) as areas
      from ledger.period as p
      join ledger.period_area as a on a.company_id = p.company_id and a.period = p.period
      where p.company_id = kernel.company_id()
      group by p.period, p.first_day, p.last_day
      order by p.period`),
  })),
  ...generalLedgerQueries,
  ...unpostedQueries,
  ...ledgerDocumentQueries,
];

type Totals = { readonly opening: string; readonly opened: string; readonly debit: string; readonly credit: string };
type Periods = { readonly fromPeriod: number; readonly toPeriod: number };
const nothing: Totals = { opening: '0.00', opened: '0.00', debit: '0.00', credit: '0.00' };

/** Lines of openings lead, whatever their day. */
const sortDay = sql`case when ${ofOpening} then date '0001-01-01' else e.day end`;

/** Of a whole account: from the roll-ups, as flat in history as the trial balance, and the same figures. */
const totalsOfAccount = async (reader: Reader, account: { readonly id: string; readonly code: string }, { fromPeriod, toPeriod }: Periods, postedOnly: boolean): Promise<Totals> =>
  (await one<Totals>(reader, sql`
    select coalesce(sum(t.opening), 0)::numeric(20, 2) as opening, coalesce(sum(t.opened), 0)::numeric(20, 2) as opened, coalesce(sum(t.debit), 0)::numeric(20, 2) as debit, coalesce(sum(t.credit), 0)::numeric(20, 2) as credit
    from ledger.trial_balance(${fromPeriod}, ${toPeriod}, ${postedOnly}) as t
    join ledger.account as a on a.company_id = kernel.company_id() and a.id = t.account_id
    where a.id = ${account.id} or a.code like ${`${account.code}.%`}`)) ?? nothing;

/** Of what an account says about an item, a party, an order: from its lines. */
const totalsOfLines = async (reader: Reader, filter: Sql, { fromPeriod, toPeriod }: Periods, postedOnly: boolean): Promise<Totals> =>
  (await one<Totals>(reader, sql`
    select coalesce(sum(case l.side when 'D' then l.amount else -l.amount end) filter (where l.opens or l.period < ${fromPeriod}), 0)::numeric(20, 2) as opening,
      coalesce(sum(case l.side when 'D' then l.amount else -l.amount end) filter (where l.opens and l.period >= ${fromPeriod}), 0)::numeric(20, 2) as opened,
      coalesce(sum(l.amount) filter (where l.side = 'D' and not l.opens and l.period >= ${fromPeriod}), 0)::numeric(20, 2) as debit,
      coalesce(sum(l.amount) filter (where l.side = 'C' and not l.opens and l.period >= ${fromPeriod}), 0)::numeric(20, 2) as credit
    from (
      select l.period, l.side, l.amount, ${ofOpening} as opens
      from ledger.entry_line as l
      where ${filter} and l.period <= ${toPeriod} ${postedOnly ? sql`and not ${betweenBooks(sql`l.company_id`, sql`l.entry_id`, sql`l.period`)}` : empty}
    ) as l`)) ?? nothing;

const sides = <Name extends string>(name: Name, amount: string) => {
  const value = parseMoney(amount);
  return { [`${name}Debit`]: value > 0n ? formatMoney(value) : '0.00', [`${name}Credit`]: value < 0n ? formatMoney(-value as Money) : '0.00' } as Record<`${Name}Debit` | `${Name}Credit`, string>;
};
