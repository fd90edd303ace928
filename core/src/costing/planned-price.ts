/**
 * 计划成本: stock at the planned price, differences in 1404 材料成本差异. Rate = (opening + receipt difference) ÷ (opening + receipt plan);
 * an issue takes its plan × rate. The share is taken of the difference itself, so no rounded rate enters an amount.
 */
import { divideHalfUp, shareHalfUp, type Money, type Quantity, type Rate } from '../primitives/decimal.ts';

/** Both in cents of the period so far; `difference` above zero is 超支, below zero 节约. */
export type PlannedStock = { readonly plan: Money; readonly difference: Money };

/** To six places, for showing: 0.043478. */
export const differenceRateHalfUp = ({ plan, difference }: PlannedStock): Rate => (plan === 0n ? 0n : divideHalfUp(difference * 1_000_000n, plan)) as Rate;

/** The difference an issue at this plan takes along; all of it when the whole plan leaves. */
export const issueDifferenceHalfUp = (stock: PlannedStock, issuePlan: Money): Money =>
  shareHalfUp(stock.difference, issuePlan as bigint as Quantity, stock.plan as bigint as Quantity);
