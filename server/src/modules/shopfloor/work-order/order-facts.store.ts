/**
 * A work order as every booking on it sees it, under the lock of its register row: what is needed and issued, what each
 * operation passed, what was completed, and what the journal holds as its work in process. Nothing here is a stored total:
 * quantities are counters of executions, scrap and good are sums of reports, money is the sum of entry lines.
 */
import { parseMoney, parsePrice, parseQuantity, type Money, type Price, type Quantity } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import { changeDocument, lockDocument, type RegisterRow } from '../../documents/api.ts';
import { workOrder } from './work-order.contract.ts';
import { stateByProgress } from './work-order.rules.ts';

export type Component = {
  readonly id: string; readonly itemId: string; readonly code: string; readonly name: string; readonly class: string; readonly decimals: number;
  readonly required: Quantity; readonly issued: Quantity; readonly operationNo: number | null; readonly issueMethod: 'pick' | 'backflush'; readonly warehouseId: string | null;
};
export type Operation = {
  readonly id: string; readonly operationNo: number; readonly name: string; readonly setupMinutes: Quantity; readonly runMinutes: Quantity;
  readonly labourRate: Price; readonly overheadRate: Price; readonly good: Quantity; readonly scrap: Quantity; readonly reports: number;
};
export type OrderFacts = {
  readonly register: RegisterRow;
  readonly itemId: string; readonly code: string; readonly name: string; readonly class: string; readonly decimals: number;
  readonly quantity: Quantity; readonly completed: Quantity; readonly scrapped: Quantity;
  readonly warehouseId: string; readonly salesOrderLineId: string | null;
  readonly components: readonly Component[];
  /** In order of operation number. */
  readonly operations: readonly Operation[];
  /** Balance of each work-in-process account. */
  readonly wip: ReadonlyMap<string, Money>;
};

type OrderRow = { item_id: string; code: string; name: string; class: string; decimals: number; quantity: string; completed: string; warehouse_id: string; sales_order_line_id: string | null };
type ComponentRow = Omit<Component, 'required' | 'issued'> & { required: string; issued: string };
type OperationRow = Record<'id' | 'name' | 'setup' | 'run' | 'labour' | 'overhead' | 'good' | 'scrap', string> & { no: number; reports: number };

/** One round trip: the lock is the first statement, so what follows sees what it waited for. Undefined when there is no such order. */
export async function lockOrderFacts(tx: Tx, companyId: string, id: string): Promise<OrderFacts | undefined> {
  const [register, order, components, operations, wip] = await Promise.all([
    lockDocument(tx, companyId, workOrder.noun, id), loadOrder(tx, companyId, id), loadComponents(tx, companyId, id), loadOperations(tx, companyId, id), loadWip(tx, companyId, id),
  ]);
  if (!register || !order) return undefined;
  const steps = operations.map((row): Operation => ({
    id: row.id, operationNo: row.no, name: row.name, setupMinutes: parseQuantity(row.setup), runMinutes: parseQuantity(row.run), labourRate: parsePrice(row.labour),
    overheadRate: parsePrice(row.overhead), good: parseQuantity(row.good), scrap: parseQuantity(row.scrap), reports: row.reports,
  }));
  return {
    register, itemId: order.item_id, code: order.code, name: order.name, class: order.class, decimals: order.decimals, quantity: parseQuantity(order.quantity),
    completed: parseQuantity(order.completed), scrapped: steps.reduce((sum, step) => (sum + step.scrap) as Quantity, 0n as Quantity),
    warehouseId: order.warehouse_id, salesOrderLineId: order.sales_order_line_id,
    components: components.map((row) => ({ ...row, required: parseQuantity(row.required), issued: parseQuantity(row.issued) })), operations: steps, wip,
  };
}

const loadOrder = (reader: Reader, companyId: string, id: string) =>
  one<OrderRow>(reader, sql`
    select o.item_id, i.code, i.name, i.class, u.decimals, o.quantity, coalesce(e.quantity_executed, 0)::text as completed, o.warehouse_id, o.sales_order_line_id
    from shopfloor.work_order as o
    join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
    where o.company_id = ${companyId} and o.id = ${id}`);

const loadComponents = (reader: Reader, companyId: string, id: string) =>
  reader.rows<ComponentRow>(sql`
    select c.id, c.item_id as "itemId", i.code, i.name, i.class, u.decimals, c.quantity_required as required, coalesce(e.quantity_executed, 0)::text as issued,
      c.operation_no as "operationNo", c.issue_method as "issueMethod", c.warehouse_id as "warehouseId"
    from shopfloor.work_order_component as c
    join engineering.item as i on i.company_id = c.company_id and i.id = c.item_id
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    left join documents.executable as e on e.company_id = c.company_id and e.line_id = c.id and e.measure = 'issued'
    where c.company_id = ${companyId} and c.document_id = ${id}
    order by c.line_no`);

/** Drafts are left out; a reversed report and its red one cancel out. */
const loadOperations = (reader: Reader, companyId: string, id: string) =>
  reader.rows<OperationRow>(sql`
    select p.id, p.operation_no as no, p.name, p.setup_minutes as setup, p.run_minutes as run, p.labour_rate as labour, p.overhead_rate as overhead,
      coalesce(sum(r.good_quantity), 0)::text as good, coalesce(sum(r.scrap_quantity), 0)::text as scrap, count(r.id) filter (where r.state = 'booked' and r.reverses_id is null)::integer as reports
    from shopfloor.work_order_operation as p
    left join (
      select x.company_id, x.id, x.operation_id, x.good_quantity, x.scrap_quantity, d.state, d.reverses_id
      from shopfloor.operation_report as x
      join documents.document as d on d.company_id = x.company_id and d.id = x.id and d.state <> 'draft'
      where x.company_id = ${companyId} and x.work_order_id = ${id}
    ) as r on r.company_id = p.company_id and r.operation_id = p.id
    where p.company_id = ${companyId} and p.document_id = ${id}
    group by p.company_id, p.id
    order by p.operation_no`);

async function loadWip(reader: Reader, companyId: string, id: string): Promise<Map<string, Money>> {
  const rows = await reader.rows<{ account_id: string; amount: string }>(sql`
    select l.account_id, sum(case l.side when 'D' then l.amount else -l.amount end)::text as amount
    from ledger.entry_line as l
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'wip'
    where l.company_id = ${companyId} and l.work_order_id = ${id}
    group by l.account_id`);
  return new Map(rows.map((row) => [row.account_id, parseMoney(row.amount)]));
}

/** After a booking or a reversal: the order is completed or released again, as its numbers say. Closed and held ones stay. */
export async function followProgress(tx: Tx, companyId: string, id: string): Promise<void> {
  const facts = await lockOrderFacts(tx, companyId, id);
  if (facts) carryState(tx, companyId, facts, facts.completed, facts.scrapped);
}

/** The same from numbers already known. */
export function carryState(tx: Tx, companyId: string, order: OrderFacts, completed: Quantity, scrapped: Quantity): void {
  const { id, state } = order.register;
  if (state !== 'released' && state !== 'completed') return;
  const next = stateByProgress(order.quantity, scrapped, completed);
  if (next !== state) changeDocument(tx, companyId, id, { state: next });
}
