import { lazy } from 'react';
import { expect, it } from 'vitest';
import { matchPage } from './page-match.ts';

const component = lazy(async () => ({ default: () => null }));
const entries = ['/', '/sales/sales-order', '/sales/sales-order/$id', '/sales/sales-order/new'].map((path) => ({ path, title: { zh: path, en: path }, component }));

it.each([
  ['/', '/', {}],
  ['/sales/sales-order', '/sales/sales-order', {}],
  ['/sales/sales-order/17', '/sales/sales-order/$id', { id: '17' }],
  ['/sales/sales-order/new', '/sales/sales-order/new', {}],
  ['/sales/sales-order/%E0', '/sales/sales-order/$id', { id: '%E0' }],
  ['/sales/sales-order/A%2F1', '/sales/sales-order/$id', { id: 'A/1' }],
])('%s is %s', (address, path, params) => {
  const match = matchPage(entries, address);
  expect(match?.entry.path).toBe(path);
  expect(match?.params).toEqual(params);
});
it('an unknown address is nothing', () => expect(matchPage(entries, '/nowhere')).toBeUndefined());
