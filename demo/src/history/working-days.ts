/** Working days of the demo: Monday to Friday, less holidays, plus make-up workdays. */
import { addDays, type PlainDay, weekday } from '@millwright/core/primitives/plain-day';
import { calendarOf } from '../company.ts';

export type WorkingDays = { isWorking(day: PlainDay): boolean; after(day: PlainDay, days: number): PlainDay; before(day: PlainDay, days: number): PlainDay };
export function workingDays(from: PlainDay, until: PlainDay): WorkingDays {
  const special = new Map<string, boolean>(calendarOf(from, until).map(({ day, working }) => [day, working]));
  const isWorking = (day: PlainDay): boolean => special.get(day) ?? weekday(day) <= 5;
  const walk = (day: PlainDay, days: number, step: 1 | -1): PlainDay => {
    let current = day;
    for (let left = days; left > 0;) {
      current = addDays(current, step);
      if (isWorking(current)) left -= 1;
    }
    return current;
  };
  return { isWorking, after: (day, days) => walk(day, days, 1), before: (day, days) => walk(day, days, -1) };
}
