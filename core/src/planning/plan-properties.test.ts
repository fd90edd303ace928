/**
 * What holds for every plan, checked on random models by an accountant of its own: stock is added up from the text of model
 * and plan, not with the engine's code. One-pass plans keep the safety stock at every need; finite plans never go below
 * nothing, never start before now, and keep every limit of a demand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as describePlan, type PlanResult } from '@millwright/core/planning/describe';
import { readModel } from '@millwright/core/planning/model';
import { compile, plan } from '@millwright/core/planning/plan';
import { PlanCancelled } from '@millwright/core/planning/plan-arrays';

// Random models: two to six items in a structure without cycles; small, mostly whole quantities, so that a failure can be read.
interface TextUse {
  readonly item: string;
  readonly qty: number;
  readonly fixed_qty?: number;
}
interface TextSource {
  readonly id: string;
  readonly item: string;
  readonly lot: { readonly min: number; readonly multiple?: number; readonly max?: number };
  readonly uses?: readonly TextUse[];
  readonly yields?: number;
  readonly safety_time?: string;
}
interface TextModel {
  readonly now: string;
  readonly plan: { readonly finite: boolean; readonly respect_lead_time: boolean };
  readonly items: readonly { readonly id: string; readonly stock: number; readonly safety_stock: readonly { readonly from?: string; readonly qty: number }[] }[];
  readonly make: readonly TextSource[];
  readonly buy: readonly TextSource[];
  readonly receipts: readonly { readonly id: string; readonly item: string; readonly date: string; readonly qty: number }[];
  readonly calendars: readonly object[];
  readonly demands: readonly TextDemand[];
}
interface TextDemand {
  readonly id: string;
  readonly item: string;
  readonly qty: number;
  readonly due: string;
  readonly min_shipment?: number;
  readonly max_late?: string | null;
}

const day = (number: number): string => `2025-${number < 31 ? '01' : '02'}-${String((number < 31 ? number : number - 31) + 1).padStart(2, '0')}`;
const some = fc.integer({ min: 0, max: 9 });
const date = fc.integer({ min: 0, max: 55 }).map(day);

const lot = fc.oneof(
  fc.constant({ min: 0 }),
  fc.record({ min: fc.integer({ min: 0, max: 12 }), multiple: fc.constantFrom(1, 4, 5) }),
  fc.record({ min: fc.integer({ min: 0, max: 6 }), max: fc.integer({ min: 6, max: 20 }) }),
  fc.record({ min: fc.constant(4), multiple: fc.constant(4), max: fc.constantFrom(4, 8, 13) }),
);
const run = fc.record({ fixed: fc.constantFrom('P0D', 'P1D', 'PT12H', 'P4D'), per_unit: fc.constantFrom('PT0S', 'PT1H') });
const safety = fc.oneof(
  fc.constant([]),
  fc.record({ qty: some }).map((step) => [step]),
  fc.tuple(some, some).map(([a, b]) => [{ qty: a }, { from: '2025-01-20', qty: b }]),
);

/** Makes and buys per item: none (raw stock only), a make, a buy, or both by rank. */
function sources(index: number, count: number): fc.Arbitrary<{ make: TextSource[]; buy: TextSource[] }> {
  const id = `I${index}`;
  const below = Array.from({ length: count - index - 1 }, (_, offset) => `I${index + offset + 1}`);
  const use = fc.record({ item: fc.constantFrom(...below, id), qty: fc.constantFrom(1, 2, 0.5), fixed_qty: fc.constantFrom(0, 0, 1) });
  const uses = fc.uniqueArray(use, { maxLength: 2, selector: (row) => row.item }).map((rows) => rows.filter((row) => row.item !== id));
  const make = fc.record({ id: fc.constant(`make ${id}`), item: fc.constant(id), run, lot, uses, yields: fc.constantFrom(1, 1, 0.9, 3), calendar: fc.constantFrom(null, 'SITE'), safety_time: fc.constantFrom('P0D', 'P0D', 'P1D') });
  const buy = fc.record({ id: fc.constant(`buy ${id}`), item: fc.constant(id), lead: fc.constantFrom('P0D', 'P3D', 'P7D'), lot, rank: fc.constantFrom(1, 2), calendar: fc.constantFrom(null, 'SITE') });
  return fc.record({ makes: fc.boolean(), buys: fc.boolean(), make, buy }).map((row) => ({ make: row.makes ? [row.make] : [], buy: row.buys ? [row.buy] : [] }));
}

function textModel(finite: boolean): fc.Arbitrary<TextModel> {
  return fc.integer({ min: 2, max: 6 }).chain((count) => {
    const ids = Array.from({ length: count }, (_, index) => `I${index}`);
    const item = fc.constantFrom(...ids);
    const demand = fc.record({ item, qty: fc.integer({ min: 1, max: 40 }), due: date, rank: fc.integer({ min: 1, max: 3 }), delivery_time: fc.constantFrom('P0D', 'P1D') });
    const limits = fc.record({ min_shipment: fc.constantFrom(0, 0, 5), max_late: fc.constantFrom(null, 'P0D', 'P9D') });
    return fc.record({
      now: fc.constant('2025-01-10T00:00:00'),
      plan: fc.constant({ finite, respect_lead_time: finite, exceptions: true }),
      items: fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), stock: fc.integer({ min: 0, max: 30 }), safety_stock: safety }))),
      sources: fc.tuple(...ids.map((_, index) => sources(index, count))),
      receipts: fc.array(fc.record({ item, date, qty: fc.integer({ min: 1, max: 20 }) }), { maxLength: 4 }),
      demands: fc.array(finite ? fc.tuple(demand, limits).map(([row, more]) => ({ ...row, ...more })) : demand, { minLength: 1, maxLength: 8 }),
    }).map(({ sources: bySource, receipts, demands, ...rest }) => ({
      ...rest,
      make: bySource.flatMap((source) => source.make),
      buy: bySource.flatMap((source) => source.buy),
      receipts: receipts.map((row, index) => ({ id: `R${index}`, ...row })),
      demands: demands.map((row, index) => ({ id: `D${index}`, ...row }) satisfies TextDemand),
      calendars: [{ id: 'SITE', closed: [['2025-01-11', '2025-01-13'], ['2025-01-25', '2025-01-26']] }],
    }));
  });
}

function planOf(model: TextModel): PlanResult {
  const read = readModel(model);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const { compiled, names } = compile(read.model);
  return describePlan({ compiled, names, plan: plan(compiled) });
}

interface Move {
  readonly time: string;
  readonly quantity: number;
}
const sourceOf = (model: TextModel, id: string): TextSource => [...model.make, ...model.buy].find((source) => source.id === id) as TextSource;
const instant = (date: string): string => (date.length === 10 ? `${date}T00:00:00` : date);
/** Whole millionths, rounded down like a yield. */
const good = (model: TextModel, order: PlanResult['orders'][number]): number => Math.floor(order.qty * 1e6 * (sourceOf(model, order.order).yields ?? 1) + 1e-3) / 1e6;
const back = (date: string, days: number): string => new Date(Date.parse(`${instant(date)}Z`) - days * 86_400_000).toISOString().slice(0, 19);
const deliveryDays = (model: TextModel, id: string): number => ((model.demands.find((demand) => demand.id === id) as { delivery_time?: string } | undefined)?.delivery_time === 'P1D' ? 1 : 0);

function moves(model: TextModel, result: PlanResult, item: string): Move[] {
  const list: Move[] = [];
  for (const receipt of model.receipts) if (receipt.item === item) list.push({ time: instant(receipt.date), quantity: receipt.qty });
  for (const order of result.orders) {
    const source = sourceOf(model, order.order);
    if (source.item === item) list.push({ time: order.end, quantity: good(model, order) });
    for (const use of source.uses ?? []) if (use.item === item) list.push({ time: order.start, quantity: -(order.qty * use.qty + (use.fixed_qty ?? 0)) });
  }
  for (const delivery of result.deliveries) {
    if (model.demands.find((demand) => demand.id === delivery.demand)?.item !== item) continue;
    list.push({ time: back(delivery.date, deliveryDays(model, delivery.demand)), quantity: -delivery.qty });
  }
  return list;
}

function stockAt(start: number, list: readonly Move[], time: string): number {
  return list.reduce((stock, move) => (move.time <= time ? stock + move.quantity : stock), start);
}

function target(model: TextModel, item: string, time: string): number {
  const steps = model.items.find((row) => row.id === item)?.safety_stock ?? [];
  return steps.reduce((level, step) => (step.from === undefined || instant(step.from) <= time ? step.qty : level), 0);
}

function checkLots(model: TextModel, result: PlanResult): void {
  for (const { order, qty } of result.orders) {
    const { min, multiple, max } = sourceOf(model, order).lot;
    expect(qty).toBeGreaterThanOrEqual(min);
    if (max !== undefined) expect(qty).toBeLessThanOrEqual(max);
    if (multiple !== undefined) expect(Math.abs(qty / multiple - Math.round(qty / multiple))).toBeLessThan(1e-9);
  }
}

function checkPegging(model: TextModel, result: PlanResult): void {
  const into = new Map<string, number>();
  const out = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, quantity: number): void => void sums.set(key, (sums.get(key) ?? 0) + quantity);
  for (const { item, qty, from, to } of result.pegging) {
    add(into, 'demand' in to ? `demand ${to.demand}` : `order ${to.order} ${item}`, qty);
    add(out, JSON.stringify(from), qty);
    if ('order' in from && 'order' in to) expect((result.orders[from.order]?.end ?? '') <= (result.orders[to.order]?.start ?? '')).toBe(true);
  }
  result.orders.forEach((order, position) => {
    for (const use of sourceOf(model, order.order).uses ?? []) {
      expect(into.get(`order ${position} ${use.item}`) ?? 0).toBeCloseTo(order.qty * use.qty + (use.fixed_qty ?? 0), 4);
    }
    expect(out.get(JSON.stringify({ order: position })) ?? 0).toBeLessThanOrEqual(good(model, order) + 1e-6);
    const serves = result.serves.filter((row) => row.order === position).reduce((sum, row) => sum + row.qty, 0);
    expect(serves).toBeLessThanOrEqual(good(model, order) + 1e-4);
  });
  for (const demand of model.demands) {
    const delivered = result.deliveries.filter((row) => row.demand === demand.id).reduce((sum, row) => sum + row.qty, 0);
    expect(into.get(`demand ${demand.id}`) ?? 0).toBeCloseTo(delivered, 6);
  }
  for (const { id, stock } of model.items) expect(out.get(JSON.stringify({ stock: id })) ?? 0).toBeLessThanOrEqual(stock + 1e-6);
}

const supplied = (model: TextModel, item: string): boolean => [...model.make, ...model.buy].some((source) => source.item === item);

describe('every one-pass plan', () => {
  it('keeps the safety stock at every need and from now on, and plans nothing superfluous', () => {
    fc.assert(
      fc.property(textModel(false), (model) => {
        const result = planOf(model);
        checkLots(model, result);
        for (const { id, stock } of model.items) {
          const list = moves(model, result, id);
          const steps = (model.items.find((row) => row.id === id)?.safety_stock ?? []).flatMap((step) => (step.from === undefined ? [] : [instant(step.from)]));
          const dates = [...list.filter((move) => move.quantity < 0).map((move) => move.time), ...[...list.map((move) => move.time), ...steps, model.now].filter((time) => time >= model.now)];
          const below = (moved: readonly Move[]): boolean => dates.some((time) => stockAt(stock, moved, time) < target(model, id, time) - 1e-4);
          if (supplied(model, id)) expect(below(list)).toBe(false);
          // A second source or a safety time can bring a later order in before an earlier one; both were called for.
          const sources = [...model.make, ...model.buy].filter((source) => source.item === id);
          if (sources.length !== 1 || (sources[0]?.safety_time ?? 'P0D') !== 'P0D') continue;
          for (const order of result.orders) {
            if (sourceOf(model, order.order).item !== id) continue;
            const without = list.findIndex((move) => move.time === order.end && Math.abs(move.quantity - good(model, order)) < 1e-9);
            expect(below(list.filter((_, index) => index !== without))).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('pegs every need in full, nothing twice, and nothing to what comes later', () => {
    fc.assert(fc.property(textModel(false), (model) => checkPegging(model, planOf(model))), { numRuns: 300 });
  });

  it('delivers everything on its due date and says what cannot be', () => {
    fc.assert(
      fc.property(textModel(false), (model) => {
        const result = planOf(model);
        expect(result.deliveries.map((row) => [row.demand, row.date, row.qty])).toEqual(model.demands.map((row) => [row.id, instant(row.due), row.qty]));
        const past = result.orders.filter((order) => order.start < model.now).length;
        expect(result.problems.filter((problem) => problem.kind === 'start in the past').length).toBe(past);
      }),
    );
  });
});

describe('every finite plan', () => {
  it('never takes what is not there, never starts before now, and keeps the limits of the demands', () => {
    fc.assert(
      fc.property(textModel(true), (model) => {
        const result = planOf(model);
        checkLots(model, result);
        checkPegging(model, result);
        for (const order of result.orders) expect(order.start >= model.now).toBe(true);
        for (const { id, stock } of model.items) {
          const list = moves(model, result, id);
          for (const { time } of list) expect(stockAt(stock, list, time)).toBeGreaterThanOrEqual(-1e-4);
        }
        for (const demand of model.demands) {
          const rows = result.deliveries.filter((row) => row.demand === demand.id);
          const delivered = rows.reduce((sum, row) => sum + row.qty, 0);
          const short = result.short.find((row) => row.demand === demand.id)?.qty ?? 0;
          expect(delivered + short).toBeCloseTo(demand.qty, 6);
          for (const row of rows) expect(row.date >= instant(demand.due)).toBe(true);
          if (typeof demand.max_late === 'string') for (const row of rows) expect(row.date <= back(demand.due, demand.max_late === 'P9D' ? -9 : 0)).toBe(true);
          for (const row of rows.slice(0, -1)) expect(row.qty).toBeGreaterThanOrEqual(demand.min_shipment ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a plan', () => {
  it.each([false, true])('is the same every time and in whatever order the rows come (finite %s)', (finite) => {
    const shuffled = textModel(finite).chain((model) => {
      const mixed = <Row>(rows: readonly Row[]): fc.Arbitrary<Row[]> => fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });
      const lists = fc.record({ items: mixed(model.items), make: mixed(model.make), buy: mixed(model.buy), receipts: mixed(model.receipts), demands: mixed(model.demands) });
      return lists.map((rows) => [model, { ...model, ...rows }] as const);
    });
    fc.assert(
      fc.property(shuffled, ([model, other]) => {
        expect(planOf(other)).toEqual(planOf(model));
      }),
    );
  });

  it('reports progress and stops when it is cancelled', () => {
    const items = Array.from({ length: 300 }, (_, index) => ({ id: `I${index}` }));
    const read = readModel({ now: '2025-01-01', items });
    if (!read.ok) throw new Error('refused');
    const { compiled } = compile(read.model);
    const seen: number[] = [];
    plan(compiled, { onProgress: (done, total) => seen.push(done / total) });
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    let asked = 0;
    const cancelled = (): boolean => {
      asked += 1;
      return asked > 2;
    };
    expect(() => plan(compiled, { cancelled })).toThrow(PlanCancelled);
    expect(asked).toBe(3);
  });
});
