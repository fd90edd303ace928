// Goal: a bill is refused for the first thing that is wrong with it, and a circle is named by its shortest way.
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, test } from 'vitest';
import { type BomFacts, type BomInput, cycleRefusal, decideSaveBom, type Edge, findAnyCycle, findCycle } from './bom.rules.ts';

const line = (component: string, more: Partial<BomInput['lines'][number]> = {}): BomInput['lines'][number] => ({ component, quantityPer: '1', quantityFixed: '0', scrapRate: '0', operationNo: null, issueMethod: 'pick', position: '', ...more });
const input = (more: Partial<BomInput> = {}): BomInput => ({ item: '1', revision: 'A', validFrom: parseDay('2026-01-01'), validTo: null, baseQuantity: '1', note: '', lines: [line('2'), line('3')], ...more });
const item = (code: string, source = 'make', active = true) => ({ code, source, active });
const facts = (more: Partial<BomFacts> = {}): BomFacts => ({
  register: undefined, sameRevision: false, edges: [],
  items: new Map([['1', item('CAB')], ['2', item('DOOR')], ['3', item('SCREW', 'buy')], ['4', item('OLD', 'make', false)], ['5', item('PANEL')]]), ...more,
});
const edge = (parent: string, component: string): Edge => ({ parent, component });

describe('saving, one row per refusal in the order of the checks', () => {
  const draft = { state: 'draft', version: 3, item_id: '1' };
  test.each<[string, Partial<BomFacts>, Partial<BomInput>]>([
    ['not-found', {}, { id: '9', version: 1 }],
    ['conflict', { register: draft }, { id: '9', version: 2 }],
    ['wrong-state', { register: { ...draft, state: 'approved' } }, { id: '9', version: 3 }],
    ['item-unknown', {}, { item: '77' }],
    ['item-unknown', {}, { item: '4' }],
    ['parent-not-made', {}, { item: '3' }],
    ['revision-taken', { sameRevision: true }, {}],
    ['ends-before-start', {}, { validTo: parseDay('2025-12-31') }],
    ['component-unknown', {}, { lines: [line('2'), line('4')] }],
    ['scrap-too-high', {}, { lines: [line('2', { scrapRate: '1' })] }],
    ['component-twice', {}, { lines: [line('2'), line('2')] }],
    ['cycle', {}, { lines: [line('1')] }],
    ['cycle', { edges: [edge('2', '5'), edge('5', '1')] }, {}],
  ])('%s', (code, changedFacts, changedInput) => {
    const decision = decideSaveBom(facts(changedFacts), input(changedInput));
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  test('the same component at another operation is fine', () => {
    expect(decideSaveBom(facts(), input({ lines: [line('2', { operationNo: 10 }), line('2', { operationNo: 20 })] })).ok).toBe(true);
  });
});

describe('circles', () => {
  test('the shortest way is named', () => {
    expect(findCycle('1', ['2', '3'], [edge('2', '4'), edge('4', '1'), edge('3', '1')])).toEqual(['1', '3', '1']);
    expect(findCycle('1', ['2'], [edge('2', '3'), edge('3', '4'), edge('4', '1')])).toEqual(['1', '2', '3', '4', '1']);
    expect(cycleRefusal(['1', '2', '1'], (id) => `P${id}`)).toEqual({ code: 'cycle', parameters: { path: 'P1 → P2 → P1' } });
  });
  test('shared components and circles that do not touch the parent are none of its business', () => {
    expect(findCycle('1', ['2', '3'], [edge('2', '4'), edge('3', '4'), edge('4', '5')])).toBeUndefined();
  });
  test('in a whole graph, from wherever one looks', () => {
    expect(findAnyCycle([edge('1', '2'), edge('1', '3'), edge('2', '4'), edge('3', '4')])).toBeUndefined();
    expect(findAnyCycle([edge('1', '2'), edge('2', '3'), edge('3', '4'), edge('4', '2')])).toEqual(['2', '3', '4', '2']);
    expect(findAnyCycle([edge('7', '7')])).toEqual(['7', '7']);
  });
  test('100,000 levels do not overflow', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => edge(String(index), String(index + 1)));
    expect(findAnyCycle(chain)).toBeUndefined();
    expect(findAnyCycle([...chain, edge('100000', '0')])).toHaveLength(100_002);
  });
});
