/** Every refusal of receiving, once, in the order of the checks. */
import { parseDay, type PlainDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { decideReceive, type OrderLineFacts, type ReceiptFacts } from './purchase-receipt.rules.ts';

const order: OrderLineFacts = {
  line_id: '11', document_id: '1', number: 'PO-2606-0001', state: 'approved', business_day: '2026-06-01', supplier_id: '7', item_id: '9', code: 'A', class: 'raw',
  quantity: '10', quantity_tolerance: '0.5', quantity_executed: '4', closed: false, amount: '100.00', amount_executed: '40.00',
};
const line = { orderLine: '11', item: '9', warehouse: '5', quantity: '6', note: '' };
const facts = (changes: Partial<OrderLineFacts> = {}): ReceiptFacts => ({ orderLines: new Map([['11', { ...order, ...changes }]]), warehouses: new Set(['5']) });
const input = (one: Partial<typeof line> = {}, head: { supplier?: string; day?: PlainDay } = {}) => ({ supplier: '7', day: parseDay('2026-06-10'), ...head, lines: [{ ...line, ...one }] });

describe('receiving', () => {
  it.each([
    ['order-line-unknown', facts(), input({ orderLine: '12' })],
    ['other-supplier', facts(), input({}, { supplier: '8' })],
    ['other-item', facts(), input({ item: '10' })],
    ['not-stocked', facts({ class: 'service' }), input()],
    ['order-closed', facts({ closed: true }), input()],
    ['order-closed', facts({ state: 'draft' }), input()],
    ['day-before-order', facts(), input({}, { day: parseDay('2026-05-31') })],
    ['line-twice', facts(), { ...input(), lines: [{ ...line, quantity: '1' }, { ...line, quantity: '1' }] }],
    ['more-than-remains', facts(), input({ quantity: '6.6' })],
    ['warehouse-unknown', facts(), input({ warehouse: '6' })],
  ])('refuses %s', (code, known, asked) => {
    const decision = decideReceive(known, asked);
    expect(decision.ok ? 'accepted' : decision.refusals.at(-1)?.code).toBe(code);
  });
  it('a cent that an earlier receipt took too little comes with the next: 3 of 3 for 100.00, 66.66 booked', () => {
    const decision = decideReceive(facts({ quantity: '3', quantity_executed: '2', amount_executed: '66.66' }), input({ quantity: '1' }));
    expect(decision.ok && decision.change[0]?.amount).toBe(3334n);
  });
  it('takes the tolerance: 6.5 of 6 remaining, worth 65.00', () => {
    const decision = decideReceive(facts(), input({ quantity: '6.5' }));
    expect(decision.ok && decision.change[0]?.amount).toBe(6500n);
    expect(decision.ok && decision.warnings).toEqual([{ code: 'over-ordered', parameters: { row: 1, code: expect.any(String), remaining: '6', quantity: '6.5', over: '0.5' }, path: ['lines', 0, 'quantity'], ask: true }]);
    const all = decideReceive(facts(), input({ quantity: '6' }));
    expect(all.ok && all.warnings).toEqual([]);
  });
});
