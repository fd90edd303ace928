// Goal: the year is the State Council's, days can be changed by hand, and what others ask follows. Expected days are those of the
// notices for 2026 (国办发明电〔2025〕7号), written down by hand, not taken from the package.
import { parseDay } from '@millwright/core/primitives/plain-day';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reading } from '../../../kernel/run-query.ts';
import { type TestCompany, testCompany } from '../../../test-company.ts';
import { workingCalendar } from './calendar.store.ts';
import { calendarRows } from './statutory-days.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany('calendar');
});
afterAll(() => company.close());
type Year = { exceptions: { day: string; working: boolean; note: string }[]; workingDays: number[]; filled: boolean; can: { save: boolean } };
const year = (number: number) => company.ask<Year>('foundation/calendar.year', { year: number });

test('the announced days of 2026', () => {
  const rows = calendarRows(2026, 2026);
  expect(rows.filter(({ working }) => working).map(({ day }) => day)).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
  expect(rows.find(({ day }) => day === '2026-10-01')).toEqual({ day: '2026-10-01', working: false, note: '国庆节' });
  expect(rows.find(({ day }) => day === '2026-02-14')?.note).toBe('春节调休上班');
});

test('a year is filled, a day changed and put back', async () => {
  await company.run('foundation/calendar.fill', { year: 2026 });
  const before = await year(2026);
  expect(before.filled).toBe(true);
  // October 2026: 22 weekdays, less 1–2 and 5–7, plus Saturday the 10th.
  expect(before.workingDays[9]).toBe(18);
  await company.run('foundation/calendar.save', { day: '2026-11-28', working: true, note: '赶工' });
  expect((await year(2026)).workingDays[10]).toBe((before.workingDays[10] ?? 0) + 1);
  const calendar = await reading(company.runtime, company.companyId, company.chief.userId, (reader) => workingCalendar(reader, company.companyId, parseDay('2026-11-01'), parseDay('2026-11-30')));
  expect([calendar.isWorking(parseDay('2026-11-28')), calendar.isWorking(parseDay('2026-11-29')), calendar.isWorking(parseDay('2026-11-27'))]).toEqual([true, false, true]);
  await company.run('foundation/calendar.save', { day: '2026-11-28', working: false });
  expect(await year(2026)).toEqual(before);
});

test('a year nobody announced yet, and who may not', async () => {
  expect(await company.refused(company.run('foundation/calendar.fill', { year: 2031 }))).toBe('year-not-announced');
  const planner = company.actor('planner', ['foundation/calendar.view']);
  expect(await company.refused(company.run('foundation/calendar.save', { day: '2026-11-28', working: true }, { as: planner }))).toBe('not-permitted');
  expect((await company.ask<Year>('foundation/calendar.year', { year: 2027 }, planner)).can.save).toBe(false);
});
