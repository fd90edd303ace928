/** What may be collected: settlements within what is open, their sum within the amount; the rest is an advance, said before it is booked. */
import type { Movement } from '@millwright/core/ledger/posting';
import { formatMoney, type Money, parseMoney, subtractMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { saveCollection } from './collection.contract.ts';

export type CollectionInput = z.output<typeof saveCollection.input>;
/** An open receivable of the customer, as the journal has it: the document that opened it, and what is left. */
export type OpenReceivable = { readonly id: string; readonly document_id: string; readonly number: string; readonly day: string; readonly open: string };
export type CollectionFacts = { readonly customerFound: boolean; readonly isMoneyAccount: boolean; readonly openItems: ReadonlyMap<string, OpenReceivable> };
export type Settlement = { readonly openItem: string; readonly documentId: string; readonly amount: Money };
export type SettledCollection = { readonly lines: readonly Settlement[]; readonly advance: Money };

export function decideCollection(facts: CollectionFacts, input: Pick<CollectionInput, 'day' | 'amount' | 'lines'>): Decision<SettledCollection> {
  const amount = parseMoney(input.amount);
  if (!facts.customerFound) return refuse('customer-unknown', {}, ['customer']);
  if (amount <= 0n) return refuse('amount-not-positive', {}, ['amount']);
  if (!facts.isMoneyAccount) return refuse('account-not-money', {}, ['bankAccount']);
  const refusals: Refusal[] = [];
  const lines: Settlement[] = [];
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const item = facts.openItems.get(line.openItem);
    const refusal = checkLine(item, input.day, line, index, seen);
    seen.add(line.openItem);
    if (refusal) refusals.push(refusal);
    else if (item) lines.push({ openItem: line.openItem, documentId: item.document_id, amount: parseMoney(line.amount) });
  });
  if (refusals.length > 0) return refuseAll(refusals);
  const settled = sumMoney(lines.map((line) => line.amount));
  if (settled > amount) return refuse('settled-above-amount', { settled: formatMoney(settled), amount: input.amount }, ['amount']);
  const advance = subtractMoney(amount, settled);
  // Without lines an advance is meant; beside settled lines the rest may be a slip.
  return accept({ lines, advance }, advance > 0n ? [{ code: 'advance', parameters: { rest: formatMoney(advance) }, ask: lines.length > 0 }] : []);
}

function checkLine(item: OpenReceivable | undefined, day: string, line: CollectionInput['lines'][number], index: number, seen: ReadonlySet<string>): Refusal | undefined {
  const row = index + 1;
  const at = (name: string) => ['lines', index, name];
  if (!item) return { code: 'open-item-unknown', parameters: { row }, path: at('openItem') };
  if (seen.has(line.openItem)) return { code: 'line-twice', parameters: { row }, path: at('openItem') };
  if (day < item.day) return { code: 'day-before-item', parameters: { row, number: item.number, itemDay: item.day }, path: ['day'] };
  const amount = parseMoney(line.amount);
  if (amount <= 0n || amount > parseMoney(item.open)) return { code: 'more-than-open', parameters: { row, number: item.number, open: item.open, amount: line.amount }, path: at('amount') };
  return undefined;
}

/** Bank against the receivables settled; the rest against advances, an open item of the collection itself. */
export function collectionMovements({ lines, advance }: SettledCollection, collectionId: string, customer: string, bankAccount: string): Movement[] {
  const debit = { bankAccountId: bankAccount };
  return [
    ...lines.map((line): Movement => ({ movement: 'collection.receivable', amount: line.amount, debit, credit: { partyId: customer, openItemId: line.openItem } })),
    ...(advance > 0n ? [{ movement: 'collection.advance', amount: advance, debit, credit: { partyId: customer, openItemId: collectionId } } satisfies Movement] : []),
  ];
}
