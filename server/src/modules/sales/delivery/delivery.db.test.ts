/** Goal: goods leave at the pool's value and stay ours until accepted; nobody can deliver too much. Figures worked out by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SalesScene, salesScene } from '../sales-scene.ts';

let scene: SalesScene;
beforeAll(async () => {
  scene = await salesScene('delivery');
  // 10 at 45.20 with tax: 400.00 without, 40.00 each.
  await scene.stock('10', '45.2');
});
afterAll(() => scene?.close());

describe('delivery', () => {
  it('moves stock to goods dispatched at the average, and reversal brings it back', async () => {
    const order = await scene.order([{ quantity: '10', priceWithTax: '113' }]);
    const delivery = await scene.push('sales/delivery', order.id, { quantities: ['4'] });
    expect(await scene.balances()).toMatchObject({ '1405.01': '240.00', '1405.06': '160.00' });
    const shown = await scene.company.ask('sales/sales-order.get', { id: order.id });
    expect(shown).toMatchObject({ lines: [{ delivered: '4.000000', remaining: '6.000000' }] });
    expect(await scene.company.ask('sales/sales-order.list', { filter: [{ field: 'state', operator: 'is', value: 'part-delivered' }] })).toMatchObject({ rows: [{ delivered: '0.4000', undelivered: '678.00' }] });
    expect(await scene.company.refused(scene.company.run('sales/sales-order.unapprove', { id: order.id, version: 2 }))).toBe('already-executed');
    const whyNot = async () => (await scene.company.ask<{ can: Record<string, { zh: string } | null> }>('sales/sales-order.get', { id: order.id })).can['unapprove']?.zh;
    expect(await whyNot()).toContain('已有下游单据执行了 1 行');
    const red = await scene.reverse('sales/delivery', delivery);
    expect(await whyNot()).toBe('已有冲销过的业务，不能反审核；请关闭后另下新单。');
    expect(await scene.company.refused(scene.company.run('sales/sales-order.unapprove', { id: order.id, version: 2 }))).toBe('executed-before');
    expect(await scene.balances()).toMatchObject({ '1405.01': '400.00' });
    expect(await scene.company.ask('sales/delivery.get', { id: red.id })).toMatchObject({ state: 'booked', reverses: { number: delivery.number }, lines: [{ quantity: '-4.000000' }] });
    expect(await scene.company.ask('sales/sales-order.get', { id: order.id })).toMatchObject({ lines: [{ delivered: '0.000000' }] });
    expect(await scene.broken()).toEqual([]);
  });

  it('keeps a draft out of stock and order until it is booked', async () => {
    const order = await scene.order([{ quantity: '2', priceWithTax: '113' }]);
    const draft = await scene.push('sales/delivery', order.id, { book: false });
    expect(await scene.company.ask('sales/sales-order.get', { id: order.id })).toMatchObject({ lines: [{ delivered: '0.000000' }] });
    const { output } = await scene.company.run('sales/delivery.book', { id: draft.id, version: 1 });
    expect(await scene.company.ask('sales/delivery.get', { id: draft.id })).toMatchObject({ state: 'booked', version: 2, lines: [{ remaining: '2.000000' }] });
    expect(await scene.company.refused(scene.company.run('sales/delivery.book', { id: draft.id, version: 2 }))).toBe('wrong-state');
    await scene.reverse('sales/delivery', output);
    const other = await scene.push('sales/delivery', order.id, { book: false });
    await scene.company.run('sales/delivery.remove', { id: other.id, version: 1 });
    expect(await scene.company.refused(scene.company.ask('sales/delivery.get', { id: other.id }))).toBe('not-found');
  });

  it('lets one of three people deliver the same line at once; the others read why not', async () => {
    const order = await scene.order([{ quantity: '3', priceWithTax: '113' }]);
    const proposal = await scene.company.ask<{ lines: { orderLine: string }[] }>('sales/delivery.propose', { sourceId: order.id });
    const input = { customer: scene.company.customerId, day: '2026-06-20', book: true, lines: [{ orderLine: proposal.lines[0]?.orderLine, item: scene.item, quantity: '3' }] };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => scene.company.run('sales/delivery.save', input)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const problems = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { problem: { code: string; message: { zh: string } } }).problem] : []));
    expect(problems.map((problem) => problem.code)).toEqual(['more-than-remains', 'more-than-remains']);
    expect(problems[0]?.message.zh).toBe('第 1 行：「HD-4402」最多还能发 0，填了 3。');
    expect(await scene.broken()).toEqual([]);
  });

  it('refuses with row and figures: too little stock, closed order, no warehouse, closed period, no permission', async () => {
    const { company } = scene;
    const big = await scene.order([{ quantity: '50', priceWithTax: '113' }]);
    const problem = await scene.push('sales/delivery', big.id).catch((error: { problem: { code: string; message: { zh: string } } }) => error.problem);
    expect(problem).toMatchObject({ code: 'stock-short', message: { zh: expect.stringMatching(/^第 1 行：「成品仓」的「HD-4402」现存 7，不够发 50。$/) } });
    expect(await company.refused(scene.push('sales/delivery', big.id, { quantities: ['51'] }))).toBe('more-than-remains');
    const homeless = await company.item('HD-0000', { class: 'finished', warehouse: null });
    const other = await scene.order([{ quantity: '1', priceWithTax: '1', item: homeless }]);
    expect(await company.refused(scene.push('sales/delivery', other.id))).toBe('warehouse-missing');
    expect(await company.refused(scene.push('sales/delivery', big.id, { quantities: ['1'], day: '2027-01-05' }))).toBe('period-closed');
    const clerk = company.actor('seller', ['sales/delivery.save', 'sales/delivery.view']);
    const proposal = await company.ask<{ lines: { orderLine: string }[] }>('sales/delivery.propose', { sourceId: big.id });
    const input = { customer: company.customerId, day: '2026-06-20', lines: [{ orderLine: proposal.lines[0]?.orderLine, item: scene.item, quantity: '1' }] };
    expect(await company.refused(company.run('sales/delivery.save', { ...input, book: true }, { as: clerk }))).toBe('not-permitted');
    await company.run('sales/delivery.save', input, { as: clerk });
    await company.run('sales/sales-order.close', { id: big.id, version: 2 });
    expect(await company.refused(company.run('sales/delivery.save', input))).toBe('order-closed');
  });
});
