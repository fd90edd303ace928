/**
 * What may be accepted and what it earns. Revenue and tax follow the order line: the share of all accepted so far including
 * now, less what earlier acceptances took, so the acceptances of a line add up to the order to the cent, in whatever parts and
 * after whatever reversals; the one that completes the line takes the remainder.
 */
import type { Movement } from '@millwright/core/ledger/posting';
import { addMoney, addQuantity, divideHalfUp, formatQuantity, type Money, parseMoney, parseQuantity, type Quantity, subtractMoney, subtractQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { addDays, type PlainDay } from '@millwright/core/primitives/plain-day';
import type { z } from 'zod';
import type { saveAcceptance } from './acceptance.contract.ts';

export type AcceptanceInput = z.output<typeof saveAcceptance.input>;
/** A delivery line as accepting locks it. */
export type AcceptableLine = {
  readonly line_id: string; readonly document_id: string; readonly number: string; readonly state: string; readonly business_day: string; readonly customer_id: string;
  readonly order_line_id: string; readonly item_id: string; readonly code: string; readonly class: string; readonly quantity: string; readonly quantity_executed: string;
  readonly closed: boolean; readonly payment_days: number;
};
export type AcceptedLine = AcceptanceInput['lines'][number] & { readonly class: string; readonly deliveryId: string; readonly orderLine: string; readonly paymentDays: number; readonly accepted: Quantity };

export function decideAcceptance(deliveryLines: ReadonlyMap<string, AcceptableLine>, input: Pick<AcceptanceInput, 'customer' | 'day' | 'lines'>): Decision<readonly AcceptedLine[]> {
  const refusals: Refusal[] = [];
  const lines: AcceptedLine[] = [];
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const delivered = deliveryLines.get(line.deliveryLine);
    const refusal = checkLine(delivered, input, line, index, seen);
    seen.add(line.deliveryLine);
    if (refusal) refusals.push(refusal);
    else if (delivered) lines.push({ ...line, class: delivered.class, deliveryId: delivered.document_id, orderLine: delivered.order_line_id, paymentDays: delivered.payment_days, accepted: parseQuantity(line.quantity) });
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(lines);
}

function checkLine(delivered: AcceptableLine | undefined, input: Pick<AcceptanceInput, 'customer' | 'day'>, line: AcceptanceInput['lines'][number], index: number, seen: ReadonlySet<string>): Refusal | undefined {
  const row = index + 1;
  const at = (name: string) => ['lines', index, name];
  if (!delivered) return { code: 'delivery-line-unknown', parameters: { row }, path: at('item') };
  const { number, code } = delivered;
  if (delivered.customer_id !== input.customer) return { code: 'other-customer', parameters: { row, number }, path: at('item') };
  if (delivered.item_id !== line.item) return { code: 'other-item', parameters: { row }, path: at('item') };
  if (delivered.closed || delivered.state !== 'booked') return { code: 'delivery-reversed', parameters: { row, number }, path: at('item') };
  if (input.day < delivered.business_day) return { code: 'day-before-delivery', parameters: { row, number, deliveryDay: delivered.business_day }, path: ['day'] };
  if (seen.has(line.deliveryLine)) return { code: 'line-twice', parameters: { row }, path: at('item') };
  const remaining = subtractQuantity(parseQuantity(delivered.quantity), parseQuantity(delivered.quantity_executed));
  if (parseQuantity(line.quantity) > remaining) return { code: 'more-than-remains', parameters: { row, code, remaining: formatQuantity(remaining), quantity: line.quantity }, path: at('quantity') };
  return undefined;
}

/** An order line's worth and what booked acceptances have taken of it, red ones deducted. */
export type OrderLinePrice = { readonly quantity: string; readonly amount: string; readonly tax: string; readonly accepted_quantity: string; readonly accepted_amount: string; readonly accepted_tax: string };
export type Price = { readonly amount: Money; readonly tax: Money };

/** The share of a total that belongs to `after` of `whole`, less what was taken before. */
export const shareStillDue = (total: Money, after: Quantity, whole: Quantity, taken: Money): Money =>
  subtractMoney(after >= whole ? total : (divideHalfUp(total * after, whole) as Money), taken);

/** One price per line, in order: several lines may draw on one order line. */
export function priceAccepted(lines: readonly { readonly orderLine: string; readonly accepted: Quantity }[], orders: ReadonlyMap<string, OrderLinePrice>): Price[] {
  const taken = new Map<string, Price & { readonly quantity: Quantity }>();
  return lines.map(({ orderLine, accepted }) => {
    const order = orders.get(orderLine);
    if (!order) throw new Error(`order line ${orderLine} has no price`);
    const before = taken.get(orderLine) ?? { quantity: parseQuantity(order.accepted_quantity), amount: parseMoney(order.accepted_amount), tax: parseMoney(order.accepted_tax) };
    const quantity = addQuantity(before.quantity, accepted);
    const whole = parseQuantity(order.quantity);
    const amount = shareStillDue(parseMoney(order.amount), quantity, whole, before.amount);
    const tax = shareStillDue(parseMoney(order.tax), quantity, whole, before.tax);
    taken.set(orderLine, { quantity, amount: addMoney(before.amount, amount), tax: addMoney(before.tax, tax) });
    return { amount, tax };
  });
}

export type RevenueLine = { readonly item: string; readonly class: string; readonly orderLine: string; readonly accepted: Quantity; readonly price: Price; readonly cost: Money; readonly pool: { readonly id: string; readonly accountId: string; readonly itemId: string } };
export type RevenueParties = { readonly acceptanceId: string; readonly customer: string; readonly dispatchedPlace: string; readonly customerPlace: string };

/** Receivable against revenue and tax to come, and the cost of the goods that leave the dispatched place for good. */
export function revenueMovements(lines: readonly RevenueLine[], { acceptanceId, customer, dispatchedPlace, customerPlace }: RevenueParties): Movement[] {
  const receivable = { partyId: customer, openItemId: acceptanceId };
  return lines.flatMap(({ item, class: itemClass, orderLine, accepted, price, cost, pool }): Movement[] => [
    { movement: 'revenue.receivable', amount: price.amount, selectors: { class: itemClass }, debit: receivable, credit: { orderLineId: orderLine } },
    { movement: 'revenue.vat-pending', amount: price.tax, selectors: { class: itemClass }, debit: receivable, credit: {} },
    {
      movement: 'revenue.cost', amount: cost, selectors: { class: itemClass }, debit: { orderLineId: orderLine, placeId: customerPlace }, credit: { orderLineId: orderLine, placeId: dispatchedPlace, pool },
      stock: { itemId: item, quantity: accepted },
    },
  ]);
}

/** The earliest day any of the orders behind it allows: terms differ by order, the receivable is one. */
export const dueDay = (day: PlainDay, lines: readonly { readonly paymentDays: number }[]): PlainDay => addDays(day, Math.min(...lines.map((line) => line.paymentDays)));
