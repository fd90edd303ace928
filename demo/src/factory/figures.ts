/**
 * Figures of the factory are worked out in whole numbers (millimetres, hundredths of a minute, fen) and written as decimal
 * text. The only division is here and uses the product's own half-up rounding, so the same data come out on every machine.
 */
import { divideHalfUp } from '@millwright/core/primitives/decimal';

/** numerator ÷ denominator with so many decimal places, as text without trailing zeros. */
export function ratio(numerator: number | bigint, denominator: number | bigint, places: number): string {
  const scaled = divideHalfUp(BigInt(numerator) * 10n ** BigInt(places), BigInt(denominator));
  const text = scaled.toString().padStart(places + 1, '0');
  const whole = places === 0 ? text : text.slice(0, -places);
  const fraction = places === 0 ? '' : text.slice(-places).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Whole units, rounded half up. */
export const whole = (numerator: number, denominator: number): number => Number(divideHalfUp(BigInt(numerator), BigInt(denominator)));

/** Fen as yuan text: 20340 → "203.40". */
export const yuan = (fen: number): string => `${ratio(fen - (fen % 100), 100, 0)}.${String(fen % 100).padStart(2, '0')}`;

export const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');
