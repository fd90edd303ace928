/**
 * What several issues of one document take out of their pools: each is valued on what the one before it left, in the order of
 * the lines, by moving average. The states are those of the locked pools; the last unit takes the remainder.
 */
import { issueAtAverage } from '@millwright/core/costing/moving-average';
import { applyToPool, type PoolState } from '@millwright/core/costing/pool';
import type { Money, Quantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse } from '@millwright/core/primitives/outcome';

/** Pools as they run down while a document is valued. */
export class RunningPools {
  readonly #states = new Map<string, PoolState>();
  constructor(pools: readonly (({ readonly id: string } & PoolState) | undefined)[]) {
    for (const pool of pools) if (pool) this.#states.set(pool.id, { quantity: pool.quantity, value: pool.value });
  }
  #stateOf(poolId: string): PoolState {
    const state = this.#states.get(poolId);
    if (!state) throw new Error(`pool ${poolId} is not locked`);
    return state;
  }
  receive(poolId: string, quantity: Quantity, value: Money): void {
    this.#states.set(poolId, applyToPool(this.#stateOf(poolId), quantity, value));
  }
  /** Takes every line's quantity out of its pool; refused as a whole at the first pool that holds too little. */
  issue(lines: readonly { readonly poolId: string; readonly quantity: Quantity }[]): Decision<readonly Money[]> {
    const amounts: Money[] = [];
    for (const [index, { poolId, quantity }] of lines.entries()) {
      const issued = issueAtAverage(this.#stateOf(poolId), quantity);
      if (!issued.ok) return refuse('pool-short', { row: index + 1 }, ['lines', index, 'quantity']);
      this.#states.set(poolId, issued.change.state);
      amounts.push(issued.change.amount);
    }
    return accept(amounts);
  }
}
