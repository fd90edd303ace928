/**
 * Structure of the factory as the simulation needs it: what one order needs, worked out by the product's own rule, and the items
 * in planning order (a parent before its components).
 */
import { type Bills, orderNeeds } from '@millwright/core/bom/order-needs';
import { parseQuantity, parseRate, quantity as millionths } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import type { Factory } from '../factory/factory.ts';
import type { ItemRow, Product } from '../factory/rows.ts';

export type Need = { readonly item: string; readonly quantity: number; readonly backflush: boolean };
export type Structure = {
  readonly items: ReadonlyMap<string, ItemRow>;
  readonly products: ReadonlyMap<string, Product>;
  /** Items in planning order. */
  readonly order: readonly string[];
  needs(item: string, quantity: number): readonly Need[];
};

export function structureOf(factory: Factory): Structure {
  const items = new Map(factory.items.map((item) => [item.code, item]));
  const products = new Map(factory.products.map((product) => [product.item.code, product]));
  const units = new Map(factory.units.map((unit) => [unit.code, unit.decimals ?? 0]));
  const day = parseDay('2026-01-01');
  const bills: Bills = {
    items: new Map(factory.items.map((item) => [item.code, { code: item.code, phantom: item.source === 'phantom', stocked: item.class !== 'service', decimals: units.get(item.unit) ?? 0 }])),
    bills: new Map(factory.products.map(({ item, components }) => [item.code, [{
      id: item.code, validFrom: day, validTo: null, baseQuantity: parseQuantity('1'),
      lines: components.map(({ component, quantityPer, scrapRate, issueMethod, operationNo }) => ({
        itemId: component, quantityPer: parseQuantity(quantityPer), quantityFixed: parseQuantity('0'), scrapRate: parseRate(scrapRate ?? '0'), operationNo: operationNo ?? null, issueMethod: issueMethod ?? 'pick',
      })),
    }]])),
  };
  return {
    items, products, order: planningOrder(products, items),
    needs(item, quantity) {
      const needs = orderNeeds(bills, item, millionths(BigInt(quantity)), day);
      if (!needs.ok) throw new Error(`needs of ${item}: ${JSON.stringify(needs.refusals)}`);
      return needs.change.needs.map((need) => ({ item: need.itemId, quantity: Number(need.quantity), backflush: need.issueMethod === 'backflush' }));
    },
  };
}

function planningOrder(products: ReadonlyMap<string, Product>, items: ReadonlyMap<string, ItemRow>): string[] {
  const level = new Map<string, number>();
  const sink = (code: string, depth: number): void => {
    if ((level.get(code) ?? -1) >= depth) return;
    level.set(code, depth);
    for (const { component } of products.get(code)?.components ?? []) sink(component, depth + 1);
  };
  for (const code of items.keys()) sink(code, 0);
  return [...items.keys()].sort((a, b) => (level.get(a) ?? 0) - (level.get(b) ?? 0));
}
