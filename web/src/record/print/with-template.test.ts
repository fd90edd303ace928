// Goal: what a template changes on a paper, and that without one nothing changes.
import { purchaseOrder } from '@millwright/server/modules/purchasing/purchase-order/purchase-order.contract';
import { expect, it } from 'vitest';
import { addressesAt } from './addresses.ts';
import { printModel } from './print-model.ts';
import { withTemplate } from './with-template.ts';

const options = { contract: purchaseOrder };
const letterhead = { logo: 'data:image/png;base64,AAAA', lines: ['宁波市鄞州区'] };
const printing = { text: (text: { zh: string; en: string }) => text.zh, company: '恒铎', band: '', addresses: addressesAt('http://erp'), letterhead };
const record = {
  id: '1', version: 1, state: 'approved', number: 'PO-2611-0001', createdBy: '陆文斌', supplier: { id: '3', code: 'S1', name: '永安' }, day: '2026-11-24', paymentDays: 60, contractNumber: '', note: '',
  lines: [{ item: { id: '7', code: 'A', name: '板', spec: '1.5', unit: '件' }, quantity: '1', priceWithTax: '11.3', taxRate: '0.13', dueDay: '2026-12-01', note: '' }],
};

it('changes title, columns, rows, signatures and remarks', () => {
  const model = printModel(record, withTemplate(options, { title: '采购合同', without: ['paymentDays', 'taxRate', 'item.spec'], signatures: ['制单', '供方盖章'], remarks: ['质保 12 个月。'], rowsAtLeast: 4 }), printing);
  expect(model.title).toBe('采购合同');
  expect(model.fields.map(({ key }) => key)).toEqual(['supplier', 'day']);
  expect(model.tables[0]?.columns.map(({ key }) => key)).toEqual(['ordinal', 'item.code', 'item.name', 'item.unit', 'quantity', 'priceWithTax', 'dueDay']);
  expect(model.tables[0]?.rows).toHaveLength(4);
  expect(model.signatures).toEqual([{ label: '制单', name: '陆文斌' }, { label: '供方盖章', name: '' }]);
  expect(model.remarks).toEqual(['质保 12 个月。']);
  expect(model).toMatchObject(letterhead);
});

it('is the standard without one', () => {
  expect(withTemplate(options, undefined)).toBe(options);
});
