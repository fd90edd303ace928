/**
 * What may be delivered: no more than remains of an approved, open order line (no tolerance), from a warehouse that holds it.
 * Several lines may draw on one order line from different warehouses, so remaining quantity and stock run down from row to row.
 */
import { formatQuantity, parseQuantity, type Quantity, subtractQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { saveDelivery } from './delivery.contract.ts';

export type DeliveryInput = z.output<typeof saveDelivery.input>;
/** An order line as delivering locks it: its counter, its order and its item. */
export type DeliverableLine = {
  readonly line_id: string; readonly document_id: string; readonly number: string; readonly state: string; readonly business_day: string; readonly customer_id: string;
  readonly item_id: string; readonly code: string; readonly class: string; readonly warehouse_id: string | null; readonly quantity: string; readonly quantity_executed: string;
  readonly closed: boolean; readonly payment_days: number;
};
export type DeliveredLine = DeliveryInput['lines'][number] & { readonly warehouse: string; readonly class: string; readonly code: string; readonly orderId: string; readonly paymentDays: number; readonly delivered: Quantity };
export type DeliveryFacts = { readonly orderLines: ReadonlyMap<string, DeliverableLine>; readonly warehouses: ReadonlySet<string> };

/** The warehouse a line leaves from, or undefined when nobody named one. */
export const warehouseOf = (input: Pick<DeliveryInput, 'warehouse'>, line: DeliveryInput['lines'][number], order: DeliverableLine | undefined): string | undefined =>
  line.warehouse ?? input.warehouse ?? order?.warehouse_id ?? undefined;

export function decideDelivery(facts: DeliveryFacts, input: Pick<DeliveryInput, 'customer' | 'day' | 'warehouse' | 'lines'>): Decision<readonly DeliveredLine[]> {
  const refusals: Refusal[] = [];
  const lines: DeliveredLine[] = [];
  const seen = new Set<string>();
  const remaining = new Map([...facts.orderLines].map(([id, order]) => [id, subtractQuantity(parseQuantity(order.quantity), parseQuantity(order.quantity_executed))]));
  input.lines.forEach((line, index) => {
    const order = facts.orderLines.get(line.orderLine);
    const warehouse = warehouseOf(input, line, order);
    const refusal = checkLine(facts, input, line, index, { warehouse, seen, remaining });
    if (refusal) refusals.push(refusal);
    if (refusal || !order || !warehouse) return;
    const delivered = parseQuantity(line.quantity);
    seen.add(`${line.orderLine}/${warehouse}`);
    remaining.set(line.orderLine, subtractQuantity(remaining.get(line.orderLine) ?? delivered, delivered));
    lines.push({ ...line, warehouse, class: order.class, code: order.code, orderId: order.document_id, paymentDays: order.payment_days, delivered });
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(lines);
}

type Running = { readonly warehouse: string | undefined; readonly seen: ReadonlySet<string>; readonly remaining: ReadonlyMap<string, Quantity> };
function checkLine(facts: DeliveryFacts, input: Pick<DeliveryInput, 'customer' | 'day'>, line: DeliveryInput['lines'][number], index: number, running: Running): Refusal | undefined {
  const row = index + 1;
  const at = (name: string) => ['lines', index, name];
  const order = facts.orderLines.get(line.orderLine);
  if (!order) return { code: 'order-line-unknown', parameters: { row }, path: at('item') };
  const { number, code } = order;
  if (order.customer_id !== input.customer) return { code: 'other-customer', parameters: { row, number }, path: at('item') };
  if (order.item_id !== line.item) return { code: 'other-item', parameters: { row }, path: at('item') };
  if (order.class === 'service') return { code: 'not-stocked', parameters: { row, code }, path: at('item') };
  if (order.closed || order.state !== 'approved') return { code: 'order-closed', parameters: { row, number }, path: at('item') };
  if (input.day < order.business_day) return { code: 'day-before-order', parameters: { row, number, orderDay: order.business_day }, path: ['day'] };
  if (running.seen.has(`${line.orderLine}/${running.warehouse ?? ''}`)) return { code: 'line-twice', parameters: { row }, path: at('item') };
  const remaining = running.remaining.get(line.orderLine) ?? parseQuantity('0');
  if (parseQuantity(line.quantity) > remaining) return { code: 'more-than-remains', parameters: { row, code, remaining: formatQuantity(remaining), quantity: line.quantity }, path: at('quantity') };
  if (!running.warehouse) return { code: 'warehouse-missing', parameters: { row, code }, path: at('warehouse') };
  if (!facts.warehouses.has(running.warehouse)) return { code: 'warehouse-unknown', parameters: { row }, path: at('warehouse') };
  return undefined;
}

/** Rows for which the named warehouse has too little, friendly before the database says so itself. onHand: one per line, in order. */
export function checkStock(lines: readonly DeliveredLine[], onHand: readonly Quantity[], warehouseName: (id: string) => string): Refusal[] {
  const left = new Map<string, Quantity>();
  return lines.flatMap((line, index): Refusal[] => {
    const key = `${line.item}/${line.warehouse}`;
    const there = left.get(key) ?? onHand[index] ?? parseQuantity('0');
    if (line.delivered > there) return [{ code: 'stock-short', path: ['lines', index, 'quantity'], parameters: { row: index + 1, warehouse: warehouseName(line.warehouse), code: line.code, onHand: formatQuantity(there), quantity: formatQuantity(line.delivered) } }];
    left.set(key, subtractQuantity(there, line.delivered));
    return [];
  });
}
