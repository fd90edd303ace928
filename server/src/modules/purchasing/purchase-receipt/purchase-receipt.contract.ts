/** 采购入库单: goods received against order lines. Booked at the order price without tax (暂估) until the invoice comes. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const purchaseReceiptHead = z.object({
  supplier: field.reference('供应商', 'Supplier', 'purchasing/supplier'),
  day: field.day('入库日期', 'Receipt date'),
  deliveryNote: field.text('送货单号', 'Delivery note', { max: 60 }).default(''),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const purchaseReceiptLine = z.object({
  orderLine: field.id('订单行', 'Order line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  warehouse: field.reference('仓库', 'Warehouse', 'inventory/warehouse', { width: 130 }),
  quantity: field.amount('实收数量', 'Received'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
export const purchaseReceipt = documentContract({
  noun: 'purchasing/purchase-receipt',
  title: { zh: '采购入库单', en: 'Purchase receipt' },
  states: bookingStates,
  editable: ['draft'],
  head: purchaseReceiptHead,
  line: purchaseReceiptLine,
  actions: bookingActions,
  pulls: { source: 'purchasing/purchase-order', title: { zh: '采购订单', en: 'Purchase order' }, measure: 'received', states: ['approved'], party: 'supplier', line: 'orderLine' },
  pushes: [{ target: 'finance/supplier-invoice', title: { zh: '下推采购发票', en: 'Push to supplier invoice' }, from: ['booked'], because: { zh: '只有已记账的入库单可以开票，现在是{state}。', en: 'Only a booked receipt can be invoiced; it is {state}.' } }],
});
export const purchaseReceiptRefusals = {
  'order-line-unknown': { zh: '第 {row} 行：找不到对应的采购订单行，或订单没有审核。', en: 'Row {row}: there is no approved order line behind it.' },
  'other-supplier': { zh: '第 {row} 行：订单 {number} 不是这家供应商的。', en: 'Row {row}: order {number} belongs to another supplier.' },
  'other-item': { zh: '第 {row} 行：物料与订单行不一致。', en: 'Row {row}: the item differs from the order line.' },
  'order-closed': { zh: '第 {row} 行：订单 {number} 已关闭，不能再收货。', en: 'Row {row}: order {number} is closed.' },
  'more-than-remains': { zh: '第 {row} 行：「{code}」最多还能收 {remaining}，填了 {quantity}。', en: 'Row {row}: at most {remaining} of "{code}" may still be received, not {quantity}.' },
  'over-ordered': { zh: '第 {row} 行：「{code}」订单只剩 {remaining}，收 {quantity} 将超收 {over}（在超收容差内）。', en: 'Row {row}: only {remaining} of "{code}" remain on the order; receiving {quantity} is {over} too many (within the tolerance).' },
  'line-twice': { zh: '第 {row} 行：同一订单行出现了两次，请合并。', en: 'Row {row}: the same order line appears twice; merge them.' },
  'warehouse-unknown': { zh: '第 {row} 行：仓库不存在或已停用。', en: 'Row {row}: the warehouse does not exist or is inactive.' },
  'not-stocked': { zh: '第 {row} 行：「{code}」不是库存物料。', en: 'Row {row}: "{code}" is not a stocked item.' },
  'day-before-order': { zh: '第 {row} 行：入库日期早于订单 {number} 的日期 {orderDay}。', en: 'Row {row}: the receipt date is before order {number} of {orderDay}.' },
} satisfies Record<string, Text>;

export const savePurchaseReceipt = commandContract({
  name: 'purchasing/purchase-receipt.save',
  title: { zh: '编辑采购入库单', en: 'Edit purchase receipts' },
  input: purchaseReceiptHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('明细', 'Lines', purchaseReceiptLine),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: purchaseReceiptRefusals,
});
export const bookPurchaseReceipt = commandContract({
  name: 'purchasing/purchase-receipt.book',
  title: { zh: '采购入库单记账', en: 'Book purchase receipts' },
  input: z.object(recordKey),
  output: savedOutput,
  refusals: purchaseReceiptRefusals,
});
export const listPurchaseReceipts = listContract({
  noun: 'purchasing/purchase-receipt',
  title: { zh: '采购入库单', en: 'Purchase receipts' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    supplier: field.referenceTo('供应商', 'Supplier', 'purchasing/supplier', { width: 220 }),
    deliveryNote: field.text('送货单号', 'Delivery note'),
    firstItem: field.text('主要物料', 'Main item', { width: 240 }),
    amount: field.money('暂估金额', 'Accrued amount', { group: 'purchase-price' }),
    invoiced: field.rate('开票', 'Invoiced'),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount'],
  views: [
    { key: 'uninvoiced', title: { zh: '未开票', en: 'Not invoiced' }, filter: [{ field: 'state', operator: 'is', value: 'booked' }, { field: 'invoiced', operator: 'is-not', value: '1' }] },
    { key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getPurchaseReceipt = queryContract({
  name: 'purchasing/purchase-receipt.get', title: { zh: '查看采购入库单', en: 'View purchase receipts' }, permission: 'purchasing/purchase-receipt.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposePurchaseReceipt = queryContract({
  name: 'purchasing/purchase-receipt.propose', title: { zh: '从订单收货', en: 'Receive an order' }, permission: 'purchasing/purchase-receipt.save',
  input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
