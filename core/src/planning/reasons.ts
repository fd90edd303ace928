/**
 * Why a demand is delayed: the end of the chain through pegging that holds it. In a one-pass plan that is the order that
 * should have started before now (its lead time), a receipt that comes too late, or an item nothing can supply; a finite
 * plan adds what its run recorded. Trap: there is one reason per demand, the longest chain; removing it may show the next.
 */
import { type Delays, projectedDelays, rootEdge } from '@millwright/core/planning/delays';
import type { NamedPlan } from '@millwright/core/planning/named-plan';
import { causeKinds, supplyKinds } from '@millwright/core/planning/plan-arrays';
import { formatDuration } from '@millwright/core/planning/text-time';

export interface DelayReason {
  readonly demand: string;
  readonly kind: 'lead time' | 'stock' | 'receipt';
  readonly item: string;
  /** The make or buy whose lead time holds the demand, or the id of the receipt. */
  readonly order?: string;
  readonly receipt?: string;
  readonly by?: string;
}

export function reasons(named: NamedPlan): DelayReason[] {
  const { compiled, names, plan } = named;
  if (compiled.tables.rules.finite) return recordedReasons(named);
  const delays = projectedDelays(compiled, plan);
  return names.demands.flatMap((demand, index) => {
    const late = delays.demand[index] as number;
    return late > 0 ? [reasonOf(named, delays, demand, index, late)] : [];
  });
}

/** What a finite run met last before it could deliver the rest of the demand, or gave up. */
function recordedReasons({ compiled, names, plan }: NamedPlan): DelayReason[] {
  const { operations } = compiled.tables;
  return names.demands.flatMap((demand, index): DelayReason[] => {
    const of = plan.causeOf[index] as number;
    if (plan.causeKind[index] === causeKinds.stock) return [{ demand, kind: 'stock', item: names.items[of] ?? '' }];
    if (plan.causeKind[index] !== causeKinds.leadTime) return [];
    return [{ demand, kind: 'lead time', item: names.items[operations.item[of] as number] ?? '', order: names.operations[of] ?? '' }];
  });
}

function reasonOf({ names, plan }: NamedPlan, delays: Delays, demand: string, index: number, late: number): DelayReason {
  const edge = rootEdge(plan, delays, index);
  const item = names.items[plan.pegging.item[edge] as number] ?? '';
  const by = Number.isFinite(late) ? { by: formatDuration(late) } : {};
  const supply = plan.pegging.supply[edge] as number;
  const kind = plan.pegging.supplyKind[edge];
  if (kind === supplyKinds.order) return { demand, kind: 'lead time', item, order: names.operations[plan.orders.operation[supply] as number] ?? '', ...by };
  if (kind === supplyKinds.receipt) return { demand, kind: 'receipt', item, receipt: names.receipts[supply] ?? String(supply), ...by };
  return { demand, kind: 'stock', item, ...by };
}
