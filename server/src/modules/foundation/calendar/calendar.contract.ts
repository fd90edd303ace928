/** 工作日历: which days the factory works. Monday to Friday, except what is listed: holidays, make-up workdays, the factory's own days. */
import { z } from 'zod';
import { commandContract, field, queryContract, type Text } from '../../../kernel/contract.ts';

const year = z.number().int().min(2000).max(2100).meta({ label: { zh: '年度', en: 'Year' }, kind: 'count' });
export const calendarDay = z.object({
  day: field.day('日期', 'Day'),
  working: field.flag('上班', 'Working day'),
  note: field.text('说明', 'Note', { max: 60 }).default(''),
});
export const calendarYear = queryContract({
  name: 'foundation/calendar.year',
  title: { zh: '查看工作日历', en: 'View the working calendar' },
  permission: 'foundation/calendar.view',
  input: z.object({ year }),
  output: z.object({
    /** Days that differ from Monday–Friday. */
    exceptions: z.array(z.object({ day: z.string(), working: z.boolean(), note: z.string() })),
    /** Working days of January to December. */
    workingDays: z.array(z.number()),
    /** False while nothing is entered for the year: the holidays may not be announced yet. */
    filled: z.boolean(),
    can: z.object({ save: z.boolean() }),
  }),
});
const refusals = {
  'year-not-announced': { zh: '{year} 年的放假安排还没有公布，请以后再填，或逐日维护。', en: 'The public holidays of {year} are not announced yet. Fill it later or enter days one by one.' },
} satisfies Record<string, Text>;
export const saveCalendarDay = commandContract({
  name: 'foundation/calendar.save',
  title: { zh: '维护工作日历', en: 'Maintain the working calendar' },
  input: calendarDay,
  output: z.object({ day: z.string(), exception: z.boolean() }),
});
export const fillCalendarYear = commandContract({
  name: 'foundation/calendar.fill',
  title: { zh: '按法定节假日填充', en: 'Fill with public holidays' },
  permission: saveCalendarDay.permission,
  input: z.object({ year }),
  output: z.object({ days: z.number() }),
  refusals,
});
