/**
 * What a planner has to look at: late and short demands, orders that should have started, items nothing can supply, stock
 * nothing needs, overloaded resources and, where the model asks for exceptions, firm receipts to expedite, defer or cancel.
 * Kinds are codes; the words for them belong to the screens. Trap: a receipt is judged without the planned orders, because
 * those exist only where the receipts were not enough.
 */
import { unitsOf } from '@millwright/core/primitives/engine-quantity';
import { projectedDelays } from '@millwright/core/planning/delays';
import type { NamedPlan, OrderPositions } from '@millwright/core/planning/named-plan';
import { overloads } from '@millwright/core/planning/resource-load';
import { formatDateTime, formatDuration } from '@millwright/core/planning/text-time';

export type PlanProblem =
  | { readonly kind: 'late'; readonly demand: string; readonly due: string; readonly date: string; readonly by: string }
  | { readonly kind: 'short'; readonly demand: string; readonly qty: number }
  | { readonly kind: 'start in the past'; readonly order: number; readonly item: string; readonly start: string; readonly by: string }
  | { readonly kind: 'no supply'; readonly item: string; readonly date: string; readonly qty: number }
  | { readonly kind: 'excess'; readonly item: string; readonly qty: number }
  | { readonly kind: 'overload'; readonly resource: string; readonly from: string; readonly to: string; readonly units: number }
  | { readonly kind: 'past due'; readonly receipt: string; readonly item: string; readonly date: string; readonly qty: number }
  | { readonly kind: 'expedite' | 'defer'; readonly receipt: string; readonly item: string; readonly date: string; readonly to: string; readonly qty: number }
  | { readonly kind: 'cancel'; readonly receipt: string; readonly item: string; readonly date: string; readonly qty: number };

export function problems(named: NamedPlan, positions: OrderPositions): PlanProblem[] {
  return [...demandProblems(named), ...pastStarts(named, positions), ...itemProblems(named), ...overloadProblems(named), ...receiptProblems(named)];
}

function demandProblems(named: NamedPlan): PlanProblem[] {
  const { demands } = named.compiled.tables;
  const lateness = latenessOf(named);
  return named.names.demands.flatMap((demand, index): PlanProblem[] => {
    const short = named.plan.short[index] as number;
    const late = lateness[index] as number;
    const due = demands.due[index] as number;
    const found: PlanProblem[] = [];
    if (late > 0 && Number.isFinite(late)) found.push({ kind: 'late', demand, due: formatDateTime(due), date: formatDateTime((named.compiled.wantedDate[index] as number) + late), by: formatDuration(late) });
    if (short > 0 || late === Number.POSITIVE_INFINITY) {
      found.push({ kind: 'short', demand, qty: unitsOf(short > 0 ? short : (demands.quantity[index] as number)) });
    }
    return found;
  });
}

/** Seconds late by demand against the date it is wanted: as delivered in a finite plan, as far as can be told from the past starts in a one-pass plan. */
export function latenessOf({ compiled, plan }: NamedPlan): Float64Array {
  const { demands, rules } = compiled.tables;
  if (!rules.finite) return projectedDelays(compiled, plan).demand;
  const late = new Float64Array(demands.count);
  for (let row = 0; row < plan.deliveries.count; row += 1) {
    const demand = plan.deliveries.demand[row] as number;
    late[demand] = Math.max(late[demand] as number, (plan.deliveries.date[row] as number) - (compiled.wantedDate[demand] as number));
  }
  return late;
}

function pastStarts({ compiled, names, plan: { orders } }: NamedPlan, { sorted }: OrderPositions): PlanProblem[] {
  const { now, operations } = compiled.tables;
  return Array.from(sorted).flatMap((order, position): PlanProblem[] => {
    const start = orders.start[order] as number;
    if (start >= now) return [];
    const item = names.items[operations.item[orders.operation[order] as number] as number] ?? '';
    return [{ kind: 'start in the past', order: position, item, start: formatDateTime(start), by: formatDuration(now - start) }];
  });
}

function itemProblems({ names, plan }: NamedPlan): PlanProblem[] {
  return names.items.flatMap((item, index): PlanProblem[] => {
    const missing = plan.missing[index] as number;
    const excess = plan.excess[index] as number;
    const found: PlanProblem[] = [];
    if (missing > 0) found.push({ kind: 'no supply', item, date: formatDateTime(plan.missingFrom[index] as number), qty: unitsOf(missing) });
    if (excess > 0) found.push({ kind: 'excess', item, qty: unitsOf(excess) });
    return found;
  });
}

function overloadProblems({ compiled, names, plan }: NamedPlan): PlanProblem[] {
  return overloads(compiled, plan).map((overload) => ({
    kind: 'overload',
    resource: names.resources[overload.resource] ?? '',
    from: formatDateTime(overload.from),
    to: formatDateTime(overload.to),
    units: unitsOf(overload.units),
  }));
}

function receiptProblems({ compiled, names, plan }: NamedPlan): PlanProblem[] {
  const { receipts, rules, now } = compiled.tables;
  return names.receipts.flatMap((receipt, index): PlanProblem[] => {
    if (receipt === undefined) return [];
    const date = receipts.date[index] as number;
    const neededAt = plan.receiptNeededAt[index] as number;
    const row = { receipt, item: names.items[receipts.item[index] as number] ?? '', date: formatDateTime(date), qty: unitsOf(receipts.quantity[index] as number) };
    const found: PlanProblem[] = date < now ? [{ kind: 'past due', ...row }] : [];
    if (!rules.exceptions) return found;
    if (neededAt === Number.POSITIVE_INFINITY) found.push({ kind: 'cancel', ...row });
    else if (neededAt < date) found.push({ kind: 'expedite', ...row, to: formatDateTime(neededAt) });
    else if (neededAt > date) found.push({ kind: 'defer', ...row, to: formatDateTime(neededAt) });
    return found;
  });
}
