/**
 * 移动加权平均: an issue takes value in proportion to quantity from the pool as it stands, to the cent, half up; the last unit
 * takes the remainder, so an empty pool is worth nothing. No unit cost is kept, hence none is rounded: a textbook that rounds the
 * unit cost to cents at each step ends at 81,126.70 where the pool holds 81,126.66 (scenarios/costing, moving average).
 */
import { negateMoney, negateQuantity, shareHalfUp, type Money, type Quantity } from '../primitives/decimal.ts';
import { accept, assert, type Decision, refuse } from '../primitives/outcome.ts';
import { applyToPool, emptyPool, type PoolState } from './pool.ts';

export type Issue = { readonly state: PoolState; readonly amount: Money };

/** What leaves and what stays. Refused when less is there than asked. */
export function issueAtAverage(state: PoolState, quantity: Quantity): Decision<Issue> {
  assert(quantity > 0n, 'an issue is above zero');
  if (quantity > state.quantity) return refuse('pool-short', { on_hand: String(state.quantity), quantity: String(quantity) });
  const amount = shareHalfUp(state.value, quantity, state.quantity);
  return accept({ state: applyToPool(state, negateQuantity(quantity), negateMoney(amount)), amount });
}

/** One line of a pool in the order of value (period, pool_seq). `valued`: the pool decided the amount; otherwise it was given. */
export type PoolLine = { readonly quantity: Quantity; readonly amount: Money; readonly valued: boolean };

/** Replays the lines from an empty pool; names the first line whose recorded amount the pool would not have given. */
export function replayMovingAverage(lines: readonly PoolLine[]): { readonly state: PoolState; readonly firstBreak: number | undefined } {
  let state = emptyPool;
  let firstBreak: number | undefined;
  lines.forEach((line, index) => {
    if (line.valued && line.quantity < 0n) {
      const issue = issueAtAverage(state, negateQuantity(line.quantity));
      if ((!issue.ok || issue.change.amount !== -line.amount) && firstBreak === undefined) firstBreak = index;
    }
    state = applyToPool(state, line.quantity, line.amount);
  });
  return { state, firstBreak };
}
