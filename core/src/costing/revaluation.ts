/**
 * A late line comes before everything of later periods in the order of value, so what was issued there is valued anew: the pools are
 * replayed from the late line's period on, and every issue whose share has changed gets an adjustment, with its counter lines
 * (order, cost of sales, another pool) in the same proportion, dated in the issue's own period. Goods that went on into another
 * pool change that pool's later issues in turn; a reversal follows the line it reverses. Recorded lines never change.
 */
import { allocateByLargestRemainder, money, negateMoney, negateQuantity, shareHalfUp, subtractMoney, sumMoney, type Money, type Quantity, zeroMoney } from '../primitives/decimal.ts';
import { accept, type Decision, refuse } from '../primitives/outcome.ts';
import { applyToPool, type PoolState } from './pool.ts';

/** `entry/line`: unique over all pools. */
export type LineKey = string;
export type LaterLine = {
  readonly key: LineKey;
  readonly quantity: Quantity;
  /** Debit less credit, earlier adjustments included. */
  readonly value: Money;
  /** issue: the pool decides the value. mirror: the reversal of the issue `mirrors`. given: everything else. */
  readonly kind: 'issue' | 'mirror' | 'given';
  readonly mirrors?: LineKey | undefined;
  /** Where the value went (or, in a mirror, came back from): the other lines of the movement, with their value. */
  readonly counters: readonly { readonly key: LineKey; readonly value: Money; readonly poolId: string | null }[];
};
export type LaterPool = { readonly id: string; readonly itemId: string; readonly opening: PoolState; readonly lines: readonly LaterLine[] };
export type Revaluation = {
  /** Debit less credit to add to each line; zero ones are left out. */
  readonly changes: ReadonlyMap<LineKey, Money>;
  /** Pools that received revalued goods and were not given: load them and run again. */
  readonly missingPools: readonly string[];
};

const roundsMax = 50;

/** The lines of each pool in the order of value, all of them later than the late line's period. */
export function revalue(pools: readonly LaterPool[]): Decision<Revaluation> {
  const recorded = new Map<LineKey, Money>(pools.flatMap((pool) => pool.lines.flatMap((line) => [[line.key, line.value] as const, ...line.counters.map((counter) => [counter.key, counter.value] as const)])));
  const current = new Map(recorded);
  // A counter may stand for several issue lines (two stores, one order): each contributes its own share.
  const contributions = new Map<LineKey, Map<LineKey, Money>>();
  const known = new Set(pools.map((pool) => pool.id));
  const missing = new Set<string>();
  const changeOf = (key: LineKey): Money => subtractMoney(current.get(key) ?? zeroMoney, recorded.get(key) ?? zeroMoney);
  for (let round = 0; round < roundsMax; round += 1) {
    let settled = true;
    for (const pool of pools) {
      let state = pool.opening;
      for (const line of pool.lines) {
        let value = current.get(line.key) ?? line.value;
        if (line.kind === 'issue') {
          const out = negateQuantity(line.quantity);
          if (out > state.quantity || state.value < 0n) return refuse('late-line-short', { item: pool.itemId, left: String(state.quantity) });
          value = negateMoney(shareHalfUp(state.value, out, state.quantity));
        } else if (line.kind === 'mirror' && line.mirrors !== undefined) value = subtractMoney(line.value, changeOf(line.mirrors));
        if (value !== current.get(line.key)) {
          settled = false;
          current.set(line.key, value);
          for (const [index, share] of shares(line, subtractMoney(line.value, value)).entries()) {
            const counter = line.counters[index];
            if (!counter) continue;
            const parts = contributions.get(counter.key) ?? new Map<LineKey, Money>();
            contributions.set(counter.key, parts.set(line.key, share));
            current.set(counter.key, money(counter.value + sumMoney(parts.values())));
            if (counter.poolId !== null && !known.has(counter.poolId)) missing.add(counter.poolId);
          }
        }
        state = applyToPool(state, line.quantity, value);
        if (state.quantity < 0n) return refuse('late-line-short', { item: pool.itemId, left: String(state.quantity) });
      }
    }
    if (settled) {
      const changes = new Map([...current.keys()].map((key) => [key, changeOf(key)] as const).filter(([, change]) => change !== 0n));
      return accept({ changes, missingPools: [...missing] });
    }
  }
  return refuse('late-line-circular', { item: pools[0]?.itemId ?? '' });
}

/** What leaves the value goes to its counters, in proportion to what they carried. */
const shares = (line: LaterLine, change: Money): Money[] =>
  allocateByLargestRemainder(change, line.counters.map((counter) => (counter.value < 0n ? -counter.value : counter.value)));
