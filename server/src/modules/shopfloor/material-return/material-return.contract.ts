/** 退料单: components an order does not need go back to a warehouse, at the average the order was charged for them. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';
import { shopRefusals } from '../shop-texts.ts';

export const materialReturnHead = z.object({
  workOrder: field.reference('生产任务单', 'Work order', 'shopfloor/work-order'),
  day: field.day('退料日期', 'Return date'),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const materialReturnLine = z.object({
  component: field.id('用料行', 'Component line'),
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  warehouse: field.reference('仓库', 'Warehouse', 'inventory/warehouse', { width: 130 }),
  quantity: field.amount('退料数量', 'Returned'),
  note: field.text('备注', 'Note', { max: 200 }).default(''),
});
export const materialReturn = documentContract({
  noun: 'shopfloor/material-return',
  title: { zh: '退料单', en: 'Material return' },
  states: bookingStates,
  editable: ['draft'],
  head: materialReturnHead,
  line: materialReturnLine,
  actions: bookingActions,
});
export const materialReturnRefusals = {
  ...shopRefusals,
  'over-return': { zh: '第 {row} 行：「{code}」净领 {issued}，最多退这么多，填了 {quantity}。', en: 'Row {row}: the order has {issued} of "{code}"; {quantity} cannot be returned.' },
  'issued-again': { zh: '「{code}」退料后又领过，冲销后会超过应领数量，请先冲销后来的领料单。', en: '"{code}" was issued again after the return; reverse that issue first.' },
} satisfies Record<string, Text>;

export const saveMaterialReturn = commandContract({
  name: 'shopfloor/material-return.save',
  title: { zh: '编辑退料单', en: 'Edit material returns' },
  input: materialReturnHead.extend({
    id: field.id().optional(),
    version: z.number().int().min(1).optional(),
    lines: field.lines('明细', 'Lines', materialReturnLine, { max: 300 }),
    /** Save and book in one step; needs the permission to book as well. */
    book: z.boolean().default(false),
  }),
  output: savedOutput,
  refusals: materialReturnRefusals,
});
export const bookMaterialReturn = commandContract({
  name: 'shopfloor/material-return.book', title: { zh: '退料单记账', en: 'Book material returns' }, input: z.object(recordKey), output: savedOutput, refusals: materialReturnRefusals,
});
export const listMaterialReturns = listContract({
  noun: 'shopfloor/material-return',
  title: { zh: '退料单', en: 'Material returns' },
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
export const getMaterialReturn = queryContract({
  name: 'shopfloor/material-return.get', title: { zh: '查看退料单', en: 'View material returns' }, permission: 'shopfloor/material-return.view', input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeMaterialReturn = queryContract({
  name: 'shopfloor/material-return.propose', title: { zh: '按任务单退料', en: 'Return from a work order' }, permission: 'shopfloor/material-return.save', input: z.object({ sourceId: field.id() }), output: z.record(z.string(), z.unknown()),
});
