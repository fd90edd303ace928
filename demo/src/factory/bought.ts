/**
 * How a bought item is written down: defaults by kind of stock, so that the lists of materials below hold only what differs.
 * The purchase price is with tax, in fen, as suppliers quote it.
 */
import { ratio, yuan } from './figures.ts';
import type { ItemClass, ItemRow } from './rows.ts';

export type Bought = {
  readonly code: string;
  readonly name: string;
  readonly spec: string;
  readonly class: ItemClass;
  readonly unit: string;
  readonly warehouse: string;
  readonly supplier: string;
  readonly priceFen: number;
  readonly leadDays: number;
  readonly weightGrams?: number;
  readonly lotMinimum?: number;
  readonly lotMultiple?: number;
  readonly safetyStock?: number;
  /** Reorder-point goods: [order at, order up to]. Without it the item is ordered as needed, two weeks' needs together. */
  readonly reorder?: readonly [number, number];
  readonly abc?: 'A' | 'B' | 'C';
  readonly tolerancePercent?: number;
};

export function boughtItem(bought: Bought): ItemRow {
  const planning = bought.reorder
    ? { orderPolicy: 'min-max' as const, reorderPoint: String(bought.reorder[0]), orderUpTo: String(bought.reorder[1]) }
    : { orderPolicy: 'period' as const, periodDays: 14 };
  return {
    code: bought.code, name: bought.name, spec: bought.spec, class: bought.class, source: 'buy', unit: bought.unit,
    ...planning,
    leadDays: bought.leadDays,
    lotMinimum: String(bought.lotMinimum ?? 0),
    lotMultiple: String(bought.lotMultiple ?? 0),
    safetyStock: String(bought.safetyStock ?? 0),
    warehouse: bought.warehouse,
    supplier: bought.supplier,
    purchasePrice: yuan(bought.priceFen),
    taxRate: '0.13',
    receiptTolerance: ratio(bought.tolerancePercent ?? 0, 100, 2),
    ...(bought.weightGrams === undefined ? {} : { weightKg: ratio(bought.weightGrams, 1000, 3) }),
    abc: bought.abc ?? 'C',
  };
}
