/**
 * How figures look: thousands separators, true minus −, money with two places, quantities as they are. Works on the wire's
 * decimal strings, so nothing passes through a float; only a price of many places is shortened for reading. Blank means none; 0.00 is a value.
 */
import { shortenedHalfUp } from '@millwright/core/primitives/decimal';
import { isDay } from '@millwright/core/primitives/plain-day';
import { localInstant, minutesSince, today } from './clock.ts';
import type { Text } from './language.tsx';

export const minus = '−';
const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

function grouped(text: string, placesKept: number, placesDropped: boolean): string {
  const match = decimalPattern.exec(text.trim());
  if (!match) return text;
  const [, sign, whole = '0', fraction = ''] = match;
  const kept = (placesDropped ? fraction.replace(/0+$/, '') : fraction).padEnd(placesKept, '0');
  const digits = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return (sign ? minus : '') + digits + (kept ? `.${kept}` : '');
}

/** "-12430" → "−12,430.00" */
export const moneyText = (value: string | null | undefined): string => (value ? grouped(value, 2, true) : '');
/** "2400.500000" → "2,400.5"; places pads, never cuts: 3 for kilograms. */
export const quantityText = (value: string | null | undefined, places = 0): string => (value ? grouped(value, places, true) : '');
/** "8.33333333" → "8.3333", in full where `full`; "5" → "5.00" */
export const priceText = (value: string | null | undefined, full = false): string => (value ? grouped(full ? value : shortenedHalfUp(value.trim(), pricePlaces), 2, true) : '');
const pricePlaces = 4;
export const countText = (value: number | null | undefined): string => (value === null || value === undefined ? '' : grouped(String(value), 0, true));
/** "0.13" → "13%"; moves the point in the text. */
export function percentText(value: string | null | undefined): string {
  if (!value) return '';
  const moved = shifted(value, 2);
  return moved === undefined ? value : `${grouped(moved, 0, true)}%`;
}
/** "13" or "13%" → "0.13"; undefined when it is no number. */
export const percentFromText = (text: string): string | undefined => shifted(text.replace(/[%％\s,]/g, ''), -2);

function shifted(value: string, places: number): string | undefined {
  const match = decimalPattern.exec(value.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const rest = padded.slice(at).replace(/0+$/, '');
  return sign + padded.slice(0, at).replace(/^0+(?=\d)/, '') + (rest ? `.${rest}` : '');
}

/** A rate is shown as a percentage unless it is an exchange or conversion rate (汇率, 换算率) or has a unit of its own. */
export const isPercentage = (label: string, unit: string | undefined): boolean =>
  unit === '%' || (unit === undefined && /率$/.test(label) && !/汇率|换算率/.test(label));

/** 11-24 in the current year, 2026-11-24 otherwise or where `full`. */
export function dayText(day: string | null | undefined, full = false, reference: string = today()): string {
  if (!day) return '';
  return !full && isDay(day) && day.slice(0, 4) === reference.slice(0, 4) ? day.slice(5) : day;
}
/** ISO instant → "11-24 10:32" */
export function instantText(instant: string | null | undefined): string {
  if (!instant) return '';
  const local = localInstant(instant);
  return local ? `${dayText(local.day)} ${local.time}` : instant;
}

/** How long ago, in the words of a talk; after a day the day itself. */
export function sinceText(instant: string, minutes: number = minutesSince(instant)): Text {
  if (minutes < 1) return { zh: '刚刚', en: 'just now' };
  if (minutes < 60) return { zh: `${minutes} 分钟前`, en: `${minutes} min ago` };
  const hours = Math.trunc(minutes / 60);
  if (hours < 24) return { zh: `${hours} 小时前`, en: `${hours} h ago` };
  const days = Math.trunc(hours / 24);
  if (days < 7) return { zh: `${days} 天前`, en: days === 1 ? 'yesterday' : `${days} days ago` };
  return { zh: instantText(instant), en: instantText(instant) };
}
/** ISO instant → "2026-11-24 10:32" */
export const fullInstantText = (instant: string): string => {
  const local = localInstant(instant);
  return local ? `${local.day} ${local.time}` : instant;
};
/** Bytes as people say them: 340 KB, 2.4 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.trunc(bytes / 1024))} KB`;
  const tenths = Math.trunc((bytes * 10) / (1024 * 1024));
  return `${Math.trunc(tenths / 10)}.${tenths % 10} MB`;
}

export const isNegative = (value: unknown): boolean => typeof value === 'string' && value.startsWith('-') && /[1-9]/.test(value);

/** What a person types for a number: full-width digits, separators and a true minus are taken; undefined when it is no number. */
export function decimalFromText(text: string): string | undefined {
  const plain = text
    .replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s¥￥]/g, '')
    .replace(/^[−–]/, '-')
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/。/g, '.');
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!match || (!match[2] && !match[3])) return undefined;
  const whole = (match[2] || '0').replace(/^0+(?=\d)/, '');
  return `${match[1]}${whole}${match[3] ? `.${match[3]}` : ''}`;
}

/** What a person types for a day: 2026-11-24, 20261124, 11-24, 1124, 11/24, 24 (this month); undefined when it is no day. */
export function dayFromText(text: string, reference: string = today()): string | undefined {
  const plain = text.trim().replace(/[./年月]/g, '-').replace(/日/g, '');
  if (!plain) return undefined;
  const two = (part: string) => part.padStart(2, '0');
  const parts = plain.includes('-') ? plain.split('-') : [plain];
  let day = '';
  if (parts.length === 3) day = `${(parts[0] ?? '').length === 2 ? '20' : ''}${parts[0]}-${two(parts[1] ?? '')}-${two(parts[2] ?? '')}`;
  else if (parts.length === 2) day = `${reference.slice(0, 4)}-${two(parts[0] ?? '')}-${two(parts[1] ?? '')}`;
  else if (/^\d{8}$/.test(plain)) day = `${plain.slice(0, 4)}-${plain.slice(4, 6)}-${plain.slice(6)}`;
  else if (/^\d{3,4}$/.test(plain)) day = `${reference.slice(0, 4)}-${two(plain.slice(0, -2))}-${plain.slice(-2)}`;
  else if (/^\d{1,2}$/.test(plain)) day = `${reference.slice(0, 8)}${two(plain)}`;
  return isDay(day) ? day : undefined;
}
