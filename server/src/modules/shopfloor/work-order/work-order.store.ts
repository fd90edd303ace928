/**
 * SQL on work orders. Everything is written set-based, because a plan releases hundreds of orders in one command; a single
 * order is a set of one.
 */
import { formatQuantity, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import sql, { type Sql } from 'sql-template-tag';
import type { Context } from '../../../kernel/command.ts';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { insertDocuments, insertExecutablesOf, insertLinks, type NewExecutable } from '../../documents/api.ts';
import { workOrder } from './work-order.contract.ts';
import type { FrozenOrder } from './work-order.rules.ts';

type Numbered = FrozenOrder & { readonly id: string; readonly number: string; readonly componentIds: readonly string[]; readonly operationIds: readonly string[] };
export type NewWorkOrder = { readonly id: string; readonly number: string };

/**
 * Registers and writes the orders frozen by freezeWorkOrder, released (open for execution) or as drafts. The planned order an
 * order comes from, where given, is a document and linked as its origin. Sends everything, waits for nothing but ids.
 */
export async function newWorkOrders(tx: Tx, context: Context, orders: readonly FrozenOrder[], state: 'draft' | 'released'): Promise<NewWorkOrder[]> {
  const { companyId, identity } = context;
  const numbered: Numbered[] = [];
  for (const order of orders) numbered.push(await numberOrder(identity, order, await identity.nextId(), await identity.nextNumber(companyId, 'MO', periodOf(parseDay(order.day)))));
  insertDocuments(tx, companyId, numbered.map((order) => ({ id: order.id, kind: workOrder.noun, number: order.number, day: parseDay(order.day), state, summary: order.summary })));
  writeWorkOrders(tx, companyId, numbered);
  if (state === 'released') insertExecutablesOf(tx, companyId, numbered.flatMap(executablesOfOrder));
  insertLinks(tx, companyId, numbered.flatMap((order) => (order.plannedOrder ? [{ from: order.plannedOrder, to: order.id }] : [])));
  return numbered.map(({ id, number }) => ({ id, number }));
}

/** Replaces what a draft says; its register row is the caller's. */
export async function rewriteWorkOrder(tx: Tx, { companyId, identity }: Context, id: string, number: string, order: FrozenOrder): Promise<void> {
  tx.send(sql`delete from shopfloor.work_order_component where company_id = ${companyId} and document_id = ${id}`);
  tx.send(sql`delete from shopfloor.work_order_operation where company_id = ${companyId} and document_id = ${id}`);
  writeWorkOrders(tx, companyId, [await numberOrder(identity, order, id, number)]);
}

const numberOrder = async (identity: Context['identity'], order: FrozenOrder, id: string, number: string): Promise<Numbered> =>
  ({ ...order, id, number, componentIds: await identity.nextIds(order.components.length), operationIds: await identity.nextIds(order.operations.length) });

const executablesOfOrder = (order: Numbered): (NewExecutable & { document_id: string })[] => [
  { document_id: order.id, line_id: order.id, measure: 'completed', item_id: order.item, quantity: order.quantity },
  ...order.components.map((component, index) => ({ document_id: order.id, line_id: order.componentIds[index] ?? '', measure: 'issued' as const, item_id: component.itemId, quantity: formatQuantity(component.quantity) })),
  ...order.operationIds.map((operationId) => ({ document_id: order.id, line_id: operationId, measure: 'reported' as const, quantity: order.quantity })),
];

function writeWorkOrders(tx: Tx, companyId: string, orders: readonly Numbered[]): void {
  const heads = orders.map((order) => ({
    id: order.id, item: order.item, quantity: order.quantity, start_day: order.startDay, due_day: order.dueDay, warehouse: order.warehouseId,
    order_line: order.salesOrderLine, planned: order.plannedOrder, bom: order.bomId, routing: order.routingId, note: order.note ?? '',
  }));
  tx.send(sql`
    insert into shopfloor.work_order (company_id, id, item_id, quantity, start_day, due_day, warehouse_id, sales_order_line_id, planned_order_id, bom_id, routing_id, note)
    select ${companyId}, r.id, r.item, r.quantity, r.start_day, r.due_day, r.warehouse, r.order_line, r.planned, r.bom, r.routing, r.note
    from ${recordset(heads, { id: 'bigint', item: 'bigint', quantity: 'numeric', start_day: 'date', due_day: 'date', warehouse: 'bigint', order_line: 'bigint', planned: 'bigint', bom: 'bigint', routing: 'bigint', note: 'text' })}
    on conflict (company_id, id) do update
    set item_id = excluded.item_id, quantity = excluded.quantity, start_day = excluded.start_day, due_day = excluded.due_day, warehouse_id = excluded.warehouse_id,
      sales_order_line_id = excluded.sales_order_line_id, bom_id = excluded.bom_id, routing_id = excluded.routing_id, note = excluded.note`);
  const components = orders.flatMap((order) => order.components.map((component, index) => ({
    ...component, id: order.componentIds[index] ?? '', document: order.id, line_no: index + 1, quantity: formatQuantity(component.quantity),
  })));
  if (components.length > 0) tx.send(sql`
    insert into shopfloor.work_order_component (company_id, id, document_id, line_no, item_id, quantity_required, operation_no, issue_method, warehouse_id)
    select ${companyId}, r.id, r.document, r.line_no, r."itemId", r.quantity, r."operationNo", r."issueMethod", r."warehouseId"
    from ${recordset(components, { id: 'bigint', document: 'bigint', line_no: 'integer', itemId: 'bigint', quantity: 'numeric', operationNo: 'integer', issueMethod: 'text', warehouseId: 'bigint' })}`);
  const operations = orders.flatMap((order) => order.operations.map((operation, index) => ({ ...operation, id: order.operationIds[index] ?? '', document: order.id })));
  if (operations.length > 0) tx.send(sql`
    insert into shopfloor.work_order_operation (company_id, id, document_id, operation_no, name, work_center_id, setup_minutes, run_minutes, labour_rate, overhead_rate, instruction)
    select ${companyId}, r.id, r.document, r."operationNo", r.name, r."workCenterId", r."setupMinutes", r."runMinutes", r."labourRate", r."overheadRate", r.instruction
    from ${recordset(operations, { id: 'bigint', document: 'bigint', operationNo: 'integer', name: 'text', workCenterId: 'bigint', setupMinutes: 'numeric', runMinutes: 'numeric', labourRate: 'numeric', overheadRate: 'numeric', instruction: 'text' })}`);
}

/** Lines that open for execution when a stored draft is released. */
export const loadExecutablesOfDraft = (reader: Reader, companyId: string, id: string): Promise<NewExecutable[]> =>
  reader.rows<NewExecutable>(sql`
    select o.id as line_id, 'completed' as measure, o.item_id, o.quantity
    from shopfloor.work_order as o
    where o.company_id = ${companyId} and o.id = ${id}
    union all
    select c.id, 'issued', c.item_id, c.quantity_required
    from shopfloor.work_order_component as c
    where c.company_id = ${companyId} and c.document_id = ${id}
    union all
    select p.id, 'reported', null, o.quantity
    from shopfloor.work_order_operation as p
    join shopfloor.work_order as o on o.company_id = p.company_id and o.id = p.document_id
    where p.company_id = ${companyId} and p.document_id = ${id}`);

type ComponentRow = { code: string; name: string; issueMethod: string; warehouseId: string | null; required: string; available: string };
export type ReleaseRows = { readonly bomId: string | null; readonly components: readonly (Omit<ComponentRow, 'required' | 'available'> & { required: Quantity; available: Quantity })[] };
/** Of items, on hand in warehouses and not yet spoken for by released orders (齐套检查). */
const uncommitted = (companyId: string, items: Sql) => sql`
  select x.item_id, sum(x.quantity) as quantity
  from (
    select b.item_id, b.quantity
    from ledger.balance as b
    join inventory.place as s on s.company_id = b.company_id and s.id = b.place_id and s.kind = 'warehouse'
    where b.company_id = ${companyId} and b.item_id in (${items}) and b.owner_id = 0
    union all
    select e.item_id, e.quantity_executed - e.quantity
    from documents.executable as e
    where e.company_id = ${companyId} and e.item_id in (${items}) and e.measure = 'issued' and not e.closed and e.quantity_executed < e.quantity
  ) as x
  group by x.item_id`;
/** For orders not yet written: a plan releases many at once. */
export async function loadUncommitted(reader: Reader, companyId: string, itemIds: readonly string[]): Promise<ReadonlyMap<string, Quantity>> {
  const rows = await reader.rows<{ item_id: string; quantity: string }>(uncommitted(companyId, sql`select unnest(${itemIds}::bigint[])`));
  return new Map(rows.map((row) => [row.item_id, parseQuantity(row.quantity)]));
}
/** Bill and components of a draft with what is there for them. */
export async function loadForRelease(reader: Reader, companyId: string, id: string): Promise<ReleaseRows> {
  const [head, components] = await Promise.all([
    one<{ bom_id: string | null }>(reader, sql`select bom_id from shopfloor.work_order where company_id = ${companyId} and id = ${id}`),
    reader.rows<ComponentRow>(sql`
      select i.code, i.name, min(c.issue_method) as "issueMethod", min(c.warehouse_id)::text as "warehouseId", sum(c.quantity_required)::text as required,
        coalesce(min(u.quantity), 0)::text as available
      from shopfloor.work_order_component as c
      join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
      left join (${uncommitted(companyId, sql`select item_id from shopfloor.work_order_component where company_id = ${companyId} and document_id = ${id}`)}) as u on u.item_id = c.item_id
      where c.company_id = ${companyId} and c.document_id = ${id}
      group by i.company_id, i.id
      order by i.code`),
  ]);
  return { bomId: head?.bom_id ?? null, components: components.map((row) => ({ ...row, required: parseQuantity(row.required), available: parseQuantity(row.available) })) };
}

/** Documents that hang on an order, drafts and reversed ones among them. */
export const documentsOfOrder = (reader: Reader, companyId: string, id: string): Promise<{ number: string; state: string }[]> =>
  reader.rows(sql`
    select d.number, d.state
    from (
      select company_id, id from shopfloor.material_issue where company_id = ${companyId} and work_order_id = ${id}
      union all
      select company_id, id from shopfloor.material_return where company_id = ${companyId} and work_order_id = ${id}
      union all
      select company_id, id from shopfloor.operation_report where company_id = ${companyId} and work_order_id = ${id}
      union all
      select company_id, id from shopfloor.completion where company_id = ${companyId} and work_order_id = ${id}
      union all
      select company_id, id from shopfloor.work_order_close where company_id = ${companyId} and work_order_id = ${id}
    ) as x
    join documents.document as d on d.company_id = x.company_id and d.id = x.id
    order by d.number`);
