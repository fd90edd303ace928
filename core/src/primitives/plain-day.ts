/**
 * Business dates are plain days, "2026-11-24", without a zone; instants belong to the audit only. Arithmetic runs on day
 * numbers (proleptic Gregorian, 1970-01-01 = 0), so no clock and no time zone can slip in. A period is year × 100 + month.
 */
declare const plainDay: unique symbol;
export type PlainDay = string & { readonly [plainDay]: true };
/** 202611 for November 2026. */
export type Period = number;

const cumulative = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Throws RangeError unless the text is a real day between 1900 and 2999. */
export function parseDay(text: string): PlainDay {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

export function isDay(text: string): text is PlainDay {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Days since 1970-01-01. */
export function dayNumber(day: PlainDay): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const years = year - 1;
  const before = years * 365 + Math.trunc(years / 4) - Math.trunc(years / 100) + Math.trunc(years / 400);
  const inYear = (cumulative[month - 1] ?? 0) + (month > 2 && leap(year) ? 1 : 0) + date - 1;
  return before + inYear - 719162;
}

/** The inverse of dayNumber. */
export function dayFromNumber(number: number): PlainDay {
  let year = 1970 + Math.trunc(number / 366);
  while (dayNumber(`${year + 1}-01-01` as PlainDay) <= number) year += 1;
  while (dayNumber(`${year}-01-01` as PlainDay) > number) year -= 1;
  let rest = number - dayNumber(`${year}-01-01` as PlainDay);
  let month = 1;
  while (rest >= monthLength(year, month)) {
    rest -= monthLength(year, month);
    month += 1;
  }
  return `${year}-${String(month).padStart(2, '0')}-${String(rest + 1).padStart(2, '0')}` as PlainDay;
}

export const addDays = (day: PlainDay, days: number): PlainDay => dayFromNumber(dayNumber(day) + days);
/** later − earlier in days. */
export const daysBetween = (earlier: PlainDay, later: PlainDay): number => dayNumber(later) - dayNumber(earlier);
/** 1 Monday … 7 Sunday. */
export const weekday = (day: PlainDay): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
export const periodOf = (day: PlainDay): Period => Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
export const firstDayOf = (period: Period): PlainDay =>
  `${Math.trunc(period / 100)}-${String(period % 100).padStart(2, '0')}-01` as PlainDay;
export const lastDayOf = (period: Period): PlainDay =>
  `${firstDayOf(period).slice(0, 8)}${monthLength(Math.trunc(period / 100), period % 100)}` as PlainDay;
export const nextPeriod = (period: Period): Period => (period % 100 === 12 ? period + 89 : period + 1);
export const previousPeriod = (period: Period): Period => (period % 100 === 1 ? period - 89 : period - 1);
