/**
 * Dates and durations of the text form as whole seconds since 1970-01-01T00:00:00. Dates are local without a zone, so no
 * zone and no summer time can move a plan; a day always has 24 hours. Durations are ISO 8601 with weeks, days, hours,
 * minutes and seconds. Trap: months and years have no fixed length and are refused rather than guessed.
 */
import { dayFromNumber, dayNumber, isDay } from '@millwright/core/primitives/plain-day';

export const secondsPerDay = 86_400;
/** How many whole `unit`s lie in the seconds (both not negative). */
const count = (seconds: number, unit: number): number => (seconds - (seconds % unit)) / unit;

/** Seconds since 1970, or a sentence saying what is wrong. */
export function parseDateTime(text: string): number | string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) {
    return /(Z|[+-]\d{2}:?\d{2})$/.test(text) && text.includes('T')
      ? 'has a time zone; dates are local, such as 2025-01-31T08:00:00'
      : 'is not a date such as 2025-01-31T08:00:00';
  }
  const day = match[1] ?? '';
  const [hour, minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  if (!isDay(day) || hour > 23 || minute > 59 || second > 59) return 'is not a real date between 1900 and 2999';
  return dayNumber(day) * secondsPerDay + hour * 3600 + minute * 60 + second;
}

/** Seconds from 1970 to the first year written with four digits that a calendar date here may have. */
const furthest = 970 * 366 * secondsPerDay;

/** A plan names the same few hundred days again and again. */
const dayTexts = new Map<number, string>();

function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  if (dayTexts.size > 10_000) dayTexts.clear();
  const text = dayFromNumber(day);
  dayTexts.set(day, text);
  return text;
}

/** A calendar that is never open, or not enough before a date: work reaches beyond every date there is. */
export class NoOpenTime extends Error {}

export function formatDateTime(seconds: number): string {
  if (!(Math.abs(seconds) < furthest)) throw new NoOpenTime('a calendar has too little open time: an order would lie before the year 1000 or after 2999');
  const rest = ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = dayText((seconds - rest) / secondsPerDay);
  return `${day}T${two(count(rest, 3600))}:${two(count(rest % 3600, 60))}:${two(rest % 60)}`;
}

const durationPattern = /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds (a fraction is kept: a run time per unit may be below a second), or a sentence saying what is wrong. */
export function parseDuration(text: string): number | string {
  if (/^[+-]/.test(text) || /P.*-\d/.test(text)) return text.includes('-') ? 'is negative' : 'is not a duration such as P7D or PT12H';
  if (/^P[^T]*\d[YM]/.test(text)) return 'uses years or months, which have no fixed length; use days or weeks';
  const match = durationPattern.exec(text);
  if (!match || match.slice(1).every((part) => part === undefined)) return 'is not a duration such as P7D or PT12H';
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const total = (weeks ?? 0) * 7 * secondsPerDay + (days ?? 0) * secondsPerDay + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return total <= 1000 * 366 * secondsPerDay ? total : 'is longer than a thousand years';
}

export function formatDuration(seconds: number): string {
  if (seconds <= 0) return 'P0D';
  const days = count(seconds, secondsPerDay);
  const hours = count(seconds % secondsPerDay, 3600);
  const minutes = count(seconds % 3600, 60);
  const rest = seconds % 60;
  const clock = (hours ? `${hours}H` : '') + (minutes ? `${minutes}M` : '') + (rest ? `${rest}S` : '');
  return `P${days ? `${days}D` : ''}${clock ? `T${clock}` : ''}`;
}
