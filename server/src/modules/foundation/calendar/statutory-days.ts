/**
 * China's public holidays and make-up workdays as the State Council announced them, as exceptions to Monday–Friday. A year that
 * is not announced yet has none: the calendar says so, and a person fills it in when the notice is out.
 */
import { addDays, parseDay, type PlainDay, weekday } from '@millwright/core/primitives/plain-day';
import chineseDays from 'chinese-days';

export type CalendarException = { readonly day: PlainDay; readonly working: boolean; readonly note: string };

/** Days of whole years that differ from the weekly pattern, for company set-up and for filling a year. */
export function calendarRows(fromYear: number, toYear: number): CalendarException[] {
  const rows: CalendarException[] = [];
  const end = parseDay(`${toYear}-12-31`);
  for (let day = parseDay(`${fromYear}-01-01`); day <= end; day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day);
    if (work === weekday(day) <= 5) continue;
    const holiday = name.split(',')[1] ?? name;
    rows.push({ day, working: work, note: work ? `${holiday}调休上班` : holiday });
  }
  return rows;
}
