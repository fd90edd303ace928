/** The load, in a process of its own so that its CPU is not the server's: each client books one receipt after the other over HTTP. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Until the seconds are over or, where given, so many receipts are booked by all together. */
type Job = { base: string; cookie: string; company: string; seconds: number; receipts?: number; clients: readonly { supplier: string; orderLines: readonly string[]; item: string; warehouse: string }[] };
type Answer = { readonly booked: number; readonly seconds: number; readonly failed: number };

process.on('message', (job: Job) => {
  void load(job).then((answer) => {
    process.send?.(answer);
    process.disconnect();
  });
});

async function load({ base, cookie, company, seconds, receipts = Number.POSITIVE_INFINITY, clients }: Job): Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients.length });
  const url = new URL('/api/commands/purchasing/purchase-receipt.save', base);
  const start = performance.now();
  const end = start + seconds * 1000;
  let [booked, failed] = [0, 0];
  const book = (client: Job['clients'][number], turn: number) => new Promise<number>((resolve, reject) => {
    const body = JSON.stringify({ supplier: client.supplier, day: '2026-06-10', book: true, lines: [{ orderLine: client.orderLines[turn % client.orderLines.length], item: client.item, warehouse: client.warehouse, quantity: '1' }] });
    const call = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), cookie, 'x-company': company, 'idempotency-key': randomUUID() } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    call.on('error', reject);
    call.end(body);
  });
  await Promise.all(clients.map(async (client, index) => {
    // Clients on the same item begin at different lines of its order.
    let turn = Math.trunc((client.orderLines.length * index) / clients.length);
    while (performance.now() < end && booked < receipts) {
      if ((await book(client, turn++)) === 200) booked += 1;
      else failed += 1;
    }
  }));
  agent.destroy();
  return { booked, failed, seconds: (performance.now() - start) / 1000 };
}
export type { Answer, Job };
