/**
 * Published examples of lot sizing, through the method and through a whole plan with weekly demands and no lead time.
 * studylib: ten weeks, setup 200, holding 3.25; stockpyl (LarrySnyder/stockpyl, test of Wagner–Whitin): 210 and 150, cost 1380.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage, type LotSizingMethod } from '@millwright/core/planning/lot-sizing';
import { readModel } from '@millwright/core/planning/model';
import { compile, plan } from '@millwright/core/planning/plan';

interface Example {
  readonly demand: readonly number[];
  readonly setup: number;
  readonly holding: number;
}
const weeks: Example = { demand: [22, 34, 32, 12, 8, 44, 54, 16, 76, 30], setup: 200, holding: 3.25 };
const four: Example = { demand: [90, 120, 80, 70], setup: 500, holding: 2 };
const day = 86_400;

function planned({ demand }: Example, policy: unknown): number[] {
  const due = (week: number): string => `2025-${week < 4 ? '01' : week < 8 ? '02' : '03'}-${String([6, 13, 20, 27, 3, 10, 17, 24, 3, 10][week]).padStart(2, '0')}`;
  const read = readModel({
    now: '2025-01-06',
    items: [{ id: 'A', policy }],
    buy: [{ id: 'buy', item: 'A' }],
    demands: demand.map((qty, week) => ({ id: `D${week}`, item: 'A', qty, due: due(week) })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const { orders } = plan(compile(read.model).compiled);
  const row = demand.map(() => 0);
  orders.end.forEach((end, order) => {
    const week = (end - read.model.now) / (7 * day);
    row[week] = (row[week] ?? 0) + (orders.quantity[order] ?? 0) / 1e6;
  });
  return row;
}

function cost({ demand, setup, holding }: Example, orders: readonly number[]): number {
  let stock = 0;
  return demand.reduce((sum, need, week) => {
    stock += (orders[week] ?? 0) - need;
    return sum + ((orders[week] ?? 0) > 0 ? setup : 0) + holding * stock;
  }, 0);
}

const byCost = (kind: string, { setup, holding }: Example): object => ({ kind, setup_cost: setup, holding_cost: holding, period: 'P7D' });

const published: readonly (readonly [string, Example, unknown, readonly number[], number])[] = [
  ['lot for lot', weeks, 'lot_for_lot', [22, 34, 32, 12, 8, 44, 54, 16, 76, 30], 2000],
  ['Silver–Meal', weeks, byCost('silver_meal', weeks), [56, 0, 52, 0, 0, 114, 0, 0, 106, 0], 1378.5],
  ['least unit cost', weeks, byCost('least_unit_cost', weeks), [56, 0, 44, 0, 106, 0, 0, 92, 0, 30], 1890.5],
  ['part-period', weeks, byCost('part_period', weeks), [56, 0, 52, 0, 0, 98, 0, 92, 0, 30], 1624],
  ['Wagner–Whitin', weeks, byCost('wagner_whitin', weeks), [56, 0, 52, 0, 0, 44, 70, 0, 106, 0], 1351],
  ['period of supply', weeks, { kind: 'period', period: 'P14D' }, [56, 0, 44, 0, 52, 0, 70, 0, 106, 0], 1442],
  ['economic quantity', weeks, byCost('eoq', weeks), [64, 0, 64, 0, 0, 64, 64, 0, 64, 64], 2305],
  ['Silver–Meal, four', four, byCost('silver_meal', four), [290, 0, 0, 70], 1560],
  ['least unit cost, four', four, byCost('least_unit_cost', four), [210, 0, 150, 0], 1380],
  ['part-period, four', four, byCost('part_period', four), [290, 0, 0, 70], 1560],
  ['Wagner–Whitin, four', four, byCost('wagner_whitin', four), [210, 0, 150, 0], 1380],
  ['period of supply, four', four, { kind: 'period', period: 'P14D' }, [210, 0, 150, 0], 1380],
  ['economic quantity, four', four, byCost('eoq', four), [213, 0, 213, 0], 1656],
];

describe('published lot sizes', () => {
  it.each(published)('%s', (_name, example, policy, orders, total) => {
    const found = planned(example, policy);
    expect(found).toEqual(orders);
    expect(cost(example, found)).toBeCloseTo(total, 6);
  });
});

describe('Wagner–Whitin', () => {
  const problem = fc.record({
    gaps: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
    needs: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 8, maxLength: 8 }),
    setupCost: fc.integer({ min: 1, max: 400 }),
    holdingCost: fc.integer({ min: 1, max: 5 }),
  });

  it('is never dearer than any other way to cover the needs', () => {
    fc.assert(
      fc.property(problem, ({ gaps, needs, setupCost, holdingCost }) => {
        const times = Float64Array.from(gaps, (_, index) => gaps.slice(0, index).reduce((sum, gap) => sum + gap, 0));
        const row = { times, needs: Float64Array.from(needs.slice(0, gaps.length)), setupCost, holdingCost };
        const best = costOf(row, startsOf(coverage('wagner_whitin', row)));
        for (let plan = 0; plan < 2 ** (gaps.length - 1); plan += 1) {
          const starts = gaps.map((_, index) => index === 0 || ((plan >> (index - 1)) & 1) === 1);
          expect(costOf(row, starts)).toBeGreaterThanOrEqual(best - 1e-6);
        }
        for (const method of ['silver_meal', 'part_period', 'least_unit_cost'] satisfies LotSizingMethod[]) {
          expect(costOf(row, startsOf(coverage(method, row)))).toBeGreaterThanOrEqual(best - 1e-6);
        }
      }),
    );
  });

  it('stays quick on ten thousand needs', () => {
    const count = 10_000;
    const times = Float64Array.from({ length: count }, (_, index) => index);
    const needs = Float64Array.from({ length: count }, (_, index) => 1 + ((index * 7919) % 50));
    const reaches = coverage('wagner_whitin', { times, needs, setupCost: 500, holdingCost: 1 });
    expect(reaches.at(-1)).toBe(count);
  });
});

type Row = Parameters<typeof coverage>[1];

function startsOf(reaches: Int32Array): boolean[] {
  return Array.from(reaches, (reach, index) => index === 0 || reach !== reaches[index - 1]);
}

function costOf({ times, needs, setupCost, holdingCost }: Row, starts: readonly boolean[]): number {
  let order = 0;
  let total = 0;
  needs.forEach((need, index) => {
    if (starts[index]) {
      order = index;
      total += setupCost;
    }
    total += holdingCost * need * ((times[index] ?? 0) - (times[order] ?? 0));
  });
  return total;
}
