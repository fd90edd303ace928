/** A released order of ten as the rules see it, for table tests without a database. */
import { parseMoney, parsePrice, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import type { Component, Operation, OrderFacts } from './work-order/order-facts.store.ts';

export const testComponent = (id: string, fields: Partial<Component> = {}): Component => ({
  id, itemId: `item-${id}`, code: id.toUpperCase(), name: id, class: 'raw', decimals: 0, required: parseQuantity('20'), issued: parseQuantity('0'),
  operationNo: null, issueMethod: 'pick', warehouseId: 'w1', ...fields,
});
export const testOperation = (id: string, operationNo: number, fields: Partial<Operation> = {}): Operation => ({
  id, operationNo, name: id, setupMinutes: parseQuantity('30'), runMinutes: parseQuantity('6'), labourRate: parsePrice('36'), overheadRate: parsePrice('24'),
  good: parseQuantity('0'), scrap: parseQuantity('0'), reports: 0, ...fields,
});
export const testOrder = (fields: Partial<OrderFacts> & { state?: string } = {}): OrderFacts => {
  const { state = 'released', ...rest } = fields;
  return {
    register: { id: 'order', kind: 'shopfloor/work-order', number: 'MO-1', business_day: parseDay('2026-06-01'), state, party_id: null, version: 2, reverses_id: null, reversed_by: null },
    itemId: 'cabinet', code: 'CB-01', name: '机柜', class: 'finished', decimals: 0, quantity: parseQuantity('10'), completed: parseQuantity('0'), scrapped: parseQuantity('0'),
    warehouseId: 'w9', salesOrderLineId: null, components: [testComponent('plate'), testComponent('screw', { issueMethod: 'backflush', required: parseQuantity('40') })],
    operations: [testOperation('cut', 10), testOperation('assemble', 20)], wip: new Map([['wip', parseMoney('0')]]), ...rest,
  };
};
