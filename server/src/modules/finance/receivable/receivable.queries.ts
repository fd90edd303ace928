/**
 * Open receivables and their age. An item is what lines with one open_item_id on receivable accounts sum to; it is due on its
 * acceptance's day, other openings (balances taken over) after the customer's payment days.
 */
import { formatMoney, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import type { Reader } from '../../../kernel/transaction.ts';
import { openReceivables, receivablesAgeing, type openReceivableRow } from './receivable.contract.ts';

export type OpenReceivableRow = z.infer<typeof openReceivableRow>;

/** Open items as of a day, of one customer, of some items, or of all. */
export async function readOpenReceivables(reader: Reader, companyId: string, day: string, only: { readonly customer?: string | undefined; readonly items?: readonly string[] }): Promise<OpenReceivableRow[]> {
  const narrowed: Sql = sql`${only.customer ? sql` and l.party_id = ${only.customer}` : empty}${only.items ? sql` and l.open_item_id = any (${only.items}::bigint[])` : empty}`;
  return reader.rows<OpenReceivableRow>(sql`
    select o.id::text as id, d.id::text as "documentId", d.kind, d.number, coalesce(v.numbers, '') as "invoiceNumbers", o.day, x.due_day as "dueDay",
      jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, o.total::text as total, o.open::text as open, greatest(0, ${day}::date - x.due_day) as "overdueDays"
    from (
      select l.company_id, l.open_item_id as id, l.party_id, min(e.day) as day, (array_agg(e.document_id order by e.id))[1] as document_id,
        sum(case l.side when 'D' then l.amount else 0 end) as total, sum(case l.side when 'D' then l.amount else -l.amount end) as open
      from ledger.entry_line as l
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'receivable'
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id and e.day <= ${day}::date
      where l.company_id = ${companyId} and l.open_item_id is not null${narrowed}
      group by l.company_id, l.open_item_id, l.party_id
      having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
    ) as o
    join documents.document as d on d.company_id = o.company_id and d.id = o.document_id
    join foundation.party as p on p.company_id = o.company_id and p.id = o.party_id
    left join sales.customer as c on c.company_id = o.company_id and c.id = o.party_id
    left join sales.acceptance as s on s.company_id = o.company_id and s.id = o.id
    cross join lateral (select coalesce(s.due_day, o.day + coalesce(c.payment_days, 0)) as due_day) as x
    left join lateral (
      select string_agg(distinct i.invoice_number, ' ') as numbers
      from sales.acceptance_line as al
      join sales.sales_invoice_line as il on il.company_id = al.company_id and il.acceptance_line_id = al.id
      join sales.sales_invoice as i on i.company_id = il.company_id and i.id = il.document_id
      join documents.document as n on n.company_id = i.company_id and n.id = i.id and n.state = 'booked' and n.reverses_id is null
      where al.company_id = o.company_id and al.document_id = o.id
    ) as v on true
    order by x.due_day, d.number`);
}

type Advance = { readonly customer: { id: string; code: string; name: string }; readonly advance: string };
/** Advances received (预收) per customer: credit on accounts of the role. */
const readAdvances = (reader: Reader, companyId: string, day: string, customer?: string): Promise<Advance[]> =>
  reader.rows<Advance>(sql`
    select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, sum(case l.side when 'C' then l.amount else -l.amount end)::text as advance
    from ledger.entry_line as l
    join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id and e.day <= ${day}::date
    join foundation.party as p on p.company_id = l.company_id and p.id = l.party_id
    where l.company_id = ${companyId} and l.account_id in (
      select r.account_id
      from ledger.account_role as r
      where r.company_id = ${companyId} and r.role = 'advance'
    )${customer ? sql` and l.party_id = ${customer}` : empty}
    group by p.id, p.code, p.name
    having sum(case l.side when 'C' then l.amount else -l.amount end) <> 0`);

const total = (texts: readonly string[]): string => formatMoney(sumMoney(texts.map(parseMoney)));
const bucketOf = (overdueDays: number) => (overdueDays <= 0 ? 'notDue' : overdueDays <= 30 ? 'days30' : overdueDays <= 60 ? 'days60' : overdueDays <= 90 ? 'days90' : 'older');
const bucketNames = ['notDue', 'days30', 'days60', 'days90', 'older'] as const;
const byBucket = (rows: readonly OpenReceivableRow[]) =>
  Object.fromEntries(bucketNames.map((name) => [name, total(rows.filter((row) => bucketOf(row.overdueDays) === name).map((row) => row.open))])) as Record<(typeof bucketNames)[number], string>;

export const receivableQueries: AnyQuery[] = [
  runnable(openReceivables, async (reader, { customer, asOf }, { companyId, today }) => {
    const day = asOf ?? today;
    const [rows, advances] = await Promise.all([readOpenReceivables(reader, companyId, day, { customer }), readAdvances(reader, companyId, day, customer)]);
    return { rows, total: total(rows.map((row) => row.open)), advance: total(advances.map((row) => row.advance)) };
  }),
  runnable(receivablesAgeing, async (reader, { asOf }, { companyId, today }) => {
    const day = asOf ?? today;
    const [items, advances, limits] = await Promise.all([
      readOpenReceivables(reader, companyId, day, {}),
      readAdvances(reader, companyId, day),
      reader.rows<{ id: string; credit_limit: string }>(sql`select id, credit_limit from sales.customer where company_id = ${companyId}`),
    ]);
    const customers = new Map([...items, ...advances].map((row) => [row.customer.id, row.customer]));
    const rows = [...customers.values()].sort((a, b) => (a.code < b.code ? -1 : 1)).map((customer) => {
      const own = items.filter((row) => row.customer.id === customer.id);
      return {
        customer, creditLimit: limits.find((row) => row.id === customer.id)?.credit_limit ?? '0.00', ...byBucket(own), total: total(own.map((row) => row.open)),
        advance: advances.find((row) => row.customer.id === customer.id)?.advance ?? '0.00',
      };
    });
    return { asOf: day, rows, totals: { ...byBucket(items), total: total(items.map((row) => row.open)), advance: total(advances.map((row) => row.advance)) } };
  }),
];
