/**
 * 总账: every account month by month with the year to date. One pass over the roll-ups by account and month, months before the
 * year as one figure, so the cost does not grow with history; the sums over accounts above and over time are exact cents.
 * What an opening brought stands before the month it is dated in; it is neither the month's turnover nor the year's.
 */
import { addMoney, formatMoney, type Money, parseMoney, subtractMoney, sumMoney, zeroMoney } from '@millwright/core/primitives/decimal';
import sql, { empty } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { generalLedger } from './report.contract.ts';
import { generalLedgerSheet } from './report-sheets.ts';

type Account = { readonly id: string; readonly code: string };
type MovementRow = { account_id: string; code: string; name: string; is_leaf: boolean; period: number; is_opening: boolean; debit: string; credit: string };
type Movement = { readonly period: number; readonly opens: boolean; readonly debit: Money; readonly credit: Money };

export const generalLedgerQueries: AnyQuery[] = [
  runnable(generalLedger, async (reader, { fromPeriod, toPeriod, account: accountId, includeUnposted }) => {
    if (fromPeriod > toPeriod) throw kernelProblem(400, 'bad-input');
    const account = accountId === undefined ? undefined : await one<Account>(reader, sql`select id, code from ledger.account where company_id = kernel.company_id() and id = ${accountId}`);
    if (accountId !== undefined && !account) throw kernelProblem(404, 'not-found');
    const periods = (await reader.rows<{ period: number }>(sql`
      select period from ledger.period where company_id = kernel.company_id() and period between ${fromPeriod} and ${toPeriod} order by period`)).map((row) => row.period);
    const all = await movements(reader, fromPeriod, toPeriod, account, false);
    const posted = await movements(reader, fromPeriod, toPeriod, account, true);
    const shown = new Map<string, MovementRow[]>();
    for (const row of includeUnposted ? all : posted) shown.set(row.account_id, [...(shown.get(row.account_id) ?? []), row]);
    return {
      accounts: [...shown.values()].map((rows) => accountOf(rows, fromPeriod, periods)),
      books: { all: turnover(all, fromPeriod), posted: turnover(posted, fromPeriod) },
    };
  }, generalLedgerSheet),
];

/** By account of every level and month of the years asked for; what lies before stands under period 0. */
const movements = (reader: Reader, fromPeriod: number, toPeriod: number, account: Account | undefined, postedOnly: boolean): Promise<MovementRow[]> =>
  reader.rows<MovementRow>(sql`
    with m as materialized (
      select t.account_id, case when t.period < ${firstOfYear(fromPeriod)} then 0 else t.period end as period, t.is_opening, sum(t.debit) as debit, sum(t.credit) as credit
      from ledger.account_movements(${toPeriod}, ${postedOnly}) as t
      group by 1, 2, 3
    )
    select a.id as account_id, a.code, a.name, a.is_leaf, m.period, m.is_opening, sum(m.debit)::text as debit, sum(m.credit)::text as credit
    from m
    join ledger.account as leaf on leaf.company_id = kernel.company_id() and leaf.id = m.account_id
    join ledger.account as a on a.company_id = leaf.company_id and (a.id = leaf.id or leaf.code like a.code || '.%')
    ${account ? sql`where a.id = ${account.id} or a.code like ${`${account.code}.%`}` : empty}
    group by a.id, a.code, a.name, a.is_leaf, m.period, m.is_opening
    having sum(m.debit) <> 0 or sum(m.credit) <> 0
    order by a.code, m.period`);

function accountOf(rows: readonly MovementRow[], fromPeriod: number, periods: readonly number[]) {
  const [head] = rows;
  if (!head) throw new Error('An account without movements is not in the ledger.');
  const moved = rows.map((row): Movement => ({ period: row.period, opens: row.is_opening, debit: parseMoney(row.debit), credit: parseMoney(row.credit) }));
  const sum = (side: 'debit' | 'credit', keep: (row: Movement) => boolean): Money => sumMoney(moved.filter(keep).map((row) => row[side]));
  const balanceOf = (keep: (row: Movement) => boolean): Money => subtractMoney(sum('debit', keep), sum('credit', keep));
  let balance = balanceOf((row) => row.period < fromPeriod);
  const months = periods.map((period) => {
    const before = addMoney(balance, balanceOf((row) => row.opens && row.period === period));
    const ofMonth = (row: Movement): boolean => !row.opens && row.period === period;
    const [debit, credit] = [sum('debit', ofMonth), sum('credit', ofMonth)];
    balance = subtractMoney(addMoney(before, debit), credit);
    const ofYear = (row: Movement): boolean => !row.opens && row.period >= firstOfYear(period) && row.period <= period;
    return { period, opening: formatMoney(before), debit: formatMoney(debit), credit: formatMoney(credit), closing: formatMoney(balance), yearDebit: formatMoney(sum('debit', ofYear)), yearCredit: formatMoney(sum('credit', ofYear)) };
  });
  return { id: head.account_id, code: head.code, name: head.name, level: head.code.split('.').length, isLeaf: head.is_leaf, months };
}

/** Leaves only: an account above repeats what stands under it. */
function turnover(rows: readonly MovementRow[], fromPeriod: number) {
  const counted = rows.filter((row) => row.is_leaf && !row.is_opening && row.period >= fromPeriod);
  const sum = (side: 'debit' | 'credit') => formatMoney(counted.reduce((total, row) => addMoney(total, parseMoney(row[side])), zeroMoney));
  return { debit: sum('debit'), credit: sum('credit') };
}
const firstOfYear = (period: number): number => Math.trunc(period / 100) * 100 + 1;
