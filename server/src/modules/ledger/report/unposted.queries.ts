/** 未记账分录: the entries between "posted" and "all", which account for the difference of any two figures of a report to the cent. */
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { betweenBooks, cursorOf, cursorText, inBoth, isNarrowed, linesOf, nettedOf } from './entry-columns.ts';
import { unposted } from './report.contract.ts';

type Row = z.infer<typeof unposted.output>['rows'][number];

export const unpostedQueries: AnyQuery[] = [
  runnable(unposted, async (reader, input) => {
    if (input.fromPeriod > input.toPeriod) throw kernelProblem(400, 'bad-input');
    const account = input.account === undefined ? undefined : await one<{ id: string; code: string; name: string }>(reader, sql`
      select id, code, name from ledger.account where company_id = kernel.company_id() and id = ${input.account}`);
    if (input.account !== undefined && !account) throw kernelProblem(404, 'not-found');
    const place = cursorOf(input.cursor);
    const between = betweenBooks(sql`e.company_id`, sql`e.id`, sql`e.period`);
    const whole = !account && !isNarrowed(input);
    const amounts = sql`cross join lateral (
      select count(*) as lines, coalesce(sum(l.amount) filter (where l.side = 'D'), 0)::numeric(20, 2) as debit, coalesce(sum(l.amount) filter (where l.side = 'C'), 0)::numeric(20, 2) as credit
      from ledger.entry_line as l
      where ${linesOf(account, input)} and l.period = e.period and l.entry_id = e.id
    ) as t`;
    const some = whole ? empty : sql`and t.lines > 0`;
    const totals = await one<{ count: number; debit: string; credit: string; earlier: number }>(reader, sql`
      select count(*) filter (where e.period >= ${input.fromPeriod})::integer as count, coalesce(sum(t.debit) filter (where e.period >= ${input.fromPeriod}), 0)::numeric(20, 2) as debit,
        coalesce(sum(t.credit) filter (where e.period >= ${input.fromPeriod}), 0)::numeric(20, 2) as credit, count(*) filter (where e.period < ${input.fromPeriod})::integer as earlier
      from ledger.entry as e
      ${amounts}
      where e.company_id = kernel.company_id() and e.period <= ${input.toPeriod} and ${between} ${some}`);
    const found = await reader.rows<Row>(sql`
      select e.id::text as "entryId", e.day, e.period, jsonb_build_object('id', d.id::text, 'kind', d.kind, 'number', d.number) as document, ${inBoth(sql`e.summary`)} as summary, (
          select jsonb_build_object('id', v.id::text, 'number', case when v.number is null then '' else v.type || '-' || lpad(v.number::text, 4, '0') end, 'state', v.state)
          from ledger.voucher_entry as x
          join ledger.voucher as v on v.company_id = x.company_id and v.id = x.voucher_id
          where x.company_id = e.company_id and x.entry_id = e.id and not x.voided
        ) as voucher, ${nettedOf} as netted, t.debit, t.credit
      from ledger.entry as e
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      ${amounts}
      where e.company_id = kernel.company_id() and e.period between ${input.fromPeriod} and ${input.toPeriod} and ${between} ${some}
        ${place ? sql`and (e.day, e.id) > (${place.day}::date, ${place.entry}::bigint)` : empty}
      order by e.day, e.id
      limit ${input.limit + 1}`);
    const rows = found.slice(0, input.limit);
    const last = rows.at(-1);
    return {
      account: account ?? null, rows, totals: totals ?? { count: 0, debit: '0.00', credit: '0.00', earlier: 0 },
      next: found.length > input.limit && last ? cursorText([last.day, last.entryId, 0, '0.00']) : null,
    };
  }),
];
