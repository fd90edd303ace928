/** Every refusal of saving a purchase order, in the order of the checks. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { decideSavePurchaseOrder, type PurchaseOrderFacts, type PurchaseOrderInput } from './purchase-order.rules.ts';

const item = { code: 'A', source: 'buy', active: true, decimals: 0 };
const facts = (changes: Partial<PurchaseOrderFacts> = {}): PurchaseOrderFacts => ({ register: undefined, supplier: { name: '甬钢', grade: 'A', active: true }, items: new Map([['9', item]]), ...changes });
const line = { item: '9', quantity: '3', priceWithTax: '1.13', taxRate: '0.13', dueDay: parseDay('2026-06-20'), note: '' };
const input = (one: Partial<typeof line> = {}, head: Partial<PurchaseOrderInput> = {}): PurchaseOrderInput => ({ supplier: '7', day: parseDay('2026-06-10'), paymentDays: 60, contractNumber: '', note: '', lines: [{ ...line, ...one }], ...head });

describe('saving a purchase order', () => {
  it.each([
    ['not-found', facts(), input({}, { id: '1', version: 1 })],
    ['conflict', facts({ register: { state: 'draft', version: 2 } }), input({}, { id: '1', version: 1 })],
    ['wrong-state', facts({ register: { state: 'approved', version: 1 } }), input({}, { id: '1', version: 1 })],
    ['supplier-unknown', facts({ supplier: undefined }), input()],
    ['supplier-blocked', facts({ supplier: { name: '甬钢', grade: 'blocked', active: true } }), input()],
    ['item-unknown', facts(), input({ item: '8' })],
    ['item-not-stocked', facts({ items: new Map([['9', { ...item, source: 'phantom' }]]) }), input()],
    ['due-before-order', facts(), input({ dueDay: parseDay('2026-06-09') })],
    ['too-many-decimals', facts(), input({ quantity: '3.5' })],
  ])('refuses %s', (code, known, asked) => {
    const decision = decideSavePurchaseOrder(known, asked);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('gross 3 × 1.13 = 3.39, net 3.00, tax 0.39', () => {
    const decision = decideSavePurchaseOrder(facts(), input());
    expect(decision.ok && [decision.change.amount, decision.change.tax]).toEqual([300n, 39n]);
  });
});
