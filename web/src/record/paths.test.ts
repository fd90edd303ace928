import { expect, it } from 'vitest';
import { documentPath, listPath, newRecordPath, pagePath, recordPath } from './paths.ts';

it('writes every kind of address', () => {
  expect(listPath('sales/sales-order')).toBe('/sales/sales-order');
  expect(listPath('sales/sales-order', { view: 'late', search: '' })).toBe('/sales/sales-order?view=late');
  expect(recordPath('sales/sales-order', '17')).toBe('/sales/sales-order/17');
  expect(documentPath('sales/sales-order', '17')).toBe('/sales/sales-order/17');
  expect(documentPath('ledger/voucher', '17')).toBe('/ledger/document/17');
  expect(newRecordPath('purchasing/receipt', { source: '17' })).toBe('/purchasing/receipt/new?source=17');
  expect(pagePath('/planning/run/$id/item/$item', { id: '7', item: 'A/1' })).toBe('/planning/run/7/item/A%2F1');
});
