/**
 * Quantities inside the engines: whole millionths of a unit in a double, exact below 2^53 (nine thousand million units).
 * The same six places as numeric(20,6) in SQL, so a quantity passes in and out of an engine unchanged. Every rounding an
 * engine does is here. Trap: a product of two such numbers can leave 2^53, so the factor is split before multiplying;
 * what is left of the error is below a thousandth of a millionth and is absorbed by `slack`.
 */
export const millionthsPerUnit = 1_000_000;
/** The largest quantity that stays exact. */
export const largestMillionths = Number.MAX_SAFE_INTEGER;
const slack = 1e-3;

/**
 * What may be missing from rounding alone where so many quantities were rounded: a millionth each, a ten-thousandth of a unit
 * at most. Without it a third taken three times would call for one more lot.
 */
export const roundingOf = (count: number): number => Math.min(100, count + 1);

export const millionthsOf = (units: number): number => Math.round(units * millionthsPerUnit);
export const unitsOf = (millionths: number): number => millionths / millionthsPerUnit;

/** quantity × factor, both in millionths, to the nearest millionth. */
export function multiplyMillionths(quantity: number, factor: number): number {
  const whole = Math.floor(factor / millionthsPerUnit);
  const rest = factor - whole * millionthsPerUnit;
  return rest === 0 ? quantity * whole : quantity * whole + Math.round((quantity * rest) / millionthsPerUnit);
}

/** The least quantity to start so that quantity × share is at least what is wanted. */
export const divideMillionthsUp = (wanted: number, share: number): number => (share === 1 ? wanted : Math.ceil(wanted / share - slack));

/** What comes out of a quantity started at this yield, never more than it gives. */
export const yieldMillionthsDown = (started: number, share: number): number => (share === 1 ? started : Math.floor(started * share + slack));

/** The least multiple that is not below the quantity; a multiple of 0 means any quantity. */
export const raiseToMultiple = (quantity: number, multiple: number): number =>
  multiple > 0 ? Math.ceil(quantity / multiple - 1e-12) * multiple : quantity;

/** The largest multiple that is not above the quantity. */
export const lowerToMultiple = (quantity: number, multiple: number): number =>
  multiple > 0 && Number.isFinite(quantity) ? Math.floor(quantity / multiple + 1e-12) * multiple : quantity;

/** A share of a quantity, rounded so that consecutive shares add up: round(whole × upTo ÷ of) of running totals. */
export const runningShare = (whole: number, upTo: number, of: number): number => (upTo >= of ? whole : Math.round((whole / of) * upTo));

/** Run times are whole seconds; a part of a second counts as one. */
export const wholeSecondsUp = (seconds: number): number => Math.ceil(seconds - slack);

/** A whole order quantity (millionths of whole units) not below an economic quantity given in units. */
export const wholeUnitsUp = (units: number): number => Math.ceil(units - 1e-9) * millionthsPerUnit;
