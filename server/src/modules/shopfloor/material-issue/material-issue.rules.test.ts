/** One row per refusal, in the order of the checks. */
import { formatMoney, formatQuantity, parseMoney, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { backflushedAtCompletion, backflushedBy, backflushLines } from '../material/backflush.rules.ts';
import { checkReturnReversal, decideReturn, valueReturned } from '../material-return/material-return.rules.ts';
import { testComponent, testOrder } from '../test-order.ts';
import type { OrderFacts } from '../work-order/order-facts.store.ts';
import { checkOnHand, decideIssue } from './material-issue.rules.ts';

const warehouses = new Set(['w1', 'w2']);
const line = (fields: Record<string, string> = {}) => ({ component: 'plate', item: 'item-plate', warehouse: 'w1', quantity: '20', note: '', ...fields });
const input = (day: string, ...lines: Record<string, string>[]) => ({ day: parseDay(day), lines: lines.map(line) });
const issued = (quantity: string) => testOrder({ components: [testComponent('plate', { issued: parseQuantity(quantity) })] });
type Row = [string, OrderFacts | undefined, ReturnType<typeof input>, string];

describe('picking for an order', () => {
  it.each<Row>([
    ['no such order', undefined, input('2026-06-02', {}), 'order-unknown'],
    ['a draft', testOrder({ state: 'draft' }), input('2026-06-02', {}), 'order-not-open'],
    ['a held order', testOrder({ state: 'held' }), input('2026-06-02', {}), 'order-not-open'],
    ['a closed order', testOrder({ state: 'closed' }), input('2026-06-02', {}), 'order-not-open'],
    ['the day before', testOrder(), input('2026-05-31', {}), 'day-before-order'],
    ['another order\'s component', testOrder(), input('2026-06-02', { component: 'other' }), 'component-unknown'],
    ['another item', testOrder(), input('2026-06-02', { item: 'item-screw' }), 'component-unknown'],
    ['half a plate', testOrder(), input('2026-06-02', { quantity: '1.5' }), 'too-many-decimals'],
    ['one too many', testOrder(), input('2026-06-02', { quantity: '21' }), 'over-issue'],
    ['one too many after an issue', issued('15'), input('2026-06-02', { quantity: '6' }), 'over-issue'],
    ['one too many in two lines', testOrder(), input('2026-06-02', { quantity: '12' }, { quantity: '9', warehouse: 'w2' }), 'over-issue'],
    ['a warehouse that is none', testOrder(), input('2026-06-02', { warehouse: 'w3' }), 'warehouse-unknown'],
  ])('refuses %s', (_name, order, given, code) => {
    const decision = decideIssue({ order, warehouses }, given);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('takes what is open, from several warehouses, also late', () => {
    const decision = decideIssue({ order: testOrder({ state: 'completed' }), warehouses }, input('2026-06-02', { quantity: '12' }, { quantity: '8', warehouse: 'w2' }));
    expect(decision.ok && decision.change.map((one) => formatQuantity(one.quantity))).toEqual(['12', '8']);
  });
  it('names the warehouse that is short, line after line', () => {
    const moved = ['8', '5'].map((quantity) => ({ component: testComponent('plate'), warehouse: 'w1', quantity: parseQuantity(quantity) }));
    expect(checkOnHand(moved, [parseQuantity('12'), parseQuantity('12')], () => '原料仓')).toEqual([
      { code: 'stock-short', path: ['lines', 1, 'quantity'], parameters: { place: '原料仓', code: 'PLATE', onHand: '4', quantity: '5' } },
    ]);
  });
});

describe('returning from an order', () => {
  it.each<Row>([
    ['no such order', undefined, input('2026-06-02', {}), 'order-unknown'],
    ['a closed order', testOrder({ state: 'closed' }), input('2026-06-02', {}), 'order-not-open'],
    ['another order\'s component', issued('9'), input('2026-06-02', { component: 'other', quantity: '1' }), 'component-unknown'],
    ['half a plate', issued('9'), input('2026-06-02', { quantity: '1.5' }), 'too-many-decimals'],
    ['more than it has', issued('9'), input('2026-06-02', { quantity: '10' }), 'over-return'],
    ['more than it has in two lines', issued('9'), input('2026-06-02', { quantity: '5' }, { quantity: '5' }), 'over-return'],
    ['a warehouse that is none', issued('9'), input('2026-06-02', { quantity: '9', warehouse: 'w3' }), 'warehouse-unknown'],
  ])('refuses %s', (_name, order, given, code) => {
    const decision = decideReturn({ order, warehouses }, given);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it.each([['15', undefined], ['16', 'issued-again']])('is taken back while the order has %s of 20 and 5 came back', (has, code) => {
    expect(checkReturnReversal(issued(has), [{ source_line_id: 'plate', measure: 'issued', quantity: '-5.000000' }])[0]?.code).toBe(code);
  });
  it('values line after line, the last with the rest', () => {
    const plate = testComponent('plate');
    const lines = ['4', '4', '5'].map((quantity) => ({ component: plate, warehouse: 'w1', quantity: parseQuantity(quantity) }));
    const amounts = valueReturned(lines, new Map([[plate.itemId, { quantity: parseQuantity('13'), amount: parseMoney('662.02') }]]));
    // 662.02 × 4 ÷ 13 = 203.698…; 458.32 × 4 ÷ 9 = 203.697…; the rest
    expect(amounts.map(formatMoney)).toEqual(['203.70', '203.70', '254.62']);
  });
});

describe('backflush', () => {
  const screws = (issuedQuantity: string, warehouseId: string | null = 'w1') => testComponent('screw', { issueMethod: 'backflush', operationNo: 20, required: parseQuantity('41'), issued: parseQuantity(issuedQuantity), warehouseId });
  const taken = (issuedQuantity: string, done: string) => {
    const lines = backflushLines([screws(issuedQuantity)], parseQuantity(done), parseQuantity('10'));
    return lines.ok && lines.change.map((one) => formatQuantity(one.quantity));
  };
  it('keeps in step with what is done, rounded up, and takes the rest at the end', () => {
    expect(taken('0', '3')).toEqual(['13']); // 12.3
    expect(taken('13', '7')).toEqual(['16']); // 28.7 → 29
    expect(taken('29', '10')).toEqual(['12']);
    expect(taken('41', '10')).toEqual([]);
  });
  it('needs a warehouse', () => {
    const lines = backflushLines([screws('0', null)], parseQuantity('3'), parseQuantity('10'));
    expect(lines.ok ? 'accepted' : lines.refusals[0]?.code).toBe('warehouse-missing');
  });
  it('goes with its operation, or with the completion when the routing has none', () => {
    const order = testOrder({ components: [screws('0'), testComponent('foil', { issueMethod: 'backflush', operationNo: 99 }), testComponent('box', { issueMethod: 'backflush' }), testComponent('plate', { operationNo: 20 })] });
    expect(backflushedBy(order, 20).map((one) => one.id)).toEqual(['screw']);
    expect(backflushedAtCompletion(order).map((one) => one.id)).toEqual(['foil', 'box']);
  });
});
