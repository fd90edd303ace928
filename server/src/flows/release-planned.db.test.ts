// Goal: releasing makes the right documents, once, whoever else is at it; a rerun nets what was released; a trace starts at the customer's order.
// Method: the factory of planning's tests (one purchase order for sheets and screws, two frames and one cabinet to make).
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Factory, testFactory } from '../modules/planning/test-factory.ts';

let factory: Factory;
let sold: string;
let runId: string;
beforeEach(async () => {
  factory = await testFactory('release');
  sold = await factory.sell('20', '2026-06-30');
  ({ runId } = await factory.plan());
});
afterEach(async () => {
  const folder = new URL('../db/invariants/', import.meta.url);
  for (const file of readdirSync(folder)) expect(await factory.rows(readFileSync(new URL(file, folder), 'utf8')), file).toEqual([]);
  await factory.close();
});

type Documents = { documents: { kind: string; id: string; number: string; state: string; orders: number[] }[] };
type Order = { id: string; item: { id: string }; source: string; quantity: string; state: string; document: string | null };
const orders = async (): Promise<Order[]> => (await factory.ask<{ rows: Order[] }>('planning/planned-order.list', {})).rows;
const release = async (lines: Record<string, unknown>[], as = factory.chief) => (await factory.run('planning/planned-order.release', { runId, orders: lines }, { as, accept: ['material-short'] })).output as unknown as Documents;
const all = async () => (await orders()).map((order) => ({ orderNo: Number(order.id) }));

describe('releasing the whole plan', () => {
  test('makes one purchase order for the supplier and a work order for each lot, in force and linked to the customer order', async () => {
    const { documents } = await release(await all());
    expect(documents.map(({ kind, state }) => [kind, state])).toEqual([['purchasing/purchase-order', 'approved'], ...Array.from({ length: 3 }, () => ['shopfloor/work-order', 'released'])]);
    const bought = await factory.ask<{ total: string; lines: { item: { code: string }; quantity: string; priceWithTax: string; dueDay: string }[] }>('purchasing/purchase-order.get', { id: documents[0]?.id });
    // The sheets were due on 12 June: they are ordered for today. 100 × 11.30 + 84 × 0.113 = 1130 + 9.49
    expect(bought.lines.map((line) => [line.item.code, Number(line.quantity), line.priceWithTax, line.dueDay])).toEqual([
      ['ST', 100, '11.30000000', '2026-06-15'], ['SC', 84, '0.11300000', '2026-06-26'],
    ]);
    expect(bought.total).toBe('1139.49');
    const works = await factory.rows<{ item_id: string; quantity: string; start_day: string; due_day: string; line: string | null }>('select item_id, quantity, start_day, due_day, sales_order_line_id as line from shopfloor.work_order order by start_day');
    const [line] = await factory.rows<{ id: string }>('select id from sales.sales_order_line');
    expect(works.map((work) => [work.item_id, Number(work.quantity), work.start_day, work.due_day])).toEqual([
      [factory.frame, 10, '2026-06-15', '2026-06-15'], [factory.frame, 20, '2026-06-26', '2026-06-26'], [factory.cabinet, 20, '2026-06-29', '2026-06-30'],
    ]);
    expect(works.map((work) => work.line)).toEqual([line?.id, line?.id, line?.id]);
    const { nodes } = await factory.ask<{ nodes: { id: string }[] }>('documents/trace.get', { documentId: sold });
    for (const { id } of documents) expect(nodes.map((node) => node.id)).toContain(id);
    expect((await orders()).map((order) => [order.state, order.document])).not.toContainEqual(['planned', null]);
  });

  test('leaves nothing to plan', async () => {
    await release(await all());
    expect((await factory.plan()).orders).toBe(0);
  });
});

test('asks about what the work orders lack, row by row, when they come into force', async () => {
  // Two lots of frames take 30 and 60 sheets, the cabinets 20 frames and 84 screws. With 40 sheets there, the first lot is
  // whole, the second lacks 60 − 10.
  const { output: bought } = await factory.run('purchasing/purchase-order.save', { supplier: factory.supplierId, day: '2026-06-15', lines: [{ item: factory.sheet, quantity: '40', priceWithTax: '11.3', dueDay: '2026-06-15' }] });
  await factory.run('purchasing/purchase-order.approve', { id: bought.id, version: 1 });
  const proposed = await factory.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: bought.id });
  await factory.run('purchasing/purchase-receipt.save', { supplier: factory.supplierId, day: '2026-06-15', book: true, lines: [{ orderLine: proposed.lines[0]?.orderLine, item: factory.sheet, warehouse: factory.warehouseId, quantity: '40' }] });
  const made = (await orders()).filter((order) => order.source === 'make');
  const by = async (accept: string[], as = factory.chief) => factory.run('planning/planned-order.release', { runId, orders: lines }, { as, accept });
  const lots = made.filter((order) => order.item.id === factory.frame).sort((a, b) => Number(a.quantity) - Number(b.quantity));
  const cabinets = made.find((order) => order.item.id === factory.cabinet);
  const lines = [...lots, cabinets].map((order) => ({ orderNo: Number(order?.id) }));
  type Asked = { code: string; errors: { path: unknown[]; message: { zh: string } }[] };
  const asked = await by([]).then(() => { throw new Error('was not asked'); }, (error: { problem: Asked }) => error.problem);
  expect(asked.code).toBe('needs-confirmation');
  expect(asked.errors.map(({ path, message }) => [path, message.zh])).toEqual([
    [['orders', 1, 'orderNo'], '第 2 行：物料未齐套：ST ST 50'], [['orders', 2, 'orderNo'], '第 3 行：物料未齐套：FR FR 20；SC SC 84'],
  ]);
  expect(await factory.rows('select 1 from shopfloor.work_order')).toEqual([]);
  // Drafts are asked about when they are released.
  expect((await by([], factory.actor('planner', ['planning/planned-order.release']))).warnings).toEqual([]);
});

test('after a part is released the next run plans the rest and not that part again', async () => {
  const bought = (await orders()).filter((order) => order.source === 'buy');
  await release(bought.map((order) => ({ orderNo: Number(order.id) })));
  const before = (await orders()).filter((order) => order.source === 'make').map((order) => order.item.id);
  runId = (await factory.plan()).runId;
  expect((await orders()).map((order) => [order.source, order.item.id])).toEqual(before.map((item) => ['make', item]));
});

test('without the right to approve, the documents are drafts, and the next run counts them all the same', async () => {
  const planner = factory.actor('planner', ['planning/planned-order.release']);
  const { documents } = await release(await all(), planner);
  expect(new Set(documents.map((document) => document.state))).toEqual(new Set(['draft']));
  expect((await factory.plan()).orders).toBe(0);
});

test('of two people releasing the same orders at once exactly one does', async () => {
  const lines = await all();
  const results = await Promise.allSettled([release(lines), release(lines), release(lines)]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results) if (result.status === 'rejected') expect((result.reason as { problem: object }).problem).toMatchObject({ code: 'already-released', errors: lines.map(() => ({ message: { zh: expect.stringMatching(/(PO|MO)-\d{4}-\d{4}/) } })) });
  const [counted] = await factory.rows<{ works: string; bought: string }>('select (select count(*) from shopfloor.work_order) as works, (select count(*) from purchasing.purchase_order) as bought');
  expect(counted).toEqual({ works: '3', bought: '1' });
});

describe('refusals', () => {
  const code = async (lines: Record<string, unknown>[]) => factory.refused(release(lines));
  test('name the row, and nothing of the rest is released', async () => {
    const buy = (await orders()).find((order) => order.source === 'buy')?.id;
    const refusal = await release([{ orderNo: Number(buy) }, { orderNo: 9999 }]).catch((error: { problem: { errors: { code: string; path: unknown[] }[] } }) => error.problem);
    expect(refusal).toMatchObject({ errors: [{ code: 'order-unknown', path: ['orders', 1, 'orderNo'] }] });
    expect((await orders()).every((order) => order.state === 'planned')).toBe(true);
    expect(await code([{ orderNo: Number(buy) }, { orderNo: Number(buy) }])).toBe('order-twice');
    expect(await code([{ orderNo: Number(buy), quantity: '100.5' }])).toBe('too-many-decimals');
    expect(await code([{ orderNo: Number(buy), dueDay: '2026-06-01' }])).toBe('due-in-past');
    expect(await code([{ orderNo: Number(buy), supplier: factory.customerId }])).toBe('supplier-unusable');
  });
  test('no supplier, no bill, an inactive item, a run replaced or unknown', async () => {
    const lonely = await factory.item('LONELY', { leadDays: 1 });
    const hollow = await factory.item('HOLLOW', { source: 'make', leadDays: 1 });
    const gone = await factory.item('GONE', { supplier: factory.supplierId });
    for (const item of [lonely, hollow, gone]) await factory.sell('5', '2026-07-10', item);
    expect(await code([{ orderNo: 1 }])).toBe('was not refused');
    const old = runId;
    runId = (await factory.plan()).runId;
    await factory.write('update engineering.item set active = false where id = $1', [gone]);
    const orderOf = async (item: string) => ({ orderNo: Number((await orders()).find((order) => order.item.id === item)?.id) });
    expect(await code([await orderOf(lonely)])).toBe('no-supplier');
    expect(await code([await orderOf(hollow)])).toBe('no-bom');
    expect(await code([await orderOf(gone)])).toBe('item-inactive');
    expect(await code([{ ...(await orderOf(lonely)), supplier: factory.supplierId }])).toBe('was not refused');
    expect(await code([await orderOf(lonely)])).toBe('already-released');
    runId = old;
    expect(await code([{ orderNo: 2 }])).toBe('run-outdated');
    runId = '1';
    expect(await code([{ orderNo: 2 }])).toBe('run-unknown');
  });
  test('during a run, and without the permission', async () => {
    await factory.write("insert into planning.run (company_id, id, run_no, day, state, started_by) values ($1, 77, 77, '2026-06-15', 'running', 1)", [factory.companyId]);
    expect(await code([{ orderNo: 1 }])).toBe('run-in-progress');
    await expect(release([{ orderNo: 1 }], factory.actor('seller', ['planning/planned-order.view']))).rejects.toMatchObject({ problem: { code: 'not-permitted' } });
  });
});
