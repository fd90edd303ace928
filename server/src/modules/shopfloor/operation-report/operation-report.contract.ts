/** 工序报工单: what an operation of a work order finished, good and scrap, by whom and in which time. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStateChoices, bookingStates } from '../../documents/booking-texts.ts';
import { shopRefusals } from '../shop-texts.ts';

export const operationReportHead = z.object({
  workOrder: field.reference('生产任务单', 'Work order', 'shopfloor/work-order'),
  operation: field.reference('工序', 'Operation', 'shopfloor/work-order-operation'),
  day: field.day('报工日期', 'Report date'),
  goodQuantity: field.quantity('合格数量', 'Good'),
  scrapQuantity: field.quantity('报废数量', 'Scrap').default('0'),
  cause: field.reference('报废原因', 'Scrap cause', 'foundation/cause-code').nullable().default(null),
  person: field.text('操作工', 'Worker', { max: 40 }).default(''),
  minutes: field.quantity('工时', 'Time', { unit: { zh: '分钟', en: 'min' }, hint: { zh: '不填按标准工时', en: 'Left empty: the standard time' } }).nullable().default(null),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const operationReport = documentContract({
  noun: 'shopfloor/operation-report',
  title: { zh: '工序报工单', en: 'Operation report' },
  states: bookingStates,
  editable: ['draft'],
  head: operationReportHead,
  actions: bookingActions,
});
export const operationReportRefusals = {
  ...shopRefusals,
  'operation-unknown': { zh: '不是这张任务单的工序。', en: 'Not an operation of this work order.' },
  'negative-report': { zh: '数量和工时不能为负数，请用冲销。', en: 'Quantities and time are not negative; reverse the report instead.' },
  'nothing-reported': { zh: '合格和报废数量不能都为零。', en: 'Good and scrap are both zero.' },
  'cause-missing': { zh: '有报废数量时必须填写报废原因。', en: 'Scrap needs a cause.' },
  'cause-unknown': { zh: '报废原因不存在或已停用。', en: 'The scrap cause does not exist or is inactive.' },
  'more-than-passed': { zh: '工序「{operation}」最多还能报 {available}（{because}），填了 {quantity}。', en: 'Operation "{operation}" can report at most {available}, not {quantity}.' },
  'passed-on': { zh: '后道工序「{operation}」已报 {quantity}，请先冲销后道报工。', en: 'The next operation "{operation}" has taken {quantity}; reverse its reports first.' },
  'completed-already': { zh: '已完工入库 {quantity}，请先冲销完工入库单。', en: '{quantity} have been completed; reverse the completion first.' },
} satisfies Record<string, Text>;

export const saveOperationReport = commandContract({
  name: 'shopfloor/operation-report.save',
  title: { zh: '编辑报工单', en: 'Edit operation reports' },
  input: operationReportHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), /** Save and book in one step. */ book: z.boolean().default(false) }),
  output: savedOutput,
  refusals: operationReportRefusals,
});
export const bookOperationReport = commandContract({
  name: 'shopfloor/operation-report.book', title: { zh: '报工单记账', en: 'Book operation reports' }, input: z.object(recordKey), output: savedOutput, refusals: operationReportRefusals,
});
export const listOperationReports = listContract({
  noun: 'shopfloor/operation-report',
  title: { zh: '工序报工单', en: 'Operation reports' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    workOrder: field.text('任务单', 'Work order', { width: 130 }),
    product: field.text('产品', 'Product', { width: 200 }),
    operation: field.text('工序', 'Operation', { width: 140 }),
    workCenter: field.referenceTo('工作中心', 'Work centre', 'engineering/work-center'),
    goodQuantity: field.quantity('合格', 'Good'),
    scrapQuantity: field.quantity('报废', 'Scrap'),
    person: field.text('操作工', 'Worker'),
    minutes: field.quantity('工时(分)', 'Minutes'),
    amount: field.money('金额', 'Amount', { group: 'cost' }),
    state: field.choice('状态', 'State', bookingStateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['goodQuantity', 'scrapQuantity', 'minutes', 'amount'],
  views: [
    { key: 'draft', title: { zh: '待记账', en: 'To book' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
    { key: 'scrap', title: { zh: '有报废', en: 'With scrap' }, filter: [{ field: 'scrapQuantity', operator: 'is-not', value: '0' }] },
  ],
});
export const getOperationReport = queryContract({
  name: 'shopfloor/operation-report.get', title: { zh: '查看报工单', en: 'View operation reports' }, permission: 'shopfloor/operation-report.view', input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
export const proposeOperationReport = queryContract({
  name: 'shopfloor/operation-report.propose', title: { zh: '按任务单报工', en: 'Report on a work order' }, permission: 'shopfloor/operation-report.save',
  input: z.object({ sourceId: field.id(), operation: field.id().optional() }), output: z.record(z.string(), z.unknown()),
});
