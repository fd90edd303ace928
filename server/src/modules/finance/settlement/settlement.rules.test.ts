/** Every refusal of a settlement, amounts taken together over the lines, and oldest against oldest by hand. */
import { formatMoney } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { decideSettlement, matchOldest, type OpenAmount, type SettlementFacts, settlementMovements } from './settlement.rules.ts';

const amount = (id: string, open: string, day = '2026-06-10'): OpenAmount => ({ id, documentId: id, number: `N-${id}`, day, open });
const facts = (change: Partial<SettlementFacts> = {}): SettlementFacts => ({
  partyFound: true, advances: new Map([['1', amount('1', '100.00')], ['2', amount('2', '50.00')]]), openItems: new Map([['7', amount('7', '120.00')], ['8', amount('8', '40.00')]]), ...change,
});
const line = (advance: string, openItem: string, settled: string) => ({ advance, openItem, amount: settled });
const day = parseDay('2026-06-20');

describe('a settlement is refused', () => {
  it.each([
    ['party-unknown', [line('1', '7', '10')], facts({ partyFound: false }), day],
    ['advance-unknown', [line('3', '7', '10')], facts(), day],
    ['open-item-unknown', [line('1', '9', '10')], facts(), day],
    ['line-twice', [line('1', '7', '10'), line('1', '7', '10')], facts(), day],
    ['amount-not-positive', [line('1', '7', '0')], facts(), day],
    ['day-before-item', [line('1', '7', '10')], facts(), parseDay('2026-06-09')],
    ['more-than-advance', [line('1', '7', '80'), line('1', '8', '20.01')], facts(), day],
    ['more-than-open', [line('1', '8', '30'), line('2', '8', '10.01')], facts(), day],
  ] as const)('%s', (code, lines, given, on) => {
    const decision = decideSettlement(given, { day: on, lines: [...lines] });
    expect(decision.ok ? 'accepted' : decision.refusals.map((refusal) => refusal.code)).toContain(code);
  });
});

describe('a settlement', () => {
  it('debits the advance and credits the receivable; of a supplier the other way round', () => {
    const decision = decideSettlement(facts(), { day, lines: [line('1', '7', '100'), line('2', '7', '20')] });
    if (!decision.ok) throw new Error('refused');
    expect(settlementMovements('advance', decision.change, '5')[1]).toMatchObject({ movement: 'settlement.advance', debit: { partyId: '5', openItemId: '2' }, credit: { openItemId: '7' } });
    expect(settlementMovements('prepayment', decision.change, '5')[0]).toMatchObject({ movement: 'settlement.prepayment', debit: { openItemId: '7' }, credit: { openItemId: '1' } });
  });
  it('proposes the oldest against the oldest: 100 and 50 over 120 and 40 leave 10 open', () => {
    const matched = matchOldest([amount('1', '100.00'), amount('2', '50.00')], [amount('7', '120.00'), amount('8', '40.00')]);
    expect(matched.map((one) => [one.advance.id, one.item.id, formatMoney(one.amount)])).toEqual([['1', '7', '100.00'], ['2', '7', '20.00'], ['2', '8', '30.00']]);
  });
});
