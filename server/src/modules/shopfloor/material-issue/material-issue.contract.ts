/** 领料单: components of a work order leave a warehouse for production, at what their pool says they are worth. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';
import { shopRefusals } from '../shop-texts.ts';

export const materialIssueHead = z.object({
  workOrder: field.reference('生产任务单', 'Work order', 'shopfloor/work-order'),
  day: field.day('领料日期', 'Issue date'),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const materialIssueLine = z.object({
  component: field.id('用料行', 'Component line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  warehouse: field.reference('仓库', 'Warehouse', 'inventory/warehouse', { width: 130 }),
  quantity: field.amount('实领数量', 'Issued'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
export const materialIssue = documentContract({
  noun: 'shopfloor/material-issue',
  title: { zh: '领料单', en: 'Material issue' },
  states: bookingStates,
  editable: ['draft'],
  head: materialIssueHead,
  line: materialIssueLine,
  actions: bookingActions,
  pulls: { source: 'shopfloor/work-order', title: { zh: '生产任务单', en: 'Work order' }, measure: 'issued', states: ['released', 'completed'], party: 'workOrder', bySource: true, line: 'component' },
});
export const materialIssueRefusals = {
  ...shopRefusals,
  'over-issue': { zh: '第 {row} 行：「{code}」最多还能领 {remaining}，填了 {quantity}。', en: 'Row {row}: at most {remaining} of "{code}" may still be issued, not {quantity}.' },
  'already-returned': { zh: '「{code}」已有退料，冲销后净领数量会小于零，请先冲销退料单。', en: '"{code}" has been returned; reverse the return first.' },
} satisfies Record<string, Text>;

export const saveMaterialIssue = commandContract({
  name: 'shopfloor/material-issue.save',
  title: { zh: '编辑领料单', en: 'Edit material issues' },
  input: materialIssueHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('明细', 'Lines', materialIssueLine, { max: 300 }),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: materialIssueRefusals,
});
export const bookMaterialIssue = commandContract({
  name: 'shopfloor/material-issue.book', title: { zh: '领料单记账', en: 'Book material issues' }, input: z.object(recordKey), output: savedOutput, refusals: materialIssueRefusals,
});
export const listMaterialIssues = listContract({
  noun: 'shopfloor/material-issue',
  title: { zh: '领料单', en: 'Material issues' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    workOrder: field.text('任务单', 'Work order', { width: 130 }),
    product: field.text('产品', 'Product', { width: 200 }),
    firstItem: field.text('主要物料', 'Main item', { width: 220 }),
    amount: field.money('金额', 'Amount', { group: 'cost' }),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['amount'],
  views: [{ key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] }],
});
export const getMaterialIssue = queryContract({
  name: 'shopfloor/material-issue.get', title: { zh: '查看领料单', en: 'View material issues' }, permission: 'shopfloor/material-issue.view', input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeMaterialIssue = queryContract({
  name: 'shopfloor/material-issue.propose', title: { zh: '按任务单领料', en: 'Pick for a work order' }, permission: 'shopfloor/material-issue.save', input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
