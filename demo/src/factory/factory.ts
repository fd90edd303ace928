/**
 * The whole factory in one value: masters, items, structures and processes, with sales prices set over rolled-up cost so that no
 * product is sold below it. Prices a customer knows from his contracts (the list below) stand as agreed.
 */
import { addQuantity, divideHalfUp, formatQuantity, parseQuantity } from '@millwright/core/primitives/decimal';
import { cabinets } from './cabinets.ts';
import { customers } from './customers.ts';
import { enclosures } from './enclosures.ts';
import { hardwareProducts, soldHardware } from './hardware-products.ts';
import { mouldBases, mouldProducts, soldMoulds } from './moulds.ts';
import { causeCodes, departments, units, warehouses, workCenters } from './organisation.ts';
import { packing, services, subcontracted } from './packing-and-services.ts';
import { rawMaterials } from './raw-materials.ts';
import { rolledUpCosts } from './rolled-up-cost.ts';
import type { CauseCodeRow, Component, CustomerRow, DepartmentRow, ItemRow, Product, SupplierRow, UnitRow, WarehouseRow, WorkCenterRow } from './rows.ts';
import { standardHardware } from './standard-hardware.ts';
import { suppliers } from './suppliers.ts';
import { yuan } from './figures.ts';

export type Factory = {
  readonly units: readonly UnitRow[];
  readonly departments: readonly DepartmentRow[];
  readonly warehouses: readonly WarehouseRow[];
  readonly causeCodes: readonly CauseCodeRow[];
  readonly workCenters: readonly WorkCenterRow[];
  readonly suppliers: readonly SupplierRow[];
  readonly customers: readonly CustomerRow[];
  readonly items: readonly ItemRow[];
  readonly products: readonly Product[];
  /** Rolled-up cost of every item without tax, in hundred-millionths of a yuan. */
  readonly costs: ReadonlyMap<string, bigint>;
};

/** 协议价 with tax, in fen. */
const agreedPrices: Readonly<Record<string, number>> = { 'JL-0315': 339, 'HD-4402-M': 8475, 'HD-4402': 146_900, 'B20-0417': 8136 };
const marginPercent: Readonly<Record<string, bigint>> = { finished: 132n, mould: 140n, hardware: 136n, 'sheet-metal': 130n };
const alsoSold = new Set([...soldHardware, ...soldMoulds, 'B20-0417', 'B20-0421']);
const isSold = ({ item }: Product): boolean => item.source === 'make' && (item.class === 'finished' || alsoSold.has(item.code));

function salesPrice(item: ItemRow, cost: bigint): string {
  const agreed = agreedPrices[item.code];
  if (agreed !== undefined) return yuan(agreed);
  const marked = divideHalfUp(cost * (marginPercent[item.class] ?? 135n), 100n);
  // Up to the next 0.10 below ten yuan, 0.50 below a hundred, 5 yuan below five thousand, 50 yuan above: prices are negotiated, not computed.
  const step = marked < 1_000_000_000n ? 10_000_000n : marked < 10_000_000_000n ? 50_000_000n : marked < 500_000_000_000n ? 500_000_000n : 5_000_000_000n;
  const net = (marked / step + 1n) * step;
  return yuan(Number(divideHalfUp(net * 113n, 100_000_000n)));
}

/** One line per component: a square cabinet takes the same beam in width and depth. */
function mergedComponents(components: readonly Component[]): Component[] {
  const merged = new Map<string, Component>();
  for (const line of components) {
    const known = merged.get(line.component);
    merged.set(line.component, known ? { ...known, quantityPer: formatQuantity(addQuantity(parseQuantity(known.quantityPer), parseQuantity(line.quantityPer))) } : line);
  }
  return [...merged.values()];
}

export function buildFactory(): Factory {
  const products = [...cabinets, ...enclosures, ...hardwareProducts, ...mouldProducts].map((product) => ({ ...product, components: mergedComponents(product.components) }));
  const bought = [...rawMaterials, ...standardHardware, ...packing, ...services, ...subcontracted, ...mouldBases];
  const costs = rolledUpCosts(bought, products, workCenters);
  const made = products.map((product) => (isSold(product) ? { ...product.item, salesPrice: salesPrice(product.item, costs.get(product.item.code) ?? 0n) } : product.item));
  return { units, departments, warehouses, causeCodes, workCenters, suppliers, customers, items: [...bought, ...made], products, costs };
}
export const soldItems = (factory: Factory): readonly ItemRow[] => factory.items.filter((item) => item.salesPrice !== undefined && item.class !== 'service');
