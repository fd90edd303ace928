/**
 * 销售订单: what a customer ordered, at which price and for when. Lines are executed by deliveries (measure "delivered").
 * Prices are quoted with tax, as customers see them. In lists a running order also says how far delivery has come.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, savedOutput, type Text } from '../../../kernel/contract.ts';
import { orderActions, orderStates } from '../../documents/order-texts.ts';

export const salesOrderHead = z.object({
  customer: field.reference('客户', 'Customer', 'sales/customer'),
  day: field.day('订单日期', 'Order date'),
  customerOrder: field.text('客户订单号', 'Customer order no.', { max: 60 }).default(''),
  shipTo: field.text('交货地', 'Ship to', { max: 200 }).default(''),
  paymentDays: field.count('收款天数', 'Payment days', { max: 365 }).default(60),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const salesOrderLine = z.object({
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  quantity: field.amount('数量', 'Quantity'),
  priceWithTax: field.price('含税单价', 'Price incl. tax', { group: 'sales-price' }),
  taxRate: field.taxRate().default('0.13'),
  dueDay: field.day('交期', 'Due'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});

export const salesOrder = documentContract({
  noun: 'sales/sales-order',
  title: { zh: '销售订单', en: 'Sales order' },
  states: orderStates,
  editable: ['draft'],
  head: salesOrderHead,
  line: salesOrderLine,
  actions: orderActions,
  pushes: [{ target: 'sales/delivery', title: { zh: '下推发货单', en: 'Push to delivery' }, from: ['approved'], because: { zh: '只有已审核的订单可以发货，现在是{state}。', en: 'Only an approved order can be delivered; it is {state}.' } }],
});

export const salesOrderRefusals = {
  'customer-unknown': { zh: '客户不存在或已停用。', en: 'The customer does not exist or is inactive.' },
  'item-unknown': { zh: '第 {row} 行：物料不存在或已停用。', en: 'Row {row}: the item does not exist or is inactive.' },
  'item-not-stocked': { zh: '第 {row} 行：「{code}」是虚拟件，不能销售。', en: 'Row {row}: "{code}" is a phantom and cannot be sold.' },
  'due-before-order': { zh: '第 {row} 行：交期 {due} 早于订单日期 {day}。', en: 'Row {row}: due {due} is before the order date {day}.' },
  'too-many-decimals': { zh: '第 {row} 行：「{code}」的数量最多 {decimals} 位小数。', en: 'Row {row}: the quantity of "{code}" takes at most {decimals} decimals.' },
  'credit-exceeded': { zh: '客户「{name}」的信用额度为 {limit}，应收与未完订单已占用 {used}，加上本单共 {total}，超出 {excess}。', en: 'Customer "{name}" has a credit limit of {limit}; receivables and open orders use {used}, {total} with this order: {excess} too much.' },
} satisfies Record<string, Text>;

export const saveSalesOrder = commandContract({
  name: 'sales/sales-order.save',
  title: { zh: '编辑销售订单', en: 'Edit sales orders' },
  input: salesOrderHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('明细', 'Lines', salesOrderLine) }),
  output: savedOutput,
  refusals: salesOrderRefusals,
});

const price = { group: 'sales-price' } as const;
export const listSalesOrders = listContract({
  noun: 'sales/sales-order',
  title: { zh: '销售订单', en: 'Sales orders' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    customer: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 220 }),
    customerOrder: field.text('客户订单号', 'Customer order no.', { width: 120 }),
    firstItem: field.text('主要物料', 'Main item', { width: 220 }),
    dueDay: field.day('交期', 'Due'),
    overdueDays: field.count('逾期天数', 'Days overdue', { width: 80 }),
    amount: field.money('金额', 'Amount', price),
    tax: field.money('税额', 'Tax', price),
    total: field.money('价税合计', 'Total incl. tax', price),
    undelivered: field.money('未发货金额', 'Undelivered', price),
    delivered: field.rate('发货', 'Delivered'),
    state: field.choice('状态', 'State', {
      draft: orderStates.draft.label,
      approved: orderStates.approved.label,
      'part-delivered': { zh: '部分发货', en: 'Part delivered' },
      delivered: { zh: '已发货', en: 'Delivered' },
      closed: orderStates.closed.label,
    }),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount', 'tax', 'total', 'undelivered'],
  views: [
    { key: 'open', title: { zh: '执行中', en: 'Open' }, filter: [{ field: 'state', operator: 'one-of', value: ['approved', 'part-delivered'] }] },
    { key: 'overdue', title: { zh: '逾期未交', en: 'Overdue' }, filter: [{ field: 'overdueDays', operator: 'from', value: '1' }] },
    { key: 'draft', title: { zh: '待审核', en: 'To approve' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getSalesOrder = queryContract({
  name: 'sales/sales-order.get',
  title: { zh: '查看销售订单', en: 'View sales orders' },
  permission: 'sales/sales-order.view',
  input: z.object({ id: field.id() }),
  output: z.record(z.string(), z.unknown()),
});
