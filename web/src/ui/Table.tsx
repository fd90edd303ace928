/**
 * The list table: exact row heights, sticky head and totals, sorting by the server, keyboard all the way (↑↓ PageUp PageDown
 * Home End move, Space selects, Enter opens), skeleton in its own columns, cards on a phone. It holds no data of its own.
 */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useAppearance } from './appearance.tsx';
import { Icon } from './Icon.tsx';
import { useText } from './language.tsx';
import { useRowWindow } from './row-window.ts';
import { TableCards } from './TableCards.tsx';
import { TableHead } from './TableHead.tsx';

export type TableColumn<Row> = {
  readonly key: string;
  readonly label: string;
  /** Pixels; columns without one share the rest. */
  readonly width?: number | undefined;
  readonly align?: 'left' | 'right' | 'center' | undefined;
  readonly sortable?: boolean | undefined;
  readonly cell: (row: Row) => ReactNode;
  /** Shown in the totals row. */
  readonly total?: ReactNode;
  /** Facts shown on a phone's card; the first column is its title, a tag column its corner. */
  readonly corner?: boolean | undefined;
};
export type Sort = { readonly by: string; readonly descending: boolean };
export type TableProps<Row> = {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly loading?: boolean | undefined;
  readonly empty?: ReactNode;
  readonly sort?: Sort | undefined;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  readonly current?: string | undefined;
  readonly onCurrent?: ((key: string | undefined) => void) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onSelected?: ((selected: ReadonlySet<string>) => void) | undefined;
  readonly totals?: boolean | undefined;
  readonly totalsLabel?: string | undefined;
  readonly dense?: boolean | undefined;
  readonly onEnd?: (() => void) | undefined;
  readonly onResize?: ((column: string, width: number) => void) | undefined;
};
const flexibleMinimum = 150;
const rowHeights = { compact: 32, comfortable: 40, dense: 28, denseComfortable: 32 };

export function Table<Row>(props: TableProps<Row>) {
  const { phone } = useAppearance();
  return phone && props.columns.length > 3 ? <TableCards {...props} /> : <DeskTable {...props} />;
}

function DeskTable<Row>(props: TableProps<Row>) {
  const { columns, rows, rowKey, loading, empty, current, selected, onSelected, onCurrent, onOpen, dense, onEnd } = props;
  const text = useText();
  const container = useRef<HTMLDivElement>(null);
  const { density } = useAppearance();
  const rowHeight = dense ? rowHeights[density === 'comfortable' ? 'denseComfortable' : 'dense'] : rowHeights[density];
  const view = useRowWindow(container, rowHeight, rows.length);
  const span = columns.length + (onSelected ? 1 : 0);

  useEffect(() => {
    if (onEnd && rows.length > 0 && view.last >= rows.length - 5) onEnd();
  }, [onEnd, view.last, rows.length]);

  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelected?.(next);
  };
  const keyDown = (event: KeyboardEvent) => {
    const at = current === undefined ? -1 : rows.findIndex((row) => rowKey(row) === current);
    const page = Math.max(1, Math.trunc((container.current?.clientHeight ?? 600) / rowHeight) - 2);
    const target = { ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 }[event.key];
    if (target !== undefined) {
      const next = Math.max(0, Math.min(rows.length - 1, target));
      const row = rows[next];
      if (row !== undefined) onCurrent?.(rowKey(row));
      scrollTo(container.current, next, rowHeight);
    } else if (event.key === 'Enter' && rows[at] !== undefined) onOpen?.(rows[at]);
    else if (event.key === ' ' && current !== undefined && onSelected) toggle(current);
    else return;
    event.preventDefault();
  };

  return (
    <div className={`mw-table${dense ? ' dense' : ''}`} ref={container} tabIndex={0} onKeyDown={keyDown} role="region" aria-label={props.label}>
      <table aria-rowcount={rows.length} style={{ minWidth: columns.reduce((sum, column) => sum + (column.width ?? flexibleMinimum), 0) }}>
        <TableHead {...props} />
        <tbody>
          {loading && rows.length === 0 && Array.from({ length: 12 }, (_, index) => (
            <tr key={index} aria-busy>
              {onSelected && <td />}
              {columns.map((column, at) => <td key={column.key}><span className="mw-bone" style={{ width: `${55 + ((index * 7 + at * 13) % 40)}%`, marginLeft: column.align === 'right' ? 'auto' : 0 }} /></td>)}
            </tr>
          ))}
          {view.first > 0 && <tr style={{ height: view.first * rowHeight }}><td colSpan={span} /></tr>}
          {rows.slice(view.first, view.last).map((row) => {
            const key = rowKey(row);
            const isSelected = selected?.has(key) ?? false;
            return (
              <tr key={key} className={key === current ? 'current' : undefined} aria-selected={isSelected} onClick={() => onCurrent?.(key)} onDoubleClick={() => onOpen?.(row)}>
                {onSelected && (
                  <td className="center" onClick={(event) => event.stopPropagation()}>
                    <button type="button" className="mw-check" role="checkbox" aria-checked={isSelected} aria-label={text({ zh: '选择此行', en: 'Select row' })} tabIndex={-1} onClick={() => toggle(key)}>
                      {isSelected && <Icon name="check" small />}
                    </button>
                  </td>
                )}
                {columns.map((column) => <td key={column.key} className={column.align}>{column.cell(row)}</td>)}
              </tr>
            );
          })}
          {view.last < rows.length && <tr style={{ height: (rows.length - view.last) * rowHeight }}><td colSpan={span} /></tr>}
        </tbody>
        {props.totals && rows.length > 0 && (
          <tfoot>
            <tr>
              {onSelected && <td />}
              {columns.map((column, index) => <td key={column.key} className={column.align}>{index === 0 ? props.totalsLabel : column.total}</td>)}
            </tr>
          </tfoot>
        )}
      </table>
      {!loading && rows.length === 0 && empty}
    </div>
  );
}

/** Keeps the row visible below the sticky head and above the sticky totals. */
function scrollTo(element: HTMLElement | null, index: number, rowHeight: number) {
  if (!element) return;
  const top = index * rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + rowHeight * 2 + 30 > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight * 2 + 30 - element.clientHeight;
}
