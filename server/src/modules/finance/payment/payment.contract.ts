/** 付款单: money to a supplier, settling open payables of invoices in part or in full; what is left over is a prepayment. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const paymentHead = z.object({
  supplier: field.reference('供应商', 'Supplier', 'purchasing/supplier'),
  day: field.day('付款日期', 'Payment date'),
  bankAccount: field.reference('付款账户', 'Bank account', 'ledger/account'),
  amount: field.money('付款金额', 'Amount', { group: 'finance' }),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const paymentLine = z.object({
  openItem: field.id('发票', 'Invoice'),
  amount: field.money('核销金额', 'Settled', { group: 'finance' }),
});
export const payment = documentContract({
  noun: 'finance/payment', title: { zh: '付款单', en: 'Payment' }, states: bookingStates, editable: ['draft'], head: paymentHead, line: paymentLine, actions: bookingActions,
  pushes: [{ target: 'finance/prepayment-settlement', title: { zh: '核销预付', en: 'Settle prepayment' }, from: ['booked'], because: { zh: '只有已记账的付款单可以核销预付，现在是{state}。', en: 'Only a booked payment leaves a prepayment; it is {state}.' } }],
});
export const paymentRefusals = {
  'amount-not-positive': { zh: '付款金额要大于零。', en: 'The amount must be above zero.' },
  'account-not-money': { zh: '付款账户要是现金或银行存款的末级科目。', en: 'The account must be a leaf of cash or bank.' },
  'open-item-unknown': { zh: '第 {row} 行：这张发票不是该供应商的未付发票。', en: 'Row {row}: this is not an unpaid invoice of the supplier.' },
  'line-twice': { zh: '第 {row} 行：同一张发票出现了两次。', en: 'Row {row}: the same invoice appears twice.' },
  'more-than-open': { zh: '第 {row} 行：发票 {number} 只剩 {open} 未付，填了 {amount}。', en: 'Row {row}: invoice {number} has {open} unpaid, not {amount}.' },
  'day-before-item': { zh: '第 {row} 行：付款日期早于发票 {number} 的日期 {itemDay}。', en: 'Row {row}: the payment is dated before {number} of {itemDay}.' },
  'settled-above-amount': { zh: '核销合计 {settled} 超过付款金额 {amount}。', en: 'The settled total {settled} exceeds the amount {amount}.' },
  'prepayment': { zh: '有 {rest} 元没有核销，将记作预付账款。', en: '{rest} settle nothing and become a prepayment.' },
} satisfies Record<string, Text>;
export const savePayment = commandContract({
  name: 'finance/payment.save', title: { zh: '编辑付款单', en: 'Edit payments' },
  input: paymentHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('核销', 'Settlements', paymentLine, { min: 0 }).default([]), book: z.boolean().default(false) }),
  output: savedOutput, refusals: paymentRefusals,
});
export const bookPayment = commandContract({ name: 'finance/payment.book', title: { zh: '付款单记账', en: 'Book payments' }, input: z.object(recordKey), output: savedOutput, refusals: paymentRefusals });
export const listPayments = listContract({
  noun: 'finance/payment', title: { zh: '付款单', en: 'Payments' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('付款日期', 'Date'),
    supplier: field.referenceTo('供应商', 'Supplier', 'purchasing/supplier', { width: 220 }),
    bankAccount: field.referenceTo('付款账户', 'Bank account', 'ledger/account', { width: 160 }),
    amount: field.money('付款金额', 'Amount', { group: 'finance' }),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true }, totals: ['amount'],
});
const view = { permission: 'finance/payment.view', output: z.record(z.string(), z.unknown()) };
export const getPayment = queryContract({ ...view, name: 'finance/payment.get', title: { zh: '查看付款单', en: 'View payments' }, input: z.object({ id: field.id() }) });
export const proposePayment = queryContract({ ...view, name: 'finance/payment.propose', title: { zh: '从发票付款', en: 'Pay an invoice' }, permission: 'finance/payment.save', input: z.object({ sourceId: field.id() }) });
export const openPayables = queryContract({
  name: 'finance/payable.open-items', title: { zh: '应付明细', en: 'Open payables' }, permission: 'finance/payable.view',
  input: z.object({ supplier: field.id().optional(), asOf: field.day('截至', 'As of').optional() }),
  output: z.object({
    rows: z.array(z.object({ id: z.string(), kind: z.string(), number: z.string(), invoiceNumber: z.string(), day: z.string(), dueDay: z.string(), supplier: z.object({ id: z.string(), code: z.string(), name: z.string() }), total: z.string(), open: z.string(), prepaid: z.string(), overdueDays: z.number() })),
    total: z.string(),
  }),
});
