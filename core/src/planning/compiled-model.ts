/**
 * The columns with what every run needs beside them: sources of an item by preference, who uses an item, low-level codes,
 * the order in which demands are planned, calendars ready for arithmetic. All lists are CSR: owner i has the entries
 * start[i] … start[i + 1] − 1. Shared by the unconstrained run and the runs that respect limits.
 * Trap: a low-level code is the *longest* way down to an item, so all its users are planned before it.
 */
import { millionthsPerUnit } from '@millwright/core/primitives/engine-quantity';
import type { PlanningTables } from '@millwright/core/planning/planning-tables';
import { type WorkingTime, workingTime } from '@millwright/core/planning/working-time';

export interface Lists {
  readonly start: Int32Array;
  readonly entry: Int32Array;
}
export interface CompiledModel {
  readonly tables: PlanningTables;
  /** 0 for what nothing uses; a component is above all of its users. */
  readonly lowLevelCode: Int32Array;
  /** Items by low-level code, then by number. */
  readonly itemOrder: Int32Array;
  /** Operations that supply an item, the preferred first. */
  readonly sourcesOfItem: Lists;
  /** Uses in which the item is the component. */
  readonly usesOfItem: Lists;
  readonly usesOfOperation: Lists;
  readonly loadsOfOperation: Lists;
  /** Receipts of an item by date. */
  readonly receiptsOfItem: Lists;
  /** Demands of an item in the order they are planned. */
  readonly demandsOfItem: Lists;
  /** All demands by rank, then due date, then quantity, then number. */
  readonly demandOrder: Int32Array;
  /** By demand: its due date, or the earliest due date of the lines that must go together with it. */
  readonly wantedDate: Float64Array;
  readonly calendars: readonly WorkingTime[];
  /** Run times with the efficiency of the first-choice resources in them. */
  readonly fixedSeconds: Float64Array;
  readonly secondsPerUnit: Float64Array;
}

/** Thrown for columns whose structure has a cycle; the text form refuses such a model before. */
export class StructureCycle extends Error {
  readonly items: readonly number[];
  constructor(items: readonly number[]) {
    super(`cycle in the structure through the items ${items.join(', ')}`);
    this.items = items;
  }
}

/** Entries 0 … owners.length − 1 under their owners, in ascending order (or in the order given). */
export function listsOf(ownerCount: number, owners: Int32Array, order?: Int32Array): Lists {
  const start = new Int32Array(ownerCount + 1);
  for (const owner of owners) start[owner + 1] = (start[owner + 1] as number) + 1;
  for (let owner = 0; owner < ownerCount; owner += 1) start[owner + 1] = (start[owner + 1] as number) + (start[owner] as number);
  const next = start.slice(0, ownerCount);
  const entry = new Int32Array(owners.length);
  for (let position = 0; position < owners.length; position += 1) {
    const index = order ? (order[position] as number) : position;
    const owner = owners[index] as number;
    entry[next[owner] as number] = index;
    next[owner] = (next[owner] as number) + 1;
  }
  return { start, entry };
}

export function compileTables(tables: PlanningTables): CompiledModel {
  const { items, operations, uses, loads, receipts, demands } = tables;
  const usesOfItem = listsOf(items.count, uses.item);
  const usesOfOperation = listsOf(operations.count, uses.operation);
  const loadsOfOperation = listsOf(operations.count, loads.operation);
  const unsorted = listsOf(items.count, operations.item);
  const lowLevelCode = lowLevelCodes(tables, usesOfOperation, unsorted);
  const itemOrder = Int32Array.from({ length: items.count }, (_, index) => index);
  itemOrder.sort((a, b) => (lowLevelCode[a] as number) - (lowLevelCode[b] as number) || a - b);
  const demandOrder = Int32Array.from({ length: demands.count }, (_, index) => index).sort(demandsBefore(tables));
  const byDate = Int32Array.from({ length: receipts.count }, (_, index) => index);
  byDate.sort((a, b) => (receipts.date[a] as number) - (receipts.date[b] as number) || a - b);
  const factor = efficiencyFactors(tables, loadsOfOperation);
  return {
    tables,
    lowLevelCode,
    itemOrder,
    sourcesOfItem: preferredSources(tables, unsorted, usesOfOperation, itemOrder),
    usesOfItem,
    usesOfOperation,
    loadsOfOperation,
    receiptsOfItem: listsOf(items.count, receipts.item, byDate),
    demandsOfItem: listsOf(items.count, demands.item, demandOrder),
    demandOrder,
    wantedDate: wantedDates(tables),
    calendars: tables.calendars.map(workingTime),
    fixedSeconds: operations.fixedSeconds.map((seconds, index) => seconds * (factor[index] as number)),
    secondsPerUnit: operations.secondsPerUnit.map((seconds, index) => seconds * (factor[index] as number)),
  };
}

function demandsBefore({ demands }: PlanningTables): (a: number, b: number) => number {
  const { rank, due, quantity } = demands;
  return (a, b) =>
    (rank[a] as number) - (rank[b] as number) ||
    (due[a] as number) - (due[b] as number) ||
    (quantity[a] as number) - (quantity[b] as number) ||
    a - b;
}

function wantedDates({ demands }: PlanningTables): Float64Array {
  const earliest = new Map<number, number>();
  demands.together.forEach((order, demand) => {
    if (order !== -1) earliest.set(order, Math.min(earliest.get(order) ?? Number.POSITIVE_INFINITY, demands.due[demand] as number));
  });
  return demands.due.map((due, demand) => earliest.get(demands.together[demand] as number) ?? due);
}

/** Longest way from the top, by removing items whose users are all done; what is left over lies on a cycle. */
function lowLevelCodes(tables: PlanningTables, usesOfOperation: Lists, sources: Lists): Int32Array {
  const { items, operations, uses } = tables;
  const waiting = new Int32Array(items.count);
  for (const item of uses.item) waiting[item] = (waiting[item] as number) + 1;
  const code = new Int32Array(items.count);
  const queue = new Int32Array(items.count);
  let queued = 0;
  for (let item = 0; item < items.count; item += 1) if (waiting[item] === 0) queue[queued++] = item;
  for (let position = 0; position < queued; position += 1) {
    const item = queue[position] as number;
    for (let s = sources.start[item] as number; s < (sources.start[item + 1] as number); s += 1) {
      const operation = sources.entry[s] as number;
      for (let u = usesOfOperation.start[operation] as number; u < (usesOfOperation.start[operation + 1] as number); u += 1) {
        const component = uses.item[usesOfOperation.entry[u] as number] as number;
        code[component] = Math.max(code[component] as number, (code[item] as number) + 1);
        waiting[component] = (waiting[component] as number) - 1;
        if (waiting[component] === 0) queue[queued++] = component;
      }
    }
  }
  if (queued === items.count) return code;
  throw new StructureCycle(cycleAmong(waiting, operations.item, tables));
}

function cycleAmong(waiting: Int32Array, itemOfOperation: Int32Array, { uses }: PlanningTables): number[] {
  const userOf = new Map<number, number>();
  uses.item.forEach((component, use) => {
    const user = itemOfOperation[uses.operation[use] as number] as number;
    if ((waiting[component] as number) > 0 && (waiting[user] as number) > 0) userOf.set(component, user);
  });
  const path: number[] = [];
  for (let item = userOf.keys().next().value; item !== undefined && !path.includes(item); item = userOf.get(item)) path.push(item);
  return path.reverse();
}

/**
 * By rank, then cost, then number; where one source of the item asks for the lowest cost, by cost first. The cost of a
 * source is that of a good unit with everything below it: (own cost + Σ use × cheapest cost of the component) ÷ yield.
 */
function preferredSources(tables: PlanningTables, sources: Lists, usesOfOperation: Lists, itemOrder: Int32Array): Lists {
  const { items, operations, uses } = tables;
  const cheapest = new Float64Array(items.count);
  const unitCost = new Float64Array(operations.count);
  const entry = sources.entry.slice();
  for (let position = itemOrder.length - 1; position >= 0; position -= 1) {
    const item = itemOrder[position] as number;
    const begin = sources.start[item] as number;
    const end = sources.start[item + 1] as number;
    let byCost = false;
    for (let s = begin; s < end; s += 1) {
      const operation = sources.entry[s] as number;
      let cost = operations.cost[operation] as number;
      for (let u = usesOfOperation.start[operation] as number; u < (usesOfOperation.start[operation + 1] as number); u += 1) {
        const use = usesOfOperation.entry[u] as number;
        if (firstChoice(tables, usesOfOperation, use)) cost += ((uses.perUnit[use] as number) / millionthsPerUnit) * (cheapest[uses.item[use] as number] as number);
      }
      unitCost[operation] = cost / (operations.yields.share[operations.yields.start[operation] as number] ?? 1);
      byCost ||= operations.lowestCost[operation] === 1;
    }
    const rank = (a: number, b: number): number => (operations.rank[a] as number) - (operations.rank[b] as number);
    const cost = (a: number, b: number): number => (unitCost[a] as number) - (unitCost[b] as number);
    const list = entry.subarray(begin, end);
    list.sort((a, b) => (byCost ? cost(a, b) || rank(a, b) : rank(a, b) || cost(a, b)) || a - b);
    cheapest[item] = list.reduce((least, operation) => Math.min(least, unitCost[operation] as number), list.length > 0 ? Number.POSITIVE_INFINITY : 0);
  }
  return { start: sources.start, entry };
}

/** Whether a use counts in the cost: the first of its group, and not one that only begins at a later date. */
function firstChoice({ uses }: PlanningTables, usesOfOperation: Lists, use: number): boolean {
  if (Number.isFinite(uses.from[use])) return false;
  const operation = uses.operation[use] as number;
  for (let u = usesOfOperation.start[operation] as number; u < (usesOfOperation.start[operation + 1] as number); u += 1) {
    const other = usesOfOperation.entry[u] as number;
    if (other === use) return true;
    if (uses.group[use] !== -1 && uses.group[other] === uses.group[use]) return false;
  }
  return true;
}

/** 100 ÷ the lowest efficiency among the first-choice resources of each operation. */
function efficiencyFactors({ operations, loads, resources }: PlanningTables, loadsOfOperation: Lists): Float64Array {
  const factor = new Float64Array(operations.count).fill(1);
  for (let operation = 0; operation < operations.count; operation += 1) {
    let least = Number.POSITIVE_INFINITY;
    let group = -1;
    for (let l = loadsOfOperation.start[operation] as number; l < (loadsOfOperation.start[operation + 1] as number); l += 1) {
      const load = loadsOfOperation.entry[l] as number;
      const first = loads.group[load] === -1 || loads.group[load] !== group;
      group = loads.group[load] as number;
      if (first) least = Math.min(least, resources.efficiency[loads.resource[load] as number] as number);
    }
    if (least !== Number.POSITIVE_INFINITY) factor[operation] = 100 / least;
  }
  return factor;
}
