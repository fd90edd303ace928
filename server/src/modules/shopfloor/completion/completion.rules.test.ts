/** One row per refusal, in the order of the checks. */
import { formatQuantity, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { testOperation, testOrder } from '../test-order.ts';
import type { OrderFacts } from '../work-order/order-facts.store.ts';
import { stateByProgress } from '../work-order/work-order.rules.ts';
import { completable, decideCompletion } from './completion.rules.ts';

const quantity = parseQuantity;
const warehouses = new Set(['w9']);
const order = (good: string, fields: Partial<OrderFacts> & { state?: string } = {}) =>
  testOrder({ operations: [testOperation('cut', 10, { good: quantity('10') }), testOperation('assemble', 20, { good: quantity(good) })], ...fields });
const without = (fields: Partial<OrderFacts> = {}) => testOrder({ operations: [], ...fields });

describe('completing an order', () => {
  it.each<[string, OrderFacts | undefined, { quantity?: string; day?: string; warehouse?: string }, string]>([
    ['no such order', undefined, {}, 'order-unknown'],
    ['a held order', order('10', { state: 'held' }), {}, 'order-not-open'],
    ['a completed order', order('10', { state: 'completed' }), {}, 'order-not-open'],
    ['the day before', order('10'), { day: '2026-05-31' }, 'day-before-order'],
    ['half a cabinet', order('10'), { quantity: '1.5' }, 'too-many-decimals'],
    ['more than was ordered', without(), { quantity: '11' }, 'more-than-remains'],
    ['more than is left', without({ completed: quantity('8') }), { quantity: '3' }, 'more-than-remains'],
    ['what was scrapped', order('9', { scrapped: quantity('1') }), { quantity: '10' }, 'more-than-remains'],
    ['more than was reported', order('6'), { quantity: '7' }, 'more-than-reported'],
    ['more than was reported and not completed', order('6', { completed: quantity('4') }), { quantity: '3' }, 'more-than-reported'],
    ['a warehouse that is none', order('10'), { warehouse: 'w3' }, 'warehouse-unknown'],
  ])('refuses %s', (_name, facts, fields, code) => {
    const decision = decideCompletion(facts, warehouses, { quantity: '4', warehouse: null, ...fields, day: parseDay(fields.day ?? '2026-06-02') });
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('knows what could be completed now and what can still come', () => {
    expect(formatQuantity(completable(order('6', { completed: quantity('4') })))).toBe('2');
    expect(formatQuantity(completable(order('6', { completed: quantity('6') })))).toBe('0');
    expect(formatQuantity(completable(without({ completed: quantity('4') })))).toBe('6');
    const decision = decideCompletion(order('9', { scrapped: quantity('1'), completed: quantity('2') }), warehouses, { day: parseDay('2026-06-02'), quantity: '7', warehouse: null });
    expect(decision.ok && formatQuantity(decision.change.stillToCome)).toBe('7');
  });
  it('is completed once everything that can come has come', () => {
    const state = (scrapped: string, completed: string) => stateByProgress(quantity('10'), quantity(scrapped), quantity(completed));
    expect([state('0', '9'), state('0', '10'), state('1', '9'), state('10', '0'), state('0', '0')]).toEqual(['released', 'completed', 'completed', 'released', 'released']);
  });
});
