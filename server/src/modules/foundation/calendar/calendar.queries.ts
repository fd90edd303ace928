/** A year at a glance. */
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { calendarYear, saveCalendarDay } from './calendar.contract.ts';
import { workingCalendar } from './calendar.store.ts';

export const calendarQueries: AnyQuery[] = [
  runnable(calendarYear, async (reader, { year }, { companyId, actor }) => {
    const [first, last] = [parseDay(`${year}-01-01`), parseDay(`${year}-12-31`)];
    const calendar = await workingCalendar(reader, companyId, first, last);
    const workingDays = Array.from({ length: 12 }, () => 0);
    for (let day = first; day <= last; day = addDays(day, 1)) {
      const month = Number(day.slice(5, 7)) - 1;
      if (calendar.isWorking(day)) workingDays[month] = (workingDays[month] ?? 0) + 1;
    }
    return { exceptions: [...calendar.exceptions], workingDays, filled: calendar.exceptions.length > 0, can: { save: mayDo(actor, saveCalendarDay.permission) } };
  }),
];
