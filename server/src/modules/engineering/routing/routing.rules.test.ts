// Goal: a routing is refused for the first thing that is wrong with it.
import { parseDay } from '@millwright/core/primitives/plain-day';
import { expect, test } from 'vitest';
import { decideSaveRouting, type RoutingFacts, type RoutingInput } from './routing.rules.ts';

const line = (operationNo: number, workCenter = '7'): RoutingInput['lines'][number] => ({ operationNo, name: '折弯', workCenter, setupMinutes: '0', runMinutes: '1', queueDays: 0, pieceRate: '0', instruction: '' });
const input = (more: Partial<RoutingInput> = {}): RoutingInput => ({ item: '1', revision: 'A', validFrom: parseDay('2026-01-01'), validTo: null, note: '', lines: [line(10), line(20)], ...more });
const facts = (more: Partial<RoutingFacts> = {}): RoutingFacts => ({ register: undefined, sameRevision: false, item: { code: 'CAB', source: 'make', active: true }, workCenters: new Set(['7']), ...more });

test.each<[string, Partial<RoutingFacts>, Partial<RoutingInput>]>([
  ['not-found', {}, { id: '9', version: 1 }],
  ['conflict', { register: { state: 'draft', version: 3 } }, { id: '9', version: 1 }],
  ['wrong-state', { register: { state: 'obsolete', version: 3 } }, { id: '9', version: 3 }],
  ['item-unknown', { item: undefined }, {}],
  ['item-not-made', { item: { code: 'X', source: 'buy', active: true } }, {}],
  ['revision-taken', { sameRevision: true }, {}],
  ['ends-before-start', {}, { validTo: parseDay('2025-12-31') }],
  ['work-center-unknown', {}, { lines: [line(10, '8')] }],
  ['operation-twice', {}, { lines: [line(10), line(10)] }],
  ['accepted', {}, {}],
])('%s', (code, changedFacts, changedInput) => {
  const decision = decideSaveRouting(facts(changedFacts), input(changedInput));
  expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
});
