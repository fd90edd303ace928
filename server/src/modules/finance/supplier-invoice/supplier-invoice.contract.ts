/**
 * 采购发票: the supplier's invoice for goods received. Settles the accrual 暂估 of the receipt lines (单到补差: the difference is booked,
 * the accrual is not turned red first); a special invoice's tax waits for confirmation (待认证), an ordinary one's tax is cost.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const invoiceKinds = { special: { zh: '增值税专用发票', en: 'VAT special invoice' }, ordinary: { zh: '普通发票', en: 'Ordinary invoice' } } as const;
export const supplierInvoiceHead = z.object({
  supplier: field.reference('供应商', 'Supplier', 'purchasing/supplier'),
  day: field.day('开票日期', 'Invoice date'),
  invoiceNumber: field.text('发票号码', 'Invoice number', { required: true, max: 40 }),
  invoiceKind: field.choice('发票种类', 'Invoice kind', invoiceKinds).default('special'),
  paymentDays: field.count('付款天数', 'Payment days', { max: 365 }).default(60),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const supplierInvoiceLine = z.object({
  receiptLine: field.id('入库行', 'Receipt line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  quantity: field.amount('开票数量', 'Invoiced'),
  amount: field.money('不含税金额', 'Net amount', { group: 'purchase-price' }),
  tax: field.money('税额', 'Tax', { group: 'purchase-price' }),
});
export const supplierInvoice = documentContract({
  noun: 'finance/supplier-invoice',
  title: { zh: '采购发票', en: 'Supplier invoice' },
  states: bookingStates,
  editable: ['draft'],
  head: supplierInvoiceHead,
  line: supplierInvoiceLine,
  actions: bookingActions,
  pulls: { source: 'purchasing/purchase-receipt', title: { zh: '采购入库单', en: 'Purchase receipt' }, measure: 'invoiced', states: ['booked'], party: 'supplier', line: 'receiptLine' },
  pushes: [{ target: 'finance/payment', title: { zh: '下推付款单', en: 'Push to payment' }, from: ['booked'], because: { zh: '只有已记账的发票可以付款，现在是{state}。', en: 'Only a booked invoice can be paid; it is {state}.' } }],
});
export const supplierInvoiceRefusals = {
  'receipt-line-unknown': { zh: '第 {row} 行：找不到对应的入库行，或入库单没有记账。', en: 'Row {row}: there is no booked receipt line behind it.' },
  'other-supplier': { zh: '第 {row} 行：入库单 {number} 不是这家供应商的。', en: 'Row {row}: receipt {number} belongs to another supplier.' },
  'line-twice': { zh: '第 {row} 行：同一入库行出现了两次，请合并。', en: 'Row {row}: the same receipt line appears twice; merge them.' },
  'more-than-remains': { zh: '第 {row} 行：「{code}」最多还能开票 {remaining}，填了 {quantity}。', en: 'Row {row}: at most {remaining} of "{code}" may still be invoiced, not {quantity}.' },
  'negative-amount': { zh: '第 {row} 行：金额和税额不能为负，红字发票请用冲销。', en: 'Row {row}: amounts must not be negative; use a reversal for a red invoice.' },
  'number-used': { zh: '这家供应商的发票号码 {invoiceNumber} 已录入过（{number}）。', en: 'Invoice number {invoiceNumber} of this supplier has been entered already ({number}).' },
  'day-before-receipt': { zh: '第 {row} 行：发票日期早于入库单 {number} 的日期 {receiptDay}。', en: 'Row {row}: the invoice date is before receipt {number} of {receiptDay}.' },
  'zero-total': { zh: '发票金额为零。', en: 'The invoice comes to nothing.' },
  'price-differs': { zh: '第 {row} 行：与按订单价的金额相差 {difference} 元（{percent}%），请核对单价。', en: 'Row {row}: differs from the amount at the ordered price by {difference} ({percent} %); check the price.' },
} satisfies Record<string, Text>;

export const saveSupplierInvoice = commandContract({
  name: 'finance/supplier-invoice.save',
  title: { zh: '编辑采购发票', en: 'Edit supplier invoices' },
  input: supplierInvoiceHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('明细', 'Lines', supplierInvoiceLine), book: z.boolean().default(false) }),
  output: savedOutput,
  refusals: supplierInvoiceRefusals,
});
export const bookSupplierInvoice = commandContract({
  name: 'finance/supplier-invoice.book', title: { zh: '采购发票记账', en: 'Book supplier invoices' }, input: z.object(recordKey), output: savedOutput, refusals: supplierInvoiceRefusals,
});
export const listSupplierInvoices = listContract({
  noun: 'finance/supplier-invoice',
  title: { zh: '采购发票', en: 'Supplier invoices' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('开票日期', 'Date'),
    supplier: field.referenceTo('供应商', 'Supplier', 'purchasing/supplier', { width: 220 }),
    invoiceNumber: field.text('发票号码', 'Invoice number', { width: 160 }),
    invoiceKind: field.choice('种类', 'Kind', invoiceKinds),
    amount: field.money('金额', 'Amount', { group: 'purchase-price' }),
    tax: field.money('税额', 'Tax', { group: 'purchase-price' }),
    total: field.money('价税合计', 'Total', { group: 'purchase-price' }),
    open: field.money('未付金额', 'Unpaid', { group: 'finance' }),
    dueDay: field.day('应付日期', 'Due'),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount', 'tax', 'total', 'open'],
  views: [
    { key: 'open', title: { zh: '未付清', en: 'Unpaid' }, filter: [{ field: 'open', operator: 'is-not', value: '0' }] },
    { key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
const view = { permission: 'finance/supplier-invoice.view', output: z.record(z.string(), z.unknown()) };
export const getSupplierInvoice = queryContract({ ...view, name: 'finance/supplier-invoice.get', title: { zh: '查看采购发票', en: 'View supplier invoices' }, input: z.object({ id: field.id() }) });
export const proposeSupplierInvoice = queryContract({ ...view, name: 'finance/supplier-invoice.propose', title: { zh: '从入库开票', en: 'Invoice a receipt' }, permission: 'finance/supplier-invoice.save', input: z.object({ sourceId: field.id() }) });
