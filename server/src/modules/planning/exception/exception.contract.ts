/** 计划异常: what a planner has to look at after a run, and what to do about it. */
import { field, listContract } from '../../../kernel/contract.ts';

export const exceptionKinds = {
  'late-demand': { zh: '订单将迟', en: 'Late order' },
  expedite: { zh: '加急', en: 'Expedite' },
  'past-due': { zh: '逾期未到', en: 'Past due' },
  defer: { zh: '推迟', en: 'Defer' },
  cancel: { zh: '取消', en: 'Cancel' },
  'past-start': { zh: '过期未投', en: 'Past start' },
  'below-safety': { zh: '低于安全', en: 'Below safety' },
  'no-source': { zh: '无来源', en: 'No source' },
  'no-bom': { zh: '无 BOM', en: 'No bill' },
  'no-supplier': { zh: '无供应商', en: 'No supplier' },
  excess: { zh: '多余', en: 'Excess' },
} as const;

export const listExceptions = listContract({
  noun: 'planning/exception',
  title: { zh: '计划异常', en: 'Planning exceptions' },
  permission: 'planning/planned-order.view',
  row: {
    kind: field.choice('异常', 'Exception', exceptionKinds, { width: 90 }),
    item: field.referenceTo('物料', 'Item', 'engineering/item', { width: 240 }),
    order: field.code('计划单号', 'Planned order', { width: 110 }).nullable(),
    document: field.code('单据', 'Document', { width: 140 }).nullable(),
    fromDay: field.day('现在', 'Now').nullable(),
    toDay: field.day('应为', 'Should be').nullable(),
    quantity: field.quantity('数量', 'Quantity').nullable(),
    cause: field.referenceTo('卡在', 'Held by', 'engineering/item', { width: 200 }),
    party: field.text('往来单位', 'Partner', { width: 160 }).nullable(),
    severity: field.count('紧急度', 'Urgency'),
    orderNo: field.count('计划行号', 'Order no.').nullable(),
    documentId: field.text('单据内码', 'Document id').nullable(),
    documentKind: field.text('单据类型', 'Document kind').nullable(),
    run: field.id('MRP 运算', 'MRP run'),
  },
  defaultSort: { by: 'severity', descending: false },
});
