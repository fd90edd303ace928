/** Head of the list table: select all, sort by click, width by dragging the right edge. */
import { Icon } from './Icon.tsx';
import { useText } from './language.tsx';
import type { TableProps } from './Table.tsx';

export function TableHead<Row>({ columns, rows, rowKey, sort, onSort, selected, onSelected, onResize }: TableProps<Row>) {
  const text = useText();
  const all = rows.length > 0 && selected !== undefined && rows.every((row) => selected.has(rowKey(row)));
  const some = !all && (selected?.size ?? 0) > 0;
  const startResize = (column: string, startX: number, startWidth: number) => {
    const move = (event: PointerEvent) => onResize?.(column, Math.max(40, Math.trunc(startWidth + event.clientX - startX)));
    const stop = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', stop);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', stop);
  };
  return (
    <>
      <colgroup>
        {onSelected && <col style={{ width: 34 }} />}
        {columns.map((column) => <col key={column.key} style={{ width: column.width }} />)}
      </colgroup>
      <thead>
        <tr>
          {onSelected && (
            <th className="center">
              <button type="button" className="mw-check" role="checkbox" aria-checked={all ? true : some ? 'mixed' : false} aria-label={text({ zh: '全选', en: 'Select all' })}
                onClick={() => onSelected(all || some ? new Set() : new Set(rows.map(rowKey)))}>
                {(all || some) && <Icon name={all ? 'check' : 'minus'} small />}
              </button>
            </th>
          )}
          {columns.map((column) => {
            const sorted = sort?.by === column.key ? (sort.descending ? 'descending' : 'ascending') : 'none';
            return (
              <th key={column.key} className={column.align} style={{ minWidth: column.width }} aria-sort={column.sortable ? sorted : undefined} title={column.label}
                onClick={() => column.sortable && onSort?.({ by: column.key, descending: sorted === 'ascending' })}>
                <span className="mw-th">
                  <span className="mw-clip">{column.label}</span>
                  {sorted !== 'none' && <Icon name={sorted === 'descending' ? 'sort-down' : 'sort-up'} small />}
                </span>
                {onResize && (
                  <span className="mw-resize" aria-hidden onClick={(event) => event.stopPropagation()}
                    onPointerDown={(event) => startResize(column.key, event.clientX, event.currentTarget.parentElement?.offsetWidth ?? 120)} />
                )}
              </th>
            );
          })}
        </tr>
      </thead>
    </>
  );
}
