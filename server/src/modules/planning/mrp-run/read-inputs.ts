/**
 * Reads everything a run plans with, by COPY, in one snapshot of the reading role. What counts:
 * stock in own warehouses; approved sales lines not yet delivered; open purchase lines and work orders with what is still to
 * come; what open work orders still have to draw, on their start day.
 * Trap: drafts of purchase and work orders count as supply (and their components as needs): somebody has already decided to
 * get them, and a planner without the right to approve releases into drafts. Without them the next run would plan it all again.
 */
import type pg from 'pg';
import { copyRows } from '../../../kernel/bulk-copy.ts';
import type { BillInput, ItemInput, NeedInput, PlanInputs, SupplyInput } from './plan-inputs.ts';

const day = (expression: string) => `${expression} - date '1970-01-01'`;
const millionths = (expression: string) => `((${expression}) * 1000000)::bigint`;

const itemsSql = `
  select i.id, i.source, i.active, i.order_policy, i.lead_days, ${millionths('i.lot_minimum')}, ${millionths('i.lot_multiple')}, ${millionths('i.lot_maximum')},
    i.period_days, ${millionths('i.safety_stock')}, ${millionths('i.reorder_point')}, ${millionths('i.order_up_to')}, i.supplier_id, u.decimals, ${millionths('coalesce(s.quantity, 0)')}
  from engineering.item as i
  join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
  left join (
    select b.item_id, sum(b.quantity) as quantity
    from ledger.balance as b
    join inventory.place as p on p.company_id = b.company_id and p.id = b.place_id
    where b.company_id = kernel.company_id() and p.kind = 'warehouse' and b.owner_id = 0
    group by b.item_id
  ) as s on s.item_id = i.id
  where i.company_id = kernel.company_id() and i.class <> 'service'
  order by i.id`;

const billsSql = `
  select b.id, b.item_id, ${day('b.valid_from')}, ${day('b.valid_to')}, b.yield_rate, l.component_id,
    (l.quantity_per * (1 + l.scrap_rate) * 1000000 / b.base_quantity)::float8, ${millionths('l.quantity_fixed')}
  from engineering.bom as b
  join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id
  where b.company_id = kernel.company_id() and b.state = 'approved'
  order by b.item_id, b.valid_from, b.id, l.line_no`;

const needsSql = `
  select 'sales-order-line', l.id, l.document_id, l.item_id, ${day('l.due_day')}, ${millionths('e.quantity - e.quantity_executed')}
  from documents.executable as e
  join sales.sales_order_line as l on l.company_id = e.company_id and l.id = e.line_id
  where e.company_id = kernel.company_id() and e.measure = 'delivered' and not e.closed and e.quantity_executed < e.quantity
  union all
  select 'work-order-component', c.id, c.document_id, c.item_id, ${day('o.start_day')}, ${millionths('coalesce(e.quantity - e.quantity_executed, c.quantity_required)')}
  from shopfloor.work_order as o
  join documents.document as d on d.company_id = o.company_id and d.id = o.id and d.state in ('draft', 'released', 'held')
  join shopfloor.work_order_component as c on c.company_id = o.company_id and c.document_id = o.id
  left join documents.executable as e on e.company_id = c.company_id and e.line_id = c.id and e.measure = 'issued'
  where o.company_id = kernel.company_id() and not coalesce(e.closed, false) and coalesce(e.quantity_executed < e.quantity, true)
  order by 4, 5, 2`;

/** A work order brings what is started less scrap, as its bill's yield lets it expect. */
const suppliesSql = `
  select 'purchase-order-line', l.id, l.document_id, l.item_id, ${day('l.due_day')}, ${millionths('coalesce(e.quantity - e.quantity_executed, l.quantity)')}
  from purchasing.purchase_order_line as l
  join documents.document as d on d.company_id = l.company_id and d.id = l.document_id and d.state in ('draft', 'approved')
  left join documents.executable as e on e.company_id = l.company_id and e.line_id = l.id and e.measure = 'received'
  where l.company_id = kernel.company_id() and not coalesce(e.closed, false) and coalesce(e.quantity_executed < e.quantity, true)
  union all
  select 'work-order', x.id, x.id, x.item_id, x.day, ${millionths('x.quantity')}
  from (
    select o.id, o.item_id, ${day('o.due_day')} as day,
      least(o.quantity - coalesce(r.scrapped, 0), trunc(o.quantity * coalesce(b.yield_rate, 1), 6)) - coalesce(e.quantity_executed, 0) as quantity
    from shopfloor.work_order as o
    join documents.document as d on d.company_id = o.company_id and d.id = o.id and d.state in ('draft', 'released', 'held')
    left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
    left join engineering.bom as b on b.company_id = o.company_id and b.id = o.bom_id
    left join (
      select p.work_order_id, sum(p.scrap_quantity) as scrapped
      from shopfloor.operation_report as p
      join documents.document as d on d.company_id = p.company_id and d.id = p.id and d.state <> 'draft'
      where p.company_id = kernel.company_id()
      group by p.work_order_id
    ) as r on r.work_order_id = o.id
    where o.company_id = kernel.company_id() and not coalesce(e.closed, false)
  ) as x
  where x.quantity > 0
  order by 4, 5, 2`;

const calendarSql = `select ${day('day')}, working from foundation.calendar_day where company_id = kernel.company_id() order by day`;

/** An empty field is null. */
const orElse = (text: string | undefined, otherwise: number): number => (text === undefined || text === '' ? otherwise : Number(text));

export async function readInputs(client: pg.ClientBase): Promise<PlanInputs> {
  const items: ItemInput[] = [];
  const bills: BillInput[] = [];
  const needs: NeedInput[] = [];
  const supplies: SupplyInput[] = [];
  const calendar: { day: number; working: boolean }[] = [];
  await copyRows(client, itemsSql, (f) => items.push({
    id: Number(f[0]), source: f[1] as ItemInput['source'], active: f[2] === 't', policy: f[3] as ItemInput['policy'], leadDays: Number(f[4]),
    lotMinimum: Number(f[5]), lotMultiple: Number(f[6]), lotMaximum: orElse(f[7], Number.POSITIVE_INFINITY), periodDays: Number(f[8]), safetyStock: Number(f[9]),
    reorderPoint: orElse(f[10], Number.NaN), orderUpTo: orElse(f[11], Number.NaN), supplierId: f[12] ? Number(f[12]) : undefined, decimals: Number(f[13]), stock: Number(f[14]),
  }));
  await copyRows(client, billsSql, (f) => {
    const id = Number(f[0]);
    let bill = bills.at(-1);
    if (bill?.id !== id) bills.push((bill = { id, item: Number(f[1]), from: Number(f[2]), to: orElse(f[3], Number.POSITIVE_INFINITY), yieldRate: Number(f[4]), lines: [] }));
    bill.lines.push({ component: Number(f[5]), per: Number(f[6]), fixed: Number(f[7]) });
  });
  const line = (f: readonly string[]) => ({ line: Number(f[1]), document: Number(f[2]), item: Number(f[3]), day: Number(f[4]), quantity: Number(f[5]) });
  await copyRows(client, needsSql, (f) => needs.push({ kind: f[0] as NeedInput['kind'], ...line(f) }));
  await copyRows(client, suppliesSql, (f) => supplies.push({ kind: f[0] as SupplyInput['kind'], ...line(f) }));
  await copyRows(client, calendarSql, (f) => calendar.push({ day: Number(f[0]), working: f[1] === 't' }));
  return { items, bills, needs, supplies, calendar };
}
