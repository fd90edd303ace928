/**
 * The bench model is the one that the other engine was run on (row counts and checksums of its CSV), and a plan of it has
 * the number of orders that the other engine gave. CPU seconds are printed, never asserted: the machine is shared.
 */
import { describe, expect, it } from 'vitest';
import { compileTables } from '@millwright/core/planning/compiled-model';
import { plan } from '@millwright/core/planning/plan';
import { type BenchModel, benchModel, benchTables, checksum, generator, type Shape } from './planning-model.ts';

const sums = (model: BenchModel): string[] => [
  checksum(model.items.map((row) => [row.id, row.level, row.stock, row.safetyStock])),
  checksum(model.make.map((row) => [row.item, row.leadDays, row.setupMinutes, row.minutesPerUnit, row.lotMinimum, row.lotMultiple, row.workCentre])),
  checksum(model.structure.map((row) => [row.parent, row.component, row.quantity])),
  checksum(model.buy.map((row) => [row.item, row.leadDays, row.lotMinimum, row.lotMultiple])),
  checksum(model.demands.map((row) => [row.id, row.item, row.quantity, row.dueDay, row.priority])),
];

describe('bench model', () => {
  it('draws the numbers of a 31-bit linear congruential generator', () => {
    let state = 12_345n;
    const random = generator(12_345);
    for (let n = 0; n < 1000; n += 1) {
      state = (state * 1_103_515_245n + 12_345n) & 0x7fffffffn;
      expect(random(1_000_000)).toBe(Number((state >> 8n) % 1_000_000n));
    }
  });

  it.each([
    ['shared', 'mrp', 100, 20, ['86004e23', 'ddaf8e68', '1533cdee', 'bf81de50', '972a2d0f']],
    ['tree', 'mrp', 100, 20, ['ecc97612', 'f30a4865', 'c2d8fa6d', '09ca830b', '483343ef']],
    ['hot', 'cap', 1, 50, ['e20e6bbd', '0ae3a54c', '3806055d', '560efb00', '6a40e4a1']],
  ] as const)('%s %s %i %i has the rows of the original', (shape, mode, goods, demands, expected) => {
    expect(sums(benchModel(shape, mode, goods, demands))).toEqual(expected);
  });
});

describe('plan of the bench model', () => {
  it.each([
    ['shared', 100, 20, 7_417],
    ['tree', 100, 20, 6_006],
    ['shared', 1000, 20, 73_526],
    ['shared', 3100, 20, 228_065],
  ] as const)('%s %i %i gives %i orders', (shape, goods, demands, expected) => {
    expect(planned(shape, goods, demands)).toBe(expected);
  });

  it('plans ten thousand demands on one good', () => {
    expect(planned('hot', 1, 10_000)).toBeGreaterThan(300);
  });
});

function planned(shape: Shape, goods: number, demands: number): number {
  const tables = benchTables(benchModel(shape, 'mrp', goods, demands));
  const before = process.cpuUsage();
  const { orders, pegging } = plan(compileTables(tables));
  const used = process.cpuUsage(before);
  const seconds = ((used.user + used.system) / 1e6).toFixed(2);
  console.log(`plan ${shape} ${goods} × ${demands}: ${orders.count} orders, ${pegging.count} pegging edges, ${seconds} s CPU`);
  return orders.count;
}
