/**
 * 发货单: goods leave the warehouse for the customer. Booked, they are still ours (发出商品) until the customer accepts them,
 * unless the company's policy takes dispatch itself as the revenue event. A line without a warehouse takes the head's, then the item's.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const deliveryHead = z.object({
  customer: field.reference('客户', 'Customer', 'sales/customer'),
  day: field.day('发货日期', 'Delivery date'),
  warehouse: field.reference('默认仓库', 'Default warehouse', 'inventory/warehouse').nullable().default(null),
  shipTo: field.text('交货地', 'Ship to', { max: 200 }).default(''),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const deliveryLine = z.object({
  orderLine: field.id('订单行', 'Order line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  warehouse: field.reference('仓库', 'Warehouse', 'inventory/warehouse', { width: 130 }).nullable().default(null),
  quantity: field.amount('实发数量', 'Delivered'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
export const delivery = documentContract({
  noun: 'sales/delivery',
  title: { zh: '发货单', en: 'Delivery note' },
  states: bookingStates,
  editable: ['draft'],
  head: deliveryHead,
  line: deliveryLine,
  actions: bookingActions,
  pulls: { source: 'sales/sales-order', title: { zh: '销售订单', en: 'Sales order' }, measure: 'delivered', states: ['approved'], party: 'customer', line: 'orderLine' },
  pushes: [{ target: 'sales/acceptance', title: { zh: '下推签收单', en: 'Push to acceptance' }, from: ['booked'], because: { zh: '只有已记账的发货单可以签收，现在是{state}。', en: 'Only a booked delivery can be accepted; it is {state}.' } }],
});

export const deliveryRefusals = {
  'order-line-unknown': { zh: '第 {row} 行：找不到对应的销售订单行，或订单没有审核。', en: 'Row {row}: there is no approved order line behind it.' },
  'other-customer': { zh: '第 {row} 行：订单 {number} 不是这家客户的。', en: 'Row {row}: order {number} belongs to another customer.' },
  'other-item': { zh: '第 {row} 行：物料与订单行不一致。', en: 'Row {row}: the item differs from the order line.' },
  'not-stocked': { zh: '第 {row} 行：「{code}」不是库存物料，不能发货。', en: 'Row {row}: "{code}" is not a stocked item and cannot be delivered.' },
  'order-closed': { zh: '第 {row} 行：订单 {number} 已关闭，不能再发货。', en: 'Row {row}: order {number} is closed.' },
  'day-before-order': { zh: '第 {row} 行：发货日期早于订单 {number} 的日期 {orderDay}。', en: 'Row {row}: the delivery date is before order {number} of {orderDay}.' },
  'line-twice': { zh: '第 {row} 行：同一订单行从同一仓库出现了两次，请合并。', en: 'Row {row}: the same order line appears twice from one warehouse; merge them.' },
  'more-than-remains': { zh: '第 {row} 行：「{code}」最多还能发 {remaining}，填了 {quantity}。', en: 'Row {row}: at most {remaining} of "{code}" may still be delivered, not {quantity}.' },
  'warehouse-missing': { zh: '第 {row} 行：「{code}」没有默认仓库，请选择从哪个仓库发。', en: 'Row {row}: "{code}" has no warehouse of its own; choose one.' },
  'warehouse-unknown': { zh: '第 {row} 行：仓库不存在或已停用。', en: 'Row {row}: the warehouse does not exist or is inactive.' },
  'stock-short': { zh: '第 {row} 行：「{warehouse}」的「{code}」现存 {onHand}，不够发 {quantity}。', en: 'Row {row}: {warehouse} holds {onHand} of "{code}", less than {quantity}.' },
} satisfies Record<string, Text>;

export const saveDelivery = commandContract({
  name: 'sales/delivery.save',
  title: { zh: '编辑发货单', en: 'Edit delivery notes' },
  input: deliveryHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('明细', 'Lines', deliveryLine),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: deliveryRefusals,
});
export const bookDelivery = commandContract({ name: 'sales/delivery.book', title: { zh: '发货单记账', en: 'Book delivery notes' }, input: z.object(recordKey), output: savedOutput, refusals: deliveryRefusals });

export const listDeliveries = listContract({
  noun: 'sales/delivery',
  title: { zh: '发货单', en: 'Delivery notes' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    customer: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 220 }),
    firstItem: field.text('主要物料', 'Main item', { width: 240 }),
    orders: field.text('来源订单', 'Orders', { width: 140 }),
    accepted: field.rate('签收', 'Accepted'),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  views: [
    { key: 'unaccepted', title: { zh: '未签收', en: 'Not accepted' }, filter: [{ field: 'state', operator: 'is', value: 'booked' }, { field: 'accepted', operator: 'is-not', value: '1' }] },
    { key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getDelivery = queryContract({
  name: 'sales/delivery.get', title: { zh: '查看发货单', en: 'View delivery notes' }, permission: 'sales/delivery.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeDelivery = queryContract({
  name: 'sales/delivery.propose', title: { zh: '从订单发货', en: 'Deliver an order' }, permission: 'sales/delivery.save',
  input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
