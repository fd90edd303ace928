/**
 * What a key does in the line grid: pure, so that the habits people bring from spreadsheets are a table of tests. Enter and
 * Tab go to the next cell one may type in and wrap to the next row; typing overwrites, F2 edits; arrows end an overwrite but
 * move the caret inside an F2 edit. The last row (index rows − 1) is the blank one that becomes a line when typed into.
 */
export type Cell = { readonly row: number; readonly column: number };
export type GridState = {
  readonly cursor: Cell;
  /** The other corner of the selected range. */
  readonly anchor: Cell | null;
  /** overwrite: began by typing; amend: began by F2 or double click. */
  readonly editing: { readonly draft: string; readonly manner: 'overwrite' | 'amend' } | null;
};
export type GridShape = { readonly rows: number; readonly columns: number; readonly editable: (column: number) => boolean };
export type GridKey = { readonly key: string; readonly control?: boolean; readonly shift?: boolean; readonly alt?: boolean };
export type GridEffect = 'commit' | 'clear' | 'fill-down' | 'insert-row' | 'delete-row' | 'undo' | 'begin-amend' | 'toggle' | 'open-list' | 'select-all';
export type GridStep = { readonly state: GridState; readonly effects: readonly GridEffect[] };

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
const moved = (state: GridState, shape: GridShape, row: number, column: number, extend = false): GridState => ({
  cursor: { row: clamp(row, 0, shape.rows - 1), column: clamp(column, 0, shape.columns - 1) },
  anchor: extend ? (state.anchor ?? state.cursor) : null,
  editing: null,
});

/** The next (or previous) cell one may type in, wrapping at row ends; the same cell when there is none. */
export function nextEditable(cell: Cell, shape: GridShape, backwards = false): Cell {
  const step = backwards ? -1 : 1;
  let { row, column } = cell;
  for (let tries = 0; tries <= shape.columns * 2; tries += 1) {
    column += step;
    if (column >= shape.columns || column < 0) {
      row += step;
      column = backwards ? shape.columns - 1 : 0;
      if (row < 0 || row >= shape.rows) return cell;
    }
    if (shape.editable(column)) return { row, column };
  }
  return cell;
}

/** undefined: the key is not the grid's; the browser or the input keeps it. */
export function keyStep(state: GridState, { key, control = false, shift = false, alt = false }: GridKey, shape: GridShape): GridStep | undefined {
  return state.editing ? editingStep(state, key, shift, alt, shape) : control ? controlStep(state, key, shape) : movingStep(state, key, shift, alt, shape);
}

function editingStep(state: GridState, key: string, shift: boolean, alt: boolean, shape: GridShape): GridStep | undefined {
  const { row, column } = state.cursor;
  const commitTo = (cursor: Cell): GridStep => ({ state: { cursor, anchor: null, editing: null }, effects: ['commit'] });
  if (alt && key === 'ArrowDown') return { state, effects: ['open-list'] };
  switch (key) {
    case 'Escape': return { state: { ...state, editing: null }, effects: [] };
    case 'Enter':
    case 'Tab': return commitTo(nextEditable(state.cursor, { ...shape, rows: shape.rows + 1 }, shift));
    case 'F2': return { state: { ...state, editing: { draft: state.editing?.draft ?? '', manner: 'amend' } }, effects: [] };
    case 'F7': return { state, effects: ['open-list'] };
    case 'ArrowUp': return commitTo({ row: Math.max(0, row - 1), column });
    case 'ArrowDown': return commitTo({ row: row + 1, column });
    case 'ArrowLeft':
    case 'ArrowRight':
      return state.editing?.manner === 'amend' ? undefined : commitTo({ row, column: clamp(column + (key === 'ArrowLeft' ? -1 : 1), 0, shape.columns - 1) });
    default: return undefined;
  }
}

function controlStep(state: GridState, key: string, shape: GridShape): GridStep | undefined {
  const { row, column } = state.cursor;
  switch (key) {
    case 'd': return { state, effects: ['fill-down'] };
    case 'z': return { state, effects: ['undo'] };
    case 'a': return { state: { cursor: { row: shape.rows - 1, column: shape.columns - 1 }, anchor: { row: 0, column: 0 }, editing: null }, effects: [] };
    case 'Delete': return { state: { ...state, anchor: null }, effects: ['delete-row'] };
    case 'Insert':
    case 'Enter': return { state: { ...state, anchor: null }, effects: ['insert-row'] };
    case 'Home': return { state: moved(state, shape, 0, 0), effects: [] };
    case 'End': return { state: moved(state, shape, shape.rows - 1, column), effects: [] };
    case 'ArrowDown': return { state: moved(state, shape, shape.rows - 1, column), effects: [] };
    case 'ArrowUp': return { state: moved(state, shape, 0, column), effects: [] };
    case 'ArrowLeft': return { state: moved(state, shape, row, 0), effects: [] };
    case 'ArrowRight': return { state: moved(state, shape, row, shape.columns - 1), effects: [] };
    default: return undefined;
  }
}

function movingStep(state: GridState, key: string, shift: boolean, alt: boolean, shape: GridShape): GridStep | undefined {
  const { row, column } = state.cursor;
  const move = (toRow: number, toColumn: number): GridStep => ({ state: moved(state, shape, toRow, toColumn, shift), effects: [] });
  if (alt) return key === 'ArrowDown' ? { state, effects: ['open-list'] } : undefined;
  switch (key) {
    case 'ArrowUp': return move(row - 1, column);
    case 'ArrowDown': return move(row + 1, column);
    case 'ArrowLeft': return move(row, column - 1);
    case 'ArrowRight': return move(row, column + 1);
    case 'PageUp': return move(row - 12, column);
    case 'PageDown': return move(row + 12, column);
    case 'Home': return move(row, 0);
    case 'End': return move(row, shape.columns - 1);
    case 'Enter': return { state: { ...state, cursor: nextEditable(state.cursor, shape, shift), anchor: null }, effects: [] };
    case 'Tab': {
      const next = nextEditable(state.cursor, shape, shift);
      // At the very end Tab leaves the grid, so that the keyboard is never trapped.
      return next === state.cursor ? undefined : { state: { ...state, cursor: next, anchor: null }, effects: [] };
    }
    case 'F2': return { state, effects: ['begin-amend'] };
    case 'F7': return { state, effects: ['open-list'] };
    case ' ': return { state, effects: ['toggle'] };
    case 'Delete':
    case 'Backspace': return { state, effects: ['clear'] };
    case 'Insert': return { state: { ...state, anchor: null }, effects: ['insert-row'] };
    default: return undefined;
  }
}

export type Range = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
export function rangeOf({ cursor, anchor }: GridState): Range {
  const other = anchor ?? cursor;
  return {
    top: Math.min(cursor.row, other.row), bottom: Math.max(cursor.row, other.row),
    left: Math.min(cursor.column, other.column), right: Math.max(cursor.column, other.column),
  };
}
