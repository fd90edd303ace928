/** Goal: every refusal of a sales order in the order of the checks, and its figures. Method: one row per case, values worked out by hand. */
import { describe, expect, it } from 'vitest';
import { checkCredit, decideSaveSalesOrder, priceOrder, type SalesOrderFacts, type SalesOrderInput } from './sales-order.rules.ts';
import { parseMoney } from '@millwright/core/primitives/decimal';
import { saveSalesOrder } from './sales-order.contract.ts';

const line = { item: '11', quantity: '10', priceWithTax: '113', dueDay: '2026-06-20' };
const input = (change: object = {}): SalesOrderInput => saveSalesOrder.input.parse({ customer: '1', day: '2026-06-10', lines: [line], ...change });
const item = { code: 'HD-4402', source: 'make', active: true, decimals: 0 };
const facts = (change: Partial<SalesOrderFacts> = {}): SalesOrderFacts => ({
  register: undefined, customer: { name: '华耀', active: true }, credit: undefined, items: new Map([['11', item]]), ...change,
});

describe('saving a sales order is refused, most basic first', () => {
  const cases: [string, SalesOrderInput, SalesOrderFacts][] = [
    ['not-found', input({ id: '5', version: 1 }), facts()],
    ['conflict', input({ id: '5', version: 1 }), facts({ register: { state: 'draft', version: 2 } })],
    ['wrong-state', input({ id: '5', version: 1 }), facts({ register: { state: 'approved', version: 1 } })],
    ['customer-unknown', input(), facts({ customer: undefined })],
    ['customer-unknown', input(), facts({ customer: { name: '华耀', active: false } })],
    ['item-unknown', input(), facts({ items: new Map() })],
    ['item-not-stocked', input(), facts({ items: new Map([['11', { ...item, source: 'phantom' }]]) })],
    ['due-before-order', input({ lines: [{ ...line, dueDay: '2026-06-09' }] }), facts()],
    ['too-many-decimals', input({ lines: [{ ...line, quantity: '1.5' }] }), facts()],
  ];
  it.each(cases)('%s', (code, order, given) => {
    const decision = decideSaveSalesOrder(given, order);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
});

describe('what an order is worth', () => {
  it('10 × 113 with 13 % is 1000.00 and 130.00', () => {
    expect(priceOrder(input())).toMatchObject({ amount: 100000n, tax: 13000n });
  });
  it('3 × 33.33 = 99.99; ÷ 1.13 = 88.486… → 88.49, tax 11.50', () => {
    expect(priceOrder(input({ lines: [{ ...line, quantity: '3', priceWithTax: '33.33' }] }))).toMatchObject({ amount: 8849n, tax: 1150n });
  });
});

describe('credit', () => {
  const credit = { name: '华耀', limit: '2000.00', used: '900.00', policy: 'warn' } as const;
  it('1,100 more fill the limit exactly; a cent more is named with the excess', () => {
    expect(checkCredit(credit, parseMoney('1100.00'))).toEqual([]);
    expect(checkCredit(credit, parseMoney('1100.01'))[0]?.parameters).toMatchObject({ total: '2000.01', excess: '0.01' });
  });
  it('no agreed limit never warns', () => expect(checkCredit({ ...credit, limit: '0.00' }, parseMoney('1000000.00'))).toEqual([]));
  it('a warning does not stop the saving', () => {
    const decision = decideSaveSalesOrder(facts({ credit: { ...credit, used: '870.00' } }), input());
    expect(decision.ok && decision.warnings?.map((warning) => warning.code)).toEqual([]);
    const more = decideSaveSalesOrder(facts({ credit: { ...credit, used: '1000.00' } }), input());
    expect(more.ok && more.warnings?.map((warning) => warning.code)).toEqual(['credit-exceeded']);
  });
});
