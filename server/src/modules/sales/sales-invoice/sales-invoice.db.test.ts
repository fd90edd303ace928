/** Goal: the tax invoice releases the tax to come, adjusts differences, and gives everything back when reversed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SalesScene, salesScene } from '../sales-scene.ts';

describe('sales invoice', () => {
  let scene: SalesScene;
  beforeAll(async () => {
    scene = await salesScene('sales invoice');
    await scene.stock('10', '45.2');
  });
  afterAll(() => scene?.close());
  const accepted = async (quantity: string, priceWithTax: string, taxRate = '0.13') => {
    const order = await scene.order([{ quantity, priceWithTax, taxRate }]);
    const delivery = await scene.push('sales/delivery', order.id);
    return scene.push('sales/acceptance', delivery.id);
  };

  it('in two parts turns 11.50 of tax to come into output tax, to the cent, and back', async () => {
    const acceptance = await accepted('3', '33.33');
    const first = await scene.push('sales/sales-invoice', acceptance.id, { quantities: ['1'], head: { invoiceNumber: '2611' }, lines: { amount: '29.50', tax: '3.83' } });
    expect(await scene.balances()).toMatchObject({ '2221.06': '-7.67', '2221.01.07': '-3.83', '1122': '99.99' });
    expect(await scene.company.ask('sales/sales-invoice.propose', { sourceId: acceptance.id })).toMatchObject({ lines: [{ quantity: '2', amount: '58.99', tax: '7.67' }] });
    const second = await scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '2612', invoiceKind: 'ordinary' } });
    const after = await scene.balances();
    expect(after).toMatchObject({ '2221.01.07': '-11.50', '1122': '99.99', '5001': '-88.49' });
    expect(after['2221.06']).toBeUndefined();
    expect(await scene.company.refused(scene.reverse('sales/acceptance', acceptance))).toBe('later-documents');
    await scene.reverse('sales/sales-invoice', first);
    await scene.reverse('sales/sales-invoice', second);
    expect(await scene.balances()).toMatchObject({ '2221.06': '-11.50' });
    await scene.reverse('sales/acceptance', acceptance);
    expect(await scene.broken()).toEqual([]);
  });

  it('a paper of 900.00 and 117.00 for goods accepted at 1000.00 and 130.00 takes 100.00 and 13.00 back', async () => {
    const before = await scene.balances();
    const acceptance = await accepted('1', '1130');
    const invoice = await scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '2613' }, lines: { amount: '900', tax: '117' } });
    const after = await scene.balances();
    expect(Number(after['5001']) - Number(before['5001'] ?? 0)).toBe(-900);
    expect(Number(after['2221.01.07']) - Number(before['2221.01.07'] ?? 0)).toBe(-117);
    expect(await scene.company.ask('sales/acceptance.get', { id: acceptance.id })).toMatchObject({ open: '1017.00' });
    await scene.reverse('sales/sales-invoice', invoice);
    expect(await scene.company.ask('sales/acceptance.get', { id: acceptance.id })).toMatchObject({ open: '1130.00' });
    expect(await scene.broken()).toEqual([]);
  });

  it('a tax-free invoice moves nothing and is booked all the same', async () => {
    const acceptance = await accepted('1', '50', '0');
    await scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '2614' } });
    expect(await scene.broken()).toEqual([]);
  });

  it('is refused without number, with a number in use, beyond what was accepted, without permission', async () => {
    const { company } = scene;
    const acceptance = await accepted('1', '113');
    expect(await company.refused(scene.push('sales/sales-invoice', acceptance.id))).toBe('invoice-number-missing');
    expect(await company.refused(scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber: '2614' } }))).toBe('invoice-number-used');
    expect(await company.refused(scene.push('sales/sales-invoice', acceptance.id, { quantities: ['2'], head: { invoiceNumber: '2615' } }))).toBe('more-than-remains');
    const draft = await scene.push('sales/sales-invoice', acceptance.id, { book: false });
    const clerk = company.actor('seller', ['sales/sales-invoice.save']);
    expect(await company.refused(company.run('sales/sales-invoice.book', { id: draft.id, version: 1 }, { as: clerk }))).toBe('not-permitted');
    expect(await company.refused(company.run('sales/sales-invoice.book', { id: draft.id, version: 1 }))).toBe('invoice-number-missing');
  });

  it('lets one of two people invoice the same acceptance', async () => {
    const acceptance = await accepted('1', '113');
    const outcomes = await Promise.allSettled(['A1', 'A2'].map((invoiceNumber) => scene.push('sales/sales-invoice', acceptance.id, { head: { invoiceNumber } })));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await scene.broken()).toEqual([]);
  });
});
