/** Worked by hand: January's late receipt changes what February's issues cost. */
import { describe, expect, it } from 'vitest';
import { formatMoney, parseMoney, parseQuantity } from '../primitives/decimal.ts';
import { type LaterLine, revalue } from './revaluation.ts';

const issue = (key: string, quantity: string, value: string, counters: readonly [string, string, string | null][]): LaterLine => ({
  key, quantity: parseQuantity(`-${quantity}`), value: parseMoney(`-${value}`), kind: 'issue',
  counters: counters.map(([counter, amount, poolId]) => ({ key: counter, value: parseMoney(amount), poolId })),
});
const given = (key: string, quantity: string, value: string): LaterLine => ({ key, quantity: parseQuantity(quantity), value: parseMoney(value), kind: 'given', counters: [] });
const opening = (quantity: string, value: string) => ({ quantity: parseQuantity(quantity), value: parseMoney(value) });
const changes = (pools: Parameters<typeof revalue>[0]) => {
  const revalued = revalue(pools);
  if (!revalued.ok) return revalued.refusals;
  return Object.fromEntries([...revalued.change.changes].map(([key, change]) => [key, formatMoney(change)]));
};

describe('revaluation', () => {
  it('10 at 5 in January, 4 issued in February at 5; a late 10 at 7 makes them 6, and the next issue follows', () => {
    // Opening of February with the late receipt: 20 for 120. 4 cost 24 instead of 20. Then 6 at 8.00 come in: 22 for 144; 11 cost 72 instead of 12 for 78 × 11/12 = 71.50.
    expect(changes([{ id: 'p', itemId: 'i', opening: opening('20', '120'), lines: [
      issue('1/2', '4', '20', [['1/1', '20', null]]), given('2/1', '6', '48'), issue('3/3', '11', '71.5', [['3/1', '40', null], ['3/2', '31.5', null]]),
    ] }])).toEqual({ '1/2': '-4.00', '1/1': '4.00', '3/3': '-0.50', '3/1': '0.28', '3/2': '0.22' });
  });
  it('follows the goods into another pool and out of it', () => {
    expect(changes([
      { id: 'stock', itemId: 'i', opening: opening('20', '120'), lines: [issue('1/2', '4', '20', [['1/1', '20', 'away']])] },
      { id: 'away', itemId: 'i', opening: opening('0', '0'), lines: [given('1/1', '4', '20'), issue('2/2', '4', '20', [['2/1', '20', null]])] },
    ])).toEqual({ '1/2': '-4.00', '1/1': '4.00', '2/2': '-4.00', '2/1': '4.00' });
  });
  it('one counter of two issues takes both changes', () => {
    expect(changes([{ id: 'p', itemId: 'i', opening: opening('20', '120'), lines: [issue('1/2', '2', '10', [['1/1', '20', null]]), issue('1/3', '2', '10', [['1/1', '20', null]])] }]))
      .toEqual({ '1/2': '-2.00', '1/3': '-2.00', '1/1': '4.00' });
  });
  it('asks for the pools it has not been given', () => {
    expect(revalue([{ id: 'stock', itemId: 'i', opening: opening('20', '120'), lines: [issue('1/2', '4', '20', [['1/1', '20', 'away']])] }]))
      .toMatchObject({ ok: true, change: { missingPools: ['away'] } });
  });
  it('a reversal follows the issue it reverses, so nothing is left behind', () => {
    const reversal: LaterLine = { key: '2/2', quantity: parseQuantity('4'), value: parseMoney('20'), kind: 'mirror', mirrors: '1/2', counters: [{ key: '2/1', value: parseMoney('-20'), poolId: null }] };
    expect(changes([{ id: 'p', itemId: 'i', opening: opening('20', '120'), lines: [issue('1/2', '4', '20', [['1/1', '20', null]]), reversal] }]))
      .toEqual({ '1/2': '-4.00', '1/1': '4.00', '2/2': '4.00', '2/1': '-4.00' });
  });
  it('changes nothing when the late line has the same price', () => {
    expect(changes([{ id: 'p', itemId: 'i', opening: opening('20', '100'), lines: [issue('1/2', '4', '20', [['1/1', '20', null]])] }])).toEqual({});
  });
  it('refuses when a late issue leaves too little for a later one', () => {
    expect(changes([{ id: 'p', itemId: 'i', opening: opening('3', '15'), lines: [issue('1/2', '4', '20', [['1/1', '20', null]]), given('2/1', '10', '50')] }])).toMatchObject([{ code: 'late-line-short' }]);
  });
  it('gives up on goods that go round between pools and take more value along each time', () => {
    // What leaves a comes back to a before it left, by way of b: every round adds.
    expect(changes([
      { id: 'a', itemId: 'i', opening: opening('10', '1000'), lines: [given('2/1', '10', '90'), issue('1/2', '20', '190', [['1/1', '190', 'b']])] },
      { id: 'b', itemId: 'i', opening: opening('0', '0'), lines: [given('1/1', '20', '190'), issue('2/2', '20', '190', [['2/1', '190', 'a']])] },
    ])).toMatchObject([{ code: 'late-line-circular' }]);
  });
});
