// Goal: on a phone nobody approves a line whose quantity, price or total he cannot see, and no label stands without a value.
import { expect, it } from 'vitest';
import type { GridColumn } from './grid-model.ts';
import { lineCard } from './line-card.ts';

const label = (zh: string) => ({ zh, en: zh });
const columns: GridColumn[] = [
  { key: 'orderNumber', kind: 'text', label: label('采购订单') },
  { key: 'item', kind: 'reference', label: label('物料'), href: (row) => `/engineering/item/${(row['item'] as { id: string }).id}` },
  { key: 'quantity', kind: 'quantity', label: label('数量') },
  { key: 'priceWithTax', kind: 'price', label: label('含税单价') },
  { key: 'tax', kind: 'money', label: label('税额') },
  { key: 'gross', kind: 'money', label: label('价税合计'), strong: true, compute: () => '-1130.00' },
  { key: 'note', kind: 'text', label: label('备注') },
];
const zh = (text: { zh: string }) => text.zh;

it('stands on what it is about, quantity × price = amount, and the rest by name', () => {
  const card = lineCard(columns, { $key: 'a', item: { id: '7', code: 'M-01', name: '钢板' }, quantity: '-100', priceWithTax: '11.3', orderNumber: 'PO-1', tax: null, note: '' }, 0, zh);
  expect([card.title, card.code, card.href]).toEqual(['钢板', 'M-01', '/engineering/item/7']);
  expect([card.quantity?.shown, card.price?.shown, card.amount?.shown, card.amount?.negative]).toEqual(['−100', '11.30', '−1,130.00', true]);
  expect(card.facts.map((fact) => [fact.column.label.zh, fact.shown])).toEqual([['采购订单', 'PO-1']]);
});
it('names debit and credit, which are two amounts', () => {
  const voucher: GridColumn[] = [{ key: 'summary', kind: 'text', label: label('摘要') }, { key: 'account', kind: 'reference', label: label('科目') }, { key: 'debit', kind: 'money', label: label('借方') }, { key: 'credit', kind: 'money', label: label('贷方') }];
  const card = lineCard(voucher, { $key: 'a', summary: '收料', account: { id: '1', code: '1403', name: '原材料' }, debit: '12.00', credit: null }, 0, zh);
  expect([card.title, card.amount, card.facts.map((fact) => fact.shown)]).toEqual(['原材料', undefined, ['收料', '12.00']]);
});
