/** Which open lines may still be chosen, and what the chosen ones make of the document. Pure, so that it can be tested without a page. */
import type { OpenLine } from '@millwright/server/modules/documents/open-line/open-line.contract';
import type { Values } from '../fields.ts';

/** Not twice, and all of one party. */
export function takeable(row: OpenLine, chosen: ReadonlyMap<string, OpenLine>, already: ReadonlySet<string>): boolean {
  const [first] = chosen.values();
  return !already.has(row.id) && (first === undefined || first.party?.id === row.party?.id);
}
export function chosenFrom(chosen: ReadonlyMap<string, OpenLine>, row: OpenLine): ReadonlyMap<string, OpenLine> {
  const next = new Map(chosen);
  if (!next.delete(row.id)) next.set(row.id, row);
  return next;
}

/** Of every proposal the chosen lines, in the order of the proposals. */
export const linesOf = (proposals: readonly { readonly lines?: readonly Values[] }[], lineField: string, chosen: ReadonlySet<string>): Values[] =>
  proposals.flatMap((proposal) => (proposal.lines ?? []).filter((line) => chosen.has(String(line[lineField]))));

/** What is typed stays; what is empty comes from the first proposal. */
export function headWith(head: Values, proposal: Values): Values {
  const empty = (value: unknown) => value === undefined || value === null || value === '';
  return { ...head, ...Object.fromEntries(Object.entries(proposal).filter(([key, value]) => key !== 'lines' && empty(head[key]) && !empty(value))) };
}
