/** Goal: from the order to the money in the bank, both books right at every step; collections settle each cent once. Figures by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SalesScene, salesScene } from '../modules/sales/sales-scene.ts';

let scene: SalesScene;
let bank: string;
beforeAll(async () => {
  scene = await salesScene('order to cash');
  await scene.stock('20', '45.2');
  bank = scene.company.accountIds.get('1002.01') ?? '';
});
afterAll(() => scene?.close());

const accepted = async (quantity: string, priceWithTax: string) => {
  const order = await scene.order([{ quantity, priceWithTax }]);
  const delivery = await scene.push('sales/delivery', order.id);
  return { order, delivery, acceptance: await scene.push('sales/acceptance', delivery.id) };
};
const collect = (openItem: string, amount: string, settled = amount, change: object = {}, accept: string[] = []) =>
  scene.company.run('finance/collection.save', { customer: scene.company.customerId, day: '2026-06-22', bankAccount: bank, amount, book: true, lines: [{ openItem, amount: settled }], ...change }, { accept });

describe('order to cash', () => {
  it('delivers, accepts, invoices and collects 1130.00, then takes everything back in the opposite order', async () => {
    const { order, delivery, acceptance } = await accepted('10', '113');
    const invoice = await scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '24312000000012345678' } });
    const collection = await scene.push('finance/collection', invoice.id);
    // 20 bought at 40.00, 10 sold: stock 400.00, cost 400.00, revenue 1000.00, tax 130.00, bank 1130.00.
    const after = await scene.balances();
    expect(after).toEqual({ '1002.01': '1130.00', '1405.01': '400.00', '2202.02': '-800.00', '2221.01.07': '-130.00', '5001': '-1000.00', '5401': '400.00' });
    const trace = await scene.company.ask<{ nodes: { kind: string }[]; edges: object[] }>('documents/trace.get', { documentId: order.id });
    expect(trace.edges).toContainEqual({ from: invoice.id, to: collection.id });
    expect(trace.nodes.map((node) => node.kind)).toEqual(['sales/sales-order', 'sales/delivery', 'sales/acceptance', 'sales/sales-invoice', 'finance/collection']);
    expect(await scene.company.ask('sales/order-tracking.list', {})).toMatchObject({ rows: [{ orderId: order.id, delivered: '10.000000', accepted: '10.000000', invoiced: '10.000000', receivable: '1130.00', collected: '1130.00', state: 'invoiced', progress: '1.0000' }], totals: { collected: '1130.00' } });
    expect(await scene.broken()).toEqual([]);
    expect(await scene.company.refused(scene.reverse('sales/acceptance', acceptance))).toBe('later-documents');
    await scene.reverse('sales/sales-invoice', invoice);
    expect(await scene.company.refused(scene.reverse('sales/acceptance', acceptance))).toBe('item-collected');
    await scene.reverse('finance/collection', collection);
    await scene.reverse('sales/acceptance', acceptance);
    await scene.reverse('sales/delivery', delivery);
    expect(await scene.balances()).toEqual({ '1405.01': '800.00', '2202.02': '-800.00' });
    expect(await scene.company.ask('sales/sales-order.get', { id: order.id })).toMatchObject({ lines: [{ delivered: '0.000000', remaining: '10.000000' }] });
    expect(await scene.broken()).toEqual([]);
  });

  it('settles in parts; the rest is an advance and said so; ageing by customer follows', async () => {
    const { acceptance } = await accepted('1', '1000');
    const first = await collect(acceptance.id, '400');
    // The invoice that comes after the money leads to it as well.
    const late = await scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '24312000000000000400' } });
    expect((await scene.company.ask<{ nodes: { id: string }[] }>('documents/trace.get', { documentId: late.id })).nodes.map((node) => node.id)).toContain(first.output.id);
    await scene.reverse('sales/sales-invoice', late);
    expect(await scene.company.ask('finance/receivable.open-items', { customer: scene.company.customerId })).toMatchObject({ rows: [{ id: acceptance.id, total: '1000.00', open: '600.00', dueDay: '2026-08-19', overdueDays: 0 }], total: '600.00' });
    expect(await scene.company.ask('ledger/report.party-balances', { party: scene.company.customerId })).toMatchObject({ rows: [{ code: '1122', balance: '600.00', firstPeriod: 202606, lastPeriod: 202606 }] });
    expect(await scene.company.refused(collect(acceptance.id, '700'))).toBe('more-than-open');
    expect(await scene.company.refused(collect(acceptance.id, '750', '600'))).toBe('needs-confirmation');
    const second = await collect(acceptance.id, '750', '600', {}, ['advance']);
    expect((second as unknown as { warnings: { code: string }[] }).warnings.map((warning) => warning.code)).toEqual(['advance']);
    expect(await scene.balances()).toMatchObject({ '1002.01': '1150.00', '2203': '-150.00' });
    expect((await scene.balances())['1122']).toBeUndefined();
    const ageing = await scene.company.ask<{ rows: unknown[] }>('finance/receivable.ageing', {});
    expect(ageing.rows).toMatchObject([{ total: '0.00', advance: '150.00' }]);
    await scene.reverse('finance/collection', second.output);
    expect(await scene.company.ask('finance/receivable.ageing', { asOf: '2026-09-30' })).toMatchObject({ rows: [{ days60: '600.00', total: '600.00', advance: '0.00' }], totals: { days60: '600.00', notDue: '0.00' } });
    await scene.reverse('finance/collection', first.output);
    const { acceptance: other } = await accepted('1', '200');
    // From the customer: everything he owes, oldest first.
    expect(await scene.company.ask('finance/collection.propose', { sourceId: scene.company.customerId })).toMatchObject({ amount: '1200.00', bankAccount: { code: '1002.01' }, lines: [{ openItem: acceptance.id, open: '1000.00' }, { openItem: other.id, open: '200.00' }] });
    expect(await scene.broken()).toEqual([]);
  });

  it('keeps an invoice whose surplus has been collected until the collection is taken back', async () => {
    const { acceptance } = await accepted('1', '113');
    const invoice = await scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '2650' }, lines: { amount: '110', tax: '14.30' } });
    // 124.30 on paper for 113.00 accepted: 11.30 more are owed.
    const part = await collect(acceptance.id, '113');
    const rest = await collect(acceptance.id, '11.30');
    expect(await scene.company.refused(scene.reverse('sales/sales-invoice', invoice))).toBe('difference-collected');
    await scene.reverse('finance/collection', rest.output);
    await scene.reverse('sales/sales-invoice', invoice);
    expect(await scene.company.ask('sales/acceptance.get', { id: acceptance.id })).toMatchObject({ open: '0.00' });
    await scene.reverse('finance/collection', part.output);
    expect(await scene.broken()).toEqual([]);
  });

  it('lets one of three people collect the same receivable', async () => {
    const { acceptance } = await accepted('1', '500');
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => collect(acceptance.id, '500')));
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'booked' : (outcome.reason as { problem: { code: string } }).problem.code)).sort()).toEqual(['booked', 'open-item-unknown', 'open-item-unknown']);
    expect(await scene.broken()).toEqual([]);
  });

  it('offers the accounts money lies on, and no heading of them', async () => {
    const { company } = scene;
    type Found = { rows: { code: string }[] };
    const codes = async (input: object) => (await company.ask<Found>('ledger/account.lookup', { search: '10', ...input })).rows.map((row) => row.code);
    expect(await codes({ only: 'money' })).toEqual(['1001', '1002.01', '1012']);
    expect(await codes({ only: 'leaf' })).not.toContain('1002');
    expect(await codes({})).toContain('1002');
    const cash = company.accountIds.get('1001') ?? '';
    const { version, can: _can, ...form } = await company.ask<{ version: number; can: unknown; id: string } & Record<string, unknown>>('ledger/account.get', { id: cash });
    await company.run('ledger/account.save', { ...form, version, parent: null, active: false });
    expect(await codes({ only: 'money' })).toEqual(['1002.01', '1012']);
    expect(await company.refused(company.ask('ledger/account.lookup', { search: '', only: 'nothing' }))).toBe('bad-input');
  });

  it('refuses a wrong account, another customer, money before the event, more settled than received, no permission', async () => {
    const { company } = scene;
    const { acceptance } = await accepted('1', '100');
    expect(await company.refused(collect(acceptance.id, '100', '100', { bankAccount: company.accountIds.get('5001') }))).toBe('account-not-money');
    const stranger = (await company.run('sales/customer.save', { code: 'C009', name: '无锡锡澄' })).output.id;
    expect(await company.refused(collect(acceptance.id, '100', '100', { customer: stranger }))).toBe('open-item-unknown');
    expect(await company.refused(collect(acceptance.id, '100', '100', { day: '2026-06-01' }))).toBe('day-before-item');
    expect(await company.refused(collect(acceptance.id, '50', '100'))).toBe('settled-above-amount');
    expect(await company.refused(collect(acceptance.id, '0'))).toBe('amount-not-positive');
    const clerk = company.actor('accountant', ['finance/collection.save']);
    expect(await company.refused(company.run('finance/collection.save', { customer: company.customerId, day: '2026-06-22', bankAccount: bank, amount: '100', book: true }, { as: clerk }))).toBe('not-permitted');
  });
});
