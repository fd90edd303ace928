/** Goal: every refusal of a collection in order; settlements and the advance that is left. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { type CollectionFacts, collectionMovements, decideCollection } from './collection.rules.ts';

const item = { id: '40', document_id: '40', number: 'SA-2606-0001', day: '2026-06-15', open: '100.00' };
const facts = (change: Partial<CollectionFacts> = {}): CollectionFacts => ({ customerFound: true, isMoneyAccount: true, openItems: new Map([['40', item]]), ...change });
const line = { openItem: '40', amount: '60', note: '' };
const input = (change: object = {}) => ({ day: parseDay('2026-06-20'), amount: '100', lines: [line], ...change });

describe('collecting is refused, most basic first', () => {
  const cases: [string, ReturnType<typeof input>, CollectionFacts][] = [
    ['customer-unknown', input(), facts({ customerFound: false })],
    ['amount-not-positive', input({ amount: '0.00' }), facts()],
    ['amount-not-positive', input({ amount: '-5' }), facts()],
    ['account-not-money', input(), facts({ isMoneyAccount: false })],
    ['open-item-unknown', input(), facts({ openItems: new Map() })],
    ['line-twice', input({ lines: [line, line] }), facts()],
    ['day-before-item', input({ day: parseDay('2026-06-14') }), facts()],
    ['more-than-open', input({ amount: '200', lines: [{ ...line, amount: '100.01' }] }), facts()],
    ['more-than-open', input({ lines: [{ ...line, amount: '0' }] }), facts()],
    ['settled-above-amount', input({ amount: '59.99' }), facts()],
  ];
  it.each(cases)('%s', (code, collection, given) => {
    const decision = decideCollection(given, collection);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('60 of 100 settled: 40 are an advance, asked about first; no line settled, an advance is meant', () => {
    const decision = decideCollection(facts(), input());
    expect(decision.ok && decision.warnings).toEqual([{ code: 'advance', parameters: { rest: '40.00' }, ask: true }]);
    expect(decision.ok && collectionMovements(decision.change, '50', '1', '9').map(({ movement, amount, credit }) => [movement, amount, credit?.openItemId])).toEqual([['collection.receivable', 6000n, '40'], ['collection.advance', 4000n, '50']]);
  });
});
