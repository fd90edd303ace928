/**
 * 签收单: the customer has accepted delivered goods. This is the revenue event: receivable against revenue and 待转销项税额, and
 * the cost of what was dispatched, in one entry. Its id is the receivable's open item; what is open is the journal's sum over it.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const acceptanceHead = z.object({
  customer: field.reference('客户', 'Customer', 'sales/customer'),
  day: field.day('签收日期', 'Acceptance date'),
  signedBy: field.text('签收人', 'Signed by', { max: 40 }).default(''),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const acceptanceLine = z.object({
  deliveryLine: field.id('发货行', 'Delivery line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  quantity: field.amount('签收数量', 'Accepted'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
const booked = { from: ['booked'], because: { zh: '只有已记账的签收单可以下推，现在是{state}。', en: 'Only a booked acceptance can be pushed; it is {state}.' } };
export const acceptance = documentContract({
  noun: 'sales/acceptance',
  title: { zh: '签收单', en: 'Acceptance' },
  states: bookingStates,
  editable: ['draft'],
  head: acceptanceHead,
  line: acceptanceLine,
  actions: bookingActions,
  pulls: { source: 'sales/delivery', title: { zh: '发货单', en: 'Delivery note' }, measure: 'accepted', states: ['booked'], party: 'customer', line: 'deliveryLine' },
  pushes: [
    { target: 'sales/sales-invoice', title: { zh: '下推销售发票', en: 'Push to invoice' }, ...booked },
    { target: 'finance/collection', title: { zh: '下推收款单', en: 'Push to collection' }, ...booked },
  ],
});

export const acceptanceRefusals = {
  'delivery-line-unknown': { zh: '第 {row} 行：找不到对应的发货行，或发货单没有记账。', en: 'Row {row}: there is no booked delivery line behind it.' },
  'other-customer': { zh: '第 {row} 行：发货单 {number} 不是这家客户的。', en: 'Row {row}: delivery {number} belongs to another customer.' },
  'other-item': { zh: '第 {row} 行：物料与发货行不一致。', en: 'Row {row}: the item differs from the delivery line.' },
  'delivery-reversed': { zh: '第 {row} 行：发货单 {number} 已冲销，不能签收。', en: 'Row {row}: delivery {number} is reversed.' },
  'day-before-delivery': { zh: '第 {row} 行：签收日期早于发货单 {number} 的日期 {deliveryDay}。', en: 'Row {row}: the acceptance date is before delivery {number} of {deliveryDay}.' },
  'line-twice': { zh: '第 {row} 行：同一发货行出现了两次，请合并。', en: 'Row {row}: the same delivery line appears twice; merge them.' },
  'more-than-remains': { zh: '第 {row} 行：「{code}」最多还能签收 {remaining}，填了 {quantity}。', en: 'Row {row}: at most {remaining} of "{code}" may still be accepted, not {quantity}.' },
  'item-collected': { zh: '{numbers} 已核销这张签收单的应收，请先冲销它们。', en: '{numbers} have settled its receivable; reverse those first.' },
} satisfies Record<string, Text>;

export const saveAcceptance = commandContract({
  name: 'sales/acceptance.save',
  title: { zh: '编辑签收单', en: 'Edit acceptances' },
  input: acceptanceHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('明细', 'Lines', acceptanceLine),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: acceptanceRefusals,
});
export const bookAcceptance = commandContract({ name: 'sales/acceptance.book', title: { zh: '签收单记账', en: 'Book acceptances' }, input: z.object(recordKey), output: savedOutput, refusals: acceptanceRefusals });

const price = { group: 'sales-price' } as const;
export const listAcceptances = listContract({
  noun: 'sales/acceptance',
  title: { zh: '签收单', en: 'Acceptances' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    customer: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 220 }),
    firstItem: field.text('主要物料', 'Main item', { width: 220 }),
    deliveries: field.text('发货单', 'Deliveries', { width: 130 }),
    amount: field.money('金额', 'Amount', price),
    tax: field.money('税额', 'Tax', price),
    total: field.money('价税合计', 'Total incl. tax', price),
    open: field.money('未收金额', 'Open', { group: 'finance' }),
    dueDay: field.day('应收日期', 'Due'),
    invoiced: field.rate('开票', 'Invoiced'),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount', 'tax', 'total', 'open'],
  views: [
    { key: 'uninvoiced', title: { zh: '未开票', en: 'Not invoiced' }, filter: [{ field: 'state', operator: 'is', value: 'booked' }, { field: 'invoiced', operator: 'is-not', value: '1' }] },
    { key: 'uncollected', title: { zh: '未收款', en: 'Not collected' }, filter: [{ field: 'state', operator: 'is', value: 'booked' }, { field: 'open', operator: 'from', value: '0.01' }] },
    { key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getAcceptance = queryContract({
  name: 'sales/acceptance.get', title: { zh: '查看签收单', en: 'View acceptances' }, permission: 'sales/acceptance.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeAcceptance = queryContract({
  name: 'sales/acceptance.propose', title: { zh: '从发货单签收', en: 'Accept a delivery' }, permission: 'sales/acceptance.save',
  input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
