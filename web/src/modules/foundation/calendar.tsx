/** 工作日历: the year at a glance; a click turns a day over, the note says why. Holidays are filled in as announced. */
import { addDays, firstDayOf, lastDayOf, weekday, type PlainDay } from '@millwright/core/primitives/plain-day';
import { calendarDay, calendarYear, fillCalendarYear, saveCalendarDay } from '@millwright/server/modules/foundation/calendar/calendar.contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useState } from 'react';
import { runCommand, runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { AskDialog } from '../../record/document/AskDialog.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { usePageState, usePageTitle } from '../../record/page-context.tsx';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { today } from '../../ui/clock.ts';
import { useText } from '../../ui/language.tsx';
import { Notice } from '../../ui/Notice.tsx';
import './calendar.css';

const title = { zh: '工作日历', en: 'Working calendar' };
const dayInput = calendarDay.pick({ working: true, note: true });
type Exception = { readonly day: string; readonly working: boolean; readonly note: string };

export function CalendarPage() {
  const text = useText();
  const { company } = useSession();
  const client = useQueryClient();
  usePageTitle(title);
  const [year, setYear] = usePageState('year', Number(today().slice(0, 4)));
  const [editing, setEditing] = useState<Exception>();
  const [problem, setProblem] = useState<unknown>();
  const found = useQuery({ queryKey: [calendarYear.name, company?.id, year], queryFn: ({ signal }) => runQuery(calendarYear, { year }, signal) });
  const exceptions = new Map((found.data?.exceptions ?? []).map((row): [string, Exception] => [row.day, row]));
  const denied = found.data?.can.save === false ? text({ zh: '您没有维护日历的权限，请向管理员申请。', en: 'You may not change the calendar. Ask your administrator.' }) : undefined;
  const run = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    await work().catch(setProblem);
    await client.invalidateQueries({ queryKey: [calendarYear.name] });
  };
  const total = (found.data?.workingDays ?? []).reduce((sum, days) => sum + days, 0);
  return (
    <>
      <PageHead title={text(title)} subtitle={found.data && text({ zh: `${year} 年工作日 ${total} 天`, en: `${total} working days in ${year}` })}>
        <Button icon="back" title={text({ zh: '上一年', en: 'Previous year' })} onPress={() => setYear(year - 1)} />
        <b className="mw-strong">{year}</b>
        <Button icon="forward" title={text({ zh: '下一年', en: 'Next year' })} onPress={() => setYear(year + 1)} />
        <Button icon="calendar" whyNot={denied} onPress={() => run(() => runCommand(fillCalendarYear, { year }))}>{text({ zh: '按法定节假日填充', en: 'Fill with public holidays' })}</Button>
      </PageHead>
      {problem !== undefined && <ProblemNotice problem={asProblem(problem)} />}
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {found.data && !found.data.filled && <Notice kind="warning" title={text({ zh: `${year} 年还没有维护节假日，计划只按周一至周五排。`, en: `No holidays are entered for ${year}; planning takes Monday to Friday.` })} />}
      <section className="mw-panel grow mw-year">
        {Array.from({ length: 12 }, (_, month) => <Month key={month} year={year} month={month + 1} exceptions={exceptions} workingDays={found.data?.workingDays[month]} onDay={denied ? undefined : setEditing} />)}
      </section>
      {editing && (
        <AskDialog title={text({ zh: `修改 ${editing.day}`, en: `Change ${editing.day}` })} sentence={text({ zh: '改这一天是否上班；写上原因，计划会按新日历排。', en: 'Whether this day is worked. Give the reason; planning follows the calendar.' })} schema={dayInput} initial={{ working: editing.working, note: editing.note }} onCancel={() => setEditing(undefined)}
          onDone={(values) => { setEditing(undefined); void run(() => runCommand(saveCalendarDay, { day: editing.day, working: values['working'] === true, note: String(values['note'] ?? '') })); }} />
      )}
    </>
  );
}

function Month({ year, month, exceptions, workingDays, onDay }: { year: number; month: number; exceptions: ReadonlyMap<string, Exception>; workingDays: number | undefined; onDay: ((day: Exception) => void) | undefined }) {
  const text = useText();
  const first = firstDayOf(year * 100 + month);
  const last = lastDayOf(year * 100 + month);
  const days: PlainDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return (
    <div className="mw-month">
      <h3>{text({ zh: `${month} 月`, en: `${year}-${String(month).padStart(2, '0')}` })}<span className="mw-small mw-muted">{workingDays !== undefined && text({ zh: `${workingDays} 个工作日`, en: `${workingDays} working days` })}</span></h3>
      <div className="mw-month-days">
        {text({ zh: '一二三四五六日', en: 'MTWTFSS' }).split('').map((letter, index) => <span key={index}>{letter}</span>)}
        {days.map((day, index) => {
          const exception = exceptions.get(day);
          const working = exception?.working ?? weekday(day) <= 5;
          const kind = exception && exception.working !== weekday(day) <= 5 ? (working ? 'makeup' : 'holiday') : working ? '' : 'off';
          const word = kind === 'makeup' ? text({ zh: '班', en: 'W' }) : kind === 'holiday' ? text({ zh: '休', en: 'H' }) : '';
          const button = (
            <button key={day} type="button" className={kind} style={index === 0 ? { gridColumnStart: weekday(day) } : undefined} aria-disabled={!onDay} aria-label={`${Number(day.slice(8))}${word} ${day} ${working ? text({ zh: '上班', en: 'working' }) : text({ zh: '休息', en: 'off' })} ${exception?.note ?? ''}`} onClick={() => onDay?.({ day, working, note: exception?.note ?? '' })}>
              {Number(day.slice(8))}{word && <small>{word}</small>}
            </button>
          );
          return exception?.note ? <Tooltip key={day} title={exception.note}>{button}</Tooltip> : button;
        })}
      </div>
    </div>
  );
}
