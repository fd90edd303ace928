/** Booking a receipt over HTTP, one durable commit each, beside single-row inserts; one hot item apart. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Job } from './receipt-clients.ts';
import { backendPids, databaseCpuMs, type Scene } from './scene.ts';

export type PostingRow = { readonly name: string; readonly perSecond: number; readonly nodeCpuMs: number; readonly databaseCpuMs: number | undefined; readonly failed: number };

/** Orders of a million pieces: `items` different ones, one line each. */
export async function prepareOrders(scene: Scene, items: number): Promise<Job['clients']> {
  const unit = await scene.run('foundation/unit.save', { code: 'pcs', name: '件', decimals: 0 });
  const warehouse = await scene.run('inventory/warehouse.save', { code: 'W01', name: '原料仓', usage: 'raw' });
  const clients: { supplier: string; orderLine: string; item: string; warehouse: string }[] = [];
  for (let index = 0; index < items; index += 1) {
    const supplier = await scene.run('purchasing/supplier.save', { code: `S${index}`, name: `供应商 ${index}` });
    const item = await scene.run('engineering/item.save', { code: `I${index}`, name: `物料 ${index}`, class: 'raw', source: 'buy', unit: unit.id, warehouse: warehouse.id });
    const order = await scene.run('purchasing/purchase-order.save', { supplier: supplier.id, day: '2026-06-01', lines: [{ item: item.id, quantity: '1000000', priceWithTax: '11.3', dueDay: '2026-06-30' }] });
    await scene.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
    const proposal = (await scene.ask('purchasing/purchase-receipt.propose', { sourceId: order.id })) as { lines: { orderLine: string }[] };
    clients.push({ supplier: supplier.id, orderLine: proposal.lines[0]?.orderLine ?? '', item: item.id, warehouse: warehouse.id });
  }
  return clients;
}

export async function measurePosting(scene: Scene, http: { base: string; cookie: string }, name: string, clients: Job['clients'], seconds: number): Promise<PostingRow> {
  await load(scene, http, clients, 1);
  const pids = await backendPids(scene.database.urls.admin, 'millwright write');
  const [node, database] = [process.cpuUsage(), databaseCpuMs(pids)];
  const answer = await load(scene, http, clients, seconds);
  const used = process.cpuUsage(node);
  const databaseAfter = databaseCpuMs(pids);
  return {
    name, perSecond: answer.booked / answer.seconds, failed: answer.failed, nodeCpuMs: (used.user + used.system) / 1000 / Math.max(1, answer.booked),
    databaseCpuMs: database === undefined || databaseAfter === undefined ? undefined : (databaseAfter - database) / Math.max(1, answer.booked),
  };
}

const load = (scene: Scene, http: { base: string; cookie: string }, clients: Job['clients'], seconds: number): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./receipt-clients.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    child.on('message', (answer: Answer) => resolve(answer));
    child.on('error', reject);
    child.send({ ...http, company: scene.companyId, seconds, clients } satisfies Job);
  });
