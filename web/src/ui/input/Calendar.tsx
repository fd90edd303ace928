/** A month to pick a day from. Weeks start on Monday; arithmetic on plain days, no time zone anywhere. */
import { addDays, dayNumber, firstDayOf, isDay, nextPeriod, periodOf, previousPeriod, weekday, type PlainDay } from '@millwright/core/primitives/plain-day';
import { useState } from 'react';
import { today } from '../clock.ts';
import { Icon } from '../Icon.tsx';
import { useText } from '../language.tsx';

const weekdays = { zh: ['一', '二', '三', '四', '五', '六', '日'], en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] };

export function Calendar({ value, onPick }: { value: string | undefined; onPick: (day: string) => void }) {
  const text = useText();
  const chosen = value && isDay(value) ? value : undefined;
  const [period, setPeriod] = useState(() => periodOf(chosen ?? today()));
  const first = firstDayOf(period);
  const start = addDays(first, 1 - weekday(first));
  const days = Array.from({ length: 42 }, (_, index) => addDays(start, index));
  const classOf = (day: PlainDay) =>
    [periodOf(day) !== period ? 'other' : weekday(day) > 5 ? 'rest' : '', day === today() ? 'today' : '', day === chosen ? 'on' : ''].join(' ');
  return (
    <div className="mw-calendar" onMouseDown={(event) => event.preventDefault()}>
      <div className="mw-calendar-head">
        <button type="button" className="mw-icon-button small" aria-label={text({ zh: '上月', en: 'Previous month' })} onClick={() => setPeriod(previousPeriod(period))}><Icon name="back" small /></button>
        <span className="mw-space" style={{ textAlign: 'center' }}>{text({ zh: `${Math.trunc(period / 100)} 年 ${period % 100} 月`, en: `${Math.trunc(period / 100)}-${String(period % 100).padStart(2, '0')}` })}</span>
        <button type="button" className="mw-icon-button small" aria-label={text({ zh: '下月', en: 'Next month' })} onClick={() => setPeriod(nextPeriod(period))}><Icon name="forward" small /></button>
      </div>
      <div className="mw-calendar-days">
        {weekdays.zh.map((name, index) => <span key={name}>{text({ zh: name, en: weekdays.en[index] ?? '' })}</span>)}
        {days.map((day) => <button key={dayNumber(day)} type="button" tabIndex={-1} className={classOf(day)} onClick={() => onPick(day)}>{Number(day.slice(8))}</button>)}
      </div>
    </div>
  );
}
