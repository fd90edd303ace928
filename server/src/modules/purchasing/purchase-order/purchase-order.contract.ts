/** 采购订单: what is bought from whom, at which price and when. Lines are executed by receipts (measure "received"). */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, savedOutput, type Text } from '../../../kernel/contract.ts';
import { orderActions, orderStates } from '../../documents/order-texts.ts';

export const purchaseOrderHead = z.object({
  supplier: field.reference('供应商', 'Supplier', 'purchasing/supplier'),
  day: field.day('订单日期', 'Order date'),
  paymentDays: field.count('付款天数', 'Payment days', { max: 365 }).default(60),
  contractNumber: field.text('合同号', 'Contract no.', { max: 60 }).default(''),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const purchaseOrderLine = z.object({
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  quantity: field.amount('数量', 'Quantity'),
  priceWithTax: field.price('含税单价', 'Price incl. tax', { group: 'purchase-price' }),
  taxRate: field.taxRate().default('0.13'),
  dueDay: field.day('交期', 'Due'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});

export const purchaseOrder = documentContract({
  noun: 'purchasing/purchase-order',
  title: { zh: '采购订单', en: 'Purchase order' },
  states: orderStates,
  editable: ['draft'],
  head: purchaseOrderHead,
  line: purchaseOrderLine,
  actions: orderActions,
  pushes: [{ target: 'purchasing/purchase-receipt', title: { zh: '下推入库单', en: 'Push to receipt' }, from: ['approved'], because: { zh: '只有已审核的订单可以收货，现在是{state}。', en: 'Only an approved order can be received; it is {state}.' } }],
});

export const purchaseOrderRefusals = {
  'supplier-unknown': { zh: '供应商不存在或已停用。', en: 'The supplier does not exist or is inactive.' },
  'supplier-blocked': { zh: '供应商「{name}」已列入黑名单，不能下单。', en: 'Supplier "{name}" is blocked; no orders can be placed.' },
  'item-unknown': { zh: '第 {row} 行：物料不存在或已停用。', en: 'Row {row}: the item does not exist or is inactive.' },
  'item-not-stocked': { zh: '第 {row} 行：「{code}」是虚拟件，不能采购。', en: 'Row {row}: "{code}" is a phantom and cannot be bought.' },
  'due-before-order': { zh: '第 {row} 行：交期 {due} 早于订单日期 {day}。', en: 'Row {row}: due {due} is before the order date {day}.' },
  'too-many-decimals': { zh: '第 {row} 行：「{code}」的数量最多 {decimals} 位小数。', en: 'Row {row}: the quantity of "{code}" takes at most {decimals} decimals.' },
} satisfies Record<string, Text>;

export const savePurchaseOrder = commandContract({
  name: 'purchasing/purchase-order.save',
  title: { zh: '编辑采购订单', en: 'Edit purchase orders' },
  input: purchaseOrderHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('明细', 'Lines', purchaseOrderLine) }),
  output: savedOutput,
  refusals: { ...purchaseOrderRefusals, 'wrong-state': { zh: '{because}', en: '{because}' } },
});

const amounts = {
  amount: field.money('金额', 'Amount', { group: 'purchase-price' }),
  tax: field.money('税额', 'Tax', { group: 'purchase-price' }),
};
export const listPurchaseOrders = listContract({
  noun: 'purchasing/purchase-order',
  title: { zh: '采购订单', en: 'Purchase orders' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    supplier: field.referenceTo('供应商', 'Supplier', 'purchasing/supplier', { width: 220 }),
    firstItem: field.text('主要物料', 'Main item', { width: 220 }),
    dueDay: field.day('最早交期', 'First due'),
    openDay: field.day('最早未到', 'Next due').nullable(),
    overdueDays: field.count('逾期天数', 'Days overdue', { width: 80 }),
    ...amounts,
    total: field.money('价税合计', 'Total incl. tax', { group: 'purchase-price' }),
    received: field.rate('收货', 'Received'),
    state: field.choice('状态', 'State', { draft: orderStates.draft.label, approved: orderStates.approved.label, closed: orderStates.closed.label }),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount', 'tax', 'total'],
  views: [
    { key: 'open', title: { zh: '执行中', en: 'Open' }, filter: [{ field: 'state', operator: 'is', value: 'approved' }, { field: 'received', operator: 'is-not', value: '1' }] },
    { key: 'overdue', title: { zh: '逾期未到', en: 'Overdue' }, filter: [{ field: 'overdueDays', operator: 'from', value: '1' }] },
    { key: 'draft', title: { zh: '待审核', en: 'To approve' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getPurchaseOrder = queryContract({
  name: 'purchasing/purchase-order.get',
  title: { zh: '查看采购订单', en: 'View purchase orders' },
  permission: 'purchasing/purchase-order.view',
  input: z.object({ id: field.id() }),
  output: z.record(z.string(), z.unknown()),
});
