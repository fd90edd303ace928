/**
 * Goal: every refusal of an acceptance; and, whatever parts an order line is accepted in and whatever is taken back meanwhile, the
 * whole line earns its amount and tax to the cent (property; the seed is printed by fast-check).
 */
import { formatMoney, formatQuantity, parseQuantity, quantity, sumMoney } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AcceptableLine, decideAcceptance, dueDay, type Price, priceAccepted } from './acceptance.rules.ts';

const delivered: AcceptableLine = {
  line_id: '31', document_id: '30', number: 'DN-2606-0001', state: 'booked', business_day: '2026-06-15', customer_id: '1', order_line_id: '21', item_id: '11', code: 'HD-4402', class: 'finished',
  quantity: '6', quantity_executed: '2', closed: false, payment_days: 60,
};
const line = { deliveryLine: '31', item: '11', quantity: '4', note: '' };
const input = (...lines: Partial<typeof line>[]) => ({ customer: '1', day: parseDay('2026-06-20'), lines: (lines.length > 0 ? lines : [{}]).map((one) => ({ ...line, ...one })) });
const facts = (change: Partial<AcceptableLine> = {}) => new Map([['31', { ...delivered, ...change }]]);

describe('accepting is refused, most basic first', () => {
  const cases: [string, ReturnType<typeof input>, ReadonlyMap<string, AcceptableLine>][] = [
    ['delivery-line-unknown', input(), new Map()],
    ['other-customer', { ...input(), customer: '2' }, facts()],
    ['other-item', input({ item: '12' }), facts()],
    ['delivery-reversed', input(), facts({ closed: true })],
    ['delivery-reversed', input(), facts({ state: 'reversed' })],
    ['day-before-delivery', { ...input(), day: parseDay('2026-06-14') }, facts()],
    ['line-twice', input({ quantity: '1' }, { quantity: '1' }), facts()],
    ['more-than-remains', input({ quantity: '5' }), facts()],
  ];
  it.each(cases)('%s', (code, acceptance, given) => {
    const decision = decideAcceptance(given, acceptance);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
});

describe('what accepted goods earn', () => {
  it('10.00 and 1.30 over 3 pieces one by one: 3.33 3.34 3.33 and 0.43 0.44 0.43', () => {
    const orders = new Map([['21', { quantity: '3', amount: '10.00', tax: '1.30', accepted_quantity: '0', accepted_amount: '0.00', accepted_tax: '0.00' }]]);
    const one = { orderLine: '21', accepted: parseQuantity('1') };
    expect(priceAccepted([one, one, one], orders).map((price) => [formatMoney(price.amount), formatMoney(price.tax)])).toEqual([['3.33', '0.43'], ['3.34', '0.44'], ['3.33', '0.43']]);
  });

  it('any parts, with any of them taken back and accepted again, add up to the order line', () => {
    const parts = fc.array(fc.record({ millionths: fc.bigInt({ min: 1n, max: 5_000_000n }), takenBack: fc.boolean() }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(parts, fc.bigInt({ min: 0n, max: 10_000_000n }), fc.bigInt({ min: 0n, max: 1_300_000n }), (steps, amountCents, taxCents) => {
      const whole = steps.reduce((sum, step) => sum + step.millionths, 0n);
      const live: (Price & { accepted: bigint })[] = [];
      const accept = (accepted: bigint): void => {
        const orders = new Map([['21', {
          quantity: formatQuantity(quantity(whole)), amount: formatMoney(amountCents as never), tax: formatMoney(taxCents as never),
          accepted_quantity: formatQuantity(quantity(live.reduce((sum, one) => sum + one.accepted, 0n))), accepted_amount: formatMoney(sumMoney(live.map((one) => one.amount))), accepted_tax: formatMoney(sumMoney(live.map((one) => one.tax))),
        }]]);
        const [price] = priceAccepted([{ orderLine: '21', accepted: quantity(accepted) }], orders);
        if (price) live.push({ ...price, accepted });
      };
      for (const step of steps) {
        accept(step.millionths);
        if (!step.takenBack) continue;
        const [removed] = live.splice(live.length >> 1, 1);
        if (removed) accept(removed.accepted);
      }
      expect(live.reduce((sum, one) => sum + one.accepted, 0n)).toBe(whole);
      expect(sumMoney(live.map((one) => one.amount))).toBe(amountCents);
      expect(sumMoney(live.map((one) => one.tax))).toBe(taxCents);
    }), { numRuns: 300 });
  });

  it('is due after the shortest terms of the orders behind it', () => {
    expect(dueDay(parseDay('2026-06-20'), [{ paymentDays: 60 }, { paymentDays: 30 }])).toBe('2026-07-20');
  });
});
