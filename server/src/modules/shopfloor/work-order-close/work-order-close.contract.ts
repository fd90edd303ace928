/** 工单结案单: what was left in an order's work in process when it was closed, and where it went: products in stock, cost of sales. */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';
import { bookingActions, bookingStates } from '../../documents/booking-texts.ts';
import { workOrder, workOrderRefusals } from '../work-order/work-order.contract.ts';

export const workOrderClose = documentContract({
  noun: 'shopfloor/work-order-close',
  title: { zh: '工单结案单', en: 'Work order close' },
  states: bookingStates,
  editable: [],
  head: z.object({ workOrder: field.reference('生产任务单', 'Work order', 'shopfloor/work-order'), day: field.day('结案日期', 'Closing date') }),
  actions: { reverse: bookingActions.reverse },
});
export const closeRefusals = {
  ...workOrderRefusals,
  'open-drafts': { zh: '还有未记账的单据 {numbers}，请先记账或删除。', en: 'Drafts {numbers} hang on it; book or delete them first.' },
  'close-before-order': { zh: '结案日期 {day} 早于任务单日期 {orderDay}。', en: 'The closing date {day} is before the order of {orderDay}.' },
} satisfies Record<string, Text>;

const day = field.day('日期', 'Date').optional();
export const closeWorkOrderContract = commandContract({
  name: 'shopfloor/work-order.close', title: workOrder.actions.close.title, input: z.object({ ...recordKey, day }), output: savedOutput, refusals: closeRefusals,
});
export const reopenWorkOrderContract = commandContract({
  name: 'shopfloor/work-order.reopen', title: workOrder.actions.reopen.title, input: z.object({ ...recordKey, day }), output: savedOutput, refusals: closeRefusals,
});
export const listWorkOrderCloses = listContract({
  noun: 'shopfloor/work-order-close',
  title: { zh: '工单结案单', en: 'Work order closes' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    day: field.day('日期', 'Date'),
    workOrder: field.text('任务单', 'Work order', { width: 130 }),
    item: field.referenceTo('产品', 'Product', 'engineering/item', { width: 240 }),
    stockAmount: field.money('转入库存', 'To stock', { group: 'cost' }),
    soldAmount: field.money('转销售成本', 'To cost of sales', { group: 'cost' }),
    state: field.choice('状态', 'State', { booked: bookingStates.booked.label, reversed: bookingStates.reversed.label }),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['stockAmount', 'soldAmount'],
});
export const getWorkOrderClose = queryContract({
  name: 'shopfloor/work-order-close.get', title: { zh: '查看结案单', en: 'View work order closes' }, permission: 'shopfloor/work-order-close.view', input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
