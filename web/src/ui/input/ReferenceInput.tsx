/** A field that holds a record: shows code and name, becomes a search as soon as somebody types. Emptying the text empties it. */
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../Icon.tsx';
import { useText } from '../language.tsx';
import { exactRow, unknownCode, useLookup, type Lookup, type LookupRow } from './lookup.ts';
import { LookupPopup, optionId } from './LookupPopup.tsx';

export type ReferenceValue = { readonly id: string; readonly code: string; readonly name: string };
type ReferenceInputProps = {
  readonly value: ReferenceValue | null | undefined;
  readonly onChange: (value: LookupRow | null) => void;
  readonly lookup: Lookup;
  readonly label: string;
  readonly invalid?: boolean | undefined;
  readonly placeholder?: string | undefined;
};

export function ReferenceInput({ value, onChange, lookup, label, invalid, placeholder }: ReferenceInputProps) {
  const text = useText();
  const popup = useId();
  const box = useRef<HTMLSpanElement>(null);
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** Typed and no record: it stays in sight with the reason, as in a grid, until something else is entered. */
  const lost = value?.id === '' && typed === undefined;
  const state = useLookup(lookup, typed ?? '', open);
  const shown = typed ?? (value ? [value.name, value.code].filter(Boolean).join(' · ') : '');

  const pick = (row: LookupRow) => {
    onChange(row);
    setTyped(undefined);
    setOpen(false);
  };
  // An answer that comes after the field was left meets the form as it is then.
  const latest = useRef(onChange);
  latest.current = onChange;
  const settle = (rows: readonly LookupRow[], wanted: string) => {
    latest.current(exactRow(rows, wanted) ?? { id: '', code: wanted, name: '' });
  };
  const leave = () => {
    const wanted = typed?.trim();
    if (wanted === '') onChange(null);
    else if (wanted !== undefined && state.asked === typed && !state.failed) settle(state.rows, wanted);
    else if (wanted !== undefined) lookup.search(wanted, new AbortController().signal).then((rows) => settle(rows, wanted), () => undefined);
    setTyped(undefined);
    setOpen(false);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      else setActive((at) => Math.max(0, Math.min(state.rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && open && state.rows[active]) {
      event.preventDefault();
      event.stopPropagation();
      pick(state.rows[active]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setTyped(undefined);
      setOpen(false);
    } else if (event.key === 'F7') {
      event.preventDefault();
      setOpen(true);
    }
  };
  return (
    <span className="mw-affixed has-affix" ref={box}>
      <input className="mw-input" role="combobox" aria-expanded={open} aria-controls={open ? popup : undefined} aria-activedescendant={open && state.rows[active] ? optionId(popup, active) : undefined} aria-autocomplete="list" aria-label={label} aria-invalid={invalid || lost} value={shown} autoComplete="off" spellCheck={false}
        placeholder={placeholder ?? text({ zh: '编码、名称或拼音', en: 'Code, name or pinyin' })}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={keyDown} onBlur={leave} />
      <button type="button" className="affix" tabIndex={-1} aria-label={text({ zh: '查找', en: 'Look up' })}
        onMouseDown={(event) => {
          event.preventDefault();
          box.current?.querySelector('input')?.focus();
          setOpen(!open);
        }}>
        <Icon name="search" small />
      </button>
      {lost && !invalid && <span className="problem" role="alert">{text(unknownCode(value.code, { zh: label, en: label }))}</span>}
      {open && <LookupPopup id={popup} anchor={box} lookup={lookup} state={state} active={active} text={typed ?? ''} onPick={pick} />}
    </span>
  );
}
