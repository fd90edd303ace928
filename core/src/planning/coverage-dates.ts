/**
 * How far an order reaches under the policy of its item. A period of supply reaches a fixed time on; the cost heuristics are
 * asked once per item over its net needs (what stock and receipts leave uncovered at each date) and give fixed boundaries.
 * The economic quantity takes the mean need per period from the first to the last need, and becomes a fixed lot in whole units.
 */
import { roundingOf, unitsOf, wholeUnitsUp } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import type { ItemNeeds } from '@millwright/core/planning/item-needs';
import { coverage, economicQuantity, type LotSizingMethod } from '@millwright/core/planning/lot-sizing';
import { policyCodes } from '@millwright/core/planning/order-policy';

export interface ItemCoverage {
  /** The instant before which needs are covered by an order planned at this instant. */
  until(instant: number): number;
}

const methods: readonly (LotSizingMethod | undefined)[] = (() => {
  const list: (LotSizingMethod | undefined)[] = [];
  for (const method of ['silver_meal', 'least_unit_cost', 'part_period', 'wagner_whitin'] as const) list[policyCodes[method]] = method;
  return list;
})();

export function coverUntil(model: CompiledModel, needs: ItemNeeds, item: number): ItemCoverage | undefined {
  const { items } = model.tables;
  const policy = items.policy[item] as number;
  if (policy === policyCodes.lot_for_lot || policy === policyCodes.fixed || policy === policyCodes.eoq) return undefined;
  const seconds = items.policySeconds[item] as number;
  if (policy === policyCodes.period) return { until: (instant) => instant + seconds };
  const method = methods[policy];
  return method ? boundaries(model, needs, item, method) : undefined;
}

function boundaries(model: CompiledModel, needs: ItemNeeds, item: number, method: LotSizingMethod): ItemCoverage {
  const { items } = model.tables;
  const instants: number[] = [];
  const amounts: number[] = [];
  let stock = items.stock[item] as number;
  for (let event = 0; event < needs.eventCount; event += 1) {
    stock += (needs.eventIn[event] as number) - (needs.eventOut[event] as number);
    const target = needs.eventTarget[event] as number;
    if (stock >= target - roundingOf(needs.needCount)) continue;
    instants.push(needs.eventTime[event] as number);
    amounts.push(unitsOf(target - stock));
    stock = target;
  }
  const seconds = items.policySeconds[item] as number;
  const reaches = coverage(method, {
    times: Float64Array.from(instants, (instant) => instant / seconds),
    needs: Float64Array.from(amounts),
    setupCost: items.setupCost[item] as number,
    holdingCost: items.holdingCost[item] as number,
  });
  return {
    until: (instant) => {
      let low = 0;
      let high = instants.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((instants[middle] as number) <= instant) low = middle + 1;
        else high = middle;
      }
      const reach = low === 0 ? 0 : (reaches[low - 1] as number);
      return instants[reach] ?? Number.POSITIVE_INFINITY;
    },
  };
}

/** The lot of a fixed or economic order quantity in millionths; 0 for the other policies. */
export function fixedLotOf(model: CompiledModel, needs: ItemNeeds, item: number): number {
  const { items } = model.tables;
  const policy = items.policy[item] as number;
  if (policy === policyCodes.fixed) return items.policyQuantity[item] as number;
  if (policy !== policyCodes.eoq || needs.needCount === 0) return 0;
  let total = 0;
  for (let at = 0; at < needs.needCount; at += 1) total += needs.needQuantity[at] as number;
  const first = needs.needTime[needs.sorted[0] as number] as number;
  const last = needs.needTime[needs.sorted[needs.needCount - 1] as number] as number;
  const periods = (last - first) / (items.policySeconds[item] as number) + 1;
  return wholeUnitsUp(economicQuantity(unitsOf(total) / periods, items.setupCost[item] as number, items.holdingCost[item] as number));
}
