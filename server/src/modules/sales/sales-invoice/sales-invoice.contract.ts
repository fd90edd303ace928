/**
 * 销售发票: the tax invoice for accepted goods. It turns 待转销项税额 into 销项税额; where its amounts differ from what the acceptance
 * booked, the difference adjusts revenue and receivable. Amounts are typed as they stand on the paper, without tax.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const invoiceKinds = {
  special: { zh: '专用发票', en: 'Special VAT invoice' },
  ordinary: { zh: '普通发票', en: 'Ordinary invoice' },
} satisfies Record<string, Text>;

export const salesInvoiceHead = z.object({
  customer: field.reference('客户', 'Customer', 'sales/customer'),
  day: field.day('开票日期', 'Invoice date'),
  invoiceNumber: field.text('发票号码', 'Invoice number', { max: 40 }).default(''),
  invoiceKind: field.choice('发票类型', 'Invoice kind', invoiceKinds).default('special'),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const salesInvoiceLine = z.object({
  acceptanceLine: field.id('签收行', 'Acceptance line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  quantity: field.amount('开票数量', 'Invoiced'),
  amount: field.money('不含税金额', 'Amount', { group: 'sales-price' }),
  tax: field.money('税额', 'Tax', { group: 'sales-price' }),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
export const salesInvoice = documentContract({
  noun: 'sales/sales-invoice',
  title: { zh: '销售发票', en: 'Sales invoice' },
  states: bookingStates,
  editable: ['draft'],
  head: salesInvoiceHead,
  line: salesInvoiceLine,
  actions: bookingActions,
  pulls: { source: 'sales/acceptance', title: { zh: '签收单', en: 'Acceptance' }, measure: 'invoiced', states: ['booked'], party: 'customer', line: 'acceptanceLine' },
  pushes: [{ target: 'finance/collection', title: { zh: '下推收款单', en: 'Push to collection' }, from: ['booked'], because: { zh: '只有已记账的发票可以收款，现在是{state}。', en: 'Only a booked invoice can be collected; it is {state}.' } }],
});

export const salesInvoiceRefusals = {
  'invoice-number-missing': { zh: '记账前请填写发票号码。', en: 'Enter the invoice number before booking.' },
  'invoice-number-used': { zh: '发票号码 {invoiceNumber} 已在 {number} 上登记过。', en: 'Invoice number {invoiceNumber} is already on {number}.' },
  'acceptance-line-unknown': { zh: '第 {row} 行：找不到对应的签收行，或签收单没有记账。', en: 'Row {row}: there is no booked acceptance line behind it.' },
  'other-customer': { zh: '第 {row} 行：签收单 {number} 不是这家客户的。', en: 'Row {row}: acceptance {number} belongs to another customer.' },
  'other-item': { zh: '第 {row} 行：物料与签收行不一致。', en: 'Row {row}: the item differs from the acceptance line.' },
  'acceptance-reversed': { zh: '第 {row} 行：签收单 {number} 已冲销，不能开票。', en: 'Row {row}: acceptance {number} is reversed.' },
  'day-before-acceptance': { zh: '第 {row} 行：开票日期早于签收单 {number} 的日期 {acceptanceDay}。', en: 'Row {row}: the invoice date is before acceptance {number} of {acceptanceDay}.' },
  'line-twice': { zh: '第 {row} 行：同一签收行出现了两次，请合并。', en: 'Row {row}: the same acceptance line appears twice; merge them.' },
  'more-than-remains': { zh: '第 {row} 行：「{code}」最多还能开票 {remaining}，填了 {quantity}。', en: 'Row {row}: at most {remaining} of "{code}" may still be invoiced, not {quantity}.' },
  'amount-negative': { zh: '第 {row} 行：金额和税额不能为负，退货请冲销。', en: 'Row {row}: amount and tax must not be negative; reverse instead.' },
  'difference-collected': { zh: '{numbers} 已核销发票多开的金额，请先冲销它们。', en: '{numbers} have settled what the invoice added; reverse those first.' },
  overpaid: { zh: '签收单 {number} 已收款，开票金额比已收的少 {excess} 元，这部分转作预收账款。', en: 'Acceptance {number} has been collected; {excess} above what is invoiced become an advance.' },
} satisfies Record<string, Text>;

export const saveSalesInvoice = commandContract({
  name: 'sales/sales-invoice.save',
  title: { zh: '编辑销售发票', en: 'Edit sales invoices' },
  input: salesInvoiceHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('明细', 'Lines', salesInvoiceLine),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: salesInvoiceRefusals,
});
export const bookSalesInvoice = commandContract({ name: 'sales/sales-invoice.book', title: { zh: '销售发票记账', en: 'Book sales invoices' }, input: z.object(recordKey), output: savedOutput, refusals: salesInvoiceRefusals });

const price = { group: 'sales-price' } as const;
export const listSalesInvoices = listContract({
  noun: 'sales/sales-invoice',
  title: { zh: '销售发票', en: 'Sales invoices' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    customer: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 220 }),
    invoiceNumber: field.text('发票号码', 'Invoice number', { width: 170 }),
    invoiceKind: field.choice('发票类型', 'Invoice kind', invoiceKinds),
    acceptances: field.text('签收单', 'Acceptances', { width: 130 }),
    amount: field.money('金额', 'Amount', price),
    tax: field.money('税额', 'Tax', price),
    total: field.money('价税合计', 'Total incl. tax', price),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount', 'tax', 'total'],
  views: [
    { key: 'special', title: { zh: '专用发票', en: 'Special' }, filter: [{ field: 'invoiceKind', operator: 'is', value: 'special' }] },
    { key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getSalesInvoice = queryContract({
  name: 'sales/sales-invoice.get', title: { zh: '查看销售发票', en: 'View sales invoices' }, permission: 'sales/sales-invoice.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeSalesInvoice = queryContract({
  name: 'sales/sales-invoice.propose', title: { zh: '从签收单开票', en: 'Invoice acceptances' }, permission: 'sales/sales-invoice.save',
  /** alsoIds: further acceptances of the same customer on one invoice. */
  input: z.object({ sourceId: field.id(), alsoIds: z.array(field.id()).max(100).default([]) }), output: z.record(z.string(), z.unknown()),
});
