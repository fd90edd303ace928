/** Goal: the keyboard habits of the line grid. Columns: 0 item (typed), 1 name (shown), 2 quantity (typed), 3 price (typed), 4 amount (shown). */
import { expect, it } from 'vitest';
import { keyStep, nextEditable, rangeOf, type GridKey, type GridState } from './grid-keys.ts';

const shape = { rows: 3, columns: 5, editable: (column: number) => [0, 2, 3].includes(column) };
const at = (row: number, column: number): GridState => ({ cursor: { row, column }, anchor: null, editing: null });
const typing = (row: number, column: number, manner: 'overwrite' | 'amend' = 'overwrite'): GridState => ({ cursor: { row, column }, anchor: null, editing: { draft: '12', manner } });

const cases: [string, GridState, GridKey, [number, number], string[]][] = [
  ['Enter goes to the next cell one may type in', at(0, 0), { key: 'Enter' }, [0, 2], []],
  ['Enter at the last typed cell wraps to the next row', at(0, 3), { key: 'Enter' }, [1, 0], []],
  ['Tab does the same', at(0, 2), { key: 'Tab' }, [0, 3], []],
  ['Shift+Tab goes back over the row end', at(1, 0), { key: 'Tab', shift: true }, [0, 3], []],
  ['arrows move and stop at the edges', at(0, 0), { key: 'ArrowUp' }, [0, 0], []],
  ['down stops at the blank row', at(2, 1), { key: 'ArrowDown' }, [2, 1], []],
  ['Enter while typing takes the text and goes on', typing(0, 2), { key: 'Enter' }, [0, 3], ['commit']],
  ['Enter in the last cell of the blank row goes to the row that will follow', typing(2, 3), { key: 'Enter' }, [3, 0], ['commit']],
  ['an arrow ends an overwrite', typing(1, 2), { key: 'ArrowRight' }, [1, 3], ['commit']],
  ['Escape drops the text', typing(1, 2), { key: 'Escape' }, [1, 2], []],
  ['Ctrl+D fills down', at(1, 2), { key: 'd', control: true }, [1, 2], ['fill-down']],
  ['Ctrl+Delete deletes the row', at(1, 2), { key: 'Delete', control: true }, [1, 2], ['delete-row']],
  ['Insert inserts a row', at(1, 2), { key: 'Insert' }, [1, 2], ['insert-row']],
  ['Delete clears', at(1, 2), { key: 'Delete' }, [1, 2], ['clear']],
  ['F2 amends', at(1, 2), { key: 'F2' }, [1, 2], ['begin-amend']],
  ['Ctrl+Home goes to the first cell', at(2, 3), { key: 'Home', control: true }, [0, 0], []],
];
it.each(cases)('%s', (_, state, key, [row, column], effects) => {
  const step = keyStep(state, key, shape);
  expect(step?.state.cursor).toEqual({ row, column });
  expect(step?.effects).toEqual(effects);
});

it('arrows move the caret inside an F2 edit', () => expect(keyStep(typing(1, 2, 'amend'), { key: 'ArrowLeft' }, shape)).toBeUndefined());
it('Tab at the very end leaves the grid', () => expect(keyStep(at(2, 3), { key: 'Tab' }, shape)).toBeUndefined());
it('letters belong to the input', () => expect(keyStep(at(0, 0), { key: 'x' }, shape)).toBeUndefined());
it('Shift+arrows select a range', () => {
  const step = keyStep(at(1, 2), { key: 'ArrowDown', shift: true }, shape);
  expect(step && rangeOf(step.state)).toEqual({ top: 1, bottom: 2, left: 2, right: 2 });
});
it('a grid without typed cells keeps the cursor', () => expect(nextEditable({ row: 0, column: 0 }, { ...shape, editable: () => false })).toEqual({ row: 0, column: 0 }));
