/**
 * A full reversal: each line of the entry negated on its own side (红字), once. Where that would break a pool's law, settlement
 * lines ride along: receive 10 at 5 and 10 at 7, issue 10 at the average 60, reverse the second receipt: the pool would hold
 * nothing and −10. What left was charged 60 and, without that receipt, cost 50; so 10 go back into the pool from where it went.
 * Goods that are no longer there cannot be settled: that is a refusal, and the way out is to reverse the issue first.
 * What a revaluation added to the entry's lines later goes back with it, as settlement too.
 */
import { applyToPool, poolFault, type PoolState } from '../costing/pool.ts';
import { allocateByLargestRemainder, formatQuantity, negateMoney, negateQuantity, type Money, zeroMoney, zeroQuantity } from '../primitives/decimal.ts';
import { accept, assert, type Decision, refuse } from '../primitives/outcome.ts';
import { dimensionsOf, type EntryLine, entryFault, signedAmount } from './entry-line.ts';

/** Where value went when goods left a pool: the counter line of the departure and the amount it carried (above zero). */
export type Departure = { readonly poolId: string; readonly amount: Money; readonly counter: EntryLine };
export type PoolToReverse = PoolState & { readonly id: string };

/** `pools` as they stand, locked; `departures` of the pools touched, newest first; `adjustments`: lines that revalued the entry's. */
export function reverseEntry(
  lines: readonly EntryLine[], pools: readonly PoolToReverse[], departures: readonly Departure[], adjustments: readonly EntryLine[] = [],
): Decision<readonly EntryLine[]> {
  assert(lines.every((line) => !line.settles), 'a reversal is not reversed');
  const negated = [...lines.map(negate), ...adjustments.map((line): EntryLine => ({ ...negate(line), adjusts: null, settles: true, movement: 'settlement' }))];
  const settlements: EntryLine[] = [];
  for (const pool of pools) {
    const after = negated.filter((line) => line.poolId === pool.id)
      .reduce<PoolState>((state, line) => applyToPool(state, line.quantity, signedAmount(line)), pool);
    const fault = poolFault(after);
    if (fault === undefined) continue;
    const own = negated.find((line) => line.poolId === pool.id);
    if (fault === 'short' || !own) return refuse('reversal-goods-gone', { item: own?.itemId ?? '', on_hand: formatQuantity(pool.quantity) });
    const settled = settle(own, negateMoney(after.value), departures.filter((departure) => departure.poolId === pool.id && departure.amount > 0n));
    if (settled.length === 0) return refuse('reversal-value-gone', { item: own.itemId ?? '' });
    settlements.push(...settled);
  }
  const all = [...negated, ...settlements];
  const fault = entryFault(all);
  assert(fault === undefined, `reversal: ${fault}`);
  return accept(all);
}

const negate = (line: EntryLine): EntryLine => ({
  ...line,
  amount: negateMoney(line.amount),
  quantity: negateQuantity(line.quantity),
  secondQuantity: line.secondQuantity == null ? line.secondQuantity : negateQuantity(line.secondQuantity),
  currencyAmount: line.currencyAmount == null ? line.currencyAmount : negateMoney(line.currencyAmount),
});

/** Brings `amount` into the pool and takes it, shared by what each departure carried, from where the goods went. */
function settle(own: EntryLine, amount: Money, departures: readonly Departure[]): EntryLine[] {
  if (departures.length === 0) return [];
  const shares = allocateByLargestRemainder(amount, departures.map((departure) => departure.amount));
  const blank = { quantity: zeroQuantity, settles: true, movement: 'settlement', summary: own.summary } as const;
  const counters = departures.flatMap(({ counter }, index): EntryLine[] => {
    const share = shares[index] ?? zeroMoney;
    if (share === 0n) return [];
    // The goods' counter side was a debit; the settlement corrects it red on the same side, so turnover stays right.
    return [{
      ...dimensionsOf(counter), ...blank, side: counter.side, accountId: counter.accountId, itemId: counter.itemId, poolId: counter.poolId,
      amount: counter.side === 'D' ? negateMoney(share) : share,
    }];
  });
  return [{ ...blank, side: 'D', amount, accountId: own.accountId, itemId: own.itemId, lotId: own.lotId, poolId: own.poolId }, ...counters];
}
