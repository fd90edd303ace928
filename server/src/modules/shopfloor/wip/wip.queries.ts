/** Work in process by order and element, and the dispatch list by work centre. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { listDispatch, listWip } from './wip.contract.ts';

export const wipQueries: AnyQuery[] = [
  runnable(listWip, (reader, input, { companyId }) =>
    runList(reader, listWip.list!, {
      // One pass over the journal's lines on work-in-process accounts; their sum per order is the account's balance by order.
      from: sql`(
          select l.work_order_id, sum(x.amount) as amount, sum(x.amount) filter (where l.movement not like 'completion.%' and l.movement not like 'order-close.%') as charged,
            sum(x.amount) filter (where l.cost_element = 'material') as material, sum(x.amount) filter (where l.cost_element = 'labour') as labour,
            sum(x.amount) filter (where l.cost_element = 'overhead') as overhead
          from ledger.account as a
          join ledger.entry_line as l on l.company_id = a.company_id and l.account_id = a.id
          cross join lateral (select case l.side when 'D' then l.amount else -l.amount end as amount) as x
          where a.company_id = ${companyId} and a.control = 'wip' and l.work_order_id is not null
          group by l.work_order_id
        ) as j
        join shopfloor.work_order as o on o.company_id = ${companyId} and o.id = j.work_order_id
        join documents.document as d on d.company_id = o.company_id and d.id = o.id
        join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
        left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'`,
      id: sql`o.id`,
      columns: {
        number: sql`d.number`, item: referenceColumn('i'), quantity: sql`o.quantity`, completed: sql`coalesce(e.quantity_executed, 0)`, material: sql`coalesce(j.material, 0)`,
        labour: sql`coalesce(j.labour, 0)`, overhead: sql`coalesce(j.overhead, 0)`, charged: sql`coalesce(j.charged, 0)`, amount: sql`j.amount`, state: sql`d.state`,
      },
      search: [sql`lower(d.number)`, sql`i.search`],
    }, input)),
  runnable(listDispatch, (reader, input, { companyId }) =>
    runList(reader, listDispatch.list!, {
      from: sql`(
          select p.company_id, p.id, p.document_id, p.operation_no, p.name, p.work_center_id, o.item_id, o.start_day, o.due_day, d.number, p.run_minutes, p.setup_minutes, r.reports,
            greatest(o.quantity - coalesce(r.processed, 0), 0) as remaining,
            greatest(coalesce(lag(coalesce(r.good, 0)) over (partition by p.document_id order by p.operation_no), o.quantity) - coalesce(r.processed, 0), 0) as available
          from documents.document as d
          join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
          join shopfloor.work_order_operation as p on p.company_id = o.company_id and p.document_id = o.id
          left join lateral (
            select sum(x.good_quantity + x.scrap_quantity) as processed, sum(x.good_quantity) as good, count(*) filter (where xd.state = 'booked' and xd.reverses_id is null) as reports
            from shopfloor.operation_report as x
            join documents.document as xd on xd.company_id = x.company_id and xd.id = x.id and xd.state <> 'draft'
            where x.company_id = p.company_id and x.operation_id = p.id
          ) as r on true
          where d.company_id = ${companyId} and d.kind = 'shopfloor/work-order' and d.state = 'released'
        ) as q
        join engineering.item as i on i.company_id = q.company_id and i.id = q.item_id
        join engineering.work_center as w on w.company_id = q.company_id and w.id = q.work_center_id`,
      id: sql`q.id`,
      where: sql`q.remaining > 0`,
      columns: {
        workCenter: referenceColumn('w'), number: sql`q.number`, item: referenceColumn('i'), operation: sql`q.operation_no || ' ' || q.name`, available: sql`q.available`, remaining: sql`q.remaining`,
        hours: sql`round((q.remaining * q.run_minutes + case when coalesce(q.reports, 0) = 0 then q.setup_minutes else 0 end) / 60, 2)`, startDay: sql`q.start_day`, dueDay: sql`q.due_day`,
      },
      search: [sql`lower(q.number)`, sql`i.search`, sql`lower(q.name)`, sql`w.search`],
    }, input)),
];
