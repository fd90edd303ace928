/** Release: what stops it, what only warns. Freezing: the item's own warehouse, nothing without a bill. */
import { formatQuantity, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { checkRelease, type Engineering, freezeWorkOrder, type ReleaseFacts } from './work-order.rules.ts';

const component = (fields: Partial<ReleaseFacts['components'][number]> = {}) => ({ code: 'PL-01', name: '面板', issueMethod: 'pick', warehouseId: 'w1', required: parseQuantity('21'), available: parseQuantity('21'), ...fields });

describe('releasing', () => {
  it.each<[string, ReleaseFacts, string | undefined, string | undefined]>([
    ['no bill', { bomId: null, components: [] }, 'bom-missing', undefined],
    ['a backflushed item that lies nowhere', { bomId: 'b', components: [component({ issueMethod: 'backflush', warehouseId: null })] }, 'component-without-warehouse', undefined],
    ['a picked item that lies nowhere', { bomId: 'b', components: [component({ warehouseId: null })] }, undefined, undefined],
    ['one short', { bomId: 'b', components: [component({ available: parseQuantity('20') })] }, undefined, 'material-short'],
    ['spoken for twice over', { bomId: 'b', components: [component({ available: parseQuantity('-5') })] }, undefined, 'material-short'],
    ['all there', { bomId: 'b', components: [component()] }, undefined, undefined],
  ])('%s', (_name, facts, refusal, warning) => {
    const checked = checkRelease(facts);
    expect([checked.refusals[0]?.code, checked.warnings[0]?.code]).toEqual([refusal, warning]);
  });
  it('says how much is missing', () => {
    const { warnings } = checkRelease({ bomId: 'b', components: [component({ available: parseQuantity('-5') })] });
    expect(warnings[0]?.parameters).toEqual({ items: 'PL-01 面板 26' });
  });
});

describe('freezing', () => {
  const made = (fields: Record<string, unknown> = {}) => ({ code: 'CB-01', name: '机柜', class: 'finished', source: 'make', active: true, decimals: 0, warehouseId: 'w9', ...fields });
  const engineering = (product = made()): Engineering => ({
    items: new Map([['plate', { code: 'PL-01', phantom: false, stocked: true, decimals: 0 }]]),
    bills: new Map([['cabinet', [{
      id: 'bom', validFrom: parseDay('2026-01-01'), validTo: null, baseQuantity: parseQuantity('1'),
      lines: [{ itemId: 'plate', quantityPer: parseQuantity('2'), quantityFixed: parseQuantity('1'), scrapRate: 0n as never, operationNo: 10, issueMethod: 'pick' }],
    }]]]),
    routings: new Map([['cabinet', [{ id: 'routing', validFrom: parseDay('2026-06-01'), validTo: null, operations: [] }]]]),
    made: new Map([['cabinet', product], ['plate', made({ code: 'PL-01', source: 'buy', warehouseId: 'w1' })]]), warehouses: new Set(['w1', 'w9']),
  });
  const request = { item: 'cabinet', quantity: '10', day: '2026-06-01', startDay: '2026-06-02', dueDay: '2026-06-12' };

  it('takes bill, routing and warehouses as they are on the start day', () => {
    const frozen = freezeWorkOrder(engineering(), request);
    expect(frozen.ok && [frozen.change.bomId, frozen.change.routingId, frozen.change.warehouseId, frozen.change.components.map((one) => [formatQuantity(one.quantity), one.warehouseId])])
      .toEqual(['bom', 'routing', 'w9', [['21', 'w1']]]);
  });
  it('is empty before the bill is in force', () => {
    const frozen = freezeWorkOrder(engineering(), { ...request, startDay: '2025-12-31' });
    expect(frozen.ok && [frozen.change.bomId, frozen.change.routingId, frozen.change.components]).toEqual([undefined, undefined, []]);
  });
  it('refuses what cannot be made', () => {
    const code = (product: ReturnType<typeof made>) => { const frozen = freezeWorkOrder(engineering(product), request); return frozen.ok ? 'frozen' : frozen.refusals[0]?.code; };
    expect([code(made({ active: false })), code(made({ source: 'buy' })), code(made({ warehouseId: null })), code(made({ warehouseId: 'w3' }))]).toEqual(['item-unknown', 'item-not-made', 'warehouse-missing', 'warehouse-unknown']);
  });
});
