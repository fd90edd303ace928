// Goal: a code is a code. The path is drawn into a picture of modules and checked against the standard: finder patterns in three
// corners, and the sizes ISO/IEC 18004 gives for the content (version = (size − 17) / 4).
import { expect, test } from 'vitest';
import { addressesAt } from './addresses.ts';
import { qrPath } from './qr.ts';

function modules({ size, path }: ReturnType<typeof qrPath>): string[] {
  const picture = Array.from({ length: size }, () => Array.from({ length: size }, () => '.'));
  for (const [, column, row, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) for (let at = 0; at < Number(run); at += 1) picture[Number(row)]?.splice(Number(column) + at, 1, '#');
  return picture.map((line) => line.join(''));
}
const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
const corner = (picture: readonly string[], row: number, column: number) => picture.slice(row, row + 7).map((line) => line.slice(column, column + 7));

test('three finder patterns, for a short code and for an address', () => {
  for (const [content, size] of [['SM-001', 21], ['http://erp.factory:8080/sales/delivery/41', 29]] as const) {
    const code = qrPath(content);
    const picture = modules(code);
    expect(code.size).toBe(size);
    for (const [row, column] of [[0, 0], [0, size - 7], [size - 7, 0]] as const) expect(corner(picture, row, column)).toEqual(finder);
  }
});
test('Chinese is UTF-8: 12 signs are 36 bytes, which is version 3 at medium correction (up to 42)', () => {
  expect(qrPath('特种不锈钢拉丝钣金机箱总').size).toBe(29);
});
test('where codes lead', () => {
  const addresses = addressesAt('http://erp.factory:8080');
  expect(addresses.record('sales/delivery', '41')).toBe('http://erp.factory:8080/sales/delivery/41');
  expect(addresses.create('shopfloor/operation-report', { source: '7', operation: '19' })).toBe('http://erp.factory:8080/shopfloor/operation-report/new?source=7&operation=19');
});
