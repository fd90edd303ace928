/** The only clock. The demo and the tests put another in its place, so that documents of 26 weeks can be posted in a minute. */
import { parseDay, type PlainDay } from '@millwright/core/primitives/plain-day';

export type Clock = { readonly now: () => Date };
export const systemClock: Clock = { now: () => new Date() };
/** A clock that stands at the morning of a day; business dates are days of China's civil time. */
export const clockAt = (day: PlainDay): Clock => ({ now: () => new Date(`${day}T09:00:00+08:00`) });

const civil = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });
/** Today in China, whatever zone the server stands in. */
export const today = (clock: Clock): PlainDay => parseDay(civil.format(clock.now()));
