/**
 * What may be invoiced, and what of it the acceptance has booked already. The booked part of revenue and of the tax to come is
 * the line's share by quantity, cumulated, so that the invoices of an acceptance line release it to the cent; what the paper
 * says beyond it is the difference, which may be red.
 */
import type { Movement } from '@millwright/core/ledger/posting';
import { addMoney, addQuantity, formatQuantity, type Money, negateMoney, parseMoney, parseQuantity, type Quantity, subtractMoney, subtractQuantity, sumMoney, zeroMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { shareStillDue } from '../acceptance/acceptance.rules.ts';
import type { saveSalesInvoice } from './sales-invoice.contract.ts';

export type SalesInvoiceInput = z.output<typeof saveSalesInvoice.input>;
/** An acceptance line as invoicing locks it: its counter, and what earlier invoices released of it (red ones deducted). */
export type InvoiceableLine = {
  readonly line_id: string; readonly document_id: string; readonly number: string; readonly state: string; readonly business_day: string; readonly customer_id: string;
  readonly order_line_id: string; readonly item_id: string; readonly code: string; readonly class: string; readonly quantity: string; readonly quantity_executed: string; readonly closed: boolean;
  readonly amount: string; readonly tax: string; readonly released_amount: string; readonly released_tax: string;
};
export type InvoicedLine = SalesInvoiceInput['lines'][number] & {
  readonly class: string; readonly acceptanceId: string; readonly orderLine: string; readonly invoiced: Quantity; readonly net: Money; readonly vat: Money;
  readonly acceptedAmount: Money; readonly pendingTax: Money;
};
export type SalesInvoiceFacts = { readonly acceptanceLines: ReadonlyMap<string, InvoiceableLine>; readonly sameNumber: { readonly number: string } | undefined };

export function decideSalesInvoice(facts: SalesInvoiceFacts, input: Pick<SalesInvoiceInput, 'customer' | 'day' | 'invoiceNumber' | 'book' | 'lines'>): Decision<readonly InvoicedLine[]> {
  if (input.book && input.invoiceNumber === '') return refuse('invoice-number-missing', {}, ['invoiceNumber']);
  if (facts.sameNumber) return refuse('invoice-number-used', { invoiceNumber: input.invoiceNumber, number: facts.sameNumber.number }, ['invoiceNumber']);
  const refusals: Refusal[] = [];
  const lines: InvoicedLine[] = [];
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const accepted = facts.acceptanceLines.get(line.acceptanceLine);
    const refusal = checkLine(accepted, input, line, index, seen);
    seen.add(line.acceptanceLine);
    if (refusal) refusals.push(refusal);
    else if (accepted) lines.push(releaseLine(accepted, line));
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(lines);
}

function checkLine(accepted: InvoiceableLine | undefined, input: Pick<SalesInvoiceInput, 'customer' | 'day'>, line: SalesInvoiceInput['lines'][number], index: number, seen: ReadonlySet<string>): Refusal | undefined {
  const row = index + 1;
  const at = (name: string) => ['lines', index, name];
  if (!accepted) return { code: 'acceptance-line-unknown', parameters: { row }, path: at('item') };
  const { number, code } = accepted;
  if (accepted.customer_id !== input.customer) return { code: 'other-customer', parameters: { row, number }, path: at('item') };
  if (accepted.item_id !== line.item) return { code: 'other-item', parameters: { row }, path: at('item') };
  if (accepted.closed || accepted.state !== 'booked') return { code: 'acceptance-reversed', parameters: { row, number }, path: at('item') };
  if (input.day < accepted.business_day) return { code: 'day-before-acceptance', parameters: { row, number, acceptanceDay: accepted.business_day }, path: ['day'] };
  if (seen.has(line.acceptanceLine)) return { code: 'line-twice', parameters: { row }, path: at('item') };
  const remaining = subtractQuantity(parseQuantity(accepted.quantity), parseQuantity(accepted.quantity_executed));
  if (parseQuantity(line.quantity) > remaining) return { code: 'more-than-remains', parameters: { row, code, remaining: formatQuantity(remaining), quantity: line.quantity }, path: at('quantity') };
  if (parseMoney(line.amount) < 0n) return { code: 'amount-negative', parameters: { row }, path: at('amount') };
  if (parseMoney(line.tax) < 0n) return { code: 'amount-negative', parameters: { row }, path: at('tax') };
  return undefined;
}

function releaseLine(accepted: InvoiceableLine, line: SalesInvoiceInput['lines'][number]): InvoicedLine {
  const invoiced = parseQuantity(line.quantity);
  const whole = parseQuantity(accepted.quantity);
  const after = addQuantity(parseQuantity(accepted.quantity_executed), invoiced);
  return {
    ...line, class: accepted.class, acceptanceId: accepted.document_id, orderLine: accepted.order_line_id, invoiced, net: parseMoney(line.amount), vat: parseMoney(line.tax),
    acceptedAmount: shareStillDue(parseMoney(accepted.amount), after, whole, parseMoney(accepted.released_amount)),
    pendingTax: shareStillDue(parseMoney(accepted.tax), after, whole, parseMoney(accepted.released_tax)),
  };
}

/** Tax to come becomes tax due; differences go to revenue and tax, against the receivable of the acceptance they belong to. */
export function invoiceMovements(lines: readonly InvoicedLine[], customer: string): Movement[] {
  return lines.flatMap((line): Movement[] => {
    const selectors = { class: line.class };
    const receivable = { partyId: customer, openItemId: line.acceptanceId };
    return [
      { movement: 'sales-invoice.vat', amount: line.pendingTax, selectors },
      { movement: 'sales-invoice.difference', amount: subtractMoney(line.net, line.acceptedAmount), selectors, debit: receivable, credit: { orderLineId: line.orderLine } },
      { movement: 'sales-invoice.difference-vat', amount: subtractMoney(line.vat, line.pendingTax), selectors, debit: receivable },
    ];
  });
}

export type Overpaid = { readonly acceptanceId: string; readonly excess: Money };
/** Where money came in before a smaller paper, the receivable would fall below nothing: the excess is owed to the customer, an advance. */
export function overpaidBy(lines: readonly InvoicedLine[], openOf: (acceptanceId: string) => Money): readonly Overpaid[] {
  const differences = new Map<string, Money>();
  for (const line of lines) differences.set(line.acceptanceId, sumMoney([differences.get(line.acceptanceId) ?? zeroMoney, subtractMoney(line.net, line.acceptedAmount), subtractMoney(line.vat, line.pendingTax)]));
  return [...differences].map(([acceptanceId, difference]) => ({ acceptanceId, excess: negateMoney(addMoney(openOf(acceptanceId), difference)) })).filter(({ excess }) => excess > 0n);
}
/** The advance is an open item of the invoice itself. */
export const overpaidMovements = (overpaid: readonly Overpaid[], customer: string, invoiceId: string): Movement[] =>
  overpaid.map(({ acceptanceId, excess }) => ({ movement: 'sales-invoice.overpaid', amount: excess, debit: { partyId: customer, openItemId: acceptanceId }, credit: { partyId: customer, openItemId: invoiceId } }));

export const invoiceTotals = (lines: readonly Pick<InvoicedLine, 'net' | 'vat'>[]): { readonly amount: Money; readonly tax: Money } =>
  lines.reduce((sum, line) => ({ amount: addMoney(sum.amount, line.net), tax: addMoney(sum.tax, line.vat) }), { amount: parseMoney('0'), tax: parseMoney('0') });
