// Goal: what the home page counts is what the list behind it shows, and nobody is told what he may not open.
// Method: one small scene through the real commands on 25 June 2026 (a Thursday), every figure worked out by hand; then every card
// that opens a list is held against that list's own count under the same conditions.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { salesScene, type SalesScene } from '../../sales/sales-scene.ts';
import { testWorkshop } from '../../shopfloor/test-workshop.ts';
import type { ShownCard } from './home.contract.ts';

let scene: SalesScene;
const cards = async (permissions?: readonly string[]) =>
  (await scene.company.ask<{ cards: ShownCard[] }>('foundation/home.cards', {}, permissions && scene.company.actor('buyer', ['foundation/home.view', ...permissions]))).cards;
const told = (found: readonly ShownCard[], kind: ShownCard['kind']) => Object.fromEntries(found.filter((card) => card.kind === kind).map((card) => [card.key, card.unit === 'money' ? card.amount : card.count]));
const buy = async (quantity: string, dueDay: string, approve = true) => {
  const { company, item } = scene;
  const { output } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity, priceWithTax: '11.3', dueDay }] });
  if (approve) await company.run('purchasing/purchase-order.approve', { id: output.id, version: 1 });
  return output;
};
beforeAll(async () => {
  scene = await salesScene('home');
});
afterAll(() => scene.close());

describe('the home page', () => {
  it('of an empty company shows the first steps, of which only the masters are done', async () => {
    expect(told(await cards(), 'step')).toEqual({
      'engineering/item.first': 1, 'engineering/bom.first': 0, 'purchasing/supplier.first': 1, 'sales/customer.first': 1, 'ledger/opening.first': 0, 'sales/sales-order.first': 0,
    });
    expect(told(await cards(), 'waiting')).toEqual({ 'ledger/period.open': 5 });
  });

  it('counts what waits, by hand', async () => {
    await buy('1', '2026-06-20', false);
    await buy('2', '2026-06-28', false);
    await buy('3', '2026-06-24');
    await buy('4', '2026-06-25');
    await buy('5', '2026-06-26');
    // 100 at 10.00 without tax are 1,000.00 in stock; 40 of them leave at cost and stand in goods dispatched, still ours.
    await scene.stock('100', '11.3');
    const first = await scene.order([{ quantity: '40', priceWithTax: '22.6' }, { quantity: '10', priceWithTax: '22.6' }], {});
    await scene.push('sales/delivery', first.id, { quantities: ['40', '0'], day: '2026-06-24' });
    await scene.company.run('sales/sales-order.save', { customer: scene.company.customerId, day: '2026-06-10', lines: [{ item: scene.item, quantity: '1', priceWithTax: '22.6', dueDay: '2026-06-30' }] });
    await scene.order([{ quantity: '5', priceWithTax: '22.6' }].map((line) => ({ ...line, dueDay: '2026-06-23' })));
    await scene.order([{ quantity: '6', priceWithTax: '22.6' }].map((line) => ({ ...line, dueDay: '2026-06-28' })));
    const found = await cards();
    expect(told(found, 'waiting')).toEqual({
      'purchasing/purchase-order.approve': 2, 'purchasing/purchase-order.overdue': 1, 'purchasing/purchase-order.today': 1, 'sales/sales-order.approve': 1, 'ledger/voucher.to-make': 2, 'ledger/period.open': 5,
    });
    // Overdue: the five of the 23rd. This week, 22nd to 28th: those and the six of the 28th; the ten of the 30th are not.
    expect(told(found, 'figure')).toEqual({ 'sales/order-tracking.overdue': 1, 'sales/order-tracking.this-week': 2, 'inventory/stock.value': '1000.00', 'shopfloor/wip.balance': '0.00', 'finance/receivable.overdue': '0.00' });
  });

  it('counts work orders to release, late and short of material', async () => {
    const workshop = await testWorkshop(scene.company, { finishedWarehouse: scene.finishedStore });
    // No plate is in stock, so each of the three is short; the released one of the 12th is late, the one of the 30th is not.
    await workshop.order('5');
    await workshop.released('6');
    await workshop.released('7', { dueDay: '2026-06-30' });
    const found = told((await cards()).filter((card) => card.key.startsWith('shopfloor/')), 'waiting');
    expect(found).toEqual({ 'shopfloor/work-order.release': 1, 'shopfloor/work-order.late': 1, 'shopfloor/work-order.short': 3 });
  });

  it('opens lists with exactly as many rows as it says', async () => {
    const withList = (await cards()).filter((card) => (card.filter.length > 0 || card.key === 'ledger/voucher.to-make') && card.unit !== 'money');
    expect(withList.map((card) => card.key)).toContain('ledger/voucher.to-make');
    expect(withList.length).toBeGreaterThan(5);
    for (const card of withList) expect([card.key, (await scene.company.ask<{ total: number }>(`${card.path.slice(1)}.list`, { filter: card.filter, limit: 1 })).total]).toEqual([card.key, card.count]);
    const stock = await scene.company.ask<{ totals: { value: string } }>('inventory/stock.list', { limit: 1 });
    expect(stock.totals.value).toBe('1000.00');
  });

  it('shows nobody a card whose list or action is not his', async () => {
    expect((await cards([])).map((card) => card.key)).toEqual([]);
    const buyer = await cards(['purchasing/purchase-order.view', 'purchasing/purchase-order.save']);
    expect(told(buyer, 'waiting')).toEqual({ 'purchasing/purchase-order.draft': 2 });
    const manager = await cards(['purchasing/purchase-order.view', 'purchasing/purchase-order.save', 'purchasing/purchase-order.approve']);
    expect(told(manager, 'waiting')).toEqual({ 'purchasing/purchase-order.approve': 2 });
    expect(await scene.company.refused(scene.company.ask('foundation/home.cards', {}, scene.company.actor('buyer', [])))).toBe('not-permitted');
  });

  it('asks only for permissions there are', async () => {
    const { registry } = scene.company.runtime;
    const asked = registry.modules.flatMap((module) => module.homeCards ?? []).flatMap((card) => [...card.permissions, ...(card.unless ? [card.unless] : [])]);
    expect(asked.filter((permission) => !registry.permissions.has(permission))).toEqual([]);
  });
});

describe('the pictures of the home page', () => {
  it('are orders and deliveries by week', async () => {
    const { rows } = await scene.company.ask<{ rows: Record<string, unknown>[] }>('sales/order-flow.weeks', { weeks: 3 });
    // All orders are of 10 June: 50 + 5 + 6 pieces at 22.60 = 1,378.60; the draft is none. 40 × 22.60 = 904.00 were delivered on the 24th.
    // Due and past are only the five of the 23rd, and they did not go.
    expect(rows).toEqual([
      { monday: '2026-06-08', sunday: '2026-06-14', ordered: '1378.60', delivered: '0.00', dueLines: 0, onTimeLines: 0 },
      { monday: '2026-06-15', sunday: '2026-06-21', ordered: '0.00', delivered: '0.00', dueLines: 0, onTimeLines: 0 },
      { monday: '2026-06-22', sunday: '2026-06-28', ordered: '0.00', delivered: '904.00', dueLines: 1, onTimeLines: 0 },
    ]);
  });
  it('are the value of stock by class at the end of each period since the first', async () => {
    expect(await scene.company.ask('inventory/report.stock-values', { toPeriod: 202607, count: 6 })).toEqual({ rows: [{ period: 202606, class: 'finished', value: '1000.00' }, { period: 202607, class: 'finished', value: '1000.00' }] });
  });
});
