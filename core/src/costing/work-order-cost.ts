/**
 * What an order's work in process does, element by element: a report brings time at frozen rates, a completion takes its share
 * of what is there by quantity over what can still come (the last one takes all), the close clears the rest into the products
 * that are still in stock and, for those that left, where they went: dispatched, another order, cost of sales.
 * Scrap is normal spoilage: it lowers what can still come, so its cost stays in the good units.
 */
import { divideHalfUp, type Money, type Price, type Quantity, shareHalfUp, subtractMoney, sumMoney, zeroMoney } from '../primitives/decimal.ts';

export const costElements = ['material', 'labour', 'overhead'] as const;
export type CostElement = (typeof costElements)[number];
export type ElementAmounts = Readonly<Record<CostElement, Money>>;
export const noAmounts: ElementAmounts = { material: zeroMoney, labour: zeroMoney, overhead: zeroMoney };
export const totalOf = (amounts: ElementAmounts): Money => sumMoney(costElements.map((element) => amounts[element]));
const mapElements = (change: (element: CostElement) => Money): ElementAmounts => ({ material: change('material'), labour: change('labour'), overhead: change('overhead') });

/** minutes × hourly rate, to the cent, half up. */
export const timeCost = (minutes: Quantity, hourlyRate: Price): Money => divideHalfUp(minutes * hourlyRate, 60n * 10n ** 12n) as Money;

/** A completion's provisional value. Work in process that is worth nothing in all, or less, gives nothing. */
export function completionShare(wip: ElementAmounts, quantity: Quantity, stillToCome: Quantity): ElementAmounts {
  if (totalOf(wip) <= 0n) return noAmounts;
  const share = mapElements((element) => shareHalfUp(wip[element], quantity, stillToCome));
  // Red elements may round a share below nothing; the pool takes no negative value.
  return totalOf(share) < 0n ? noAmounts : share;
}

export type CloseSplit = { readonly stock: ElementAmounts; readonly sold: ElementAmounts };
/** `inStock` and `stockValue` are the product's pool; `sold` follows the goods that left it. A red rest never brings the pool below nothing. */
export function closeSplit(wip: ElementAmounts, completed: Quantity, inStock: Quantity, stockValue: Money): CloseSplit {
  const there = inStock < completed ? inStock : completed;
  if (there <= 0n) return { stock: noAmounts, sold: wip };
  const stock = mapElements((element) => shareHalfUp(wip[element], there, completed));
  if (stockValue + totalOf(stock) < 0n) return { stock: noAmounts, sold: wip };
  return { stock, sold: mapElements((element) => subtractMoney(wip[element], stock[element])) };
}
