/**
 * Money ahead of its paper, by hand. A customer pays 1,000.00 before anything is delivered, then 10 pieces are accepted at 113.00:
 * 1,130.00. The advance settles 1,000.00 of it, 130.00 stay open. A supplier gets 500.00 ahead and bills 452.00: 48.00 are left.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Saved, type SalesScene, salesScene } from '../modules/sales/sales-scene.ts';

describe('an advance', () => {
  let scene: SalesScene;
  beforeAll(async () => {
    scene = await salesScene('settle advance');
    await scene.stock('30', '45.2');
  });
  afterAll(() => scene?.close());
  type Row = Record<string, unknown>;
  const collect = async (amount: string) => (await scene.company.run('finance/collection.save', { customer: scene.company.customerId, day: '2026-06-08', bankAccount: scene.company.accountIds.get('1002.01'), amount, book: true })).output;
  const accepted = async (quantity: string) => scene.push('sales/acceptance', (await scene.push('sales/delivery', (await scene.order([{ quantity, priceWithTax: '113' }])).id)).id);
  /** The proposal of a source, as the page sends it on. */
  const settle = async (noun: string, sourceId: string, change: Row = {}, lineChange: Row = {}): Promise<Saved> => {
    const { party, lines, ...head } = await scene.company.ask<{ party: { id: string }; lines: Row[] } & Row>(`finance/${noun}.propose`, { sourceId });
    return (await scene.company.run(`finance/${noun}.save`, { ...head, party: party.id, day: '2026-06-22', book: true, lines: lines.map((line) => ({ ...line, ...lineChange })), ...change })).output;
  };
  const open = (id: string) => scene.company.ask('sales/acceptance.get', { id });

  it('of a customer settles a later receivable; both are free again when it is reversed', async () => {
    const collection = await collect('1000');
    const acceptance = await accepted('10');
    const settlement = await settle('advance-settlement', collection.id);
    expect(await scene.balances()).toMatchObject({ '1002.01': '1000.00', '1122': '130.00' });
    expect((await scene.balances())['2203']).toBeUndefined();
    expect(await open(acceptance.id)).toMatchObject({ open: '130.00' });
    expect(await scene.company.ask('finance/advance-settlement.get', { id: settlement.id })).toMatchObject({ party: { code: 'C001' }, lines: [{ advanceNumber: collection.number, advanceOpen: '0.00', open: '130.00', amount: '1000.00' }] });
    expect((await scene.company.ask<{ rows: Row[] }>('finance/advance-settlement.list', {})).rows).toMatchObject([{ number: settlement.number, amount: '1000.00', state: 'booked' }]);
    const trace = await scene.company.ask<{ nodes: { kind: string }[] }>('documents/trace.get', { documentId: settlement.id });
    expect(trace.nodes.map((node) => node.kind)).toEqual(expect.arrayContaining(['finance/collection', 'sales/acceptance', 'finance/advance-settlement']));
    expect(await scene.broken()).toEqual([]);
    expect(await scene.company.refused(scene.reverse('finance/collection', collection))).toBe('advance-used');
    expect(await scene.company.refused(scene.reverse('sales/acceptance', acceptance))).toBe('item-collected');
    await scene.reverse('finance/advance-settlement', settlement);
    expect(await scene.balances()).toMatchObject({ '1122': '1130.00', '2203': '-1000.00' });
    await scene.reverse('finance/collection', collection);
    await scene.reverse('sales/acceptance', acceptance);
    expect(await scene.broken()).toEqual([]);
  });

  it('left by an invoice below what was collected keeps the invoice until it is given back', async () => {
    const acceptance = await accepted('1');
    const { output: paid } = await scene.company.run('finance/collection.save', { customer: scene.company.customerId, day: '2026-06-22', bankAccount: scene.company.accountIds.get('1002.01'), amount: '113', book: true, lines: [{ openItem: acceptance.id, amount: '113' }] });
    const proposal = await scene.company.ask<{ lines: Row[] } & Row>('sales/sales-invoice.propose', { sourceId: acceptance.id });
    const { output: invoice } = await scene.company.run('sales/sales-invoice.save', {
      ...proposal, customer: scene.company.customerId, day: '2026-06-22', invoiceNumber: '2801', book: true, lines: proposal.lines.map((line) => ({ ...line, item: scene.item, amount: '90', tax: '11.70' })),
    }, { accept: ['overpaid'] });
    const next = await accepted('1');
    const settlement = await settle('advance-settlement', next.id);
    expect(await open(next.id)).toMatchObject({ open: '101.70' });
    expect(await scene.company.refused(scene.reverse('sales/sales-invoice', invoice as Saved))).toBe('advance-used');
    await scene.reverse('finance/advance-settlement', settlement);
    await scene.reverse('sales/sales-invoice', invoice as Saved);
    await scene.reverse('sales/acceptance', next);
    await scene.reverse('finance/collection', paid as Saved);
    await scene.reverse('sales/acceptance', acceptance);
    expect(await scene.broken()).toEqual([]);
  });

  it('to a supplier settles a later invoice; neither goes back before it', async () => {
    const { company } = scene;
    const { output: payment } = await company.run('finance/payment.save', { supplier: company.supplierId, day: '2026-06-06', bankAccount: company.accountIds.get('1002.01'), amount: '500', book: true });
    const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item: scene.item, quantity: '10', priceWithTax: '45.2', dueDay: '2026-06-20' }] });
    await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const receipt = await scene.push('purchasing/purchase-receipt', order.id, { day: '2026-06-07' });
    const { lines, supplier, ...head } = await company.ask<{ lines: Row[]; supplier: { id: string } } & Row>('finance/supplier-invoice.propose', { sourceId: receipt.id });
    const { output: invoice } = await company.run('finance/supplier-invoice.save', { ...head, supplier: supplier.id, day: '2026-06-09', invoiceNumber: 'F1', book: true, lines: lines.map((line) => ({ ...line, item: scene.item })) });
    expect(await company.ask('finance/payable.open-items', {})).toMatchObject({ rows: [{ id: invoice.id, open: '452.00', prepaid: '500.00' }] });
    const settlement = await settle('prepayment-settlement', invoice.id);
    expect(await scene.balances()).toMatchObject({ '1123': '48.00' });
    expect((await scene.balances())['2202.01']).toBeUndefined();
    expect(await company.refused(scene.reverse('finance/payment', payment as Saved))).toBe('advance-used');
    expect(await company.refused(scene.reverse('finance/supplier-invoice', invoice as Saved))).toBe('later-documents');
    expect(await scene.broken()).toEqual([]);
    await scene.reverse('finance/prepayment-settlement', settlement);
    expect(await scene.balances()).toMatchObject({ '1123': '500.00', '2202.01': '-452.00' });
    await scene.reverse('finance/supplier-invoice', invoice as Saved);
    await scene.reverse('finance/payment', payment as Saved);
    expect(await scene.broken()).toEqual([]);
  });

  it('is used once by two people at the same moment, and never with a collection of the same receivable', async () => {
    const collection = await collect('100');
    const acceptance = await accepted('1');
    const outcomes = await Promise.all([
      settle('advance-settlement', collection.id), settle('advance-settlement', acceptance.id),
      scene.company.run('finance/collection.save', { customer: scene.company.customerId, day: '2026-06-22', bankAccount: scene.company.accountIds.get('1002.01'), amount: '113', book: true, lines: [{ openItem: acceptance.id, amount: '113' }] }),
    ].map((done) => done.then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    const settled = outcomes.slice(0, 2).includes('done');
    expect(await open(acceptance.id)).toMatchObject({ open: settled ? '13.00' : '0.00' });
    expect(await scene.broken()).toEqual([]);
  });

  it('is refused beyond what is left, before its day, without permission; a draft touches nothing', async () => {
    const { company } = scene;
    await collect('50');
    const acceptance = await accepted('1');
    expect(await company.refused(settle('advance-settlement', acceptance.id, {}, { amount: '5000' }))).toBe('more-than-advance');
    expect(await company.refused(settle('advance-settlement', acceptance.id, { day: '2026-06-01' }))).toBe('day-before-item');
    const clerk = company.actor('accountant', ['finance/advance-settlement.save', 'finance/advance-settlement.view']);
    const draft = await settle('advance-settlement', acceptance.id, { book: false });
    expect(await open(acceptance.id)).toMatchObject({ open: '113.00' });
    expect(await company.refused(company.run('finance/advance-settlement.book', { id: draft.id, version: 1 }, { as: clerk }))).toBe('not-permitted');
    await company.run('finance/advance-settlement.book', { id: draft.id, version: 1 });
    expect(await company.refused(company.ask('finance/prepayment-settlement.propose', { sourceId: company.supplierId }))).toBe('nothing-to-settle');
    expect(await scene.broken()).toEqual([]);
  });
});
