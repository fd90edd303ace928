/** A plain day, typed (1124, 11-24, 20261124) or picked; ↑↓ move it by a day. What cannot be a day stays visible and is refused. */
import { addDays, isDay } from '@millwright/core/primitives/plain-day';
import { useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { dayFromText } from '../figures.ts';
import { Icon } from '../Icon.tsx';
import { useText } from '../language.tsx';
import { Calendar } from './Calendar.tsx';
import { usePlacement } from './LookupPopup.tsx';

type DayInputProps = { readonly value: string | null | undefined; readonly onChange: (day: string | null) => void; readonly label: string; readonly invalid?: boolean | undefined };

export function DayInput({ value, onChange, label, invalid }: DayInputProps) {
  const text = useText();
  const box = useRef<HTMLSpanElement>(null);
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  // At every key: a shortcut saves what stands here, not what stood here before. What cannot be read is kept to be refused.
  const change = (entry: string) => {
    setTyped(entry);
    onChange(entry.trim() === '' ? null : (dayFromText(entry) ?? entry.trim()));
  };
  const leave = () => {
    setOpen(false);
    setTyped(undefined);
  };
  return (
    <span className="mw-affixed has-affix" ref={box}>
      <input className="mw-input" aria-label={label} aria-invalid={invalid || (!open && Boolean(value) && !isDay(value ?? ''))} value={typed ?? value ?? ''} autoComplete="off"
        placeholder="2026-11-24" onChange={(event) => change(event.currentTarget.value)} onBlur={leave} onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
          if (event.key === 'F7') setOpen(true);
          if (event.key === 'Escape' && open) {
            event.stopPropagation();
            setOpen(false);
          }
          if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && value && isDay(value) && typed === undefined) {
            event.preventDefault();
            onChange(addDays(value, event.key === 'ArrowUp' ? 1 : -1));
          }
        }} />
      <button type="button" className="affix" tabIndex={-1} aria-label={text({ zh: '日历', en: 'Calendar' })}
        onMouseDown={(event) => {
          event.preventDefault();
          box.current?.querySelector('input')?.focus();
          setOpen(!open);
        }}>
        <Icon name="calendar" small />
      </button>
      {open && <CalendarPopup anchor={box} value={value ?? undefined} onPick={(day) => {
        onChange(day);
        setTyped(undefined);
        setOpen(false);
      }} />}
    </span>
  );
}

export function CalendarPopup({ anchor, value, onPick }: { anchor: React.RefObject<HTMLElement | null>; value: string | undefined; onPick: (day: string) => void }) {
  const style = usePlacement(anchor, 268, 250);
  return createPortal(<div className="mw-popup" style={style}><Calendar value={value} onPick={onPick} /></div>, document.body);
}
