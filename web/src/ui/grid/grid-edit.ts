/** Changes of many cells at once: clear, fill down, paste, insert and delete rows. Pure: rows in, rows out. */
import type { Range } from './grid-keys.ts';
import { isTyped, newRowKey, readCell, withCell, type GridColumn, type GridRow, type Patch } from './grid-model.ts';
import type { Text } from '../language.tsx';

export type Rows = readonly GridRow[];
export const insertRow = (rows: Rows, at: number, line: Patch): Rows => [...rows.slice(0, at), { ...line, $key: newRowKey() }, ...rows.slice(at)];
export const deleteRows = (rows: Rows, range: Range): Rows => rows.filter((_, index) => index < range.top || index > range.bottom);

export function clearCells(rows: Rows, columns: readonly GridColumn[], range: Range): Rows {
  return rows.map((row, index) => {
    if (index < range.top || index > range.bottom) return row;
    return columns.slice(range.left, range.right + 1).filter(isTyped).reduce((changed, column) => withCell(changed, column, null), row);
  });
}

/** One row: takes the cell above. Several: the top row's cells go down. */
export function fillDown(rows: Rows, columns: readonly GridColumn[], range: Range): Rows {
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  const source = rows[from];
  if (!source) return rows;
  return rows.map((row, index) => {
    if (index <= from || index < range.top || index > range.bottom) return row;
    return columns.slice(range.left, range.right + 1).filter(isTyped).reduce((changed, column) => withCell(changed, column, source[column.key]), row);
  });
}

/** Texts of a pasted block go into typed columns from the given cell on; computed columns swallow theirs, missing rows are added. */
export function pasteBlock(rows: Rows, columns: readonly GridColumn[], at: { row: number; column: number }, block: readonly (readonly string[])[], blank: () => Patch, text: (text: Text) => string): Rows {
  const next = [...rows];
  block.forEach((cells, offset) => {
    const index = Math.min(at.row, rows.length) + offset;
    let row: GridRow = next[index] ?? { ...blank(), $key: newRowKey() };
    cells.forEach((typed, step) => {
      const column = columns[at.column + step];
      if (column && isTyped(column)) row = withCell(row, column, readCell(column, typed, text));
    });
    next[index] = row;
  });
  return next;
}

/** References that were pasted as text and wait to be found: column → texts. */
export function unresolved(rows: Rows, columns: readonly GridColumn[]): { column: GridColumn; texts: string[] }[] {
  return columns
    .filter((column) => column.kind === 'reference' && column.lookup && isTyped(column))
    .map((column) => ({
      column,
      texts: rows.map((row) => row[column.key] as { id?: string; code?: string } | null).filter((value) => value?.id === '').map((value) => value?.code ?? ''),
    }))
    .filter(({ texts }) => texts.length > 0);
}
