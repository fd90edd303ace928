/** 收款单: money from a customer, settling open receivables in part or in full; what is left over is an advance (预收). */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const collectionHead = z.object({
  customer: field.reference('客户', 'Customer', 'sales/customer'),
  day: field.day('收款日期', 'Collection date'),
  bankAccount: field.reference('收款账户', 'Bank account', 'ledger/account'),
  amount: field.money('收款金额', 'Amount', { group: 'finance' }),
  bankReference: field.text('银行流水号', 'Bank reference', { max: 60 }).default(''),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const collectionLine = z.object({
  openItem: field.id('应收单', 'Open item'),
  amount: field.money('核销金额', 'Settled', { group: 'finance' }),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
export const collection = documentContract({
  noun: 'finance/collection',
  title: { zh: '收款单', en: 'Collection' },
  states: bookingStates,
  editable: ['draft'],
  head: collectionHead,
  line: collectionLine,
  actions: bookingActions,
  pushes: [{ target: 'finance/advance-settlement', title: { zh: '核销预收', en: 'Settle advance' }, from: ['booked'], because: { zh: '只有已记账的收款单可以核销预收，现在是{state}。', en: 'Only a booked collection leaves an advance; it is {state}.' } }],
});

export const collectionRefusals = {
  'customer-unknown': { zh: '客户不存在。', en: 'The customer does not exist.' },
  'amount-not-positive': { zh: '收款金额要大于零。', en: 'The amount must be above zero.' },
  'account-not-money': { zh: '收款账户要是现金或银行存款的末级科目。', en: 'The account must be a leaf of cash or bank.' },
  'open-item-unknown': { zh: '第 {row} 行：这笔应收不是该客户的未收应收。', en: 'Row {row}: this is not an open receivable of the customer.' },
  'line-twice': { zh: '第 {row} 行：同一笔应收出现了两次。', en: 'Row {row}: the same receivable appears twice.' },
  'day-before-item': { zh: '第 {row} 行：收款日期早于 {number} 的日期 {itemDay}，请改为预收或改日期。', en: 'Row {row}: the date is before {number} of {itemDay}; take it as an advance or change the date.' },
  'more-than-open': { zh: '第 {row} 行：{number} 只剩 {open} 未收，填了 {amount}。', en: 'Row {row}: {number} has {open} open, not {amount}.' },
  'settled-above-amount': { zh: '核销合计 {settled} 超过收款金额 {amount}。', en: 'The settled total {settled} exceeds the amount {amount}.' },
  advance: { zh: '有 {rest} 元没有核销，将记作预收账款。', en: '{rest} settle nothing and become an advance.' },
} satisfies Record<string, Text>;

export const saveCollection = commandContract({
  name: 'finance/collection.save',
  title: { zh: '编辑收款单', en: 'Edit collections' },
  input: collectionHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('核销', 'Settlements', collectionLine, { min: 0 }).default([]),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: collectionRefusals,
});
export const bookCollection = commandContract({ name: 'finance/collection.book', title: { zh: '收款单记账', en: 'Book collections' }, input: z.object(recordKey), output: savedOutput, refusals: collectionRefusals });

const money = { group: 'finance' } as const;
export const listCollections = listContract({
  noun: 'finance/collection',
  title: { zh: '收款单', en: 'Collections' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('收款日期', 'Date'),
    customer: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 220 }),
    bankAccount: field.referenceTo('收款账户', 'Bank account', 'ledger/account', { width: 160 }),
    bankReference: field.text('银行流水号', 'Bank reference', { width: 140 }),
    amount: field.money('收款金额', 'Amount', money),
    settled: field.money('核销金额', 'Settled', money),
    advance: field.money('预收', 'Advance', money),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount', 'settled', 'advance'],
  views: [{ key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] }],
});
export const getCollection = queryContract({
  name: 'finance/collection.get', title: { zh: '查看收款单', en: 'View collections' }, permission: 'finance/collection.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeCollection = queryContract({
  name: 'finance/collection.propose', title: { zh: '从签收或发票收款', en: 'Collect an acceptance or invoice' }, permission: 'finance/collection.save',
  input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
