/**
 * What a planner has to look at after a run, most urgent first. Late customers, open orders to bring forward, put off or cancel,
 * starts that are past, and holes in the master data that no plan can mend.
 * Traps: putting an order off by a few days is not worth a call, so small deferrals are not told. A start in the past is told
 * once per item, with its earliest order, or a late product would flood the list with all of its parts.
 */
import type { PlanArrays } from '@millwright/core/planning/plan-arrays';
import { type BuiltTables, secondsPerDay } from './build-tables.ts';
import type { PlanInputs } from './plan-inputs.ts';
import type { PlanTaskOutput } from './plan-task.ts';

export const deferToleranceDays = 5;
/** kind → severity: 1 asks for action today, 2 for a decision, 3 is to be known. */
export const severities = {
  'late-demand': 1, 'no-source': 1, 'no-bom': 1, 'no-supplier': 1, expedite: 1, 'past-due': 1, 'past-start': 2, 'below-safety': 2, cancel: 2, defer: 3, excess: 3,
} as const;
export type ExceptionKind = keyof typeof severities;
export type PlanException = {
  readonly kind: ExceptionKind;
  readonly item: number;
  readonly order?: number;
  readonly document?: number;
  readonly line?: number;
  readonly from?: number;
  readonly to?: number;
  readonly quantity?: number;
  readonly cause?: number;
};
type Planned = Extract<PlanTaskOutput, { ok: true }>;
type Facts = { readonly inputs: PlanInputs; readonly built: BuiltTables; readonly planned: Planned; readonly today: number };

/** The last day an instant belongs to: the end of a day is still that day. */
export const dayOfEnd = (instant: number): number => (instant - 1 - modulo(instant - 1)) / secondsPerDay;
export const dayOfStart = (instant: number): number => (instant - modulo(instant)) / secondsPerDay;
const modulo = (seconds: number): number => ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
/** Days that something is late, a part of a day counting as one. */
export const daysLate = (seconds: number): number => (seconds + secondsPerDay - 1 - modulo(seconds - 1)) / secondsPerDay;

export function findExceptions(facts: Facts): PlanException[] {
  const found = [...lateDemands(facts), ...supplies(facts), ...masterData(facts), ...orders(facts), ...stocks(facts)];
  return found.sort((a, b) => severities[a.kind] - severities[b.kind] || (a.from ?? 0) - (b.from ?? 0) || a.item - b.item || (a.order ?? 0) - (b.order ?? 0));
}

function* lateDemands({ inputs, planned, today }: Facts): Generator<PlanException> {
  for (const [index, need] of inputs.needs.entries()) {
    const late = planned.lateSeconds[index] as number;
    if (late <= 0 || need.kind !== 'sales-order-line') continue;
    const cause = inputs.items[planned.causeItem[index] as number]?.id;
    yield {
      kind: 'late-demand', item: need.item, document: need.document, line: need.line, from: need.day, quantity: need.quantity,
      ...(Number.isFinite(late) ? { to: Math.max(today, need.day + daysLate(late)) } : {}), ...(cause === undefined ? {} : { cause }),
    };
  }
}

function* supplies({ inputs, planned, today }: Facts): Generator<PlanException> {
  for (const [index, supply] of inputs.supplies.entries()) {
    const at = planned.plan.receiptNeededAt[index] as number;
    const base = { item: supply.item, document: supply.document, line: supply.line, from: supply.day, quantity: supply.quantity };
    if (supply.day < today) yield { kind: 'past-due', ...base, to: today };
    if (at === Number.POSITIVE_INFINITY) yield { kind: 'cancel', ...base };
    else {
      const needed = dayOfEnd(at);
      if (needed < supply.day && supply.day > today) yield { kind: 'expedite', ...base, to: Math.max(needed, today) };
      else if (supply.day >= today && needed > supply.day + deferToleranceDays) yield { kind: 'defer', ...base, to: needed };
    }
  }
}

/** Told only for items something needs: a bill that nobody asks for can wait. */
function* masterData({ inputs, built, planned }: Facts): Generator<PlanException> {
  const { plan } = planned;
  const ordered = (row: number): boolean => (plan.afterLastOrder[row] as number) > (plan.firstOrder[row] as number);
  for (const [row, item] of inputs.items.entries()) {
    const missing = plan.missing[row] as number;
    if (missing > 0) yield { kind: 'no-source', item: item.id, from: dayOfEnd(plan.missingFrom[row] as number), quantity: missing };
    if (item.source !== 'make' && item.source !== 'phantom' && item.supplierId === undefined && ordered(row)) {
      const order = plan.firstOrder[row] as number;
      yield { kind: 'no-supplier', item: item.id, order: order + 1, from: dayOfEnd(plan.orders.end[order] as number), quantity: plan.orders.quantity[order] as number };
    }
  }
  for (const row of built.withoutBill) if (ordered(row)) yield { kind: 'no-bom', item: inputs.items[row]?.id ?? 0, order: (plan.firstOrder[row] as number) + 1 };
  for (const row of built.phantomsWithoutBill) yield { kind: 'no-bom', item: inputs.items[row]?.id ?? 0 };
}

function* orders({ inputs, built, planned, today }: Facts): Generator<PlanException> {
  const { plan } = planned;
  for (const row of built.itemOfOperation) {
    const first = plan.firstOrder[row] as number;
    if (first >= (plan.afterLastOrder[row] as number)) continue;
    const start = dayOfStart(plan.orders.start[first] as number);
    const due = dayOfEnd(plan.orders.end[first] as number);
    if (start >= today || due < start) continue;
    const item = inputs.items[row]?.id ?? 0;
    const kind = feedsOnlySafety(plan, first) ? 'below-safety' : 'past-start';
    yield { kind, item, order: first + 1, from: start, to: today, quantity: plan.orders.quantity[first] as number };
  }
}

/** An order no edge begins at serves no need: it fills the safety stock. */
function feedsOnlySafety({ pegging }: PlanArrays, order: number): boolean {
  let low = 0;
  let high = pegging.count;
  // Order numbers only grow along the edges that begin at orders; the others are skipped to the next one.
  while (low < high) {
    const middle = (low + high) >>> 1;
    let at = middle;
    while (at < high && pegging.supplyKind[at] !== orderKind) at += 1;
    if (at === high) high = middle;
    else if ((pegging.supply[at] as number) < order) low = at + 1;
    else high = middle;
  }
  let at = low;
  while (at < pegging.count && pegging.supplyKind[at] !== orderKind) at += 1;
  return !(at < pegging.count && pegging.supply[at] === order);
}
const orderKind = 2;

function* stocks({ inputs, planned, built }: Facts): Generator<PlanException> {
  const supplied = new Set(inputs.supplies.map((supply) => supply.item));
  const made = new Set(built.itemOfOperation);
  for (const [row, item] of inputs.items.entries()) {
    const unused = planned.plan.excess[row] as number;
    // What open orders bring too much is told by their own cancellation.
    if (unused > 0 && !supplied.has(item.id) && made.has(row) && unused >= item.stock) yield { kind: 'excess', item: item.id, quantity: unused };
  }
}
