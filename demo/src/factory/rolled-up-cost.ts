/**
 * 卷积成本: material without tax plus labour and overhead at the work centres' rates, level by level, set-up spread over the usual
 * lot. Hundred-millionths of a yuan, like the product's unit costs. Throws on an unknown component and on a loop.
 */
import { divideHalfUp, parsePrice, parseQuantity, parseRate } from '@millwright/core/primitives/decimal';
import type { ItemRow, Operation, Product, WorkCenterRow } from './rows.ts';

const usualLot = 20n;

export function rolledUpCosts(bought: readonly ItemRow[], products: readonly Product[], workCenters: readonly WorkCenterRow[]): ReadonlyMap<string, bigint> {
  const rates = new Map(workCenters.map((center) => [center.code, parsePrice(center.labourRate ?? '0') + parsePrice(center.overheadRate ?? '0')]));
  const costs = new Map<string, bigint>(bought.map((item) => [item.code, divideHalfUp(parsePrice(item.purchasePrice ?? '0') * 1_000_000n, 1_000_000n + parseRate(item.taxRate ?? '0'))]));
  const byCode = new Map(products.map((product) => [product.item.code, product]));
  const open = new Set<string>();

  const costOf = (code: string): bigint => {
    const known = costs.get(code);
    if (known !== undefined) return known;
    const product = byCode.get(code);
    if (!product) throw new RangeError(`no item ${code}`);
    if (open.has(code)) throw new RangeError(`${code} contains itself`);
    open.add(code);
    let cost = 0n;
    for (const { component, quantityPer, scrapRate } of product.components) {
      const needed = divideHalfUp(parseQuantity(quantityPer) * (1_000_000n + parseRate(scrapRate ?? '0')), 1_000_000n);
      cost += divideHalfUp(costOf(component) * needed, 1_000_000n);
    }
    const lot = BigInt(product.item.lotMinimum ?? '0') > usualLot ? BigInt(product.item.lotMinimum ?? '0') : product.item.class === 'mould' ? 1n : usualLot;
    for (const operation of product.operations) cost += operationCost(operation, lot, rates);
    open.delete(code);
    costs.set(code, cost);
    return cost;
  };
  for (const product of products) costOf(product.item.code);
  return costs;
}

function operationCost({ workCenter, setupMinutes, runMinutes }: Operation, lot: bigint, rates: ReadonlyMap<string, bigint>): bigint {
  const rate = rates.get(workCenter);
  if (rate === undefined) throw new RangeError(`no work centre ${workCenter}`);
  const millionthsOfMinute = parseQuantity(runMinutes) + divideHalfUp(parseQuantity(setupMinutes), lot);
  return divideHalfUp(rate * millionthsOfMinute, 60_000_000n);
}
