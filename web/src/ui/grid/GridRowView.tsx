/** One row of the line grid; drawn again only when something in it changed, so that a thousand lines stay quick to type in. */
import { memo, type MouseEvent, type ReactNode } from 'react';
import { isNumeric, shortenedFrom } from '../Figure.tsx';
import { isNegative } from '../figures.ts';
import { useText } from '../language.tsx';
import { cellProblem, cellText, cellValue, isTyped, type GridColumn, type GridRow } from './grid-model.ts';

type GridRowViewProps = {
  readonly row: GridRow | undefined;
  readonly index: number;
  readonly columns: readonly GridColumn[];
  readonly problems: ReadonlyMap<string, string>;
  readonly activeColumn: number;
  readonly current: boolean;
  readonly rangeLeft: number;
  readonly rangeRight: number;
  readonly editor: ReactNode;
  readonly editorColumn: number;
  readonly onPoint: (row: number, column: number, extend: boolean) => void;
  readonly onAmend: () => void;
  readonly readOnly: boolean;
  readonly onLink: ((href: string) => void) | undefined;
};

export const GridRowView = memo(RowView, (before, after) =>
  before.row === after.row && before.index === after.index && before.columns === after.columns && before.problems === after.problems &&
  before.activeColumn === -1 && after.activeColumn === -1 && before.current === after.current && before.rangeLeft === after.rangeLeft && before.rangeRight === after.rangeRight &&
  before.editor === undefined && after.editor === undefined);

function RowView({ row, index, columns, problems, activeColumn, current, rangeLeft, rangeRight, editor, editorColumn, onPoint, onAmend, readOnly, onLink }: GridRowViewProps) {
  const text = useText();
  return (
    <tr className={current ? 'current' : undefined} aria-rowindex={index + 1}>
      <td className="ordinal">{row ? index + 1 : '+'}</td>
      {columns.map((column, at) => {
        const value = row ? cellValue(column, row, index) : undefined;
        const problem = row && isTyped(column) && (problems.get(`${row.$key}.${column.key}`) ?? (cellProblem(column, value) ? text(cellProblem(column, value) ?? '') : undefined));
        const classes = [
          isNumeric(column.kind) && 'right', at === activeColumn && 'active', editor && at === editorColumn && 'host', problem && 'invalid', !isTyped(column) && 'computed', column.strong && 'strong',
          at >= rangeLeft && at <= rangeRight && 'in-range', isNumeric(column.kind) && isNegative(value) && 'mw-negative',
        ].filter(Boolean).join(' ');
        return (
          <td key={column.key} role="gridcell" className={classes} title={problem || shortenedFrom(value, column, text)} aria-invalid={problem ? true : undefined} data-unit={row && value ? column.unitOf?.(row) : undefined}
            onMouseDown={(event) => {
              if ((event.target as HTMLElement).tagName === 'INPUT' && at === activeColumn) return;
              event.preventDefault();
              onPoint(index, at, event.shiftKey);
            }}
            onMouseEnter={(event) => event.buttons === 1 && onPoint(index, at, true)}
            onDoubleClick={onAmend}>
            {row && <CellContent href={readOnly || !isTyped(column) ? column.href?.(row) : undefined} onLink={onLink}>{cellText(column, row, index, text)}</CellContent>}
            {editor && at === editorColumn && editor}
          </td>
        );
      })}
    </tr>
  );
}

function CellContent({ href, onLink, children }: { href: string | undefined; onLink: ((href: string) => void) | undefined; children: string }) {
  if (!href || !onLink || children === '') return children;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    onLink?.(href);
  };
  return <a href={href} tabIndex={-1} onMouseDown={(event) => event.stopPropagation()} onClick={open}>{children}</a>;
}
