/**
 * What may be invoiced, and how an invoice differs from what was accrued. The accrual of a part is its share of the receipt
 * line's value, cumulated so that all invoices of a line clear it to the cent. Cost of an ordinary invoice includes its tax.
 */
import {
  addMoney, addQuantity, applyRateHalfUp, divideHalfUp, formatMoney, formatQuantity, type Money, parseMoney, parseQuantity, parseRate, type Quantity, subtractMoney, subtractQuantity, zeroMoney,
} from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal, type Warning } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { saveSupplierInvoice } from './supplier-invoice.contract.ts';

export type SupplierInvoiceInput = z.output<typeof saveSupplierInvoice.input>;
export type ReceiptLineFacts = {
  readonly line_id: string; readonly document_id: string; readonly number: string; readonly state: string; readonly business_day: string; readonly supplier_id: string;
  readonly item_id: string; readonly code: string; readonly class: string; readonly quantity: string; readonly quantity_executed: string; readonly closed: boolean; readonly amount: string;
  /** The order line's. */
  readonly tax_rate: string;
  /** Of the accrual, cleared by invoices so far. */
  readonly accrued_cleared: string;
};
export type MatchedLine = SupplierInvoiceInput['lines'][number] & {
  readonly facts: ReceiptLineFacts; readonly invoiced: Quantity;
  /** Accrued for this part, what it really costs, and the tax that can be deducted. */
  readonly accrued: Money; readonly cost: Money; readonly deductible: Money;
  /** The same part at the ordered price, as far as it becomes cost: with tax where that is not deducted. */
  readonly ordered: Money;
};
export type InvoiceFacts = { readonly receiptLines: ReadonlyMap<string, ReceiptLineFacts>; readonly sameNumber: string | undefined };
/** A price this far off the ordered one is asked about before it is booked. */
const percentAskedAbout = 5n;

export function decideMatch(facts: InvoiceFacts, input: SupplierInvoiceInput): Decision<readonly MatchedLine[]> {
  if (facts.sameNumber) return refuse('number-used', { invoiceNumber: input.invoiceNumber, number: facts.sameNumber }, ['invoiceNumber']);
  if (input.lines.every((line) => !/[1-9]/.test(line.amount + line.tax))) return refuse('zero-total', {}, ['lines', 0, 'amount']);
  const refusals: Refusal[] = [];
  const matched: MatchedLine[] = [];
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const refusal = checkLine(facts, input, line, index, seen);
    const receipt = facts.receiptLines.get(line.receiptLine);
    seen.add(line.receiptLine);
    if (refusal) refusals.push(refusal);
    else if (receipt) matched.push(match(receipt, line, input.invoiceKind === 'ordinary'));
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(matched, matched.flatMap(priceWarning));
}

function checkLine(facts: InvoiceFacts, input: SupplierInvoiceInput, line: SupplierInvoiceInput['lines'][number], index: number, seen: ReadonlySet<string>): Refusal | undefined {
  const row = index + 1;
  const at = (name: string) => ['lines', index, name];
  const receipt = facts.receiptLines.get(line.receiptLine);
  if (receipt?.state !== 'booked' || receipt.closed || receipt.item_id !== line.item) return { code: 'receipt-line-unknown', parameters: { row }, path: at('item') };
  if (receipt.supplier_id !== input.supplier) return { code: 'other-supplier', parameters: { row, number: receipt.number }, path: at('item') };
  if (seen.has(line.receiptLine)) return { code: 'line-twice', parameters: { row }, path: at('item') };
  if (input.day < receipt.business_day) return { code: 'day-before-receipt', parameters: { row, number: receipt.number, receiptDay: receipt.business_day }, path: ['day'] };
  const remaining = subtractQuantity(parseQuantity(receipt.quantity), parseQuantity(receipt.quantity_executed));
  if (parseQuantity(line.quantity) > remaining) return { code: 'more-than-remains', parameters: { row, code: receipt.code, remaining: formatQuantity(remaining), quantity: line.quantity }, path: at('quantity') };
  if (parseMoney(line.amount) < 0n || parseMoney(line.tax) < 0n) return { code: 'negative-amount', parameters: { row }, path: at('amount') };
  return undefined;
}

function match(facts: ReceiptLineFacts, line: SupplierInvoiceInput['lines'][number], ordinary: boolean): MatchedLine {
  const invoiced = parseQuantity(line.quantity);
  const after = addQuantity(parseQuantity(facts.quantity_executed), invoiced);
  const share = divideHalfUp(parseMoney(facts.amount) * after, parseQuantity(facts.quantity)) as Money;
  const [tax, accrued] = [parseMoney(line.tax), subtractMoney(share, parseMoney(facts.accrued_cleared))];
  return {
    ...line, facts, invoiced, accrued, ordered: ordinary ? addMoney(accrued, applyRateHalfUp(accrued, parseRate(facts.tax_rate))) : accrued,
    cost: ordinary ? addMoney(parseMoney(line.amount), tax) : parseMoney(line.amount), deductible: ordinary ? zeroMoney : tax,
  };
}

function priceWarning(line: MatchedLine, index: number): Warning[] {
  const difference = subtractMoney(line.cost, line.ordered);
  const magnitude = difference < 0n ? -difference : difference;
  if (difference === 0n || magnitude * 100n < line.ordered * percentAskedAbout) return [];
  const percent = line.ordered === 0n ? '∞' : (Number((magnitude * 1000n) / line.ordered) / 10).toString();
  return [{ code: 'price-differs', parameters: { row: index + 1, difference: formatMoney(difference), percent }, path: ['lines', index, 'amount'], ask: true }];
}

/** The part of a difference that belongs to goods still in the pool; the rest follows what has left. */
export function stillInPool(difference: Money, invoiced: Quantity, inPool: Quantity): Money {
  if (inPool >= invoiced) return difference;
  return divideHalfUp(difference * inPool, invoiced) as Money;
}
