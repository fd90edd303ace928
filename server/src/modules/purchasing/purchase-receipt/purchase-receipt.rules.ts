/**
 * What may be received and what it is worth. Value follows the order line's net amount: the share of all that has been received
 * including now, less what is booked of it already, so that the receipts of a line add up to the order to the cent in whatever
 * order they came and went.
 */
import { addQuantity, divideHalfUp, formatQuantity, type Money, parseMoney, parseQuantity, type Quantity, subtractMoney, subtractQuantity, zeroQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal, type Warning } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { savePurchaseReceipt } from './purchase-receipt.contract.ts';

export type PurchaseReceiptInput = z.output<typeof savePurchaseReceipt.input>;
export type OrderLineFacts = {
  readonly line_id: string; readonly document_id: string; readonly number: string; readonly state: string; readonly business_day: string; readonly supplier_id: string;
  readonly item_id: string; readonly code: string; readonly class: string; readonly quantity: string; readonly quantity_tolerance: string; readonly quantity_executed: string;
  readonly closed: boolean; readonly amount: string;
  /** Net amount of the receipts booked so far, reversals counted. */
  readonly amount_executed: string;
};
export type ReceivedLine = PurchaseReceiptInput['lines'][number] & { readonly class: string; readonly orderId: string; readonly received: Quantity; readonly amount: Money };
export type ReceiptFacts = { readonly orderLines: ReadonlyMap<string, OrderLineFacts>; readonly warehouses: ReadonlySet<string> };

export function decideReceive(facts: ReceiptFacts, input: Pick<PurchaseReceiptInput, 'supplier' | 'day' | 'lines'>): Decision<readonly ReceivedLine[]> {
  const refusals: Refusal[] = [];
  const lines: ReceivedLine[] = [];
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const order = facts.orderLines.get(line.orderLine);
    const refusal = checkLine(facts, input, line, index, seen);
    seen.add(line.orderLine);
    if (refusal) refusals.push(refusal);
    else if (order) lines.push({ ...line, class: order.class, orderId: order.document_id, received: parseQuantity(line.quantity), amount: valueOf(order, parseQuantity(line.quantity)) });
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(lines, lines.flatMap((line, index) => overOrdered(facts.orderLines.get(line.orderLine), line, index)));
}

/** More than was ordered but within the tolerance: allowed, and asked first, since a slip of the hand looks the same. */
function overOrdered(order: OrderLineFacts | undefined, { received, quantity }: ReceivedLine, index: number): Warning[] {
  if (!order) return [];
  const ordered = subtractQuantity(parseQuantity(order.quantity), parseQuantity(order.quantity_executed));
  if (received <= ordered) return [];
  const over = formatQuantity(subtractQuantity(received, ordered));
  return [{ code: 'over-ordered', parameters: { row: index + 1, code: order.code, remaining: formatQuantity(ordered > 0n ? ordered : zeroQuantity), quantity, over }, path: ['lines', index, 'quantity'], ask: true }];
}

function checkLine(facts: ReceiptFacts, input: Pick<PurchaseReceiptInput, 'supplier' | 'day'>, line: PurchaseReceiptInput['lines'][number], index: number, seen: ReadonlySet<string>): Refusal | undefined {
  const row = index + 1;
  const at = (name: string) => ['lines', index, name];
  const order = facts.orderLines.get(line.orderLine);
  if (!order) return { code: 'order-line-unknown', parameters: { row }, path: at('item') };
  const { number, code } = order;
  if (order.supplier_id !== input.supplier) return { code: 'other-supplier', parameters: { row, number }, path: at('item') };
  if (order.item_id !== line.item) return { code: 'other-item', parameters: { row }, path: at('item') };
  if (order.class === 'service') return { code: 'not-stocked', parameters: { row, code }, path: at('item') };
  if (order.closed || order.state !== 'approved') return { code: 'order-closed', parameters: { row, number }, path: at('item') };
  if (input.day < order.business_day) return { code: 'day-before-order', parameters: { row, number, orderDay: order.business_day }, path: ['day'] };
  if (seen.has(line.orderLine)) return { code: 'line-twice', parameters: { row }, path: at('item') };
  const remaining = subtractQuantity(addQuantity(parseQuantity(order.quantity), parseQuantity(order.quantity_tolerance)), parseQuantity(order.quantity_executed));
  if (parseQuantity(line.quantity) > remaining) return { code: 'more-than-remains', parameters: { row, code, remaining: formatQuantity(remaining), quantity: line.quantity }, path: at('quantity') };
  if (!facts.warehouses.has(line.warehouse)) return { code: 'warehouse-unknown', parameters: { row }, path: at('warehouse') };
  return undefined;
}

function valueOf(order: OrderLineFacts, received: Quantity): Money {
  const after = addQuantity(parseQuantity(order.quantity_executed), received);
  const share = divideHalfUp(parseMoney(order.amount) * after, parseQuantity(order.quantity)) as Money;
  return subtractMoney(share, parseMoney(order.amount_executed));
}
