/**
 * Eight people book on six orders at random, take back at random, hold, close and reopen, while products are dispatched and sold, invoices
 * come at other prices and receipts of May turn up. Whatever was refused, the refusal has a
 * text; whatever was booked, every invariant holds, no operation has more than the one before passed, nothing is completed that
 * was not reported, and a closed order has no work in process. MILLWRIGHT_SEED repeats a run as far as the timing allows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

const seed = Number(process.env['MILLWRIGHT_SEED'] ?? Math.trunc(Math.random() * 1e9));
const people = 8;
/** Everybody goes on until all together have booked plenty, whatever the seed had refused; what never comes is a failure, not a wait. */
const [stepsAtLeast, stepsAtMost, plenty] = [22, 150, 60];

/** mulberry32: small, and the same everywhere. */
function randomFrom(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe(`the shop floor at random (seed ${seed})`, () => {
  let company: TestCompany;
  let workshop: Workshop;
  let admin: pg.Client;
  beforeAll(async () => {
    company = await testCompany('shopfloor-random');
    workshop = await testWorkshop(company);
    admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await company.close();
  });

  type Got = { version: number; state: string; operations: { id: string; available: string }[] };
  type Lines = { lines: { component: string; item: { id: string }; quantity: string; warehouse: { id: string } }[] };
  const booked: { noun: string; id: string }[] = [];
  const keep = async (noun: string, input: Record<string, unknown>) => {
    const { output } = await company.run(`${noun}.save`, { day: '2026-06-10', book: true, ...input }, { accept: ['price-differs'] });
    booked.push({ noun, id: output.id });
  };
  type Row = Record<string, unknown>;
  const plain = (row: Row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value !== null && typeof value === 'object' && 'id' in value ? (value as { id: unknown }).id : value]));
  /** One line of what the source proposes, in whole or in part. */
  const push = async (noun: string, sourceId: string, change: (line: Row) => Row, head: Row = {}) => {
    const { lines, ...proposal } = await company.ask<{ lines: Row[] } & Row>(`${noun}.propose`, { sourceId });
    const [line] = lines;
    if (line) await keep(noun, { ...plain(proposal), day: '2026-06-10', ...head, lines: [{ ...plain(line), ...change(line) }] });
  };
  let salesOrder = '';
  const trade = async (random: (below: number) => number): Promise<void> => {
    const latest = (noun: string) => booked.filter((one) => one.noun === noun)[random(Math.max(1, booked.filter((one) => one.noun === noun).length))]?.id;
    const some = () => ({ quantity: String(1 + random(3)) });
    const choice = random(5);
    if (choice === 0) return push('sales/delivery', salesOrder, some);
    if (choice === 1) return push('sales/acceptance', latest('sales/delivery') ?? '0', some);
    if (choice === 2) {
      const { rows } = await company.ask<{ rows: { id: string }[] }>('purchasing/purchase-receipt.list', { limit: 100 });
      // 3 to 7 pieces at 40.00 to 64.00 each, where the goods may have gone anywhere.
      return push('finance/supplier-invoice', rows[random(rows.length)]?.id ?? '0', () => ({ quantity: String(3 + random(5)), amount: String(120 + random(330)), tax: '0' }), { invoiceNumber: `F${random(1e9)}`, invoiceKind: 'ordinary', day: '2026-06-12' });
    }
    if (choice === 3) return workshop.stock(workshop.plate, String(1 + random(4)), String(40 + random(30)), '2026-05-20');
    return workshop.stock(random(2) ? workshop.plate : workshop.screw, String(5 + random(20)), String(1 + random(60)), '2026-06-09');
  };

  async function step(order: string, random: (below: number) => number): Promise<void> {
    const get = () => company.ask<Got>('shopfloor/work-order.get', { id: order });
    const material = async (noun: string) => {
      const { lines } = await company.ask<Lines>(`shopfloor/${noun}.propose`, { sourceId: order });
      const taken = lines.map((line) => ({ component: line.component, item: line.item.id, warehouse: line.warehouse.id, quantity: String(1 + random(Math.trunc(Number(line.quantity)) + 1)) }));
      if (taken.length > 0) await keep(`shopfloor/${noun}`, { workOrder: order, lines: taken });
    };
    const turn = async (action: string) => company.run(`shopfloor/work-order.${action}`, { id: order, version: (await get()).version, ...(action === 'close' || action === 'reopen' ? { day: '2026-06-12' } : {}) });
    const choice = random(26);
    if (choice >= 20) return trade(random);
    const { state, operations } = await get();
    // Nothing can be booked on a held or closed order: half the steps wake it up, the other half try all the same.
    const sleeping = { held: 'resume', closed: 'reopen' }[state];
    if (sleeping && random(2) === 0) return void (await turn(sleeping));
    if (choice < 4) return material('material-issue');
    if (choice < 5) return material('material-return');
    if (choice < 10) {
      const waiting = operations.filter((one) => Number(one.available) > 0);
      const among = waiting.length > 0 && random(5) > 0 ? waiting : operations;
      const operation = among[random(among.length)];
      const scrap = random(6) === 0 ? '1' : '0';
      return keep('shopfloor/operation-report', { workOrder: order, operation: operation?.id, goodQuantity: String(random(5)), scrapQuantity: scrap, cause: workshop.scrapCause, minutes: random(4) === 0 ? '0' : null });
    }
    if (choice < 13) return keep('shopfloor/completion', { workOrder: order, quantity: String(1 + random(5)) });
    if (choice < 18) {
      const document = booked[random(Math.max(1, booked.length))];
      if (document) await company.run(`${document.noun}.reverse`, { id: document.id, version: 1, day: '2026-06-15' });
      return undefined;
    }
    await turn(['hold', 'resume', 'close', 'reopen'][random(4)] ?? 'hold');
    return undefined;
  }

  it('finds nothing that breaks', async () => {
    await workshop.stock(workshop.plate, '150', '50.03');
    await workshop.stock(workshop.screw, '200', '0.37');
    const { output: sold } = await company.run('sales/sales-order.save', { customer: company.customerId, day: '2026-06-01', lines: [{ item: workshop.cabinet, quantity: '200', priceWithTax: '226', dueDay: '2026-06-30' }] });
    await company.run('sales/sales-order.approve', { id: sold.id, version: 1 });
    salesOrder = sold.id;
    const orders = await Promise.all(Array.from({ length: 6 }, () => workshop.released('10')));
    const refused = new Map<string, number>();
    await Promise.all(Array.from({ length: people }, async (_, person) => {
      const random = randomFrom(seed + person);
      for (let count = 0; count < stepsAtLeast || (booked.length < plenty && count < stepsAtMost); count += 1) {
        await step(orders[random(orders.length)] ?? '', random).catch((error: { problem?: { code: string } }) => {
          if (!error.problem) throw error;
          refused.set(error.problem.code, (refused.get(error.problem.code) ?? 0) + 1);
        });
      }
    }));
    expect(booked.length).toBeGreaterThanOrEqual(plenty);
    expect([...refused.keys()]).not.toContain('busy');

    const folder = new URL('../db/invariants/', import.meta.url);
    for (const file of readdirSync(folder)) expect((await admin.query(readFileSync(new URL(file, folder), 'utf8'))).rows, file).toEqual([]);
    const { rows: passed } = await admin.query(`
      select p.document_id, p.operation_no, sum(r.good_quantity) as good, sum(r.scrap_quantity) as scrap,
        coalesce(lag(sum(r.good_quantity)) over (partition by p.document_id order by p.operation_no), o.quantity) as passed, e.quantity_executed as completed,
        row_number() over (partition by p.document_id order by p.operation_no desc) as from_last
      from shopfloor.work_order_operation as p
      join shopfloor.work_order as o on o.company_id = p.company_id and o.id = p.document_id
      join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
      left join (shopfloor.operation_report as r join documents.document as d on d.company_id = r.company_id and d.id = r.id and d.state <> 'draft') on r.company_id = p.company_id and r.operation_id = p.id
      group by p.company_id, p.id, o.company_id, o.id, e.company_id, e.line_id, e.measure`);
    for (const row of passed) {
      expect(Number(row.good) + Number(row.scrap), JSON.stringify(row)).toBeLessThanOrEqual(Number(row.passed));
      if (row.from_last === '1') expect(Number(row.completed), JSON.stringify(row)).toBeLessThanOrEqual(Number(row.good));
    }
  }, 300_000);
});
