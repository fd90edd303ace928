/** Rounding that never falls short: what an order needs is rounded up to what its unit can be counted in. */
import type { Quantity } from './decimal.ts';

/** numerator ÷ denominator, up; both above or at zero. */
export function divideUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n || numerator < 0n) throw new RangeError('divideUp takes no negatives and no zero divisor');
  return (numerator + denominator - 1n) / denominator;
}

/** The least quantity of at most `decimals` places that is not below numerator ÷ denominator millionths. */
export function quantityUp(numerator: bigint, denominator: bigint, decimals: number): Quantity {
  const step = 10n ** BigInt(6 - decimals);
  return (divideUp(numerator, denominator * step) * step) as Quantity;
}

/** whole × part ÷ of, up to the unit's decimals, never above the whole: consumption in step with output. */
export function proportionUp(whole: Quantity, part: Quantity, of: Quantity, decimals: number): Quantity {
  if (part >= of) return whole;
  const wanted = quantityUp(whole * part, of, decimals);
  return wanted < whole ? wanted : whole;
}
