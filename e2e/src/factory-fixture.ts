/**
 * A product of our own for a story, so that what is in stock, on order and planned for it is exactly what the story made: a bracket of two
 * bought parts, one picked and one backflushed, in two operations. Entered by the engineer through the same commands the pages use.
 */
import type { Person } from './person.ts';

export type Bracket = { readonly product: string; readonly plate: string; readonly wire: string; readonly productId: string; readonly plateId: string; readonly wireId: string };
type Saved = { readonly output: { readonly id: string; readonly version: number; readonly number: string } };

/** What a person enters when the story is not about it; returns the key of what was saved. */
export async function command(person: Person, name: string, input: object): Promise<Saved['output']> {
  // Where a story begins, material is not there yet.
  const { status, body } = await person.call('commands', name, input, '', 'material-short');
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  return (body as unknown as Saved).output;
}

export async function idOf(engineer: Person, noun: string, search: string): Promise<string> {
  const { body } = await engineer.call('queries', `${noun}.lookup`, { search, limit: 5 });
  const [row] = (body as { rows: { id: string }[] }).rows;
  if (!row) throw new Error(`no ${noun} for ${search}`);
  return row.id;
}

/** `mark` keeps runs on one product apart. */
export async function enterBracket(engineer: Person, mark: string): Promise<Bracket> {
  const [piece, supplier, store, goods] = [
    await idOf(engineer, 'foundation/unit', 'PCS'), await idOf(engineer, 'purchasing/supplier', ''),
    await idOf(engineer, 'inventory/warehouse', 'W01'), await idOf(engineer, 'inventory/warehouse', 'W07'),
  ];
  const shared = { unit: piece, orderPolicy: 'lot-for-lot', taxRate: '0.13', abc: 'C' };
  const bought = { ...shared, class: 'hardware', source: 'buy', supplier, warehouse: store, leadDays: 2 };
  const plate = await command(engineer, 'engineering/item.save', { ...bought, code: `YL-${mark}-B`, name: '演练连接板', purchasePrice: '11.3' });
  const wire = await command(engineer, 'engineering/item.save', { ...bought, code: `YL-${mark}-S`, name: '演练紧固件', purchasePrice: '0.565' });
  const product = await command(engineer, 'engineering/item.save', { ...shared, class: 'finished', source: 'make', warehouse: goods, leadDays: 1, code: `YL-${mark}`, name: '演练支架', salesPrice: '56.5' });
  const bill = await command(engineer, 'engineering/bom.save', {
    item: product.id, lines: [{ component: plate.id, quantityPer: '2' }, { component: wire.id, quantityPer: '4', issueMethod: 'backflush', operationNo: 20 }],
  });
  await command(engineer, 'engineering/bom.approve', bill);
  const [press, bench] = [await idOf(engineer, 'engineering/work-center', 'WC03'), await idOf(engineer, 'engineering/work-center', 'WC10')];
  const routing = await command(engineer, 'engineering/routing.save', {
    item: product.id, lines: [{ operationNo: 10, name: '折弯', workCenter: press, setupMinutes: '10', runMinutes: '1.5' }, { operationNo: 20, name: '装配', workCenter: bench, setupMinutes: '5', runMinutes: '2' }],
  });
  await command(engineer, 'engineering/routing.approve', routing);
  return { product: `YL-${mark}`, plate: `YL-${mark}-B`, wire: `YL-${mark}-S`, productId: product.id, plateId: plate.id, wireId: wire.id };
}

/** Short, and different from run to run on one product. */
export const newMark = (): string => Date.now().toString(36).slice(-5).toUpperCase();
