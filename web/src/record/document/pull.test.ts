import type { OpenLine } from '@millwright/server/modules/documents/open-line/open-line.contract';
import { expect, test } from 'vitest';
import { chosenFrom, headWith, linesOf, takeable } from './pull.ts';

const line = (id: string, party: string): OpenLine => ({
  id, documentId: '1', number: 'PO-1', day: '2026-06-01', dueDay: '2026-06-02', party: { id: party, code: party, name: party }, item: { id: '9', code: 'A', name: 'A' }, spec: '', unit: '件', quantity: '10', remaining: '4',
});

test('lines of one party only, none twice', () => {
  const chosen = chosenFrom(new Map(), line('11', 'x'));
  expect([takeable(line('12', 'x'), chosen, new Set()), takeable(line('13', 'y'), chosen, new Set()), takeable(line('12', 'x'), chosen, new Set(['12']))]).toEqual([true, false, false]);
  expect(takeable(line('13', 'y'), chosenFrom(chosen, line('11', 'x')), new Set())).toBe(true);
});
test('of each proposal only what was chosen', () => {
  const proposals = [{ lines: [{ orderLine: '11', quantity: '4' }, { orderLine: '12', quantity: '1' }] }, { lines: [{ orderLine: '21', quantity: '7' }] }];
  expect(linesOf(proposals, 'orderLine', new Set(['11', '21']))).toEqual([{ orderLine: '11', quantity: '4' }, { orderLine: '21', quantity: '7' }]);
});
test('what was typed in the head stays', () => {
  expect(headWith({ day: '2026-06-03', note: '' }, { day: '2026-06-09', supplier: { id: '7' }, note: 'x', lines: [] })).toEqual({ day: '2026-06-03', supplier: { id: '7' }, note: 'x' });
});
