/**
 * The line grid: a spreadsheet for document lines. One invisible input sits in the active cell and always has the focus, so
 * typing overwrites, pasting works and a Chinese input method starts composing in the right place. Keys: see grid-keys.ts.
 */
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '../language.tsx';
import { exactRow, resolveTexts, useLookup, type LookupRow } from '../input/lookup.ts';
import { LookupPopup, optionId } from '../input/LookupPopup.tsx';
import { CalendarPopup } from '../input/DayInput.tsx';
import { useRowWindow } from '../row-window.ts';
import { parseBlock, writeBlock } from './clipboard.ts';
import { clearCells, deleteRows, fillDown, insertRow, pasteBlock, unresolved, type Rows } from './grid-edit.ts';
import { keyStep, rangeOf, type GridEffect, type GridState } from './grid-keys.ts';
import { cellProblem, choiceLookup, editText, isTyped, newRowKey, readCell, withCell, withFound, type GridColumn, type GridRow, type Patch } from './grid-model.ts';
import { GridRowView } from './GridRowView.tsx';

export type LineGridProps = {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rows: Rows;
  readonly onRows: (rows: Rows) => void;
  readonly readOnly?: boolean | undefined;
  /** Rows are changed or taken out, none are added. */
  readonly fixed?: boolean | undefined;
  /** What a new line starts with. */
  readonly blank?: (() => Patch) | undefined;
  /** `${row.$key}.${column.key}` → sentence */
  readonly problems?: ReadonlyMap<string, string> | undefined;
  readonly onLink?: ((href: string) => void) | undefined;
  readonly onCurrent?: ((index: number) => void) | undefined;
};
const rowHeight = 30;
const undoDepth = 60;
const noProblems: ReadonlyMap<string, string> = new Map();

export function LineGrid({ label, columns, rows, onRows, readOnly = false, fixed = false, blank = () => ({}), problems = noProblems, onCurrent, onLink }: LineGridProps) {
  const text = useText();
  const popup = useId();
  const container = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const undo = useRef<Rows[]>([]);
  const firstTyped = Math.max(0, columns.findIndex(isTyped));
  const [state, setState] = useState<GridState>({ cursor: { row: 0, column: firstTyped }, anchor: null, editing: null });
  const [focused, setFocused] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const [option, setOption] = useState(0);
  const shownRows = rows.length + (readOnly || fixed ? 0 : 1);
  const shape = { rows: Math.max(1, shownRows), columns: columns.length, editable: (column: number) => !readOnly && columns[column] !== undefined && isTyped(columns[column]) };
  const cursor = { row: Math.min(state.cursor.row, shape.rows - 1), column: Math.min(state.cursor.column, columns.length - 1) };
  const column = columns[cursor.column];
  const draft = state.editing?.draft ?? '';
  const lookup = column && isTyped(column) ? (column.kind === 'choice' ? choiceLookup(column, text) : column.lookup) : undefined;
  const searching = focused && lookup !== undefined && (listOpen || (state.editing !== null && draft !== ''));
  const stableLookup = useRef(lookup);
  if (column?.kind !== 'choice' || stableLookup.current === undefined || !searching) stableLookup.current = lookup;
  const found = useLookup(stableLookup.current, draft, searching);
  const range = rangeOf({ ...state, cursor });
  const view = useRowWindow(container, rowHeight, shownRows);
  const live = useRef({ rows, columns, onRows });
  live.current = { rows, columns, onRows };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the input moves with the cell and with its row
  useLayoutEffect(() => {
    if (!focused) return;
    input.current?.focus({ preventScroll: true });
    input.current?.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focused, cursor.row, cursor.column, rows[cursor.row]?.$key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text or cell begins at the first answer
  useEffect(() => {
    setOption(0);
  }, [draft, cursor.row, cursor.column]);
  useEffect(() => {
    onCurrent?.(cursor.row);
  }, [onCurrent, cursor.row]);

  const change = (next: Rows) => {
    if (next === rows) return;
    undo.current = [...undo.current.slice(1 - undoDepth), rows];
    onRows(next);
    void settleReferences(next, new Map(rows.map((row) => [row.$key, row])));
  };
  /** Pasted codes become records; answers meet the rows as they are then. */
  const settleReferences = async (changed: Rows, before: ReadonlyMap<string, GridRow>) => {
    for (const { column: waiting, texts } of unresolved(changed, columns)) {
      if (!waiting.lookup) continue;
      const answers = await resolveTexts(waiting.lookup, texts, new AbortController().signal).catch(() => new Map<string, LookupRow | undefined>());
      const now = live.current;
      now.onRows(now.rows.map((row) => {
        const value = row[waiting.key] as { id?: string; code?: string } | null;
        const answer = value?.id === '' ? answers.get(value.code ?? '') : undefined;
        return answer ? withFound(row, before.get(row.$key) ?? blank(), waiting, answer) : row;
      }));
    }
  };
  const setCell = (value: unknown) => {
    if (!column || readOnly || !isTyped(column)) return;
    const base: Rows = cursor.row < rows.length ? rows : [...rows, { ...blank(), $key: newRowKey() }];
    const index = Math.min(cursor.row, base.length - 1);
    change(base.map((row, at) => (at === index ? withCell(row, column, value) : row)));
  };
  const commit = () => {
    if (!column || state.editing === null) return;
    const picked = searching && found.asked === draft ? (found.rows[option] && column.kind === 'choice' ? found.rows[option] : exactRow(found.rows, draft)) : undefined;
    if (picked) setCell(column.kind === 'choice' ? picked.id : picked);
    else setCell(readCell(column, draft, text));
    setListOpen(false);
  };
  const pick = (row: LookupRow, advance: boolean) => {
    setCell(column?.kind === 'choice' ? row.id : row);
    setListOpen(false);
    const step = advance ? keyStep({ ...state, cursor, editing: { draft: '', manner: 'overwrite' } }, { key: 'Enter' }, shape) : undefined;
    setState(step?.state ?? { ...state, editing: null });
  };
  const run = (effect: GridEffect) => {
    const currentRow = rows[cursor.row];
    if (effect === 'commit') commit();
    else if (readOnly) return;
    else if (effect === 'clear') change(clearCells(rows, columns, range));
    else if (effect === 'fill-down') {
      const base: Rows = range.bottom < rows.length ? rows : [...rows, { ...blank(), $key: newRowKey() }];
      change(fillDown(base, columns, range));
    } else if (effect === 'insert-row') {
      if (!fixed) change(insertRow(rows, Math.min(cursor.row, rows.length), blank()));
    } else if (effect === 'delete-row') change(deleteRows(rows, range));
    else if (effect === 'undo') {
      const before = undo.current.pop();
      if (before) onRows(before);
    } else if (effect === 'begin-amend' && column && isTyped(column)) setState({ cursor, anchor: null, editing: { draft: currentRow ? editText(column, currentRow, cursor.row, text) : '', manner: 'amend' } });
    else if (effect === 'toggle' && column?.kind === 'flag') setCell(currentRow?.[column.key] !== true);
    else if (effect === 'open-list') setListOpen(true);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (searching && found.rows.length > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        setOption((at) => Math.max(0, Math.min(found.rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
        return;
      }
      const row = found.rows[option];
      if ((event.key === 'Enter' || event.key === 'Tab') && found.asked === draft && row) {
        event.preventDefault();
        pick(row, true);
        return;
      }
    }
    if (listOpen && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setListOpen(false);
      return;
    }
    const step = keyStep({ ...state, cursor }, { key: event.key.length === 1 ? event.key.toLowerCase() : event.key, control: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }, shape);
    // The page's own keys save or book what is being typed, not what stood there before.
    if (!step && state.editing !== null && (/^F\d+$/.test(event.key) || ((event.ctrlKey || event.metaKey) && /^[sp]$/i.test(event.key)))) {
      flushSync(() => {
        commit();
        setState({ ...state, editing: null });
      });
    }
    if (!step || (step.effects.includes('toggle') && column?.kind !== 'flag')) return;
    event.preventDefault();
    event.stopPropagation();
    setState(step.state);
    for (const effect of step.effects) run(effect);
  };
  const paste = (event: ClipboardEvent) => {
    if (readOnly) return;
    const block = parseBlock(event.clipboardData.getData('text/plain'));
    if (state.editing !== null && block.length === 1 && block[0]?.length === 1) return;
    event.preventDefault();
    setState({ cursor, anchor: { row: cursor.row + block.length - 1, column: Math.min(columns.length - 1, cursor.column + (block[0]?.length ?? 1) - 1) }, editing: null });
    change(pasteBlock(rows, columns, { row: range.top, column: range.left }, fixed ? block.slice(0, rows.length - range.top) : block, blank, text));
  };
  const copy = (event: ClipboardEvent) => {
    if (state.editing !== null) return;
    event.preventDefault();
    const cells = rows.slice(range.top, range.bottom + 1).map((row, offset) => columns.slice(range.left, range.right + 1).map((part) => editText(part, row, range.top + offset, text)));
    event.clipboardData.setData('text/plain', writeBlock(cells));
    if (event.type === 'cut') run('clear');
  };
  const point = (row: number, at: number, extend: boolean) => {
    if (state.editing !== null) commit();
    setListOpen(false);
    setState({ cursor: { row, column: at }, anchor: extend ? (state.anchor ?? cursor) : null, editing: null });
    setFocused(true);
  };
  // Rows that did not change keep their handlers, so those must reach the latest state through a reference.
  const handlers = useRef({ point, amend: () => run('begin-amend') });
  handlers.current = { point, amend: () => run('begin-amend') };
  const onPoint = useCallback((row: number, at: number, extend: boolean) => handlers.current.point(row, at, extend), []);
  const onAmend = useCallback(() => handlers.current.amend(), []);
  const editor = (
    <input ref={input} className={`mw-grid-input${state.editing || listOpen ? ' editing' : ''}${column && ['money', 'quantity', 'price', 'rate', 'count'].includes(column.kind) ? ' right' : ''}`}
      value={draft} readOnly={readOnly || !column || !isTyped(column)} aria-label={column ? `${text(column.label)} ${cursor.row + 1}` : label} autoComplete="off" spellCheck={false}
      aria-controls={searching ? popup : undefined} aria-activedescendant={searching && found.rows[option] ? optionId(popup, option) : undefined}
      onChange={(event) => setState({ cursor, anchor: null, editing: { draft: event.currentTarget.value, manner: state.editing?.manner ?? 'overwrite' } })}
      onKeyDown={keyDown} onPaste={paste} onCopy={copy} onCut={copy} />
  );
  const activeRow = rows[cursor.row];
  const problem = column && activeRow ? (problems.get(`${activeRow.$key}.${column.key}`) ?? (cellProblem(column, activeRow[column.key]) && text(cellProblem(column, activeRow[column.key]) ?? ''))) : undefined;
  return (
    <>
      <div className="mw-grid" ref={container}
        onFocus={() => setFocused(true)}
        onBlur={() => requestAnimationFrame(() => {
          if (container.current?.contains(document.activeElement)) return;
          setFocused(false);
          if (state.editing !== null) {
            commit();
            setState((before) => ({ ...before, editing: null }));
          }
          setListOpen(false);
        })}>
        <table role="grid" aria-label={label} aria-rowcount={shownRows} style={{ minWidth: columns.reduce((sum, part) => sum + (part.width ?? 140), 34) }}>
          <colgroup>
            <col style={{ width: 34 }} />
            {columns.map((part) => <col key={part.key} style={{ width: part.width }} />)}
          </colgroup>
          <thead>
            <tr>
              <th className="ordinal">#</th>
              {columns.map((part) => (
                <th key={part.key} className={['money', 'quantity', 'price', 'rate', 'count'].includes(part.kind) ? 'right' : undefined} title={text(part.label)}>
                  {text(part.label)}{part.required && !readOnly && isTyped(part) && <i>*</i>}{part.unit && <span className="mw-small"> {text(part.unit)}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.first > 0 && <tr style={{ height: view.first * rowHeight }}><td colSpan={columns.length + 1} /></tr>}
            {Array.from({ length: Math.max(0, Math.min(view.last, shownRows) - view.first) }, (_, offset) => {
              const index = view.first + offset;
              const inRange = state.anchor !== null && index >= range.top && index <= range.bottom;
              return (
                <GridRowView key={rows[index]?.$key ?? 'blank'} row={rows[index]} index={index} columns={columns} problems={problems}
                  activeColumn={focused && index === cursor.row ? cursor.column : -1} current={index === cursor.row && focused} rangeLeft={inRange ? range.left : -1} rangeRight={inRange ? range.right : -1}
                  editor={(focused || index === 0) && index === (focused ? cursor.row : 0) ? editor : undefined} editorColumn={cursor.column}
                  onPoint={onPoint} onAmend={onAmend} readOnly={readOnly} onLink={onLink} />
              );
            })}
            {view.last < shownRows && <tr style={{ height: (shownRows - view.last) * rowHeight }}><td colSpan={columns.length + 1} /></tr>}
          </tbody>
        </table>
      </div>
      {problem && focused && <div className="mw-grid-problem" role="status">{/^(第 \d|Row \d)/.test(problem) ? '' : text({ zh: `第 ${cursor.row + 1} 行：`, en: `Row ${cursor.row + 1}: ` })}{problem}</div>}
      {searching && stableLookup.current && <LookupPopup id={popup} anchor={input} lookup={stableLookup.current} state={found} active={option} text={draft} onPick={(row) => pick(row, false)} />}
      {listOpen && column?.kind === 'day' && focused && <CalendarPopup anchor={input} value={String(activeRow?.[column.key] ?? '')} onPick={(day) => {
        setCell(day);
        setListOpen(false);
        setState({ cursor, anchor: null, editing: null });
      }} />}
    </>
  );
}
