/**
 * Writes a plan by COPY through temporary tables, in one transaction: the whole run is there or nothing of it. Orders are
 * numbered from 1 as the engine found them; the edges of an item and of an order are runs of `seq`, so that pegging is read
 * from a supply without an index of its own.
 */
import { unitsOf } from '@millwright/core/primitives/engine-quantity';
import { needKinds, supplyKinds } from '@millwright/core/planning/plan-arrays';
import { dayFromNumber } from '@millwright/core/primitives/plain-day';
import type pg from 'pg';
import { copyInto } from '../../../kernel/bulk-copy.ts';
import type { BuiltTables } from './build-tables.ts';
import { dayOfEnd, dayOfStart, daysLate, type PlanException, severities } from './find-exceptions.ts';
import type { ItemInput, PlanInputs } from './plan-inputs.ts';
import type { PlanTaskOutput } from './plan-task.ts';

type Planned = Extract<PlanTaskOutput, { ok: true }>;
export type PlanToWrite = { readonly runId: string; readonly inputs: PlanInputs; readonly built: BuiltTables; readonly planned: Planned; readonly exceptions: readonly PlanException[]; readonly pause: () => Promise<void> };

const none = '\\N';
const optional = (value: number | undefined): string => (value === undefined ? none : String(value));

export async function writePlan(client: pg.ClientBase, parts: PlanToWrite): Promise<void> {
  const fixed = { company_id: 'kernel.company_id()', run_id: parts.runId };
  const day = dayTexts();
  await writeItems(client, fixed, parts);
  await writeInputs(client, fixed, parts, day);
  await writeOrders(client, fixed, parts, day);
  await writePegging(client, fixed, parts);
  await writeExceptions(client, fixed, parts, day);
}
type Fixed = Readonly<Record<string, string>>;
type Day = (number: number) => string;

/** Days repeat a hundred thousand times; each is written out once. */
function dayTexts(): Day {
  const texts = new Map<number, string>();
  return (number) => {
    let text = texts.get(number);
    if (text === undefined) texts.set(number, (text = dayFromNumber(number)));
    return text;
  };
}

/** Runs of edges: position of the first and their number, by item row and by order. */
function runsOf({ plan }: Planned, itemCount: number): { itemFirst: Int32Array; itemCount: Int32Array; orderFirst: Int32Array; orderCount: Int32Array } {
  const { pegging, orders } = plan;
  const runs = { itemFirst: new Int32Array(itemCount), itemCount: new Int32Array(itemCount), orderFirst: new Int32Array(orders.count), orderCount: new Int32Array(orders.count) };
  for (let edge = 0; edge < pegging.count; edge += 1) {
    const item = pegging.item[edge] as number;
    if (runs.itemCount[item] === 0) runs.itemFirst[item] = edge;
    runs.itemCount[item] = (runs.itemCount[item] as number) + 1;
    if (pegging.supplyKind[edge] !== supplyKinds.order) continue;
    const order = pegging.supply[edge] as number;
    if (runs.orderCount[order] === 0) runs.orderFirst[order] = edge;
    runs.orderCount[order] = (runs.orderCount[order] as number) + 1;
  }
  return runs;
}

async function writeItems(client: pg.ClientBase, fixed: Fixed, { inputs, planned, pause }: PlanToWrite): Promise<void> {
  const runs = runsOf(planned, inputs.items.length);
  const columns = { item_id: 'bigint', low_level_code: 'integer', stock: 'numeric(20, 6)', safety_stock: 'numeric(20, 6)', first_edge: 'integer', edge_count: 'integer' };
  await copyInto(client, { table: 'planning.item_plan', columns, fixed }, inputs.items.length, (row) => {
    const item = inputs.items[row] as ItemInput;
    return `${item.id}\t${planned.lowLevelCode[row]}\t${unitsOf(item.stock)}\t${unitsOf(item.safetyStock)}\t${runs.itemFirst[row]}\t${runs.itemCount[row]}`;
  }, pause);
}

async function writeInputs(client: pg.ClientBase, fixed: Fixed, { inputs, planned, pause }: PlanToWrite, day: Day): Promise<void> {
  const shared = { line_id: 'bigint', kind: 'text', document_id: 'bigint', item_id: 'bigint', day: 'date', quantity: 'numeric(20, 6)' };
  const line = (row: PlanInputs['needs'][number] | PlanInputs['supplies'][number]) => `${row.line}\t${row.kind}\t${row.document}\t${row.item}\t${day(row.day)}\t${unitsOf(row.quantity)}`;
  await copyInto(client, { table: 'planning.need', columns: { ...shared, late_days: 'integer' }, fixed }, inputs.needs.length, (index) => {
    const late = planned.lateSeconds[index] as number;
    return `${line(inputs.needs[index] as PlanInputs['needs'][number])}\t${late === Number.POSITIVE_INFINITY ? none : late > 0 ? daysLate(late) : 0}`;
  }, pause);
  await copyInto(client, { table: 'planning.supply', columns: { ...shared, needed_day: 'date' }, fixed }, inputs.supplies.length, (index) => {
    const at = planned.plan.receiptNeededAt[index] as number;
    return `${line(inputs.supplies[index] as PlanInputs['supplies'][number])}\t${Number.isFinite(at) ? day(dayOfEnd(at)) : none}`;
  }, pause);
}

async function writeOrders(client: pg.ClientBase, fixed: Fixed, { inputs, built, planned, pause }: PlanToWrite, day: Day): Promise<void> {
  const { orders } = planned.plan;
  const runs = runsOf(planned, inputs.items.length);
  const columns = {
    order_no: 'integer', item_id: 'bigint', source: 'text', quantity: 'numeric(20, 6)', good_quantity: 'numeric(20, 6)', start_day: 'date', due_day: 'date',
    supplier_id: 'bigint', first_edge: 'integer', edge_count: 'integer',
  };
  await copyInto(client, { table: 'planning.planned_order', columns, fixed }, orders.count, (order) => {
    const item = inputs.items[built.itemOfOperation[orders.operation[order] as number] as number] as ItemInput;
    const due = dayOfEnd(orders.end[order] as number);
    // Without a lead time an order begins at the end of its day, which is the next morning's instant.
    const start = Math.min(due, dayOfStart(orders.start[order] as number));
    return `${order + 1}\t${item.id}\t${item.source}\t${unitsOf(orders.quantity[order] as number)}\t${unitsOf(orders.good[order] as number)}\t${day(start)}\t${day(due)}\t${optional(item.supplierId)}\t${runs.orderFirst[order]}\t${runs.orderCount[order]}`;
  }, pause);
}

async function writePegging(client: pg.ClientBase, fixed: Fixed, { inputs, planned, pause }: PlanToWrite): Promise<void> {
  const { pegging } = planned.plan;
  const columns = { seq: 'integer', supply_kind: 'text', supply_ref: 'bigint', need_kind: 'text', need_ref: 'bigint', quantity: 'numeric(20, 6)' };
  const supplyOf = (kind: number, index: number): string => {
    if (kind === supplyKinds.order) return `order\t${index + 1}`;
    if (kind === supplyKinds.receipt) return `${inputs.supplies[index]?.kind}\t${inputs.supplies[index]?.line}`;
    return `${kind === supplyKinds.stock ? 'stock' : 'missing'}\t${inputs.items[index]?.id}`;
  };
  const needOf = (kind: number, index: number): string => (kind === needKinds.order ? `order\t${index + 1}` : `${inputs.needs[index]?.kind}\t${inputs.needs[index]?.line}`);
  await copyInto(client, { table: 'planning.pegging', columns, fixed }, pegging.count, (edge) =>
    `${edge}\t${supplyOf(pegging.supplyKind[edge] as number, pegging.supply[edge] as number)}\t${needOf(pegging.needKind[edge] as number, pegging.need[edge] as number)}\t${unitsOf(pegging.quantity[edge] as number)}`, pause);
}

async function writeExceptions(client: pg.ClientBase, fixed: Fixed, { exceptions, pause }: PlanToWrite, day: Day): Promise<void> {
  const columns = {
    seq: 'integer', kind: 'text', severity: 'integer', item_id: 'bigint', order_no: 'integer', document_id: 'bigint', line_id: 'bigint', from_day: 'date', to_day: 'date',
    quantity: 'numeric(20, 6)', cause_item_id: 'bigint',
  };
  const optionalDay = (number: number | undefined): string => (number === undefined ? none : day(number));
  await copyInto(client, { table: 'planning.exception', columns, fixed }, exceptions.length, (index) => {
    const one = exceptions[index] as PlanException;
    const quantity = one.quantity === undefined ? none : String(unitsOf(one.quantity));
    return `${index + 1}\t${one.kind}\t${severities[one.kind]}\t${one.item}\t${optional(one.order)}\t${optional(one.document)}\t${optional(one.line)}\t${optionalDay(one.from)}\t${optionalDay(one.to)}\t${quantity}\t${optional(one.cause)}`;
  }, pause);
}
