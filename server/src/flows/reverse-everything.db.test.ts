/**
 * Whatever has no later document can be reversed, and when all is reversed nothing is left anywhere, in whatever order the law of the
 * documents allows. On paper: receipts of 10 at 10.00 and 10 at 20.00 average 15.00; what an issue took at the average travels home
 * with the goods when a reversed receipt has changed it, and so does the difference a supplier's invoice brought.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Saved, type SalesScene, salesScene } from '../modules/sales/sales-scene.ts';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';

describe('reversing everything', () => {
  let scene: SalesScene;
  let workshop: Workshop;
  let item: string;
  let count = 0;
  beforeAll(async () => {
    scene = await salesScene('reverse everything');
    workshop = await testWorkshop(scene.company, { finishedWarehouse: scene.finishedStore });
  });
  afterAll(() => scene?.close());
  beforeEach(async () => {
    count += 1;
    item = await scene.company.item(`R-${count}`, { class: 'finished', warehouse: scene.finishedStore });
  });

  const receive = async (quantity: string, price: string, of = item): Promise<Saved> => {
    const { output } = await scene.company.run('purchasing/purchase-order.save', { supplier: scene.company.supplierId, day: '2026-06-01', lines: [{ item: of, quantity, priceWithTax: (Number(price) * 1.13).toFixed(4), dueDay: '2026-06-20' }] });
    await scene.company.run('purchasing/purchase-order.approve', { id: output.id, version: 1 });
    return scene.push('purchasing/purchase-receipt', output.id, { day: '2026-06-05' });
  };
  const deliver = async () => scene.push('sales/delivery', (await scene.order([{ quantity: '10', priceWithTax: '113', item }])).id);
  const accept = (delivery: Saved) => scene.push('sales/acceptance', delivery.id);
  const bill = async (receipt: Saved, amount: string, of = item): Promise<Saved> => {
    const { lines } = await scene.company.ask<{ lines: { receiptLine: string; quantity: string }[] }>('finance/supplier-invoice.propose', { sourceId: receipt.id });
    return (await scene.company.run('finance/supplier-invoice.save', {
      supplier: scene.company.supplierId, day: '2026-06-21', book: true, invoiceNumber: `FP${count}-${amount}`, invoiceKind: 'ordinary',
      lines: lines.map((line) => ({ receiptLine: line.receiptLine, item: of, quantity: line.quantity, amount, tax: '0' })),
    }, { accept: ['price-differs'] })).output;
  };
  const reverse = async (...all: [noun: string, document: Saved][]) => { for (const [noun, document] of all) await scene.reverse(noun, document); };
  const nothingLeft = async () => {
    expect(await scene.balances()).toEqual({});
    expect(await scene.broken()).toEqual([]);
  };

  it('a delivery after a receipt was taken back under it', async () => {
    const [first, second] = [await receive('10', '10'), await receive('10', '20')];
    const delivery = await deliver();
    await scene.reverse('purchasing/purchase-receipt', second);
    expect(await scene.balances()).toEqual({ '1405.06': '100.00', '2202.02': '-100.00' });
    await reverse(['sales/delivery', delivery], ['purchasing/purchase-receipt', first]);
    await nothingLeft();
  });

  it('two deliveries and acceptances, taken back crosswise', async () => {
    const first = await receive('10', '10');
    const delivery = await deliver();
    const second = await receive('10', '20');
    const later = await deliver();
    const [acceptance, laterAcceptance] = [await accept(delivery), await accept(later)];
    await reverse(['sales/acceptance', laterAcceptance], ['sales/delivery', later], ['sales/acceptance', acceptance], ['sales/delivery', delivery], ['purchasing/purchase-receipt', second], ['purchasing/purchase-receipt', first]);
    await nothingLeft();
  });

  it.each(['100.01', '99.99', '120.00'])('a delivery billed at %s afterwards, the invoice last', async (amount) => {
    const receipt = await receive('10', '10');
    const delivery = await deliver();
    const invoice = await bill(receipt, amount);
    await scene.reverse('sales/delivery', delivery);
    expect(await scene.balances()).toMatchObject({ '1405.01': amount });
    await reverse(['finance/supplier-invoice', invoice], ['purchasing/purchase-receipt', receipt]);
    await nothingLeft();
  });

  it('sold, billed dearer, and all taken back from the sale on', async () => {
    const receipt = await receive('10', '10');
    const delivery = await deliver();
    const acceptance = await accept(delivery);
    const invoice = await bill(receipt, '120.00');
    expect(await scene.balances()).toMatchObject({ '5401': '120.00' });
    await reverse(['sales/acceptance', acceptance], ['sales/delivery', delivery]);
    expect((await scene.balances())['5401']).toBeUndefined();
    expect(await scene.balances()).toMatchObject({ '1405.01': '120.00' });
    await reverse(['finance/supplier-invoice', invoice], ['purchasing/purchase-receipt', receipt]);
    await nothingLeft();
  });

  it.each(['209.99', '240.00'])('an issue to a work order billed at %s afterwards', async (amount) => {
    const receipt = await receive('21', '10', workshop.plate);
    const order = await workshop.released('10');
    const { lines } = await scene.company.ask<{ lines: { component: string; item: { id: string }; quantity: string; warehouse: { id: string } }[] }>('shopfloor/material-issue.propose', { sourceId: order });
    const issue = (await scene.company.run('shopfloor/material-issue.save', { workOrder: order, day: '2026-06-10', book: true, lines: lines.filter((line) => line.item.id === workshop.plate).map((line) => ({ ...line, item: line.item.id, warehouse: line.warehouse.id })) })).output;
    const invoice = await bill(receipt, amount, workshop.plate);
    expect(await scene.balances()).toMatchObject({ '4001.01': amount });
    await scene.reverse('shopfloor/material-issue', issue);
    expect((await scene.balances())['4001.01']).toBeUndefined();
    await reverse(['finance/supplier-invoice', invoice], ['purchasing/purchase-receipt', receipt]);
    await nothingLeft();
  });
});
