// Goal: the factory is the one the issue asks for, and its figures hang together. Method: count and recompute from the rows.
import { parsePrice } from '@millwright/core/primitives/decimal';
import { describe, expect, test } from 'vitest';
import { itemClasses } from '@millwright/server/modules/engineering/item/item.contract';
import { buildFactory, soldItems } from './factory.ts';

const factory = buildFactory();
const byCode = new Map(factory.items.map((item) => [item.code, item]));
const products = new Map(factory.products.map((product) => [product.item.code, product]));
const height = (code: string): number => {
  const product = products.get(code);
  return product ? 1 + Math.max(...product.components.map(({ component }) => height(component))) : 1;
};

describe('the factory', () => {
  test('has about 600 items in every class, 15 work centres, 40 suppliers and 30 customers', () => {
    expect(factory.items.length).toBeGreaterThanOrEqual(600);
    expect(factory.items.length).toBeLessThan(700);
    expect(new Set(factory.items.map((item) => item.class))).toEqual(new Set(Object.keys(itemClasses)));
    expect([factory.workCenters.length, factory.suppliers.length, factory.customers.length]).toEqual([15, 40, 30]);
  });

  test('codes are unique, and a name with its specification too', () => {
    expect(byCode.size).toBe(factory.items.length);
    const named = factory.items.map(({ name, spec, code, class: itemClass }) => `${itemClass} ${name} ${spec}${spec === '' ? code : ''}`);
    expect(named.filter((text, index) => named.indexOf(text) !== index)).toEqual([]);
  });

  test('cabinets stand on five levels', () => {
    expect(height('HD-4402')).toBe(5);
    expect(factory.products.filter(({ item }) => item.class === 'finished').every(({ item }) => height(item.code) >= 4)).toBe(true);
  });

  test('every reference leads somewhere', () => {
    const known = { unit: new Set(factory.units.map(({ code }) => code)), warehouse: new Set(factory.warehouses.map(({ code }) => code)), supplier: new Set(factory.suppliers.map(({ code }) => code)) };
    for (const item of factory.items) {
      expect(known.unit, item.code).toContain(item.unit);
      if (item.warehouse) expect(known.warehouse, item.code).toContain(item.warehouse);
      if (item.supplier) expect(known.supplier, item.code).toContain(item.supplier);
      if (item.source === 'buy' || item.source === 'subcontract') expect([item.supplier !== undefined, item.purchasePrice !== undefined], item.code).toEqual([true, true]);
      if (item.source === 'make') expect(products.get(item.code)?.operations.length, item.code).toBeGreaterThan(0);
    }
    for (const { components } of factory.products) {
      expect(new Set(components.map(({ component }) => component)).size).toBe(components.length);
      for (const { component } of components) expect(byCode.has(component), component).toBe(true);
    }
  });

  test('nothing is sold below its rolled-up cost, and no margin is absurd', () => {
    for (const item of soldItems(factory)) {
      const net = (parsePrice(item.salesPrice ?? '0') * 100n) / 113n;
      const cost = factory.costs.get(item.code) ?? 0n;
      expect(net > cost, item.code).toBe(true);
      if (item.code !== 'JL-0315') expect(net < cost * 2n, item.code).toBe(true);
    }
  });

  test('a sheet weighs what its volume weighs', () => {
    // 1.5 × 1250 × 2500 mm of steel: 0.0046875 m³ × 7850 kg/m³ = 36.797 kg.
    expect(byCode.get('C-SPCC-15')?.weightKg).toBe('36.797');
    // 2.0 × 1250 × 2500 mm of 6061: 0.00625 m³ × 2700 = 16.875 kg.
    expect(byCode.get('C-6061-20')?.weightKg).toBe('16.875');
  });
});
