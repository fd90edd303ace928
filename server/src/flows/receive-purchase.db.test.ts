/**
 * What booking a receipt costs on the wire: three round trips (start with lines, rules and places · pools · all writes with the
 * commit), each one packet, one durable commit, whatever the number of lines. Counted, not timed.
 */
import type { Writable } from 'node:stream';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../kernel/database/connect.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

type Client = pg.PoolClient & { connection: { stream: Writable } };
type Counted = { trips: number; packets: number; texts: string[] };

let company: TestCompany;
beforeAll(async () => { company = await testCompany('receipt_wire'); });
afterAll(() => company.close());

/** Counts on every connection of the write pool while `work` runs. What the driver is handed at once is one trip. */
async function counted(work: () => Promise<unknown>): Promise<Counted> {
  const seen: Counted = { trips: 0, packets: 0, texts: [] };
  const pool = company.runtime.writePool;
  const connect = pool.connect.bind(pool);
  pool.connect = (async () => {
    const client = (await connect()) as Client;
    const { stream } = client.connection;
    const query = client.query.bind(client) as (...parts: unknown[]) => Promise<unknown>;
    client.query = ((packet: { asked: readonly { text: string }[] }) => {
      seen.trips += 1;
      seen.texts.push(...packet.asked.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim()));
      return query(packet);
    }) as typeof client.query;
    for (const name of ['_write', '_writev'] as const) {
      const write = stream[name]?.bind(stream) as (...parts: unknown[]) => void;
      stream[name] = (...parts: unknown[]) => {
        seen.packets += 1;
        write(...parts);
      };
    }
    const release = client.release.bind(client);
    client.release = (error) => {
      client.query = query as typeof client.query;
      Reflect.deleteProperty(stream, '_write');
      Reflect.deleteProperty(stream, '_writev');
      release(error);
    };
    return client;
  }) as typeof pool.connect;
  try {
    await work();
  } finally {
    pool.connect = connect;
  }
  return seen;
}

test.each([1, 20])('a receipt of %i lines is booked in three round trips and one commit', async (count) => {
  const items = await Promise.all(Array.from({ length: count }, (_, index) => company.item(`W-${count}-${index}`)));
  const { output: order } = await company.run('purchasing/purchase-order.save', {
    supplier: company.supplierId, day: '2026-06-01', lines: items.map((item) => ({ item, quantity: '100', priceWithTax: '11.3', dueDay: '2026-06-20' })),
  });
  await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
  const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
  const book = () => company.run('purchasing/purchase-receipt.save', {
    supplier: company.supplierId, day: '2026-06-10', book: true, lines: lines.map(({ orderLine }, index) => ({ orderLine, item: items[index], warehouse: company.warehouseId, quantity: '1' })),
  });
  // The first one takes ids, numbers and posting rules, and learns the statements.
  await book();
  const seen = await counted(book);
  expect(seen.trips).toBe(3);
  expect(seen.packets).toBe(3);
  expect(seen.texts.filter((text) => text === 'commit')).toHaveLength(1);
  expect(seen.texts.length).toBeLessThanOrEqual(16);
});

test('rules changed in between are seen by the next booking', async () => {
  const item = await company.item('W-rules');
  const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity: '100', priceWithTax: '11.3', dueDay: '2026-06-20' }] });
  await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
  const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
  const book = () => company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-10', book: true, lines: [{ orderLine: lines[0]?.orderLine, item, warehouse: company.warehouseId, quantity: '1' }] });
  await book();
  const admin = await openClient(company.database.urls.admin, 'rules test');
  try {
    await admin.query("insert into ledger.posting_rule (company_id, id, rule_set, valid_from, movement, debit_role, credit_role) values ($1, 9000000000, 'small-enterprise', '2026-06-09', 'receipt.accrual', 'inventory.<class>', 'no-such-role')", [company.companyId]);
  } finally {
    await admin.end();
  }
  expect(await company.refused(book())).not.toBe('was not refused');
});
