/** What a bill must be: a made parent, known components, none twice at one operation, and no way back to the parent. */
import { parseRate } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { notEditable } from '../../../kernel/refusal.ts';
import { bom, type saveBom } from './bom.contract.ts';

export type BomInput = z.output<typeof saveBom.input>;
export type Edge = { readonly parent: string; readonly component: string };
export type BomFacts = {
  readonly register: { readonly state: string; readonly version: number; readonly item_id: string } | undefined;
  readonly sameRevision: boolean;
  readonly items: ReadonlyMap<string, { readonly code: string; readonly source: string; readonly active: boolean }>;
  /** Approved bills below the components. */
  readonly edges: readonly Edge[];
};

export function decideSaveBom(facts: BomFacts, input: BomInput): Decision<BomInput> {
  const { register } = facts;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(bom, register.state);
    if (locked) return refuseAll([locked]);
  }
  const parent = facts.items.get(input.item);
  if (!parent?.active) return refuse('item-unknown', {}, ['item']);
  if (parent.source === 'buy') return refuse('parent-not-made', { code: parent.code }, ['item']);
  if (facts.sameRevision) return refuse('revision-taken', { code: parent.code, revision: input.revision }, ['revision']);
  if (input.validTo !== null && input.validTo < input.validFrom) return refuse('ends-before-start', {}, ['validTo']);
  const refusals = input.lines.flatMap((line, index) => checkLine(facts, input, line, index));
  if (refusals.length > 0) return refuseAll(refusals);
  const cycle = findCycle(input.item, input.lines.map((line) => line.component), facts.edges);
  return cycle ? refuseAll([cycleRefusal(cycle, (id) => facts.items.get(id)?.code ?? id)]) : accept(input);
}

function checkLine({ items }: BomFacts, input: BomInput, line: BomInput['lines'][number], index: number): Refusal[] {
  const row = index + 1;
  const component = items.get(line.component);
  if (!component?.active) return [{ code: 'component-unknown', parameters: { row }, path: ['lines', index, 'component'] }];
  if (parseRate(line.scrapRate) >= 1_000_000n) return [{ code: 'scrap-too-high', parameters: { row }, path: ['lines', index, 'scrapRate'] }];
  const first = input.lines.findIndex((other) => other.component === line.component && other.operationNo === line.operationNo);
  return first < index ? [{ code: 'component-twice', parameters: { row, code: component.code }, path: ['lines', index, 'component'] }] : [];
}

/** The shortest way from the parent over its components back to itself, as items in order; undefined when there is none. */
export function findCycle(parent: string, components: readonly string[], edges: readonly Edge[]): readonly string[] | undefined {
  if (components.includes(parent)) return [parent, parent];
  const below = new Map<string, string[]>();
  for (const edge of edges) below.set(edge.parent, [...(below.get(edge.parent) ?? []), edge.component]);
  const from = new Map(components.map((component): [string, string] => [component, parent]));
  for (const at of from.keys()) {
    for (const next of below.get(at) ?? []) {
      if (next === parent) return [...pathTo(from, at, parent), parent];
      if (!from.has(next)) from.set(next, at);
    }
  }
  return undefined;
}
function pathTo(from: ReadonlyMap<string, string>, end: string, start: string): string[] {
  const path = [end];
  for (let at = end; at !== start;) {
    at = from.get(at) ?? start;
    path.unshift(at);
  }
  return path;
}
/** Any circle in the whole graph, for an import of many bills at once. Depth first without recursion: bills may be deep. */
export function findAnyCycle(edges: readonly Edge[]): readonly string[] | undefined {
  const below = new Map<string, string[]>();
  for (const { parent, component } of edges) {
    const list = below.get(parent);
    if (list) list.push(component);
    else below.set(parent, [component]);
  }
  const done = new Set<string>();
  for (const start of below.keys()) {
    const path: { item: string; next: number }[] = done.has(start) ? [] : [{ item: start, next: 0 }];
    const onPath = new Set(path.map(({ item }) => item));
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const component = below.get(top.item)?.[top.next];
      top.next += 1;
      if (component === undefined) {
        done.add(top.item);
        onPath.delete(top.item);
        path.pop();
      } else if (onPath.has(component)) {
        return [...path.map(({ item }) => item).slice(path.findIndex(({ item }) => item === component)), component];
      } else if (!done.has(component)) {
        path.push({ item: component, next: 0 });
        onPath.add(component);
      }
    }
  }
  return undefined;
}

/** Codes of the path, joined as people read them. */
export const cycleRefusal = (path: readonly string[], codeOf: (id: string) => string): Refusal => ({ code: 'cycle', parameters: { path: path.map(codeOf).join(' → ') } });
