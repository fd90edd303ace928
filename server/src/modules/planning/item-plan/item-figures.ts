/**
 * Everything one item lives through in a run, by day: its needs, supplies and planned orders, with the stock and the safety
 * stock it began with. Both the time-phased grid and the sentences of "why" are figured out from these rows.
 * Trap: what a user draws when it starts is needed at the end of the day before; `byDay` is that day, `day` the one shown.
 */
import { parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { one, type Reader } from '../../../kernel/transaction.ts';
import { calendarExceptions } from '../../foundation/api.ts';

export type Figure = { readonly day: PlainDay; readonly byDay: PlainDay; readonly quantity: Quantity };
export type PlannedFigure = { readonly orderNo: number; readonly startDay: PlainDay; readonly dueDay: PlainDay; readonly quantity: Quantity; readonly good: Quantity };
export type ItemFigures = {
  readonly runDay: PlainDay; readonly stock: Quantity; readonly safetyStock: Quantity; readonly needs: readonly Figure[]; readonly supplies: readonly Figure[]; readonly orders: readonly PlannedFigure[];
  readonly closed: ReadonlyMap<string, boolean>;
};
type Row = { day: PlainDay; byDay: PlainDay; quantity: string };

export async function itemFigures(reader: Reader, companyId: string, runId: string, itemId: string): Promise<ItemFigures> {
  const [head, needs, supplies, orders, calendar] = await Promise.all([
    one<{ day: PlainDay; stock: string; safety_stock: string }>(reader, sql`
      select r.day, coalesce(p.stock, 0::numeric(20, 6)) as stock, coalesce(p.safety_stock, 0::numeric(20, 6)) as safety_stock
      from planning.run as r
      left join planning.item_plan as p on p.company_id = r.company_id and p.run_id = r.id and p.item_id = ${itemId}
      where r.company_id = ${companyId} and r.id = ${runId}`),
    reader.rows<Row>(sql`
      select n.day, case n.kind when 'work-order-component' then n.day - 1 else n.day end as "byDay", n.quantity
      from planning.need as n
      where n.company_id = ${companyId} and n.run_id = ${runId} and n.item_id = ${itemId}
      union all
      select o.start_day, case when i.lead_days = 0 then o.due_day else o.start_day - 1 end, p.quantity
      from planning.item_plan as x
      join planning.pegging as p on p.company_id = x.company_id and p.run_id = x.run_id and p.seq >= x.first_edge and p.seq < x.first_edge + x.edge_count and p.need_kind = 'order'
      join planning.planned_order as o on o.company_id = x.company_id and o.run_id = x.run_id and o.order_no = p.need_ref
      join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
      where x.company_id = ${companyId} and x.run_id = ${runId} and x.item_id = ${itemId}`),
    reader.rows<Row>(sql`select day, day as "byDay", quantity from planning.supply where company_id = ${companyId} and run_id = ${runId} and item_id = ${itemId}`),
    reader.rows<{ orderNo: number; startDay: PlainDay; dueDay: PlainDay; quantity: string; good: string }>(sql`
      select order_no as "orderNo", start_day as "startDay", due_day as "dueDay", quantity, good_quantity as good
      from planning.planned_order
      where company_id = ${companyId} and run_id = ${runId} and item_id = ${itemId}
      order by order_no`),
    calendarExceptions(reader, companyId),
  ]);
  const figure = (row: Row): Figure => ({ ...row, quantity: parseQuantity(row.quantity) });
  return {
    runDay: head?.day ?? ('2000-01-01' as PlainDay), stock: parseQuantity(head?.stock ?? '0'), safetyStock: parseQuantity(head?.safety_stock ?? '0'),
    needs: needs.map(figure), supplies: supplies.map(figure),
    orders: orders.map((row) => ({ ...row, quantity: parseQuantity(row.quantity), good: parseQuantity(row.good) })),
    closed: new Map(calendar.map((row) => [row.day, !row.working])),
  };
}
