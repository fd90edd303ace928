import { expect, it } from 'vitest';
import { layoutTrace } from './trace-layout.ts';

const node = (id: string) => ({ id, kind: 'x/y', number: id, state: 'approved' });
const edges = (...pairs: string[]) => pairs.map((pair) => ({ from: pair.split('>')[0] ?? '', to: pair.split('>')[1] ?? '' }));
const linesOf = (ids: string[], pairs: string[], center: string) => {
  const { nodes } = layoutTrace(ids.map(node), edges(...pairs), center, 3);
  return ids.map((id) => nodes.find((one) => one.id === id)?.line);
};

it('sources stand above, results below, siblings side by side', () => {
  expect(linesOf(['SO', 'PL', 'PO', 'RC', 'IV'], ['SO>PL', 'PL>PO', 'PO>RC', 'PO>IV'], 'PO')).toEqual([0, 1, 2, 3, 3]);
});
it('the money stands below the invoice it pays, although it hangs on the acceptance as well', () => {
  expect(linesOf(['SO', 'AC', 'SI', 'CO'], ['SO>AC', 'AC>SI', 'AC>CO', 'SI>CO'], 'SO')).toEqual([0, 1, 2, 3]);
  expect(linesOf(['SO', 'AC', 'SI', 'CO'], ['SO>AC', 'AC>SI', 'AC>CO', 'SI>CO'], 'CO')).toEqual([0, 1, 2, 3]);
});
it('more than fit side by side go on in the next line', () => {
  const { nodes, lines, columns } = layoutTrace(['A', 'B', 'C', 'D', 'E'].map(node), edges('A>B', 'A>C', 'A>D', 'A>E'), 'A', 3);
  expect([lines, columns]).toEqual([3, 3]);
  expect(nodes.map((one) => [one.id, one.line, one.column])).toEqual([['A', 0, 1], ['B', 1, 0], ['C', 1, 1], ['D', 1, 2], ['E', 2, 0.5]]);
});
it('a paper alone is one line', () => expect(layoutTrace([node('A')], [], 'A', 3)).toMatchObject({ columns: 1, lines: 1 }));
it('a result of a sibling is placed by its neighbour, and a circle ends', () => {
  expect(linesOf(['A', 'B', 'C', 'D'], ['A>B', 'A>C', 'C>D'], 'B')).toEqual([0, 1, 1, 2]);
  expect(linesOf(['A', 'B'], ['A>B', 'B>A'], 'A')).toEqual([0, 1]);
});
