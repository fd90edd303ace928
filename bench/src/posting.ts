/** Booking a receipt over HTTP, one durable commit each, beside single-row inserts; one hot item apart. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Job } from './receipt-clients.ts';
import { backendPids, databaseCpuMs, type Scene } from './scene.ts';

export type PostingRow = { readonly name: string; readonly perSecond: number; readonly nodeCpuMs: number; readonly databaseCpuMs: number | undefined; readonly failed: number };

const linesPerOrder = 200;

/** Orders of `items` different ones, 200 lines of a million pieces each: an order line is received a few times in life, not for ever. */
export async function prepareOrders(scene: Scene, items: number): Promise<Job['clients']> {
  const unit = await scene.run('foundation/unit.save', { code: 'pcs', name: '件', decimals: 0 });
  const warehouse = await scene.run('inventory/warehouse.save', { code: 'W01', name: '原料仓', usage: 'raw' });
  const clients: { supplier: string; orderLines: string[]; item: string; warehouse: string }[] = [];
  for (let index = 0; index < items; index += 1) {
    const supplier = await scene.run('purchasing/supplier.save', { code: `S${index}`, name: `供应商 ${index}` });
    const item = await scene.run('engineering/item.save', { code: `I${index}`, name: `物料 ${index}`, class: 'raw', source: 'buy', unit: unit.id, warehouse: warehouse.id });
    const order = await scene.run('purchasing/purchase-order.save', { supplier: supplier.id, day: '2026-06-01', lines: Array.from({ length: linesPerOrder }, () => ({ item: item.id, quantity: '1000000', priceWithTax: '11.3', dueDay: '2026-06-30' })) });
    await scene.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const proposal = (await scene.ask('purchasing/purchase-receipt.propose', { sourceId: order.id })) as { lines: { orderLine: string }[] };
    clients.push({ supplier: supplier.id, orderLines: proposal.lines.map((line) => line.orderLine), item: item.id, warehouse: warehouse.id });
  }
  return clients;
}

export async function measurePosting(scene: Scene, http: { base: string; cookie: string }, name: string, clients: Job['clients'], seconds: number): Promise<PostingRow> {
  // Every connection has planned its statements and Node has compiled its code before anything counts.
  await load(scene, http, clients, { seconds: 60, receipts: 200 });
  const pids = await backendPids(scene.database.urls.admin, 'millwright write');
  const [node, database] = [process.cpuUsage(), databaseCpuMs(pids)];
  const answer = await load(scene, http, clients, { seconds });
  const used = process.cpuUsage(node);
  const databaseAfter = databaseCpuMs(pids);
  return {
    name, perSecond: answer.booked / answer.seconds, failed: answer.failed, nodeCpuMs: (used.user + used.system) / 1000 / Math.max(1, answer.booked),
    databaseCpuMs: database === undefined || databaseAfter === undefined ? undefined : (databaseAfter - database) / Math.max(1, answer.booked),
  };
}

const load = (scene: Scene, http: { base: string; cookie: string }, clients: Job['clients'], until: Pick<Job, 'seconds' | 'receipts'>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./receipt-clients.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    child.on('message', (answer: Answer) => resolve(answer));
    child.on('error', reject);
    child.send({ ...http, company: scene.companyId, clients, ...until } satisfies Job);
  });
