/** 在制品台账 (work in process by order and element, straight from the journal) and 派工单 (what each work centre has to do). */
import { field, listContract } from '../../../kernel/contract.ts';
import { workOrderStates } from '../work-order/work-order.contract.ts';

export const listWip = listContract({
  noun: 'shopfloor/wip',
  title: { zh: '在制品台账', en: 'Work in process' },
  row: {
    number: field.code('任务单', 'Work order', { width: 130 }),
    item: field.referenceTo('产品', 'Product', 'engineering/item', { width: 240 }),
    quantity: field.quantity('计划数量', 'Quantity'),
    completed: field.quantity('完工数量', 'Completed'),
    material: field.money('直接材料', 'Material', { group: 'cost' }),
    labour: field.money('直接人工', 'Labour', { group: 'cost' }),
    overhead: field.money('制造费用', 'Overhead', { group: 'cost' }),
    charged: field.money('累计投入', 'Charged', { group: 'cost' }),
    amount: field.money('在制余额', 'Balance', { group: 'cost' }),
    state: field.choice('状态', 'State', { draft: workOrderStates.draft.label, released: workOrderStates.released.label, held: workOrderStates.held.label, completed: workOrderStates.completed.label, closed: workOrderStates.closed.label }),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['material', 'labour', 'overhead', 'charged', 'amount'],
  views: [
    { key: 'balance', title: { zh: '有余额', en: 'With a balance' }, filter: [{ field: 'amount', operator: 'is-not', value: '0' }] },
    { key: 'closed', title: { zh: '已结案仍有余额', en: 'Closed with a balance' }, filter: [{ field: 'state', operator: 'is', value: 'closed' }, { field: 'amount', operator: 'is-not', value: '0' }] },
  ],
});
export const listDispatch = listContract({
  noun: 'shopfloor/dispatch',
  title: { zh: '派工单', en: 'Dispatch list' },
  row: {
    workCenter: field.referenceTo('工作中心', 'Work centre', 'engineering/work-center', { width: 160 }),
    number: field.code('任务单', 'Work order', { width: 130 }),
    item: field.referenceTo('产品', 'Product', 'engineering/item', { width: 220 }),
    operation: field.text('工序', 'Operation', { width: 140 }),
    available: field.quantity('可做数量', 'To do now'),
    remaining: field.quantity('未报数量', 'Remaining'),
    hours: field.quantity('剩余工时', 'Hours left', { unit: { zh: '小时', en: 'h' } }),
    startDay: field.day('计划开工', 'Start'),
    dueDay: field.day('计划完工', 'Due'),
  },
  defaultSort: { by: 'dueDay', descending: false },
  totals: ['hours'],
  views: [{ key: 'now', title: { zh: '现在可做', en: 'Can start now' }, filter: [{ field: 'available', operator: 'is-not', value: '0' }] }],
});
