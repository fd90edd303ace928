/** Worked by hand on paper: 25 cabinets, 5 % scrap on sheets, a phantom bracket in fours of a batch bill. */
import { describe, expect, it } from 'vitest';
import { formatQuantity, parseQuantity, parseRate } from '../primitives/decimal.ts';
import { parseDay } from '../primitives/plain-day.ts';
import { type Bill, type BillItem, type BillLine, orderNeeds } from './order-needs.ts';

const line = (itemId: string, per: string, more: { fixed?: string; scrap?: string; operation?: number; method?: 'pick' | 'backflush' } = {}): BillLine =>
  ({ itemId, quantityPer: parseQuantity(per), quantityFixed: parseQuantity(more.fixed ?? '0'), scrapRate: parseRate(more.scrap ?? '0'), operationNo: more.operation ?? null, issueMethod: more.method ?? 'pick' });
const bill = (id: string, lines: BillLine[], base = '1', from = '2020-01-01', to: string | null = null): Bill =>
  ({ id, validFrom: parseDay(from), validTo: to === null ? null : parseDay(to), baseQuantity: parseQuantity(base), lines });
const item = (decimals = 0, phantom = false, stocked = true): BillItem => ({ code: 'x', phantom, stocked, decimals });
const items = new Map<string, BillItem>([['cabinet', item()], ['sheet', item()], ['coil', item(3)], ['bracket', item(0, true)], ['screw', item()], ['transport', item(0, false, false)]]);
const needs = (bills: [string, Bill[]][], quantity: string, day = '2026-06-15') => {
  const decision = orderNeeds({ items, bills: new Map(bills) }, 'cabinet', parseQuantity(quantity), parseDay(day));
  return decision.ok ? decision.change.needs.map((need) => [need.itemId, formatQuantity(need.quantity), need.operationNo, need.issueMethod]) : decision.refusals[0]?.code;
};

describe('what an order needs', () => {
  it('per × quantity × (1 + scrap) + fixed, rounded up to the unit', () => {
    const of = bill('b', [line('sheet', '0.5', { scrap: '0.05', fixed: '1', operation: 10 }), line('coil', '1.2345', { method: 'backflush' }), line('transport', '1')]);
    // sheets: 25 × 0.5 × 1.05 + 1 = 14.125 → 15; coil: 25 × 1.2345 = 30.8625 → 30.863 at three decimals
    expect(needs([['cabinet', [of]]], '25')).toEqual([['sheet', '15', 10, 'pick'], ['coil', '30.863', null, 'backflush']]);
  });
  it('blows phantoms through at the operation of the phantom and adds up before rounding', () => {
    const cabinet = bill('c', [line('bracket', '0.25', { operation: 20 }), line('screw', '0.3', { operation: 20 })]);
    const bracket = bill('k', [line('screw', '3', { operation: 99 })], '2');
    // screws: 1 × 0.25 × 3 ÷ 2 + 0.3 = 0.675 → 1, not 1 + 1
    expect(needs([['cabinet', [cabinet]], ['bracket', [bracket]]], '1')).toEqual([['screw', '1', 20, 'pick']]);
    expect(needs([['cabinet', [cabinet]], ['bracket', [bracket]]], '40')).toEqual([['screw', '27', 20, 'pick']]);
  });
  it('takes the version in force on the start day', () => {
    const old = bill('old', [line('screw', '1')], '1', '2020-01-01', '2026-05-31');
    const fresh = bill('new', [line('screw', '2')], '1', '2026-06-01');
    expect(needs([['cabinet', [old, fresh]]], '10', '2026-05-31')).toEqual([['screw', '10', null, 'pick']]);
    expect(needs([['cabinet', [old, fresh]]], '10', '2026-06-01')).toEqual([['screw', '20', null, 'pick']]);
    expect(needs([['cabinet', [old, fresh]]], '10', '2019-01-01')).toEqual([]);
  });
  it('refuses a phantom without a bill and a phantom that contains itself', () => {
    expect(needs([['cabinet', [bill('c', [line('bracket', '1')])]]], '1')).toBe('phantom-without-bom');
    expect(needs([['cabinet', [bill('c', [line('bracket', '1')])]], ['bracket', [bill('k', [line('bracket', '1')])]]], '1')).toBe('bom-cycle');
  });
});
