/**
 * A full reversal: each line of the entry negated on its own side (红字), once. Where that would break a pool's law, settlement
 * lines ride along: receive 10 at 5 and 10 at 7, issue 10 at the average 60, reverse the second receipt: the pool would hold
 * nothing and −10. What left was charged 60 and, without that receipt, cost 50; so 10 go back into the pool from where it went.
 * Goods that are no longer there cannot be settled: that is a refusal, and the way out is to reverse the issue first.
 * What a revaluation added to the entry's lines later goes back with it, as settlement too. And where the goods went in and from
 * where nothing left since (a pool, the material of a work order, the cost of an order line), what came to them meanwhile or was
 * taken off them travels home with them: an invoice's price difference, another reversal's settlement. So whatever has no later
 * document can be reversed, and nothing stays where no goods are.
 */
import { applyToPool, poolFault, type PoolState } from '../costing/pool.ts';
import { allocateByLargestRemainder, formatQuantity, money, negateMoney, negateQuantity, type Money, zeroMoney, zeroQuantity } from '../primitives/decimal.ts';
import { accept, assert, type Decision, refuse } from '../primitives/outcome.ts';
import { dimensionsOf, type EntryLine, entryFault, signedAmount } from './entry-line.ts';

/** Where value went when goods left a pool: the counter line of the departure and the amount it carried (above zero). */
export type Departure = { readonly poolId: string; readonly amount: Money; readonly counter: EntryLine };
/** What holds goods with value: a pool, or the goods of one item that an order or order line has been charged (see holdingOf). */
export type Holding = PoolState & { readonly id: string };

/** The holding a line moves: its pool, else account, item and the order or order line charged; undefined where nothing is held. */
export function holdingOf(line: Pick<EntryLine, 'poolId' | 'accountId' | 'itemId' | 'workOrderId' | 'orderLineId'>): string | undefined {
  if (line.poolId) return line.poolId;
  if (!line.accountId || !line.itemId || !(line.workOrderId || line.orderLineId)) return undefined;
  return [line.accountId, line.itemId, line.workOrderId ?? '', line.orderLineId ?? ''].join('/');
}

/** `holdings` as they stand, pools locked; `departures` of the pools touched, newest first; `adjustments`: lines that revalued the entry's. */
export function reverseEntry(
  lines: readonly EntryLine[], holdings: readonly Holding[], departures: readonly Departure[], adjustments: readonly EntryLine[] = [],
): Decision<readonly EntryLine[]> {
  assert(lines.every((line) => !line.settles), 'a reversal is not reversed');
  const negated = [...lines.map(negate), ...adjustments.map((line): EntryLine => ({ ...negate(line), adjusts: null, settles: true, movement: 'settlement' }))];
  const settlements: EntryLine[] = [];
  const moved = (id: string) => negated.filter((line) => holdingOf(line) === id).reduce((sum, line) => sum + line.quantity, 0n);
  // What the goods leave comes first: it may send something along to where they go.
  for (const holding of [...holdings].sort((one, other) => Number(moved(one.id) >= 0n) - Number(moved(other.id) >= 0n))) {
    const after = [...negated, ...settlements].filter((line) => holdingOf(line) === holding.id)
      .reduce<PoolState>((state, line) => applyToPool(state, line.quantity, signedAmount(line)), holding);
    const fault = poolFault(after);
    if (fault === undefined) continue;
    const own = negated.find((line) => holdingOf(line) === holding.id);
    if (fault === 'short' || !own) return refuse('reversal-goods-gone', { item: own?.itemId ?? '', on_hand: formatQuantity(holding.quantity) });
    const left = departures.filter((departure) => departure.poolId === holding.id && departure.amount > 0n);
    const settled = settle(own, negateMoney(after.value), left.length > 0 ? left : homeOf(own, negated));
    if (settled.length === 0) return refuse('reversal-value-gone', { item: own.itemId ?? '' });
    settlements.push(...settled);
  }
  const all = [...negated, ...settlements];
  const fault = entryFault(all);
  assert(fault === undefined, `reversal: ${fault}`);
  return accept(all);
}

/** The pools the goods of a line go back into, in the form of departures. */
const homeOf = (own: EntryLine, negated: readonly EntryLine[]): Departure[] =>
  negated.filter((line) => line.poolId && line.poolId !== own.poolId && line.itemId === own.itemId && line.quantity > 0n)
    .map((counter) => ({ poolId: '', amount: money(counter.quantity), counter }));

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
  return [{ ...(own.poolId ? {} : dimensionsOf(own)), ...blank, side: 'D', amount, accountId: own.accountId, itemId: own.itemId, lotId: own.lotId, poolId: own.poolId }, ...counters];
}
