/** Refusals that every booking on a work order shares, and the check behind them. Browser-safe. */
import type { Quantity } from '@millwright/core/primitives/decimal';
import type { Refusal } from '@millwright/core/primitives/outcome';
import type { Text } from '../../kernel/contract.ts';
import { workOrderStates } from './work-order/work-order.contract.ts';

export const shopRefusals = {
  'order-unknown': { zh: '找不到这张生产任务单。', en: 'This work order was not found.' },
  'order-not-open': { zh: '{because}', en: '{because}' },
  'day-before-order': { zh: '日期早于任务单 {number} 的日期 {orderDay}。', en: 'The day is before work order {number} of {orderDay}.' },
  'component-unknown': { zh: '第 {row} 行：不是这张任务单的用料。', en: 'Row {row}: not a component of this work order.' },
  'too-many-decimals': { zh: '「{code}」的数量最多 {decimals} 位小数。', en: 'The quantity of "{code}" takes at most {decimals} decimals.' },
  'warehouse-unknown': { zh: '第 {row} 行：仓库不存在或已停用。', en: 'Row {row}: the warehouse does not exist or is inactive.' },
  'warehouse-missing': { zh: '倒冲物料「{code}」没有仓库，不能自动扣料。', en: 'Backflushed "{code}" has no warehouse to be taken from.' },
  'stock-short': { zh: '「{place}」的「{code}」现存 {onHand}，不够 {quantity}。', en: '{place} holds {onHand} of "{code}", less than {quantity}.' },
  'wip-taken': { zh: '这笔成本已被完工入库带走，请先冲销完工入库单。', en: 'Completions have taken this cost already; reverse those first.' },
  'wrong-state': { zh: '{because}', en: '{because}' },
} satisfies Record<string, Text>;

/** Nothing is booked on an order that is not open, nor before its own day. */
export function checkOrderOpen(order: { readonly register: { readonly state: string; readonly number: string; readonly business_day: string } } | undefined, day: string, states: readonly string[]): Refusal | undefined {
  if (!order) return { code: 'order-unknown', path: ['workOrder'] };
  const { state, number, business_day: orderDay } = order.register;
  if (!states.includes(state)) {
    const label = (workOrderStates as Record<string, { readonly label: Text }>)[state]?.label ?? { zh: state, en: state };
    return { code: 'order-not-open', path: ['workOrder'], parameters: { because: { zh: `任务单 ${number} ${label.zh}，不能再做这项业务。`, en: `Work order ${number} is ${label.en}; nothing of this kind can be booked on it.` } } };
  }
  return day < orderDay ? { code: 'day-before-order', path: ['day'], parameters: { number, orderDay } } : undefined;
}
/** True when the quantity has more places than its unit can be counted in. */
export const tooFine = (quantity: Quantity, decimals: number): boolean => quantity % 10n ** BigInt(6 - decimals) !== 0n;
