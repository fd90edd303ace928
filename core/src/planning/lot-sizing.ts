/**
 * Lot sizing by cost over a row of net needs: Silver–Meal, least unit cost, part-period balancing and Wagner–Whitin. All
 * answer the same question: up to which need does an order placed for need i reach? Holding is charged per unit and period
 * between the order and the need, so the dates may be irregular. Sources: Silver & Meal 1973, DeMatteis 1968 (the lot whose
 * holding is *nearest* to the setup, the textbook form), Wagner & Whitin 1958 with their planning-horizon theorem.
 */
export interface LotSizingProblem {
  /** Positions in periods, ascending; a number such as 2.5 is allowed. */
  readonly times: Float64Array;
  readonly needs: Float64Array;
  readonly setupCost: number;
  /** Per unit and period. */
  readonly holdingCost: number;
}
export type LotSizingMethod = 'silver_meal' | 'least_unit_cost' | 'part_period' | 'wagner_whitin';

/** For every need, the index just after the last need that the same order covers; starts of orders are where it changes. */
export function coverage(method: LotSizingMethod, problem: LotSizingProblem): Int32Array {
  const count = problem.needs.length;
  const reaches = new Int32Array(count);
  if (method === 'wagner_whitin') return wagnerWhitin(problem);
  for (let first = 0; first < count; ) {
    const after = method === 'part_period' ? partPeriodReach(problem, first) : leastAverageReach(problem, first, method);
    reaches.fill(after, first, after);
    first = after;
  }
  return reaches;
}

/** Adds needs while the cost per period (Silver–Meal) or per unit (least unit cost) goes down. */
function leastAverageReach(problem: LotSizingProblem, first: number, method: LotSizingMethod): number {
  const { times, needs, setupCost, holdingCost } = problem;
  const start = times[first] as number;
  let cost = setupCost;
  let units = needs[first] as number;
  let best = method === 'silver_meal' ? cost : cost / units;
  let after = first + 1;
  for (; after < needs.length; after += 1) {
    const periods = (times[after] as number) - start;
    cost += holdingCost * periods * (needs[after] as number);
    units += needs[after] as number;
    const average = method === 'silver_meal' ? cost / (periods + 1) : cost / units;
    if (average > best) break;
    best = average;
  }
  return after;
}

/** Adds needs until the holding passes the setup, then keeps the lot that is nearer to it. */
function partPeriodReach(problem: LotSizingProblem, first: number): number {
  const { times, needs, setupCost, holdingCost } = problem;
  let holding = 0;
  for (let after = first + 1; after < needs.length; after += 1) {
    const more = holding + holdingCost * ((times[after] as number) - (times[first] as number)) * (needs[after] as number);
    if (more > setupCost) return more - setupCost < setupCost - holding ? after + 1 : after;
    holding = more;
  }
  return needs.length;
}

/**
 * least[j] = cheapest way to cover the needs before j; an order at i covers i..j−1. The last order never moves back as j
 * grows (planning-horizon theorem), which keeps the search short. Of two equally cheap plans the one with the later order
 * wins, so less stock is held. Cost of i..j−1 comes from running sums: h × (Σ needs × time − time of i × Σ needs).
 */
function wagnerWhitin(problem: LotSizingProblem): Int32Array {
  const { times, needs, setupCost, holdingCost } = problem;
  const count = needs.length;
  const units = new Float64Array(count + 1);
  const moments = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    units[index + 1] = (units[index] as number) + (needs[index] as number);
    moments[index + 1] = (moments[index] as number) + (needs[index] as number) * ((times[index] as number) - (times[0] as number));
  }
  const least = new Float64Array(count + 1);
  const lastOrder = new Int32Array(count + 1);
  for (let after = 1; after <= count; after += 1) {
    least[after] = Number.POSITIVE_INFINITY;
    for (let order = lastOrder[after - 1] as number; order < after; order += 1) {
      const moved = (moments[after] as number) - (moments[order] as number);
      const atOrder = ((times[order] as number) - (times[0] as number)) * ((units[after] as number) - (units[order] as number));
      const cost = (least[order] as number) + setupCost + holdingCost * (moved - atOrder);
      if (cost <= (least[after] as number) + 1e-9) {
        least[after] = cost;
        lastOrder[after] = order;
      }
    }
  }
  const reaches = new Int32Array(count);
  for (let after = count; after > 0; after = lastOrder[after] as number) reaches.fill(after, lastOrder[after], after);
  return reaches;
}

/** √(2 × need per period × setup ÷ holding), in units. */
export const economicQuantity = (needPerPeriod: number, setupCost: number, holdingCost: number): number =>
  Math.sqrt((2 * needPerPeriod * setupCost) / holdingCost);
