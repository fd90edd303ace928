/**
 * The seeded planning model that speed is measured on, as columns for the engine. Same numbers as the generator it is a port
 * of, to the last row (the checksums in the test were taken from that one), so that order counts and times of another engine
 * can stand beside ours. Structure: finished good → subassemblies → components → raw material, `shared` between goods, a
 * `tree` of its own per good, or one `hot` good with all demands. Mode mrp: fixed lead times in days; mode cap: run times on machines.
 * Trap: seed × 1103515245 leaves 2^53, so the generator multiplies in two halves.
 */
import { millionthsOf } from '@millwright/core/primitives/engine-quantity';
import { blankTables, constantSteps } from '@millwright/core/planning/blank-tables';
import type { PlanningTables } from '@millwright/core/planning/planning-tables';

export type Shape = 'shared' | 'tree' | 'hot';
export type Mode = 'mrp' | 'cap';
export interface ItemLine {
  readonly id: string;
  readonly level: number;
  readonly stock: number;
  readonly safetyStock: number;
}
export interface MakeLine {
  readonly item: string;
  readonly leadDays: number;
  readonly setupMinutes: number;
  readonly minutesPerUnit: number;
  readonly lotMinimum: number;
  readonly lotMultiple: number;
  readonly workCentre: string;
}
export interface BenchModel {
  readonly mode: Mode;
  readonly items: ItemLine[];
  readonly make: MakeLine[];
  readonly structure: { readonly parent: string; readonly component: string; readonly quantity: number }[];
  readonly buy: { readonly item: string; readonly leadDays: number; readonly lotMinimum: number; readonly lotMultiple: number }[];
  readonly demands: { readonly id: string; readonly item: string; readonly quantity: number; readonly dueDay: number; readonly priority: number }[];
}

const multiplier = 1_103_515_245;

/** The linear congruential generator of the model: 31 bits, the low 8 dropped. */
export function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    const low = (state & 0xffff) * multiplier;
    const high = (((state >>> 16) * multiplier) & 0x7fff) * 0x10000;
    state = (low + high + 12_345) % 0x80000000;
    return (state >>> 8) % below;
  };
}

class Builder {
  readonly random = generator(12_345);
  readonly model: BenchModel;
  private readonly load: number;
  private readonly perMachine: number;

  constructor(mode: Mode, load: number, perMachine: number) {
    this.model = { mode, items: [], make: [], structure: [], buy: [], demands: [] };
    this.load = load;
    this.perMachine = perMachine;
  }

  good(index: number, components: readonly [string, number][]): void {
    this.item(`FG${index}`, 0, 60, 0);
    this.made(`FG${index}`, [2, 30, 80, 0, 1], this.machine('WF', index, 8), components);
  }

  subassembly(index: number, components: readonly [string, number][]): void {
    this.item(`SUB${index}`, 1, 200, index % 3 === 0 ? 20 : 0);
    this.made(`SUB${index}`, [3, 60, 25, 60, 20], this.machine('WS', index, 8), components);
  }

  component(index: number, components: readonly [string, number][]): void {
    this.item(`COMP${index}`, 2, 1000, 0);
    this.made(`COMP${index}`, [5, 120, 5, 400, 100], this.machine('WC', index, 4), components);
  }

  raw(index: number): void {
    this.item(`RAW${index}`, 3, 5000, index % 4 === 0 ? 200 : 0);
    this.model.buy.push({ item: `RAW${index}`, leadDays: 7 + 7 * (index % 3), lotMinimum: 500, lotMultiple: 100 });
  }

  private item(id: string, level: number, stockBelow: number, safetyStock: number): void {
    this.model.items.push({ id, level, stock: this.random(stockBelow), safetyStock });
  }

  private made(item: string, numbers: readonly [number, number, number, number, number], workCentre: string, components: readonly [string, number][]): void {
    const [leadDays, setupMinutes, minutes, lotMinimum, lotMultiple] = numbers;
    const minutesPerUnit = Math.floor((minutes * this.load) / 100);
    this.model.make.push({ item, leadDays, setupMinutes, minutesPerUnit, lotMinimum, lotMultiple, workCentre });
    for (const [component, quantity] of components) this.model.structure.push({ parent: item, component, quantity });
  }

  private machine(kind: string, index: number, makes: number): string {
    return `${kind}-${Math.floor(index / (this.perMachine || makes))}`;
  }
}

/** Two different members of a row of `count`; the second moves on by one where both would be the same. */
function pair(first: number, second: number, count: number): [number, number] {
  const a = first % count;
  const b = second % count;
  return [a, a === b ? (b + 1) % count : b];
}

function sharedStructure(builder: Builder, goods: number): void {
  const components = Math.max(2, Math.floor(goods / 2));
  const raws = Math.max(2, Math.floor(goods / 4));
  for (let i = 0; i < goods; i += 1) {
    const [a, b] = pair(7 * i + 1, 13 * i + 3, goods);
    builder.good(i, [[`SUB${a}`, 1], [`SUB${b}`, 2]]);
  }
  for (let j = 0; j < goods; j += 1) {
    const [a, b] = pair(5 * j + 1, 11 * j + 2, components);
    builder.subassembly(j, [[`COMP${a}`, 1], [`COMP${b}`, 3]]);
  }
  for (let k = 0; k < components; k += 1) builder.component(k, [[`RAW${(3 * k + 1) % raws}`, 2]]);
  for (let r = 0; r < raws; r += 1) builder.raw(r);
}

function treeStructure(builder: Builder, goods: number): void {
  for (let i = 0; i < goods; i += 1) {
    builder.good(i, [[`SUB${2 * i}`, 1], [`SUB${2 * i + 1}`, 2]]);
    for (const j of [2 * i, 2 * i + 1]) {
      builder.subassembly(j, [[`COMP${j}`, 3]]);
      builder.component(j, [[`RAW${j}`, 2]]);
      builder.raw(j);
    }
  }
}

export function benchModel(shape: Shape, mode: Mode, goods: number, demandsPerGood: number, load = 100, perMachine = 0): BenchModel {
  const builder = new Builder(mode, load, perMachine);
  const count = shape === 'hot' ? 1 : goods;
  if (shape === 'shared') sharedStructure(builder, count);
  else treeStructure(builder, count);
  for (let i = 0; i < count; i += 1) {
    for (let n = 0; n < demandsPerGood; n += 1) {
      const quantity = 10 + builder.random(41);
      const dueDay = 20 + Math.floor((n * 340) / demandsPerGood) + builder.random(7);
      builder.model.demands.push({ id: `D${i}-${n}`, item: `FG${i}`, quantity, dueDay, priority: 1 + builder.random(5) });
    }
  }
  return builder.model;
}

/** A number that any changed, missing or moved value changes: FNV-1a over the rows as text. */
export function checksum(rows: readonly (readonly (string | number)[])[]): string {
  let hash = 0x811c9dc5;
  for (const row of rows) {
    for (const character of `${row.join(',')}\n`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

const day = 86_400;
/** 2026-01-01T00:00 in seconds since 1970. */
export const benchNow = 20_454 * day;

/** The model as the engine's columns (unconstrained: the work centres are left out). */
export function benchTables(model: BenchModel): PlanningTables {
  const { items, demands, structure } = model;
  const operations = [
    ...model.make.map((make) => ({ ...make, bought: 0 })),
    ...model.buy.map((buy) => ({ ...buy, bought: 1, setupMinutes: 0, minutesPerUnit: 0 })),
  ];
  const sizes = { items: items.length, operations: operations.length, uses: structure.length, receipts: 0, demands: demands.length };
  const blank = blankTables(benchNow, sizes);
  const number = new Map(items.map((item, index) => [item.id, index]));
  const at = (id: string): number => number.get(id) ?? -1;
  const operationOf = new Map(operations.map((operation, index) => [operation.item, index]));
  const tables = { ...blank, items: { ...blank.items, safetyStock: constantSteps(Float64Array.from(items, (item) => millionthsOf(item.safetyStock))) } };
  items.forEach((item, index) => {
    tables.items.stock[index] = millionthsOf(item.stock);
  });
  operations.forEach((operation, index) => {
    const fixed = model.mode === 'mrp' || operation.bought === 1;
    tables.operations.item[index] = at(operation.item);
    tables.operations.bought[index] = operation.bought;
    tables.operations.fixedSeconds[index] = fixed ? operation.leadDays * day : operation.setupMinutes * 60;
    tables.operations.secondsPerUnit[index] = fixed ? 0 : operation.minutesPerUnit * 60;
    tables.operations.lotMinimum[index] = millionthsOf(operation.lotMinimum);
    tables.operations.lotMultiple[index] = millionthsOf(operation.lotMultiple);
  });
  structure.forEach((line, index) => {
    tables.uses.operation[index] = operationOf.get(line.parent) ?? -1;
    tables.uses.item[index] = at(line.component);
    tables.uses.perUnit[index] = millionthsOf(line.quantity);
  });
  demands.forEach((demand, index) => {
    tables.demands.item[index] = at(demand.item);
    tables.demands.quantity[index] = millionthsOf(demand.quantity);
    tables.demands.due[index] = benchNow + demand.dueDay * day;
    tables.demands.rank[index] = demand.priority;
  });
  return tables;
}
