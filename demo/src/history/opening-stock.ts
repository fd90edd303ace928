/**
 * What lay on the shelves on opening day: about three weeks' needs of what is bought and a lot of what is made, only of items the
 * running products use. Values are quantity × rolled-up cost to the cent, so that the pools start at coherent prices.
 */
import { extendHalfUp, formatMoney, formatQuantity, type Money, type Price, quantity as millionths, sumMoney } from '@millwright/core/primitives/decimal';
import type { Factory } from '../factory/factory.ts';
import { createRandom } from '../factory/random.ts';
import { unitMillionths } from './events.ts';
import { soldInHistory } from './market.ts';
import { structureOf } from './structure.ts';

export type OpeningStock = { readonly item: string; readonly warehouse: string; readonly quantity: string; readonly amount: string };

/** Units of every sold product whose needs define three weeks. */
const batch: Readonly<Record<string, number>> = { finished: 60, hardware: 3000, 'sheet-metal': 200, mould: 0 };
const kits = new Set(['HD-4402-M']);

export function openingStock(factory: Factory): readonly OpeningStock[] {
  const structure = structureOf(factory);
  const random = createRandom(20260511);
  const wanted = new Map<string, number>();
  const add = (item: string, quantity: number): void => {
    wanted.set(item, (wanted.get(item) ?? 0) + quantity);
    if (structure.products.has(item)) for (const need of structure.needs(item, quantity)) add(need.item, need.quantity);
  };
  for (const code of soldInHistory) add(code, (kits.has(code) ? 40 : batch[structure.items.get(code)?.class ?? ''] ?? 0) * unitMillionths);
  // 呆滞 and spares: goods nothing asks for just now lie there at their safety stock, as in every factory; a few have run out.
  for (const { code, source, safetyStock } of factory.items) {
    if (!wanted.has(code) && (Number(safetyStock ?? '0') > 0 ? random.chance(94) : source !== 'make' && random.chance(40))) wanted.set(code, unitMillionths);
  }
  return [...wanted].flatMap(([code, quantity]) => {
    const item = structure.items.get(code);
    if (!item || item.source === 'phantom' || item.class === 'service' || quantity === 0) return [];
    const share = item.source !== 'make' ? random.between(70, 110) : item.class === 'finished' ? random.between(15, 50) : random.between(30, 90);
    const floor = Number(item.reorderPoint ?? item.safetyStock ?? '0') * unitMillionths * 1.25;
    const units = Math.trunc((floor + quantity * share / 100) / unitMillionths);
    if (units <= 0) return [];
    const held = millionths(BigInt(units) * BigInt(unitMillionths));
    return [{ item: code, warehouse: item.warehouse ?? 'W05', quantity: formatQuantity(held), amount: formatMoney(extendHalfUp(held, (factory.costs.get(code) ?? 0n) as Price)) }];
  });
}
export const openingStockValue = (rows: readonly OpeningStock[]): Money => sumMoney(rows.map(({ amount }) => BigInt(amount.replace('.', '')) as Money));
