/** SQL on the calendar, and the calendar as other modules use it. */
import { parseDay, type PlainDay, weekday } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { CalendarException } from './statutory-days.ts';

export type WorkingCalendar = {
  readonly exceptions: readonly CalendarException[];
  isWorking(day: PlainDay): boolean;
};
/** Days that are not what the week says, or have a note. */
export const calendarExceptions = (reader: Reader, companyId: string, from?: PlainDay, to?: PlainDay): Promise<CalendarException[]> =>
  reader.rows<CalendarException>(sql`
    select day, working, note
    from foundation.calendar_day
    where company_id = ${companyId} and (${from ?? null}::date is null or day >= ${from ?? null}) and (${to ?? null}::date is null or day <= ${to ?? null})
    order by day`);
/** Working days of a company between two days, both included. */
export async function workingCalendar(reader: Reader, companyId: string, from: PlainDay, to: PlainDay): Promise<WorkingCalendar> {
  const exceptions = await calendarExceptions(reader, companyId, from, to);
  const known = new Map(exceptions.map(({ day, working }) => [day as string, working]));
  return { exceptions, isWorking: (day) => known.get(day) ?? weekday(day) <= 5 };
}

/** One day; an exception that says what the week says anyway is taken out. */
export function writeCalendarDay(tx: Tx, companyId: string, { day, working, note }: { day: string; working: boolean; note: string }): boolean {
  const exception = working !== weekday(parseDay(day)) <= 5 || note !== '';
  if (exception) {
    tx.send(sql`
      insert into foundation.calendar_day (company_id, day, working, note)
      values (${companyId}, ${day}, ${working}, ${note})
      on conflict (company_id, day) do update set working = excluded.working, note = excluded.note`);
  } else tx.send(sql`delete from foundation.calendar_day where company_id = ${companyId} and day = ${day}`);
  return exception;
}

export function replaceYear(tx: Tx, companyId: string, year: number, rows: readonly CalendarException[]): void {
  tx.send(sql`delete from foundation.calendar_day where company_id = ${companyId} and day between ${`${year}-01-01`} and ${`${year}-12-31`}`);
  tx.send(sql`
    insert into foundation.calendar_day (company_id, day, working, note)
    select ${companyId}, r.day, r.working, r.note
    from ${recordset(rows, { day: 'date', working: 'boolean', note: 'text' })}`);
}
