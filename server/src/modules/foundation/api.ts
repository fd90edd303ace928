/** What other modules may use of foundation. */
export { calendarExceptions } from './calendar/calendar.store.ts';
export { causeUsable } from './cause-code/cause-code.store.ts';
