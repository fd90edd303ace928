// Goal: what stands on paper, worked out by hand from a purchase order of two lines and a delivery note.
import { delivery } from '@millwright/server/modules/sales/delivery/delivery.contract';
import { purchaseOrder } from '@millwright/server/modules/purchasing/purchase-order/purchase-order.contract';
import { expect, test } from 'vitest';
import type { DocumentOptions } from '../document/document-options.ts';
import { printModel } from './print-model.ts';
import { addressesAt } from './addresses.ts';

const printing = { text: (text: { zh: string; en: string }) => text.zh, company: '恒锐精工有限公司', band: '', addresses: addressesAt('http://erp.factory:8080') };
const item = (code: string, name: string, spec: string) => ({ id: '7', code, name, spec, unit: '件' });
const order: DocumentOptions = {
  contract: purchaseOrder,
  linesShown: [
    { key: 'gross', after: 'taxRate', kind: 'money', label: { zh: '价税合计', en: 'Total' }, strong: true, compute: (line) => line['gross'] },
    { key: 'received', after: 'dueDay', kind: 'quantity', label: { zh: '已收', en: 'Received' } },
  ],
  totals: () => [{ label: { zh: '价税合计', en: 'Total' }, value: '1412.50' }],
  capital: () => '1412.50',
};
const record = {
  id: '41', version: 2, state: 'approved', number: 'PO-2611-0001', createdBy: '鲁文斌', supplier: { id: '3', code: 'S001', name: '永安钢材' }, day: '2026-11-24', paymentDays: 60, contractNumber: '', note: '',
  lines: [
    { item: item('SM-001', '冷轧板', '1.5×1250×2500'), quantity: '100', priceWithTax: '11.3', taxRate: '0.13', dueDay: '2026-12-01', note: '', gross: '1130.00', received: '40' },
    { item: item('HW-002', '螺钉', 'M4×10'), quantity: '500', priceWithTax: '0.565', taxRate: '0.13', dueDay: '2026-12-03', note: '', gross: '282.50', received: '0' },
  ],
};

test('head, lines, totals and the amount in capitals', () => {
  const model = printModel(record, order, printing);
  expect(model).toMatchObject({ title: '采购订单', number: 'PO-2611-0001', company: '恒锐精工有限公司', address: 'http://erp.factory:8080/purchasing/purchase-order/41', capital: '壹仟肆佰壹拾贰元伍角整' });
  // Whole days, the party by name, empty fields left out.
  expect(model.fields.map(({ label, value }) => `${label} ${value}`)).toEqual(['供应商 永安钢材', '订单日期 2026-11-24', '付款天数 60']);
  const [table] = model.tables;
  // The item in its parts, nobody wrote a note, and what was received meanwhile is not on the paper.
  expect(table?.columns.map(({ title }) => title)).toEqual(['序', '物料编码', '名称', '规格型号', '单位', '数量', '含税单价', '税率', '价税合计', '交期']);
  expect(table?.rows).toEqual([
    ['1', 'SM-001', '冷轧板', '1.5×1250×2500', '件', '100', '11.30', '13%', '1,130.00', '2026-12-01'],
    ['2', 'HW-002', '螺钉', 'M4×10', '件', '500', '0.565', '13%', '282.50', '2026-12-03'],
  ]);
  expect(table?.sum).toEqual(['合计', '', '', '', '', '', '', '', '1,412.50', '']);
  expect(model.totals).toEqual([{ label: '价税合计', value: '1,412.50' }]);
  expect(model.signatures[0]).toEqual({ label: '制单', name: '鲁文斌' });
});

test('a draft and a red paper say what they are', () => {
  expect(printModel({ ...record, state: 'draft' }, order, printing).title).toBe('采购订单（草稿）');
  const note: DocumentOptions = { contract: delivery, print: { title: { zh: '送货单', en: 'Delivery note' }, sums: ['quantity'] } };
  const booked = { id: '9', version: 1, state: 'booked', number: 'DN-2611-0002', lines: [{ item: item('A', '甲', ''), quantity: '-2' }, { item: item('B', '乙', ''), quantity: '-0.5' }], reverses: { id: '8', number: 'DN-2611-0001' } };
  const model = printModel(booked, note, printing);
  expect(model.title).toBe('红字送货单');
  expect(model.tables[0]?.columns.map(({ title }) => title)).toEqual(['序', '物料编码', '名称', '单位', '实发数量']);
  expect(model.tables[0]?.sum).toEqual(['合计', '', '', '', '−2.5']);
});

test('no lines: the form with one blank row, and no total of nothing', () => {
  const [table] = printModel({ ...record, lines: [] }, order, printing).tables;
  expect(table?.rows).toEqual([Array.from({ length: 11 }, () => '')]);
  expect(table?.sum).toBeUndefined();
  expect(printModel({ ...record, lines: [] }, { ...order, print: { rowsAtLeast: 5 } }, printing).tables[0]?.rows.length).toBe(5);
});
