/**
 * Exact decimals on scaled bigints. Money has 2 places, quantity 6, price and unit cost 8, rate 6: the same scales as the
 * SQL columns numeric(20,2), (20,6), (20,8). Nothing else in the product rounds; a function's name says how it rounds.
 * Trap: JavaScript's bigint division truncates towards zero, so half-up is done on magnitudes (symmetric, as accountants do).
 */
declare const scale: unique symbol;
type Scaled<Name extends string> = bigint & { readonly [scale]: Name };

/** Cents of the base currency. */
export type Money = Scaled<'money'>;
/** Millionths of a stock unit. */
export type Quantity = Scaled<'quantity'>;
/** Hundred-millionths of the base currency per stock unit. */
export type Price = Scaled<'price'>;
/** Millionths: 0.13 (13 %) is 130000n. */
export type Rate = Scaled<'rate'>;

const places = { money: 2, quantity: 6, price: 8, rate: 6 } as const;
type ScaleName = keyof typeof places;
const pattern = /^(-?)(\d{1,18})(?:\.(\d+))?$/;

function parse(text: string, name: ScaleName): bigint {
  const match = pattern.exec(text.trim());
  if (!match) throw new RangeError(`not a decimal: ${text}`);
  const [, sign, whole, fraction = ''] = match;
  const digits = places[name];
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) throw new RangeError(`more than ${digits} decimal places: ${text}`);
  const value = BigInt((whole ?? '0') + fraction.slice(0, digits).padEnd(digits, '0'));
  return sign ? -value : value;
}

function format(value: bigint, name: ScaleName, keep: number): string {
  const digits = places[name];
  const negative = value < 0n;
  const text = (negative ? -value : value).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, -digits);
  let fraction = text.slice(-digits);
  while (fraction.length > keep && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return (negative ? '-' : '') + whole + (fraction ? `.${fraction}` : '');
}

/** "12.30" → 1230n. Throws RangeError on text that is no decimal or has too many places. */
export const parseMoney = (text: string): Money => parse(text, 'money') as Money;
export const parseQuantity = (text: string): Quantity => parse(text, 'quantity') as Quantity;
export const parsePrice = (text: string): Price => parse(text, 'price') as Price;
export const parseRate = (text: string): Rate => parse(text, 'rate') as Rate;

/** How many places a quantity as it was typed needs: 2 of "1.250". */
export const decimalsOf = (text: string): number => text.split('.')[1]?.replace(/0+$/, '').length ?? 0;

/** Always two places: "12.30". */
export const formatMoney = (value: Money): string => format(value, 'money', 2);
/** No trailing zeros: "12.5", "3". */
export const formatQuantity = (value: Quantity): string => format(value, 'quantity', 0);
/** At least two places, no further trailing zeros: "5.00", "8.33333333". */
export const formatPrice = (value: Price): string => format(value, 'price', 2);
export const formatRate = (value: Rate): string => format(value, 'rate', 0);

export const money = (cents: bigint): Money => cents as Money;
export const quantity = (millionths: bigint): Quantity => millionths as Quantity;
export const zeroMoney = 0n as Money;
export const zeroQuantity = 0n as Quantity;

export const addMoney = (a: Money, b: Money): Money => (a + b) as Money;
export const subtractMoney = (a: Money, b: Money): Money => (a - b) as Money;
export const negateMoney = (a: Money): Money => -a as Money;
export const sumMoney = (values: Iterable<Money>): Money => sum(values) as Money;
export const addQuantity = (a: Quantity, b: Quantity): Quantity => (a + b) as Quantity;
export const subtractQuantity = (a: Quantity, b: Quantity): Quantity => (a - b) as Quantity;
export const negateQuantity = (a: Quantity): Quantity => -a as Quantity;
export const sumQuantity = (values: Iterable<Quantity>): Quantity => sum(values) as Quantity;
export const minQuantity = (a: Quantity, b: Quantity): Quantity => (a < b ? a : b);

function sum(values: Iterable<bigint>): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}

/** numerator ÷ denominator, halves away from zero (四舍五入). Throws RangeError on zero. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const result = (2n * n + d) / (2n * d);
  return negative ? -result : result;
}

/**
 * For reading, never for reckoning: a decimal text to so many places, half up; below one to so many figures, because a small price rounded
 * to places would be none. "8.33333333" → "8.3333", "0.00012345678" → "0.0001235".
 */
export function shortenedHalfUp(text: string, places: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.(\d+)$/.exec(text) ?? [];
  const kept = /[1-9]/.test(whole) ? places : /^0*/.exec(fraction)?.[0].length === fraction.length ? places : (/^0*/.exec(fraction)?.[0].length ?? 0) + places;
  if (whole === '' || fraction.length <= kept) return text;
  const digits = divideHalfUp(BigInt(whole + fraction), 10n ** BigInt(fraction.length - kept)).toString().padStart(kept + 1, '0');
  return `${sign}${digits.slice(0, -kept)}.${digits.slice(-kept)}`;
}

/** quantity × price, to the cent, half up. */
export const extendHalfUp = (amount: Quantity, price: Price): Money => divideHalfUp(amount * price, 10n ** 12n) as Money;
/** money × rate (0.13 for 13 %), to the cent, half up. */
export const applyRateHalfUp = (amount: Money, rate: Rate): Money => divideHalfUp(amount * rate, 1_000_000n) as Money;
/** Net amount inside a tax-inclusive amount, to the cent, half up. */
export const netOfTaxHalfUp = (gross: Money, rate: Rate): Money => divideHalfUp(gross * 1_000_000n, 1_000_000n + rate) as Money;
/** Tax-exclusive price of a tax-inclusive one, to eight places, half up. */
export const netPriceHalfUp = (price: Price, rate: Rate): Price => divideHalfUp(price * 1_000_000n, 1_000_000n + rate) as Price;
/** value ÷ quantity to eight places, half up. */
export const unitCostHalfUp = (value: Money, amount: Quantity): Price => divideHalfUp(value * 10n ** 12n, amount) as Price;
/** The part/whole share of a value, to the cent, half up; the whole takes everything, so nothing is left when stock runs out. */
export const shareHalfUp = (value: Money, part: Quantity, whole: Quantity): Money =>
  (part === whole ? value : divideHalfUp(value * part, whole)) as Money;
/** a × b / c in quantity's scale, half up: e.g. quantity per parent × parents. */
export const multiplyQuantityHalfUp = (a: Quantity, b: Quantity): Quantity => divideHalfUp(a * b, 1_000_000n) as Quantity;
/** a × b, rounded up to the next millionth: a requirement never falls short. */
export function multiplyQuantityUp(a: Quantity, b: Quantity): Quantity {
  const product = a * b;
  const floor = product / 1_000_000n;
  return (product % 1_000_000n > 0n ? floor + 1n : floor) as Quantity;
}

/**
 * Splits a total by weights so that the parts add up exactly: everyone gets the floor of his share, the cents left over go to
 * the largest remainders, ties to the earlier one. All-zero weights: everything to the first part. Throws on negative weights.
 */
export function allocateByLargestRemainder(total: Money, weights: readonly bigint[]): Money[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('negative weight');
  const whole = sum(weights);
  if (weights.length === 0) return [];
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? total : 0n) as Money);
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const parts = weights.map((weight) => (magnitude * weight) / whole);
  const rest = Number(magnitude - sum(parts));
  const order = weights.map((weight, index) => ({ index, remainder: (magnitude * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of order.slice(0, rest)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => (part * sign) as Money);
}
