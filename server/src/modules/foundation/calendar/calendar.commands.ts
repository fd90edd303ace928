/** One day changed by hand, or a whole year replaced by the announced holidays. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { fillCalendarYear, saveCalendarDay } from './calendar.contract.ts';
import { replaceYear, writeCalendarDay } from './calendar.store.ts';
import { calendarRows } from './statutory-days.ts';

export const calendarCommands: AnyCommand[] = [
  command({
    contract: saveCalendarDay,
    load: async () => undefined,
    decide: (_loaded, input) => accept(input),
    apply: async (tx, input, { companyId }) => ({ day: input.day, exception: writeCalendarDay(tx, companyId, input) }),
  }),
  command({
    contract: fillCalendarYear,
    load: async () => undefined,
    decide(_loaded, { year }) {
      const rows = calendarRows(year, year);
      return rows.length > 0 ? accept({ year, rows }) : refuse('year-not-announced', { year }, ['year']);
    },
    async apply(tx, { year, rows }, { companyId }) {
      replaceYear(tx, companyId, year, rows);
      return { days: rows.length };
    },
  }),
];
