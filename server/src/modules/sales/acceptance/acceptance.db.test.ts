/** Goal: revenue, tax to come and cost in one entry, partial acceptances that add up, reversal, and revenue at dispatch where the policy says so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SalesScene, salesScene } from '../sales-scene.ts';

describe('acceptance as the revenue event', () => {
  let scene: SalesScene;
  beforeAll(async () => {
    scene = await salesScene('acceptance');
    await scene.stock('10', '45.2');
  });
  afterAll(() => scene?.close());

  it('books 3 of 3 at 33.33 in two parts: 88.49 and 11.50 in all, cost 120.00', async () => {
    const order = await scene.order([{ quantity: '3', priceWithTax: '33.33' }]);
    const delivery = await scene.push('sales/delivery', order.id);
    const first = await scene.push('sales/acceptance', delivery.id, { quantities: ['1'] });
    // A third of 88.49 is 29.496… → 29.50, of 11.50 is 3.83.
    expect(await scene.company.ask('sales/acceptance.get', { id: first.id })).toMatchObject({ amount: '29.50', tax: '3.83', open: '33.33', dueDay: '2026-08-19' });
    const second = await scene.push('sales/acceptance', delivery.id);
    expect(await scene.company.ask('sales/acceptance.get', { id: second.id })).toMatchObject({ amount: '58.99', tax: '7.67', open: '66.66' });
    expect(await scene.balances()).toMatchObject({ '1122': '99.99', '5001': '-88.49', '2221.06': '-11.50', '5401': '120.00', '1405.01': '280.00' });
    expect(await scene.company.refused(scene.reverse('sales/delivery', delivery))).toBe('later-documents');

    // Taking the first part back and accepting it again must not shift a cent.
    await scene.reverse('sales/acceptance', first);
    expect(await scene.balances()).toMatchObject({ '1122': '66.66', '1405.06': '40.00' });
    await scene.push('sales/acceptance', delivery.id);
    expect(await scene.balances()).toMatchObject({ '1122': '99.99', '5001': '-88.49', '2221.06': '-11.50', '5401': '120.00' });
    expect(await scene.broken()).toEqual([]);
  });

  it('lets one of two people accept the same delivery line', async () => {
    const order = await scene.order([{ quantity: '2', priceWithTax: '113' }]);
    const delivery = await scene.push('sales/delivery', order.id);
    const proposal = await scene.company.ask<{ lines: { deliveryLine: string }[] }>('sales/acceptance.propose', { sourceId: delivery.id });
    const input = { customer: scene.company.customerId, day: '2026-06-21', book: true, lines: [{ deliveryLine: proposal.lines[0]?.deliveryLine, item: scene.item, quantity: '2' }] };
    const outcomes = await Promise.allSettled([scene.company.run('sales/acceptance.save', input), scene.company.run('sales/acceptance.save', input)]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'booked' : (outcome.reason as { problem: { code: string } }).problem.code)).sort()).toEqual(['booked', 'more-than-remains']);
    expect(await scene.broken()).toEqual([]);
  });

  it('refuses a reversed delivery and one who may not book', async () => {
    const { company } = scene;
    const order = await scene.order([{ quantity: '1', priceWithTax: '113' }]);
    const delivery = await scene.push('sales/delivery', order.id);
    const proposal = await company.ask<{ lines: { deliveryLine: string }[] }>('sales/acceptance.propose', { sourceId: delivery.id });
    const input = { customer: company.customerId, day: '2026-06-21', book: true, lines: [{ deliveryLine: proposal.lines[0]?.deliveryLine, item: scene.item, quantity: '1' }] };
    const clerk = company.actor('seller', ['sales/acceptance.save']);
    expect(await company.refused(company.run('sales/acceptance.save', input, { as: clerk }))).toBe('not-permitted');
    expect(await company.refused(company.run('sales/acceptance.save', { ...input, day: '2026-06-01' }))).toBe('day-before-delivery');
    await scene.reverse('sales/delivery', delivery);
    expect(await company.refused(company.run('sales/acceptance.save', input))).toBe('delivery-reversed');
  });
});

describe('dispatch as the revenue event', () => {
  let scene: SalesScene;
  beforeAll(async () => {
    scene = await salesScene('dispatch', { revenueEvent: 'dispatch' });
    await scene.stock('10', '45.2');
  });
  afterAll(() => scene?.close());

  it('the delivery books its acceptance in the same step; both are taken back one after the other', async () => {
    const order = await scene.order([{ quantity: '4', priceWithTax: '113' }]);
    const delivery = await scene.push('sales/delivery', order.id);
    expect(await scene.balances()).toMatchObject({ '1122': '452.00', '5001': '-400.00', '2221.06': '-52.00', '5401': '160.00', '1405.01': '240.00' });
    const trace = await scene.company.ask<{ nodes: { id: string; kind: string; number: string }[] }>('documents/trace.get', { documentId: delivery.id });
    expect(trace.nodes.map((node) => node.kind)).toEqual(['sales/sales-order', 'sales/delivery', 'sales/acceptance']);
    expect(await scene.company.refused(scene.reverse('sales/delivery', delivery))).toBe('later-documents');
    const booked = trace.nodes[2]!;
    await scene.reverse('sales/acceptance', { id: booked.id, version: 1, number: booked.number });
    await scene.reverse('sales/delivery', delivery);
    expect(await scene.balances()).toEqual({ '1405.01': '400.00', '2202.02': '-400.00' });
    expect(await scene.broken()).toEqual([]);
  });
});
