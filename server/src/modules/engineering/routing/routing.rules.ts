/** What a routing must be: a made item, known work centres, each operation number once. */
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { notEditable } from '../../../kernel/refusal.ts';
import { routing, type saveRouting } from './routing.contract.ts';

export type RoutingInput = z.output<typeof saveRouting.input>;
export type RoutingFacts = {
  readonly register: { readonly state: string; readonly version: number } | undefined;
  readonly sameRevision: boolean;
  readonly item: { readonly code: string; readonly source: string; readonly active: boolean } | undefined;
  readonly workCenters: ReadonlySet<string>;
};

export function decideSaveRouting({ register, sameRevision, item, workCenters }: RoutingFacts, input: RoutingInput): Decision<RoutingInput> {
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(routing, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (!item?.active) return refuse('item-unknown', {}, ['item']);
  if (item.source === 'buy') return refuse('item-not-made', { code: item.code }, ['item']);
  if (sameRevision) return refuse('revision-taken', { code: item.code, revision: input.revision }, ['revision']);
  if (input.validTo !== null && input.validTo < input.validFrom) return refuse('ends-before-start', {}, ['validTo']);
  const refusals = input.lines.flatMap((line, index): Refusal[] => {
    const row = index + 1;
    if (!workCenters.has(line.workCenter)) return [{ code: 'work-center-unknown', parameters: { row }, path: ['lines', index, 'workCenter'] }];
    const first = input.lines.findIndex((other) => other.operationNo === line.operationNo);
    return first < index ? [{ code: 'operation-twice', parameters: { row, operation: line.operationNo }, path: ['lines', index, 'operationNo'] }] : [];
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(input);
}
