/**
 * A value pool: quantity and value of one item in one account and valuation area. Its law is invariant 3: nothing left ⇒ no
 * value left, something left ⇒ value not negative. Value comes out of the pool, never from a unit cost typed somewhere.
 */
import type { Money, Quantity } from '../primitives/decimal.ts';

export type PoolState = { readonly quantity: Quantity; readonly value: Money };
export const emptyPool: PoolState = { quantity: 0n as Quantity, value: 0n as Money };

/** undefined when the state may stand. */
export function poolFault({ quantity, value }: PoolState): 'short' | 'value-left' | 'value-negative' | undefined {
  if (quantity < 0n) return 'short';
  if (quantity === 0n && value !== 0n) return 'value-left';
  if (value < 0n) return 'value-negative';
  return undefined;
}

/** Adds what is given: a receipt, a return at issue value, a red receipt, a value adjustment with quantity 0. */
export const applyToPool = (state: PoolState, quantity: Quantity, value: Money): PoolState =>
  ({ quantity: (state.quantity + quantity) as Quantity, value: (state.value + value) as Money });
