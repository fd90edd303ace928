/**
 * A fraction as people write quantities, "1/2" or "1 1/2", as a decimal of at most so many places. Exact says whether the decimal
 * is the fraction itself: 1/3 is not, and nobody may round it without having been asked.
 */
import { divideHalfUp } from './decimal.ts';

const pattern = /^(-?)(?:(\d{1,9})\s+)?(\d{1,9})\s*\/\s*(\d{1,9})$/;

export function decimalOfFraction(text: string, places: number): { readonly decimal: string; readonly exact: boolean } | undefined {
  const [, sign = '', whole = '0', above = '', below = ''] = pattern.exec(text.trim()) ?? [];
  const denominator = BigInt(below || '0');
  if (denominator === 0n) return undefined;
  const numerator = (BigInt(whole) * denominator + BigInt(above)) * 10n ** BigInt(places);
  const digits = divideHalfUp(numerator, denominator).toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const decimal = digits.slice(0, digits.length - places) + (places > 0 && fraction !== '' ? `.${fraction}` : '');
  return { decimal: sign + decimal, exact: numerator % denominator === 0n };
}
