/**
 * 核销单: money that came or went ahead of its paper is set against it. 预收冲应收 of a customer, 预付冲应付 of a supplier: two documents of
 * one shape. A line says which advance settles which open item and by how much; both are sums of the journal, nothing is stored.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';

export const settlementLine = z.object({
  advance: field.id('预收预付', 'Advance'),
  openItem: field.id('应收应付', 'Open item'),
  amount: field.money('核销金额', 'Settled', { group: 'finance' }),
});
export const settlementRefusals = {
  'party-unknown': { zh: '往来单位不存在。', en: 'There is no such customer or supplier.' },
  'advance-unknown': { zh: '第 {row} 行：这笔预收预付不是该单位的，或已经用完。', en: 'Row {row}: this advance is not of this party, or is used up.' },
  'open-item-unknown': { zh: '第 {row} 行：这笔应收应付不是该单位未结清的。', en: 'Row {row}: this is not an open item of this party.' },
  'line-twice': { zh: '第 {row} 行：同一笔预收预付与应收应付出现了两次，请合并。', en: 'Row {row}: the same advance and open item appear twice; merge them.' },
  'day-before-item': { zh: '第 {row} 行：核销日期早于 {number} 的日期 {itemDay}。', en: 'Row {row}: the date is before {number} of {itemDay}.' },
  'amount-not-positive': { zh: '第 {row} 行：核销金额要大于零。', en: 'Row {row}: the amount must be above zero.' },
  'more-than-open': { zh: '第 {row} 行：{number} 只剩 {open} 未结清，合计填了 {amount}。', en: 'Row {row}: {number} has {open} open, not {amount} in all.' },
  'more-than-advance': { zh: '第 {row} 行：{number} 只剩 {open} 可用，合计填了 {amount}。', en: 'Row {row}: {number} has {open} left, not {amount} in all.' },
} satisfies Record<string, Text>;

const shapes = {
  advance: { noun: 'finance/advance-settlement', title: { zh: '预收冲应收', en: 'Advance settlement' }, party: field.reference('客户', 'Customer', 'sales/customer'), listed: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 240 }) },
  prepayment: { noun: 'finance/prepayment-settlement', title: { zh: '预付冲应付', en: 'Prepayment settlement' }, party: field.reference('供应商', 'Supplier', 'purchasing/supplier'), listed: field.referenceTo('供应商', 'Supplier', 'purchasing/supplier', { width: 240 }) },
} as const;

function contractsOf({ noun, title, party, listed }: (typeof shapes)['advance' | 'prepayment']) {
  const head = z.object({ party, day: field.day('核销日期', 'Date'), note: field.text('备注', 'Note', { max: 500 }).default('') });
  const titled = (zh: string, en: string): Text => ({ zh: `${zh}${title.zh}单`, en: `${en} ${title.en.toLowerCase()}s` });
  const view = { permission: `${noun}.view`, output: z.record(z.string(), z.unknown()) } as const;
  return {
    document: documentContract({ noun, title: { zh: `${title.zh}单`, en: title.en }, states: bookingStates, editable: ['draft'], head, line: settlementLine, actions: bookingActions }),
    save: commandContract({
      name: `${noun}.save`, title: titled('编辑', 'Edit'),
      input: head.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('核销', 'Settlements', settlementLine), book: z.boolean().default(false) }),
      output: savedOutput, refusals: settlementRefusals,
    }),
    book: commandContract({ name: `${noun}.book`, title: titled('记账', 'Book'), input: z.object(recordKey), output: savedOutput, refusals: settlementRefusals }),
    list: listContract({
      noun, title: { zh: `${title.zh}单`, en: `${title.en}s` },
      row: {
        number: field.code('单号', 'Number', { width: 130 }), day: field.day('核销日期', 'Date'), party: listed, amount: field.money('核销金额', 'Settled', { group: 'finance' }),
        note: field.text('备注', 'Note'), state: field.choice('状态', 'State', bookingStateChoices),
      },
      defaultSort: { by: 'number', descending: true }, totals: ['amount'],
    }),
    get: queryContract({ ...view, name: `${noun}.get`, title: titled('查看', 'View'), input: z.object({ id: field.id() }) }),
    /** The source: a party, one of its advances, or one of its open items. Oldest against oldest. */
    propose: queryContract({ ...view, name: `${noun}.propose`, title: titled('从往来生成', 'Propose'), permission: `${noun}.save`, input: z.object({ sourceId: field.id() }) }),
  };
}

export type SettlementContracts = ReturnType<typeof contractsOf>;
export const advanceSettlement = contractsOf(shapes.advance);
export const prepaymentSettlement = contractsOf(shapes.prepayment);
