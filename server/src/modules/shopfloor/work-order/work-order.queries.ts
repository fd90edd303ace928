/** List and detail of work orders: progress, lateness, whether material is there, work in process by element. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { getWorkOrder, listWorkOrders, workOrder } from './work-order.contract.ts';

/** Of one order o: what was scrapped on the way, by every report that was booked (red ones subtract). */
const scrappedOf = sql`
  select coalesce(sum(r.scrap_quantity), 0) as scrapped
  from shopfloor.operation_report as r
  join documents.document as rd on rd.company_id = r.company_id and rd.id = r.id and rd.state <> 'draft'
  where r.company_id = o.company_id and r.work_order_id = o.id`;
/** Of one order o: open needs against what warehouses hold. */
export const kittingOf = sql`
  select case
      when count(*) = 0 then 'none'
      when bool_and(n.open_quantity <= 0) then 'issued'
      when bool_and(n.open_quantity <= n.on_hand) then 'ready'
      else 'short'
    end as kitting
  from (
    select c.item_id, sum(c.quantity_required - coalesce(e.quantity_executed, 0)) as open_quantity,
      (
        select coalesce(sum(b.quantity), 0)
        from ledger.balance as b
        join inventory.place as s on s.company_id = b.company_id and s.id = b.place_id and s.kind = 'warehouse'
        where b.company_id = o.company_id and b.item_id = c.item_id and b.owner_id = 0
      ) as on_hand
    from shopfloor.work_order_component as c
    left join documents.executable as e on e.company_id = c.company_id and e.line_id = c.id and e.measure = 'issued'
    where c.company_id = o.company_id and c.document_id = o.id
    group by c.item_id
  ) as n`;

export const workOrderQueries: AnyQuery[] = [
  runnable(listWorkOrders, (reader, input, { companyId, today }) =>
    runList(reader, listWorkOrders.list!, {
      from: sql`documents.document as d
        join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
        join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
        left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
        left join sales.sales_order_line as sl on sl.company_id = o.company_id and sl.id = o.sales_order_line_id
        left join documents.document as sd on sd.company_id = sl.company_id and sd.id = sl.document_id
        left join foundation.party as p on p.company_id = sd.company_id and p.id = sd.party_id
        left join lateral (${scrappedOf}) as s on true
        left join lateral (${kittingOf}) as k on d.state in ('draft', 'released', 'held')`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${workOrder.noun}`,
      columns: {
        number: sql`d.number`,
        item: referenceColumn('i'),
        quantity: sql`o.quantity`,
        completed: sql`coalesce(e.quantity_executed, 0)`,
        scrapped: sql`s.scrapped`,
        progress: sql`round(coalesce(e.quantity_executed, 0) / o.quantity, 4)`,
        startDay: sql`o.start_day`,
        dueDay: sql`o.due_day`,
        daysLate: sql`case when d.state in ('released', 'held') and o.due_day < ${today}::date then ${today}::date - o.due_day else 0 end`,
        kitting: sql`coalesce(k.kitting, 'none')`,
        customer: sql`coalesce(p.name, '')`,
        state: sql`d.state`,
      },
      search: documentSearch(companyId, workOrder.noun, (at) => [
        at.number,
        at.wordsOf('engineering.item', at.naming('shopfloor.work_order', 'item_id')),
        at.wordsOf('foundation.party', (holds) => sql`
          select o.id
          from shopfloor.work_order as o
          join sales.sales_order_line as sl on sl.company_id = o.company_id and sl.id = o.sales_order_line_id
          join documents.document as sd on sd.company_id = sl.company_id and sd.id = sl.document_id
          where o.company_id = ${companyId} and ${holds(sql`sd.party_id`)}`),
      ]),
    }, input)),
  runnable(getWorkOrder, async (reader, { id }, { companyId, actor, today }) => {
    const [head, order, components, operations, cost] = await Promise.all([
      headOf(reader, companyId, workOrder.noun, id), orderOf(reader, companyId, id, today), componentsOf(reader, companyId, id), operationsOf(reader, companyId, id), costOf(reader, companyId, id),
    ]);
    if (!head || !order) throw kernelProblem(404, 'not-found');
    return { ...head, ...order, components, operations, cost, can: canOf(workOrder, head, actor) };
  }),
];

const orderOf = (reader: Reader, companyId: string, id: string, today: string) =>
  one<Record<string, unknown>>(reader, sql`
    select jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item, o.quantity, o.start_day as "startDay",
      o.due_day as "dueDay", jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as warehouse, o.sales_order_line_id as "salesOrderLine",
      case when sd.id is null then null else jsonb_build_object('id', sd.id::text, 'code', sd.number, 'name', '') end as "salesOrder", coalesce(p.name, '') as customer,
      b.revision as "bomRevision", r.revision as "routingRevision", o.note, coalesce(e.quantity_executed, 0)::text as completed, s.scrapped::text as scrapped,
      greatest(o.quantity - s.scrapped - coalesce(e.quantity_executed, 0), 0)::text as remaining, greatest(${today}::date - o.due_day, 0) as "daysLate", k.kitting
    from shopfloor.work_order as o
    join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    join inventory.place as w on w.company_id = o.company_id and w.id = o.warehouse_id
    left join engineering.bom as b on b.company_id = o.company_id and b.id = o.bom_id
    left join engineering.routing as r on r.company_id = o.company_id and r.id = o.routing_id
    left join sales.sales_order_line as sl on sl.company_id = o.company_id and sl.id = o.sales_order_line_id
    left join documents.document as sd on sd.company_id = sl.company_id and sd.id = sl.document_id
    left join foundation.party as p on p.company_id = sd.company_id and p.id = sd.party_id
    left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
    left join lateral (${scrappedOf}) as s on true
    left join lateral (${kittingOf}) as k on true
    where o.company_id = ${companyId} and o.id = ${id}`);

const componentsOf = (reader: Reader, companyId: string, id: string) =>
  reader.rows(sql`
    select c.id, jsonb_build_object('id', i.id::text, 'code', i.code, 'name', i.name, 'spec', i.spec, 'unit', u.name) as item, c.quantity_required as required,
      coalesce(e.quantity_executed, 0)::text as issued, greatest(c.quantity_required - coalesce(e.quantity_executed, 0), 0)::text as remaining,
      (
        select coalesce(sum(b.quantity), 0)::text
        from ledger.balance as b
        join inventory.place as s on s.company_id = b.company_id and s.id = b.place_id and s.kind = 'warehouse'
        where b.company_id = c.company_id and b.item_id = c.item_id and b.owner_id = 0
      ) as "onHand",
      c.operation_no as "operationNo", c.issue_method as "issueMethod",
      case when w.id is null then null else jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) end as warehouse
    from shopfloor.work_order_component as c
    join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    left join inventory.place as w on w.company_id = c.company_id and w.id = c.warehouse_id
    left join documents.executable as e on e.company_id = c.company_id and e.line_id = c.id and e.measure = 'issued'
    where c.company_id = ${companyId} and c.document_id = ${id}
    order by c.line_no`);

/** `available`: what the operation before has passed on and this one has not taken yet. */
const operationsOf = (reader: Reader, companyId: string, id: string) =>
  reader.rows(sql`
    select x.id, x.operation_no as "operationNo", x.name, x.work_center as "workCenter", x.setup_minutes as "setupMinutes", x.run_minutes as "runMinutes",
      x.good::text, x.scrap::text, x.minutes::text,
      greatest(coalesce(lag(x.good) over (order by x.operation_no), x.quantity) - x.good - x.scrap, 0)::text as available
    from (
      select p.id, p.operation_no, p.name, jsonb_build_object('id', w.id::text, 'code', w.code, 'name', w.name) as work_center, p.setup_minutes, p.run_minutes, o.quantity,
        coalesce(sum(r.good_quantity), 0) as good, coalesce(sum(r.scrap_quantity), 0) as scrap, coalesce(sum(r.minutes), 0) as minutes
      from shopfloor.work_order_operation as p
      join shopfloor.work_order as o on o.company_id = p.company_id and o.id = p.document_id
      join engineering.work_center as w on w.company_id = p.company_id and w.id = p.work_center_id
      left join (shopfloor.operation_report as r join documents.document as rd on rd.company_id = r.company_id and rd.id = r.id and rd.state <> 'draft')
        on r.company_id = p.company_id and r.operation_id = p.id
      where p.company_id = ${companyId} and p.document_id = ${id}
      group by p.company_id, p.id, o.company_id, o.id, w.company_id, w.id
    ) as x
    order by x.operation_no`);

/** What the order was charged and what completions and closes took, by element, from the journal. */
const costOf = (reader: Reader, companyId: string, id: string) =>
  reader.rows(sql`
    select coalesce(l.cost_element, 'material') as id,
      sum(case when l.movement like 'completion.%' or l.movement like 'order-close.%' then 0 when l.side = 'D' then l.amount else -l.amount end)::text as charged,
      sum(case when l.movement like 'completion.%' or l.movement like 'order-close.%' then case l.side when 'C' then l.amount else -l.amount end else 0 end)::text as taken,
      sum(case l.side when 'D' then l.amount else -l.amount end)::text as balance
    from ledger.entry_line as l
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'wip'
    where l.company_id = ${companyId} and l.work_order_id = ${id}
    group by 1
    order by array_position(array['material', 'labour', 'overhead'], coalesce(l.cost_element, 'material'))`);
