// Goal: a run plans what a planner would on paper, through the database and back, and leaves nothing half.
// Method: the factory of test-factory.ts, dates and lots worked out by hand (comments show how).
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Factory, testFactory } from '../test-factory.ts';

let factory: Factory;
beforeAll(async () => {
  factory = await testFactory('mrp');
});
afterAll(() => factory.close());

type Order = { order_no: number; item_id: string; source: string; quantity: string; start_day: string; due_day: string };
const ordersOf = (runId: string, item: string) => factory.rows<Order>('select * from planning.planned_order where run_id = $1 and item_id = $2 order by due_day', [runId, item]);
const short = (order: Order) => [Number(order.quantity), order.start_day, order.due_day];

describe('20 cabinets for 30 June', () => {
  test('are planned as on paper', async () => {
    await factory.sell('20', '2026-06-30');
    const { runId, orders } = await factory.plan();
    // Two working days that end on Tuesday 30: Monday 29.
    expect((await ordersOf(runId, factory.cabinet)).map(short)).toEqual([[20, '2026-06-29', '2026-06-30']]);
    // 5 to be kept from today: one lot of 10. Then 20 needed before Monday 29, so by Friday 26: 10 − 20 = −10, 15 short of 5, raised to 20.
    expect((await ordersOf(runId, factory.frame)).map(short)).toEqual([[10, '2026-06-15', '2026-06-15'], [20, '2026-06-26', '2026-06-26']]);
    // 30 before today (Friday 12, five days back: Monday 8) of at least 100; the other 60 come out of the same lot.
    expect((await ordersOf(runId, factory.sheet)).map(short)).toEqual([[100, '2026-06-08', '2026-06-12']]);
    // 80 and 5 % for scrap by Friday 26; back over 25, 24, 23, 22, a weekend and the holiday of the 19th to Thursday 18.
    expect((await ordersOf(runId, factory.screw)).map(short)).toEqual([[84, '2026-06-18', '2026-06-26']]);
    expect(orders).toBe(5);
  });

  test('are told as late by the sheets that should have been ordered last week', async () => {
    const latest = await factory.ask<{ run: { id: string; orderCount: number; needCount: number; outdated: boolean; orders: unknown[] } }>('planning/mrp-run.latest', {});
    expect(latest.run).toMatchObject({ orderCount: 5, needCount: 1, outdated: false, orders: [{ source: 'buy', state: 'planned', count: 2 }, { source: 'make', state: 'planned', count: 3 }] });
    const exceptions = await factory.rows<{ kind: string; item_id: string; from_day: string | null; to_day: string | null }>('select * from planning.exception where run_id = $1 order by seq', [latest.run.id]);
    expect(exceptions.filter((one) => one.item_id === factory.sheet)).toMatchObject([{ kind: 'past-start', from_day: '2026-06-08', to_day: '2026-06-15' }]);
  });

  test('every need is pegged in full, and every planned order gives no more than it makes', async () => {
    const wrong = await factory.rows(`
      select n.line_id from planning.need as n
      left join planning.pegging as p on p.company_id = n.company_id and p.run_id = n.run_id and p.need_kind = n.kind and p.need_ref = n.line_id
      group by n.run_id, n.line_id, n.quantity
      having coalesce(sum(p.quantity), 0) <> n.quantity
      union all
      select o.order_no from planning.planned_order as o
      join planning.pegging as p on p.company_id = o.company_id and p.run_id = o.run_id and p.seq >= o.first_edge and p.seq < o.first_edge + o.edge_count
      group by o.run_id, o.order_no, o.good_quantity
      having sum(p.quantity) > o.good_quantity or bool_or(p.supply_kind <> 'order' or p.supply_ref <> o.order_no)`);
    expect(wrong).toEqual([]);
  });

  test('the same run again plans the same', async () => {
    const first = await factory.plan();
    const second = await factory.plan();
    const of = (runId: string) => factory.rows('select order_no, item_id, quantity, start_day, due_day from planning.planned_order where run_id = $1 order by order_no', [runId]);
    expect(await of(second.runId)).toEqual(await of(first.runId));
  });
});

test('a bill that runs in a circle is refused by name, and the run says so', async () => {
  const a = await factory.item('CIRCLE-A', { source: 'make' });
  const b = await factory.item('CIRCLE-B', { source: 'make' });
  const bills = [await factory.bill(a, [{ component: b, per: '1' }]), await factory.bill(b, [{ component: a, per: '1' }])];
  await expect(factory.plan()).rejects.toThrow(/CIRCLE-A/);
  const [run] = await factory.rows<{ state: string; note: string }>('select state, note from planning.run order by run_no desc limit 1');
  expect(run).toMatchObject({ state: 'failed' });
  expect(run?.note).toContain('CIRCLE-B');
  await factory.write("update engineering.bom set state = 'obsolete' where id = any ($1::bigint[])", [bills]);
});

test('a cancelled run leaves its row and nothing else', async () => {
  const abort = new AbortController();
  const running = factory.plan(abort.signal);
  setTimeout(() => abort.abort(), 30);
  await expect(running).rejects.toThrow('cancelled');
  const [run] = await factory.rows<{ id: string; state: string }>('select id, state from planning.run order by run_no desc limit 1');
  expect(run?.state).toBe('cancelled');
  for (const table of ['item_plan', 'need', 'supply', 'planned_order', 'pegging', 'exception']) {
    expect(await factory.rows(`select 1 from planning.${table} where run_id = $1`, [run?.id])).toEqual([]);
  }
});

test('the last three plans are kept', async () => {
  for (let round = 0; round < 4; round += 1) await factory.plan();
  const kept = await factory.rows('select distinct run_id from planning.item_plan');
  expect(kept).toHaveLength(3);
});

test('no invariant is touched by planning', async () => {
  const folder = new URL('../../../db/invariants/', import.meta.url);
  for (const file of readdirSync(folder)) {
    expect(await factory.rows(readFileSync(new URL(file, folder), 'utf8')), file).toEqual([]);
  }
});
