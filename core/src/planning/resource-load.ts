/**
 * Where a plan loads a resource beyond its capacity. Every order loads the first-choice resources of its make from start to
 * end; the load is swept over time against the steps of the capacity. An unconstrained plan ignores capacity, so this is
 * how it is told. Trap: an end and a start at the same instant do not overlap, so ends are taken off first.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import type { PlanArrays } from '@millwright/core/planning/plan-arrays';

export interface Overload {
  readonly resource: number;
  readonly from: number;
  readonly to: number;
  /** Millionths of the most that is missing at one instant. */
  readonly units: number;
}

interface Change {
  readonly time: number;
  readonly load: number;
}

export function overloads(model: CompiledModel, plan: PlanArrays): Overload[] {
  const { loads, resources } = model.tables;
  if (loads.count === 0) return [];
  const changes: Change[][] = Array.from({ length: resources.count }, () => []);
  for (let order = 0; order < plan.orders.count; order += 1) {
    const from = plan.orders.start[order] as number;
    const to = plan.orders.end[order] as number;
    if (to <= from) continue;
    for (const load of firstChoiceLoads(model, plan.orders.operation[order] as number)) {
      const units = loads.units[load] as number;
      changes[loads.resource[load] as number]?.push({ time: from, load: units }, { time: to, load: -units });
    }
  }
  return changes.flatMap((list, resource) => overloadsOf(model, resource, list));
}

function firstChoiceLoads({ tables, loadsOfOperation }: CompiledModel, operation: number): number[] {
  const chosen: number[] = [];
  const groups = new Set<number>();
  for (let at = loadsOfOperation.start[operation] as number; at < (loadsOfOperation.start[operation + 1] as number); at += 1) {
    const load = loadsOfOperation.entry[at] as number;
    const group = tables.loads.group[load] as number;
    if (group === -1 || !groups.has(group)) chosen.push(load);
    groups.add(group);
  }
  return chosen;
}

function overloadsOf({ tables }: CompiledModel, resource: number, changes: Change[]): Overload[] {
  const { capacity } = tables.resources;
  let step = capacity.start[resource] as number;
  const stepEnd = capacity.start[resource + 1] as number;
  for (let at = step; at < stepEnd; at += 1) {
    if (Number.isFinite(capacity.from[at])) changes.push({ time: capacity.from[at] as number, load: 0 });
  }
  changes.sort((a, b) => a.time - b.time || a.load - b.load);
  const found: Overload[] = [];
  let [available, load, most, since] = [0, 0, 0, Number.NaN];
  changes.forEach((change, index) => {
    load += change.load;
    if (changes[index + 1]?.time === change.time) return;
    for (; step < stepEnd && (capacity.from[step] as number) <= change.time; step += 1) available = capacity.quantity[step] as number;
    if (load > available) {
      if (Number.isNaN(since)) since = change.time;
      most = Math.max(most, load - available);
    } else if (!Number.isNaN(since)) {
      found.push({ resource, from: since, to: change.time, units: most });
      since = Number.NaN;
      most = 0;
    }
  });
  return found;
}
