/** Every refusal of matching an invoice, once, in the order of the checks; amounts by hand. */
import { parseMoney, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { decideMatch, type InvoiceFacts, type ReceiptLineFacts, stillInPool, type SupplierInvoiceInput } from './supplier-invoice.rules.ts';

const receipt: ReceiptLineFacts = {
  line_id: '11', document_id: '1', number: 'RC-2606-0001', state: 'booked', business_day: '2026-06-05', supplier_id: '7', item_id: '9', code: 'A', class: 'raw',
  quantity: '10', quantity_executed: '4', closed: false, amount: '100.03', tax_rate: '0.13', accrued_cleared: '40.01',
};
const line = { receiptLine: '11', item: '9', quantity: '6', amount: '60.00', tax: '7.80' };
const input = (head: Partial<SupplierInvoiceInput> = {}, one: Partial<typeof line> = {}): SupplierInvoiceInput =>
  ({ supplier: '7', day: parseDay('2026-06-10'), invoiceNumber: 'F1', invoiceKind: 'special', paymentDays: 60, note: '', book: true, lines: [{ ...line, ...one }], ...head });
const facts = (changes: Partial<ReceiptLineFacts> = {}, sameNumber?: string): InvoiceFacts => ({ receiptLines: new Map([['11', { ...receipt, ...changes }]]), sameNumber });

describe('matching a supplier invoice', () => {
  it.each([
    ['number-used', facts({}, 'PI-1'), input()],
    ['zero-total', facts(), input({}, { amount: '0', tax: '0.00' })],
    ['receipt-line-unknown', facts({ state: 'reversed' }), input()],
    ['receipt-line-unknown', facts(), input({}, { receiptLine: '12' })],
    ['other-supplier', facts({ supplier_id: '8' }), input()],
    ['line-twice', facts(), input({ lines: [{ ...line, quantity: '1' }, { ...line, quantity: '1' }] })],
    ['day-before-receipt', facts(), input({ day: parseDay('2026-06-04') })],
    ['more-than-remains', facts(), input({}, { quantity: '6.5' })],
    ['negative-amount', facts(), input({}, { amount: '-1' })],
  ])('refuses %s', (code, known, asked) => {
    const decision = decideMatch(known, asked);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('the last part clears what is left of the accrual: 100.03 × 4/10 = 40.01, rest 60.02', () => {
    const decision = decideMatch(facts(), input());
    expect(decision.ok && decision.change[0]?.accrued).toBe(parseMoney('60.02'));
  });
  // Ordered at 100.00 and 13.00 tax, all of it to be invoiced.
  const ten = facts({ amount: '100.00', quantity_executed: '0', accrued_cleared: '0' });
  const asked = (invoiceKind: 'special' | 'ordinary', amount: string, tax: string) => {
    const decision = decideMatch(ten, input({ invoiceKind }, { quantity: '10', amount, tax }));
    return decision.ok ? decision.warnings?.map(({ code, parameters, ask }) => [code, parameters?.['difference'], parameters?.['percent'], ask]) : decision.refusals;
  };
  it.each([
    ['special', '100.00', '13.00'], ['special', '104.99', '13.65'], ['special', '95.01', '12.35'], ['special', '100.00', '3.00'],
    ['ordinary', '100.00', '13.00'], ['ordinary', '111.88', '1.12'], ['ordinary', '104.95', '13.64'],
  ] as const)('%s invoice of %s and %s tax: at the ordered price or near it, no question', (kind, amount, tax) => {
    expect(asked(kind, amount, tax)).toEqual([]);
  });
  it.each([
    ['special', '105.00', '13.65', '5.00', '5'], ['special', '113.00', '14.69', '13.00', '13'], ['special', '90.00', '11.70', '-10.00', '10'],
    ['ordinary', '105.00', '13.65', '5.65', '5'], ['ordinary', '113.00', '14.69', '14.69', '13'], ['ordinary', '90.00', '11.70', '-11.30', '10'],
  ] as const)('%s invoice of %s and %s tax: asks about %s, %s percent', (kind, amount, tax, difference, percent) => {
    expect(asked(kind, amount, tax)).toEqual([['price-differs', difference, percent, true]]);
  });
  it('a receipt that cost nothing and its invoice of nothing but tax: no question about nothing', () => {
    const free = decideMatch(facts({ amount: '0.00', accrued_cleared: '0' }), input({}, { amount: '0.00', tax: '1.00' }));
    expect(free.ok && free.warnings).toEqual([]);
  });
  it('only the share still in the pool takes its part of a difference', () => {
    expect(stillInPool(parseMoney('10.00'), parseQuantity('6'), parseQuantity('2'))).toBe(parseMoney('3.33'));
    expect(stillInPool(parseMoney('10.00'), parseQuantity('6'), parseQuantity('60'))).toBe(parseMoney('10.00'));
  });
});
