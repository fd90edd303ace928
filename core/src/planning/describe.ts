/**
 * The plan as text: orders, deliveries and what is short, then pegging, problems and the reasons of every delay. Meant for
 * the command line, for tests and for comparing with another engine; a server writes the arrays themselves.
 * `pegging` and `serves` name an order by its position in `orders`. Trap: an unconstrained plan delivers on the due date by
 * definition; that it cannot be done is told by a problem of the kind "late", with the date it could be done.
 */
import { unitsOf } from '@millwright/core/primitives/engine-quantity';
import { demandPegging } from '@millwright/core/planning/demand-pegging';
import { type NamedPlan, type OrderPositions, orderPositions } from '@millwright/core/planning/named-plan';
import { needKinds, supplyKinds } from '@millwright/core/planning/plan-arrays';
import { type PlanProblem, problems } from '@millwright/core/planning/problems';
import { type DelayReason, reasons } from '@millwright/core/planning/reasons';
import { formatDateTime } from '@millwright/core/planning/text-time';

export interface OrderText {
  readonly order: string;
  readonly start: string;
  readonly end: string;
  /** Quantity started. */
  readonly qty: number;
}
export interface DeliveryText {
  readonly demand: string;
  readonly date: string;
  readonly qty: number;
}
export interface PeggingText {
  readonly item: string;
  readonly qty: number;
  readonly from: { readonly stock: string } | { readonly receipt: string | number } | { readonly order: number } | { readonly missing: string };
  readonly to: { readonly demand: string } | { readonly order: number };
}
export interface PlanResult {
  readonly orders: readonly OrderText[];
  readonly deliveries: readonly DeliveryText[];
  readonly short: readonly { readonly demand: string; readonly qty: number }[];
  readonly pegging: readonly PeggingText[];
  /** How much of each order serves which demand, through every level. */
  readonly serves: readonly { readonly order: number; readonly demand: string; readonly qty: number }[];
  readonly problems: readonly PlanProblem[];
  readonly reasons: readonly DelayReason[];
}

export function describe(named: NamedPlan): PlanResult {
  const positions = orderPositions(named);
  return {
    orders: ordersText(named, positions),
    deliveries: deliveriesText(named),
    short: shortText(named),
    pegging: peggingText(named, positions),
    serves: servesText(named, positions),
    problems: problems(named, positions),
    reasons: reasons(named),
  };
}

function ordersText({ names, plan: { orders } }: NamedPlan, { sorted }: OrderPositions): OrderText[] {
  return Array.from(sorted, (order) => ({
    order: names.operations[orders.operation[order] as number] ?? '',
    start: formatDateTime(orders.start[order] as number),
    end: formatDateTime(orders.end[order] as number),
    qty: unitsOf(orders.quantity[order] as number),
  }));
}

function deliveriesText({ names, plan: { deliveries } }: NamedPlan): DeliveryText[] {
  const order = Array.from({ length: deliveries.count }, (_, index) => index);
  order.sort((a, b) => (deliveries.demand[a] as number) - (deliveries.demand[b] as number) || (deliveries.date[a] as number) - (deliveries.date[b] as number));
  return order.map((index) => ({
    demand: names.demands[deliveries.demand[index] as number] ?? '',
    date: formatDateTime(deliveries.date[index] as number),
    qty: unitsOf(deliveries.quantity[index] as number),
  }));
}

function shortText({ names, plan }: NamedPlan): { demand: string; qty: number }[] {
  return names.demands.flatMap((demand, index) => ((plan.short[index] as number) > 0 ? [{ demand, qty: unitsOf(plan.short[index] as number) }] : []));
}

function peggingText({ names, plan: { pegging } }: NamedPlan, { position }: OrderPositions): PeggingText[] {
  const rows: PeggingText[] = [];
  for (let edge = 0; edge < pegging.count; edge += 1) {
    const item = names.items[pegging.item[edge] as number] ?? '';
    const supply = pegging.supply[edge] as number;
    const need = pegging.need[edge] as number;
    const kind = pegging.supplyKind[edge];
    let from: PeggingText['from'] = { missing: item };
    if (kind === supplyKinds.stock) from = { stock: item };
    else if (kind === supplyKinds.receipt) from = { receipt: names.receipts[supply] ?? supply };
    else if (kind === supplyKinds.order) from = { order: position[supply] as number };
    const to = pegging.needKind[edge] === needKinds.demand ? { demand: names.demands[need] ?? '' } : { order: position[need] as number };
    rows.push({ item, qty: unitsOf(pegging.quantity[edge] as number), from, to });
  }
  return rows;
}

function servesText({ names, plan }: NamedPlan, { sorted }: OrderPositions): { order: number; demand: string; qty: number }[] {
  const served = demandPegging(plan, names.demands.length);
  return Array.from(sorted).flatMap((order, position) => {
    const rows: { order: number; demand: string; qty: number }[] = [];
    for (let row = served.start[order] as number; row < (served.start[order + 1] as number); row += 1) {
      rows.push({ order: position, demand: names.demands[served.demand[row] as number] ?? '', qty: unitsOf(served.quantity[row] as number) });
    }
    return rows;
  });
}
