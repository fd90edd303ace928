/** The answers under a field or a cell: code, name and what else helps to choose; ↑↓ Enter belong to the field that opened it. */
import { useLayoutEffect, useRef, useState, type CSSProperties, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { isNumeric, valueText } from '../Figure.tsx';
import { useText, type Text } from '../language.tsx';
import type { Lookup, LookupColumn, LookupRow, LookupState } from './lookup.ts';

type LookupPopupProps = {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly lookup: Lookup;
  readonly state: LookupState;
  readonly active: number;
  readonly text: string;
  readonly onPick: (row: LookupRow) => void;
  /** The field names the active answer by this id, so that a screen reader speaks it. */
  readonly id: string;
};
export const optionId = (popup: string, index: number): string => `${popup}-${index}`;

/** Places a floating box under its anchor, above it when there is no room below, always inside the window. */
export function usePlacement(anchor: RefObject<HTMLElement | null>, width: number, height: number): CSSProperties {
  const [style, setStyle] = useState<CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    const place = () => {
      const box = anchor.current?.getBoundingClientRect();
      if (!box) return;
      const below = innerHeight - box.bottom;
      const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
      setStyle(below < height && box.top > below ? { left, bottom: innerHeight - box.top + 2, width } : { left, top: box.bottom + 2, width });
    };
    place();
    addEventListener('scroll', place, true);
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, true);
      removeEventListener('resize', place);
    };
  }, [anchor, width, height]);
  return style;
}

/** A reference among the extra columns (a unit) shows its name. */
const extraText = (value: unknown, column: LookupColumn, text: (text: Text) => string): string =>
  value && typeof value === 'object' ? String((value as { name?: string }).name ?? '') : valueText(value, { kind: column.kind ?? 'text', label: column.label }, text);
/** As many rows as a lookup answers at most: then there may be more. */
const fullAnswer = 20;

export function LookupPopup({ anchor, lookup, state, active, text: typed, onPick, id }: LookupPopupProps) {
  const text = useText();
  const extra = lookup.columns ?? [];
  const extraWidth = extra.reduce((sum, column) => sum + column.width + 8, 0);
  const style = usePlacement(anchor, Math.min((lookup.bare ? 160 : 340) + extraWidth, innerWidth - 16), 330);
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the active row
  useLayoutEffect(() => {
    list.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const columns = { gridTemplateColumns: `${lookup.bare ? '' : 'minmax(88px, 120px) '}minmax(0, 1fr) ${extra.map((column) => `${column.width}px`).join(' ')}` };
  return createPortal(
    <div className="mw-popup" style={style} onMouseDown={(event) => event.preventDefault()}>
      {!lookup.bare && <div className="mw-option head" style={columns}>
        <span>{text({ zh: '编码', en: 'Code' })}</span>
        <span>{text({ zh: '名称', en: 'Name' })}</span>
        {extra.map((column) => <span key={column.key} className={column.kind && isNumeric(column.kind) ? 'mw-number' : undefined}>{text(column.label)}</span>)}
      </div>}
      <div ref={list} id={id} role="listbox" aria-label={text({ zh: '查找结果', en: 'Results' })} style={{ maxHeight: 260, overflow: 'auto' }}>
        {state.rows.map((row, index) => (
          <div key={row.id} id={optionId(id, index)} role="option" tabIndex={-1} aria-selected={index === active} className={`mw-option${index === active ? ' on' : ''}`} style={columns} onClick={() => onPick(row)}>
            {!lookup.bare && <span className="code mw-clip">{row.code}</span>}
            <span className="mw-clip">{row.name}</span>
            {extra.map((column) => (
              <span key={column.key} className={`mw-clip${column.kind && isNumeric(column.kind) ? ' mw-number' : ' mw-muted'}`}>
                {extraText(row[column.key], column, text)}
              </span>
            ))}
          </div>
        ))}
        {state.rows.length === 0 && (
          <div className="mw-popup-empty">
            {state.pending ? text({ zh: '查找中…', en: 'Searching…' }) : state.failed ? text({ zh: '查找没有成功，请再输一次。', en: 'The search failed; type again.' }) : text({ zh: `没有「${typed}」，换编码、名称或拼音首字母试试。`, en: `Nothing matches “${typed}”.` })}
          </div>
        )}
      </div>
      {!lookup.bare && <div className="mw-popup-foot">
        <span className="mw-clip">{typed ? text(state.rows.length < fullAnswer ? { zh: `「${typed}」命中 ${state.rows.length} 条`, en: `${state.rows.length} found` } : { zh: `「${typed}」前 ${state.rows.length} 条，多打几个字缩小`, en: `first ${state.rows.length}; type more` }) : text({ zh: '编码、名称或拼音首字母', en: 'Code, name or pinyin' })}</span>
        <span className="mw-space" />
        <kbd>↑↓</kbd>{text({ zh: '选择', en: 'choose' })}<kbd>Enter</kbd>{text({ zh: '填入', en: 'take' })}
      </div>}
    </div>,
    document.body,
  );
}
