/**
 * The browser's clock, read in this file only: the day a calendar opens on, and instants of the server in local time.
 * Business dates themselves stay plain days; nothing here is stored.
 */
import type { PlainDay } from '@millwright/core/primitives/plain-day';

const two = (number: number) => String(number).padStart(2, '0');
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` as PlainDay;

/** The local calendar day. */
export const today = (): PlainDay => dayOf(new Date());
/** ISO instant → local day and minute; undefined when it is no instant. */
export function localInstant(instant: string): { day: PlainDay; time: string } | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  return { day: dayOf(date), time: `${two(date.getHours())}:${two(date.getMinutes())}` };
}
/** Local time of day now, "10:31". */
export const timeOfDay = (): string => localInstant(new Date().toISOString())?.time ?? '';
/** Whole minutes since an instant of the server; never less than none, should the clocks differ. */
export const minutesSince = (instant: string): number => Math.max(0, Math.trunc((Date.now() - new Date(instant).getTime()) / 60_000));
