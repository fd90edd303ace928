/** Goal: every refusal of a sales invoice in order; what is released and what is a difference. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { decideSalesInvoice, type InvoiceableLine, invoiceMovements, type SalesInvoiceFacts } from './sales-invoice.rules.ts';

const accepted: InvoiceableLine = {
  line_id: '41', document_id: '40', number: 'SA-2606-0001', state: 'booked', business_day: '2026-06-15', customer_id: '1', order_line_id: '21', item_id: '11', code: 'HD-4402', class: 'finished',
  quantity: '3', quantity_executed: '1', closed: false, amount: '10.00', tax: '1.30', released_amount: '3.33', released_tax: '0.43',
};
const line = { acceptanceLine: '41', item: '11', quantity: '2', amount: '6.67', tax: '0.87', note: '' };
const input = (...lines: Partial<typeof line>[]) => ({ customer: '1', day: parseDay('2026-06-20'), invoiceNumber: '2611', book: true, lines: (lines.length > 0 ? lines : [{}]).map((one) => ({ ...line, ...one })) });
const facts = (change: Partial<InvoiceableLine> = {}): SalesInvoiceFacts => ({ acceptanceLines: new Map([['41', { ...accepted, ...change }]]), sameNumber: undefined });

describe('invoicing is refused, most basic first', () => {
  const cases: [string, ReturnType<typeof input>, SalesInvoiceFacts][] = [
    ['invoice-number-missing', { ...input(), invoiceNumber: '' }, facts()],
    ['invoice-number-used', input(), { ...facts(), sameNumber: { number: 'SI-2606-0001' } }],
    ['acceptance-line-unknown', input(), { acceptanceLines: new Map(), sameNumber: undefined }],
    ['other-customer', { ...input(), customer: '2' }, facts()],
    ['other-item', input({ item: '12' }), facts()],
    ['acceptance-reversed', input(), facts({ closed: true })],
    ['acceptance-reversed', input(), facts({ state: 'reversed' })],
    ['day-before-acceptance', { ...input(), day: parseDay('2026-06-14') }, facts()],
    ['line-twice', input({ quantity: '1' }, { quantity: '1' }), facts()],
    ['more-than-remains', input({ quantity: '2.5' }), facts()],
    ['amount-negative', input({ amount: '-1' }), facts()],
    ['amount-negative', input({ tax: '-1' }), facts()],
  ];
  it.each(cases)('%s', (code, invoice, given) => {
    const decision = decideSalesInvoice(given, invoice);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('a draft needs no number yet', () => expect(decideSalesInvoice(facts(), { ...input(), invoiceNumber: '', book: false }).ok).toBe(true));
});

describe('what an invoice writes', () => {
  const movements = (...lines: Partial<typeof line>[]) => {
    const decision = decideSalesInvoice(facts(), input(...lines));
    return decision.ok ? invoiceMovements(decision.change, '1').map((movement) => [movement.movement, movement.amount]) : [];
  };
  it('the rest of the line releases the rest: 0.87 of tax, no difference', () => {
    expect(movements()).toEqual([['sales-invoice.vat', 87n], ['sales-invoice.difference', 0n], ['sales-invoice.difference-vat', 0n]]);
  });
  it('one of three more: 6.67 less 3.33 is 3.34 and 0.44; the paper says 3.00 and 0.39, so 0.34 and 0.05 go back', () => {
    expect(movements({ quantity: '1', amount: '3.00', tax: '0.39' })).toEqual([['sales-invoice.vat', 44n], ['sales-invoice.difference', -34n], ['sales-invoice.difference-vat', -5n]]);
  });
});
