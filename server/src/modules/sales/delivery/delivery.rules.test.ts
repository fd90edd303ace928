/** Goal: every refusal of a delivery in the order of the checks; quantities and stock run down from row to row. */
import { parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { checkStock, type DeliverableLine, type DeliveredLine, decideDelivery, type DeliveryFacts } from './delivery.rules.ts';

const order: DeliverableLine = {
  line_id: '21', document_id: '20', number: 'SO-2606-0001', state: 'approved', business_day: '2026-06-10', customer_id: '1', item_id: '11', code: 'HD-4402', class: 'finished',
  warehouse_id: '7', quantity: '10', quantity_executed: '4', closed: false, payment_days: 60,
};
const facts = (change: Partial<DeliverableLine> | undefined = {}): DeliveryFacts => ({ orderLines: new Map(change ? [['21', { ...order, ...change }]] : []), warehouses: new Set(['7', '8']) });
const line = { orderLine: '21', item: '11', warehouse: null as string | null, quantity: '6', note: '' };
const input = (...lines: Partial<typeof line>[]) => ({ customer: '1', day: parseDay('2026-06-20'), warehouse: null as string | null, lines: (lines.length > 0 ? lines : [{}]).map((one) => ({ ...line, ...one })) });

describe('delivering is refused, most basic first', () => {
  const noLine: DeliveryFacts = { orderLines: new Map(), warehouses: new Set() };
  const cases: [string, ReturnType<typeof input>, DeliveryFacts][] = [
    ['order-line-unknown', input(), noLine],
    ['other-customer', { ...input(), customer: '2' }, facts()],
    ['other-item', input({ item: '12' }), facts()],
    ['not-stocked', input(), facts({ class: 'service' })],
    ['order-closed', input(), facts({ closed: true })],
    ['order-closed', input(), facts({ state: 'draft' })],
    ['day-before-order', { ...input(), day: parseDay('2026-06-09') }, facts()],
    ['line-twice', input({ quantity: '1' }, { quantity: '1' }), facts()],
    ['more-than-remains', input({ quantity: '7' }), facts()],
    ['more-than-remains', input({ quantity: '4' }, { quantity: '3', warehouse: '8' }), facts()],
    ['warehouse-missing', input(), facts({ warehouse_id: null })],
    ['warehouse-unknown', input({ warehouse: '9' }), facts()],
  ];
  it.each(cases)('%s', (code, delivery, given) => {
    const decision = decideDelivery(given, delivery);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('takes the line\'s warehouse, then the head\'s, then the item\'s', () => {
    const decide = (delivery: ReturnType<typeof input>) => { const decision = decideDelivery(facts(), delivery); return decision.ok && decision.change[0]?.warehouse; };
    expect(decide({ ...input({ warehouse: '8' }), warehouse: '7' })).toBe('8');
    expect(decide({ ...input(), warehouse: '8' })).toBe('8');
    expect(decide(input())).toBe('7');
  });
});

describe('stock', () => {
  const delivered = (quantity: string, warehouse = '7'): DeliveredLine => ({ ...line, warehouse, class: 'finished', code: 'HD-4402', orderId: '20', paymentDays: 60, delivered: parseQuantity(quantity) });
  it('runs down from row to row: 5 there, 3 and 3 asked', () => {
    const refusals = checkStock([delivered('3'), delivered('3'), delivered('5', '8')], ['5', '5', '5'].map(parseQuantity), (id) => `仓${id}`);
    expect(refusals).toEqual([{ code: 'stock-short', path: ['lines', 1, 'quantity'], parameters: { row: 2, warehouse: '仓7', code: 'HD-4402', onHand: '2', quantity: '3' } }]);
  });
});
