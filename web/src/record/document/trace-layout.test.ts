import { expect, it } from 'vitest';
import { layoutTrace } from './trace-layout.ts';

const node = (id: string) => ({ id, kind: 'x/y', number: id, state: 'approved' });

it('sources stand left, results right, siblings in one column', () => {
  const { nodes, columns, rows } = layoutTrace(['SO', 'PL', 'PO', 'RC', 'IV'].map(node), [{ from: 'SO', to: 'PL' }, { from: 'PL', to: 'PO' }, { from: 'PO', to: 'RC' }, { from: 'PO', to: 'IV' }], 'PO');
  const column = (id: string) => nodes.find((one) => one.id === id)?.column;
  expect(['SO', 'PL', 'PO', 'RC', 'IV'].map(column)).toEqual([0, 1, 2, 3, 3]);
  expect([columns, rows]).toEqual([4, 2]);
});
it('a paper alone is one column', () => expect(layoutTrace([node('A')], [], 'A')).toMatchObject({ columns: 1, rows: 1 }));
it('a result of a sibling is placed by its neighbour', () => {
  const { nodes } = layoutTrace(['A', 'B', 'C', 'D'].map(node), [{ from: 'A', to: 'B' }, { from: 'A', to: 'C' }, { from: 'C', to: 'D' }], 'B');
  expect(nodes.find((one) => one.id === 'D')?.column).toBe(2);
});
