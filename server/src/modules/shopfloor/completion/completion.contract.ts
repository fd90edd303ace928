/** 完工入库单: finished goods of a work order arrive in a warehouse, at their share of the order's work in process. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';
import { shopRefusals } from '../shop-texts.ts';

export const completionHead = z.object({
  workOrder: field.reference('生产任务单', 'Work order', 'shopfloor/work-order'),
  day: field.day('入库日期', 'Date'),
  quantity: field.amount('入库数量', 'Quantity'),
  warehouse: field.reference('仓库', 'Warehouse', 'inventory/warehouse').nullable().default(null),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const completion = documentContract({
  noun: 'shopfloor/completion',
  title: { zh: '完工入库单', en: 'Completion' },
  states: bookingStates,
  editable: ['draft'],
  head: completionHead,
  actions: bookingActions,
});
export const completionRefusals = {
  ...shopRefusals,
  'more-than-remains': { zh: '「{code}」最多还能入库 {remaining}，填了 {quantity}。', en: 'At most {remaining} of "{code}" can still be completed, not {quantity}.' },
  'more-than-reported': { zh: '末道工序「{operation}」合格 {good}，还能入库 {remaining}，填了 {quantity}。', en: 'The last operation "{operation}" reported {good} good; {remaining} can be completed, not {quantity}.' },
} satisfies Record<string, Text>;

export const saveCompletion = commandContract({
  name: 'shopfloor/completion.save',
  title: { zh: '编辑完工入库单', en: 'Edit completions' },
  input: completionHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), /** Save and book in one step. */ book: z.boolean().default(false) }),
  output: savedOutput,
  refusals: completionRefusals,
});
export const bookCompletion = commandContract({
  name: 'shopfloor/completion.book', title: { zh: '完工入库单记账', en: 'Book completions' }, input: z.object(recordKey), output: savedOutput, refusals: completionRefusals,
});
export const listCompletions = listContract({
  noun: 'shopfloor/completion',
  title: { zh: '完工入库单', en: 'Completions' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    workOrder: field.text('任务单', 'Work order', { width: 130 }),
    item: field.referenceTo('产品', 'Product', 'engineering/item', { width: 240 }),
    quantity: field.quantity('数量', 'Quantity'),
    warehouse: field.referenceTo('仓库', 'Warehouse', 'inventory/warehouse'),
    amount: field.money('暂估成本', 'Provisional cost', { group: 'cost' }),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['quantity', 'amount'],
  views: [{ key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] }],
});
export const getCompletion = queryContract({
  name: 'shopfloor/completion.get', title: { zh: '查看完工入库单', en: 'View completions' }, permission: 'shopfloor/completion.view', input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeCompletion = queryContract({
  name: 'shopfloor/completion.propose', title: { zh: '按任务单入库', en: 'Complete a work order' }, permission: 'shopfloor/completion.save', input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
