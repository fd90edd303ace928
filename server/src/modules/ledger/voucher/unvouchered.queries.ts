/**
 * Entries up to today's period whose ledger is open, that need a voucher and have none. Whether an entry needs one at all (a move inside a
 * pool does not) is asked of its lines. The home page counts the same rows and stops at its cap.
 */
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql, { type Sql } from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { runList } from '../../../kernel/list.ts';
import { unvoucheredEntries } from './unvouchered.contract.ts';

/** A subselect of company_id, period, id, day, document_id and summary. */
export const unvouchered = (companyId: string, today: PlainDay): Sql => sql`(
  with waiting as materialized (
    select e.company_id, e.period, e.id, e.day, e.document_id, e.summary
    from ledger.open_ledger_periods() as o
    join ledger.entry as e on e.company_id = ${companyId} and e.period = o.period
    where o.period <= ${periodOf(today)}
      and not e.is_opening
      and not exists (select from ledger.voucher_entry as v where v.company_id = e.company_id and v.entry_id = e.id and not v.voided)
      and not exists (select from ledger.netting as n where n.company_id = e.company_id and n.entry_id = e.id)
      and not exists (select from ledger.netting as n where n.company_id = e.company_id and n.reversal_id = e.id)
  )
  select w.*
  from waiting as w
  where exists (
    select
    from ledger.entry_line as l
    where l.company_id = w.company_id and l.period = w.period and l.entry_id = w.id and l.account_id is not null
    group by l.account_id, l.item_id, l.party_id, l.department_id, l.person_id, l.work_order_id, l.cost_object_id, l.project_id, l.asset_id, l.bank_account_id, l.cash_flow_item_id
    having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
  )
)`;

export const unvoucheredQueries: AnyQuery[] = [
  runnable(unvoucheredEntries, (reader, input, { companyId, today }) =>
    runList(reader, unvoucheredEntries.list!, {
      from: sql`${unvouchered(companyId, today)} as w
        join documents.document as d on d.company_id = w.company_id and d.id = w.document_id
        cross join lateral (
          select coalesce(sum(l.amount) filter (where l.side = 'D'), 0)::numeric(20, 2) as amount
          from ledger.entry_line as l
          where l.company_id = w.company_id and l.period = w.period and l.entry_id = w.id and l.account_id is not null
        ) as x`,
      id: sql`w.id`,
      columns: { number: sql`d.number`, day: sql`w.day`, period: sql`w.period`, summary: sql`w.summary`, amount: sql`x.amount`, documentId: sql`d.id::text`, documentKind: sql`d.kind` },
      search: [sql`lower(d.number)`, sql`lower(w.summary)`],
    }, input)),
];
