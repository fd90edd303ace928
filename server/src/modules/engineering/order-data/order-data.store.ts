/** What an order to make something reads of engineering: items, approved bills down through phantoms, approved routings. */
import type { Bill, BillItem, Bills } from '@millwright/core/bom/order-needs';
import { parseQuantity, parseRate } from '@millwright/core/primitives/decimal';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

export type RoutingOperation = {
  readonly operationNo: number; readonly name: string; readonly workCenterId: string; readonly setupMinutes: string; readonly runMinutes: string;
  readonly labourRate: string; readonly overheadRate: string; readonly instruction: string;
};
export type Routing = { readonly id: string; readonly validFrom: PlainDay; readonly validTo: PlainDay | null; readonly operations: readonly RoutingOperation[] };
export type MadeItem = { readonly code: string; readonly name: string; readonly class: string; readonly source: string; readonly active: boolean; readonly decimals: number; readonly warehouseId: string | null };
/** All items, approved bills and routings that orders of some products may reach. */
export type OrderData = Bills & { readonly routings: ReadonlyMap<string, readonly Routing[]>; readonly made: ReadonlyMap<string, MadeItem> };

type BillRow = {
  id: string; item_id: string; valid_from: PlainDay; valid_to: PlainDay | null; base_quantity: string;
  lines: { item: string; per: string; fixed: string; scrap: string; operation: number | null; method: 'pick' | 'backflush' }[];
};
type ItemRow = MadeItem & { id: string };

/** All in one round trip, for any number of products. */
export async function loadOrderData(reader: Reader, companyId: string, itemIds: readonly string[]): Promise<OrderData> {
  const ids = [...new Set(itemIds)];
  const [bills, items, routings] = await Promise.all([loadBills(reader, companyId, ids), loadItemsReached(reader, companyId, ids), loadRoutings(reader, companyId, ids)]);
  return {
    bills,
    routings,
    items: new Map(items.map((item): [string, BillItem] => [item.id, { code: item.code, phantom: item.source === 'phantom', stocked: item.class !== 'service', decimals: item.decimals }])),
    made: new Map(items.map((item) => [item.id, item])),
  };
}

/** The products and every phantom below them; the bills of these are what an order can be made of. */
const reached = (companyId: string, ids: readonly string[]) => sql`
  with recursive reached(item_id) as (
    select unnest(${ids}::bigint[])
    union
    select l.component_id
    from reached as r
    join engineering.bom as b on b.company_id = ${companyId} and b.item_id = r.item_id and b.state = 'approved'
    join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id
    join engineering.item as c on c.company_id = l.company_id and c.id = l.component_id and c.source = 'phantom'
  )`;

async function loadBills(reader: Reader, companyId: string, ids: readonly string[]): Promise<Map<string, Bill[]>> {
  const rows = await reader.rows<BillRow>(sql`
    ${reached(companyId, ids)}
    select b.id, b.item_id, b.valid_from, b.valid_to, b.base_quantity, jsonb_agg(jsonb_build_object('item', l.component_id::text, 'per', l.quantity_per::text,
      'fixed', l.quantity_fixed::text, 'scrap', l.scrap_rate::text, 'operation', l.operation_no, 'method', l.issue_method) order by l.line_no) as lines
    from reached as r
    join engineering.bom as b on b.company_id = ${companyId} and b.item_id = r.item_id and b.state = 'approved'
    join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id
    group by b.company_id, b.id`);
  return grouped(rows, (row): Bill => ({
    id: row.id, validFrom: row.valid_from, validTo: row.valid_to, baseQuantity: parseQuantity(row.base_quantity),
    lines: row.lines.map((line) => ({
      itemId: line.item, quantityPer: parseQuantity(line.per), quantityFixed: parseQuantity(line.fixed), scrapRate: parseRate(line.scrap), operationNo: line.operation, issueMethod: line.method,
    })),
  }));
}

const loadItemsReached = (reader: Reader, companyId: string, ids: readonly string[]): Promise<ItemRow[]> =>
  reader.rows<ItemRow>(sql`
    ${reached(companyId, ids)}
    select i.id, i.code, i.name, i.class, i.source, i.active, u.decimals, i.warehouse_id as "warehouseId"
    from engineering.item as i
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    where i.company_id = ${companyId} and (
      i.id in (select item_id from reached)
      or i.id in (
        select l.component_id
        from reached as r
        join engineering.bom as b on b.company_id = ${companyId} and b.item_id = r.item_id and b.state = 'approved'
        join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id
      )
    )`);

async function loadRoutings(reader: Reader, companyId: string, ids: readonly string[]): Promise<Map<string, Routing[]>> {
  const rows = await reader.rows<{ id: string; item_id: string; valid_from: PlainDay; valid_to: PlainDay | null; operations: RoutingOperation[] }>(sql`
    select r.id, r.item_id, r.valid_from, r.valid_to, jsonb_agg(jsonb_build_object('operationNo', o.operation_no, 'name', o.name, 'workCenterId', o.work_center_id::text,
      'setupMinutes', o.setup_minutes::text, 'runMinutes', o.run_minutes::text, 'labourRate', w.labour_rate::text, 'overheadRate', w.overhead_rate::text,
      'instruction', o.instruction) order by o.operation_no) as operations
    from engineering.routing as r
    join engineering.routing_operation as o on o.company_id = r.company_id and o.routing_id = r.id
    join engineering.work_center as w on w.company_id = o.company_id and w.id = o.work_center_id
    where r.company_id = ${companyId} and r.item_id = any (${ids}::bigint[]) and r.state = 'approved'
    group by r.company_id, r.id`);
  return grouped(rows, (row): Routing => ({ id: row.id, validFrom: row.valid_from, validTo: row.valid_to, operations: row.operations }));
}

function grouped<Row extends { item_id: string }, Value>(rows: readonly Row[], change: (row: Row) => Value): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) groups.set(row.item_id, [...(groups.get(row.item_id) ?? []), change(row)]);
  return groups;
}
