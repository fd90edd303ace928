/**
 * 先进先出: issues take the oldest layers first, each at its own value; a layer that is only partly taken gives its share, to the
 * cent, half up, and keeps the rest, so the layers always add up to the pool.
 */
import { addMoney, minQuantity, shareHalfUp, subtractMoney, subtractQuantity, sumMoney, sumQuantity, type Money, type Quantity, zeroMoney } from '../primitives/decimal.ts';
import { accept, assert, type Decision, refuse } from '../primitives/outcome.ts';
import type { PoolState } from './pool.ts';

/** Oldest first. */
export type Layers = readonly PoolState[];

export const receiveLayer = (layers: Layers, layer: PoolState): Layers => [...layers, layer];

export function issueFromLayers(layers: Layers, quantity: Quantity): Decision<{ readonly layers: Layers; readonly amount: Money }> {
  assert(quantity > 0n, 'an issue is above zero');
  const onHand = sumQuantity(layers.map((layer) => layer.quantity));
  if (quantity > onHand) return refuse('pool-short', { on_hand: String(onHand), quantity: String(quantity) });
  let wanted = quantity;
  let amount = zeroMoney;
  const left: PoolState[] = [];
  for (const layer of layers) {
    const taken = minQuantity(wanted, layer.quantity);
    const value = taken > 0n ? shareHalfUp(layer.value, taken, layer.quantity) : zeroMoney;
    wanted = subtractQuantity(wanted, taken);
    amount = addMoney(amount, value);
    if (taken < layer.quantity) left.push({ quantity: subtractQuantity(layer.quantity, taken), value: subtractMoney(layer.value, value) });
  }
  return accept({ layers: left, amount });
}

export const stateOfLayers = (layers: Layers): PoolState => ({ quantity: sumQuantity(layers.map((layer) => layer.quantity)), value: sumMoney(layers.map((layer) => layer.value)) });
