/**
 * 月末一次加权平均: one price for all issues of the month, (opening + receipts) value ÷ quantity. The issues together take their
 * share of the whole to the cent; among them it is split by quantity, largest remainder, so nothing is lost between them.
 */
import { allocateByLargestRemainder, shareHalfUp, sumMoney, sumQuantity, unitCostHalfUp, type Money, type Price, type Quantity, subtractMoney, subtractQuantity, zeroMoney } from '../primitives/decimal.ts';
import { accept, type Decision, refuse } from '../primitives/outcome.ts';
import type { PoolState } from './pool.ts';

export type Month = { readonly unitCost: Price; readonly issueAmounts: readonly Money[]; readonly closing: PoolState };

/** `receipts` holds the opening as its first. */
export function valueMonth(receipts: readonly PoolState[], issues: readonly Quantity[]): Decision<Month> {
  const available = { quantity: sumQuantity(receipts.map((one) => one.quantity)), value: sumMoney(receipts.map((one) => one.value)) };
  const issued = sumQuantity(issues);
  if (issued > available.quantity) return refuse('pool-short', { on_hand: String(available.quantity), quantity: String(issued) });
  const amount = issued === 0n ? zeroMoney : shareHalfUp(available.value, issued, available.quantity);
  return accept({
    unitCost: available.quantity === 0n ? (0n as Price) : unitCostHalfUp(available.value, available.quantity),
    issueAmounts: allocateByLargestRemainder(amount, issues),
    closing: { quantity: subtractQuantity(available.quantity, issued), value: subtractMoney(available.value, amount) },
  });
}
