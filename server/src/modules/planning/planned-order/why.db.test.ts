// Goal: a planner sees why an order exists, what covers a customer line, and the item over time, with figures that add up.
// Method: the factory of test-factory.ts; every number below follows from its comment there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Factory, testFactory } from '../test-factory.ts';

let factory: Factory;
let runId: string;
beforeAll(async () => {
  factory = await testFactory('why');
  await factory.sell('20', '2026-06-30');
  ({ runId } = await factory.plan());
});
afterAll(() => factory.close());

type Step = { kind: string; title: string; itemCode: string; quantity: string; depth: number; parent: number; party: string | null };
type Why = { number: string; sentences: { zh: string }[]; up: Step[]; down: Step[]; cut: boolean };
const orderOf = async (item: string, nth = 0) => (await factory.rows<{ order_no: number }>('select order_no from planning.planned_order where run_id = $1 and item_id = $2 order by due_day', [runId, item]))[nth]?.order_no;
const why = async (item: string, nth = 0) => factory.ask<Why>('planning/planned-order.why', { runId, orderNo: await orderOf(item, nth) });
const shape = (steps: Step[]) => steps.map((step) => [step.depth, step.kind, step.itemCode, Number(step.quantity)]);

test('sheets lead up through frames and the cabinet to the customer line, and the lot is explained', async () => {
  const { up, sentences, cut } = await why(factory.sheet);
  // 30 sheets go into the 10 frames that fill the safety stock; of those 10 the cabinet takes all, before the second lot of 20 of which it takes 10.
  expect(shape(up)).toEqual([
    [0, 'order', 'FR', 30], [1, 'order', 'CB', 10], [2, 'sales-order-line', 'CB', 20],
    [0, 'order', 'FR', 60], [1, 'order', 'CB', 10], [2, 'sales-order-line', 'CB', 20],
  ]);
  expect(up[2]).toMatchObject({ party: '宁波华耀电气', title: expect.stringMatching(/^SO-2606-\d{4}-01$/) });
  expect(up[1]?.parent).toBe(0);
  expect(cut).toBe(false);
  const text = sentences.map((sentence) => sentence.zh).join('');
  expect(text).toContain('采购 100 件');
  expect(text).toContain('宁波华耀电气');
  // By Sunday 14 only the first frames' 30 are needed.
  expect(text).toContain('到 2026-06-14 共要 30 件：现存 0，净缺 30 件，按最小批量取 100');
});

test('frames for the cabinet: what is kept and planned before counts, the multiple makes 20 of 15', async () => {
  const { sentences, down } = await why(factory.frame, 1);
  expect(sentences.map((sentence) => sentence.zh).join('')).toContain('到 2026-06-28 共要 20 件：现存 0，先前计划 10，还要留安全库存 5，净缺 15 件，按 10 的倍数取 20');
  expect(shape(down)).toEqual([[0, 'order', 'ST', 60]]);
});

test('a customer line is covered down to what is bought', async () => {
  const [line] = await factory.rows<{ id: string }>('select id from sales.sales_order_line');
  const { down, needDay, lateDays } = await factory.ask<{ down: Step[]; needDay: string; lateDays: number }>('planning/demand.supply', { salesOrderLine: line?.id });
  expect(needDay).toBe('2026-06-30');
  expect(shape(down)).toEqual([[0, 'order', 'CB', 20], [1, 'order', 'FR', 10], [2, 'order', 'ST', 30], [1, 'order', 'FR', 10], [2, 'order', 'ST', 60], [1, 'order', 'SC', 84]]);
  // Sheets could only be ordered a week late, but the first frames wait a fortnight for their cabinet.
  expect(lateDays).toBe(0);
});

test('the frame week by week', async () => {
  type Bucket = Record<'from' | 'gross' | 'scheduled' | 'plannedReceipts' | 'plannedReleases' | 'onHand' | 'withoutPlan' | 'net', string>;
  const { buckets, overdue, stock } = await factory.ask<{ buckets: Bucket[]; overdue: Bucket; stock: string }>('planning/item.time-phased', { item: factory.frame, bucket: 'week' });
  expect(stock).toBe('0');
  expect(overdue).toMatchObject({ gross: '0', onHand: '0' });
  const figures = buckets.slice(0, 3).map((one) => [one.from, one.gross, one.net, one.plannedReceipts, one.plannedReleases, one.onHand, one.withoutPlan]);
  expect(figures).toEqual([
    ['2026-06-15', '0', '5', '10', '10', '10', '0'],
    ['2026-06-22', '0', '0', '20', '20', '30', '0'],
    ['2026-06-29', '20', '0', '0', '0', '10', '-20'],
  ]);
});

test('exceptions name the item, the order and the days', async () => {
  const { rows } = await factory.ask<{ rows: { kind: string; item: { code: string }; fromDay: string; toDay: string; order: string }[] }>('planning/exception.list', {});
  expect(rows.filter((row) => row.item.code === 'ST')).toMatchObject([{ kind: 'past-start', fromDay: '2026-06-08', toDay: '2026-06-15', order: expect.stringMatching(/^PL-1-000\d$/) }]);
});

test('a supplier\'s order that comes too late is to be brought forward, one nobody needs to be cancelled; a customer line that cannot be made in time is late', async () => {
  const idle = await factory.item('IDLE', { supplier: factory.supplierId });
  const buy = async (item: string, quantity: string, dueDay: string) => {
    const { id } = (await factory.run('purchasing/purchase-order.save', { supplier: factory.supplierId, day: '2026-06-15', lines: [{ item, quantity, priceWithTax: '1', taxRate: '0.13', dueDay }] })).output;
    await factory.run('purchasing/purchase-order.approve', { id, version: 1 });
  };
  await buy(factory.screw, '100', '2026-07-20');
  await buy(idle, '7', '2026-07-01');
  const sold = await factory.sell('3', '2026-06-16');
  ({ runId } = await factory.plan());
  const { rows } = await factory.ask<{ rows: { kind: string; item: { code: string }; fromDay: string; toDay: string | null; document: string; documentId: string }[] }>('planning/exception.list', { limit: 100 });
  // Needed for 3 cabinets that start on Monday 15, so in the night before.
  expect(rows.find((row) => row.kind === 'expedite')).toMatchObject({ item: { code: 'SC' }, fromDay: '2026-07-20', toDay: '2026-06-15' });
  expect(rows.find((row) => row.kind === 'cancel')).toMatchObject({ item: { code: 'IDLE' }, fromDay: '2026-07-01' });
  expect(rows.find((row) => row.kind === 'late-demand' && row.documentId === sold)).toMatchObject({ item: { code: 'CB' }, fromDay: '2026-06-16', cause: { code: 'SC' } });
});
