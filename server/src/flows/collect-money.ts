/** 收款单记账: Dr the bank account chosen, Cr receivable per open item settled, Cr advance for the rest. */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { postMovements } from '@millwright/core/ledger/posting';
import { accept, type Decision, onlyTold, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertLinks, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import {
  bookCollection, collection, type CollectionInput, collectionMovements, collectionRefusals, copyRedCollection, decideCollection, isMoneyAccount, lockReceivables, readCollectionDraft, saveCollection, type SettledCollection, writeCollection,
} from '../modules/finance/api.ts';
import { booksTexts, ensurePeriodOpen, loadPostingRules, sendEntry } from '../modules/ledger/books.api.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { advanceUsed, reversalOfUsed } from './settle-advance.ts';

async function loadCollecting(tx: Tx, { companyId, identity }: Context, register: RegisterRow | undefined, input: CollectionInput) {
  const day = parseDay(input.day);
  const [receivables, moneyAccount, rules, closed, lineIds, id] = await Promise.all([
    lockReceivables(tx, companyId, input.customer, input.lines.map((line) => line.openItem)),
    isMoneyAccount(tx, companyId, input.bankAccount),
    loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['receivable-payable']),
    identity.nextIds(input.lines.length),
    register?.id ?? identity.nextId(),
  ]);
  return { register, id, input, facts: { ...receivables, isMoneyAccount: moneyAccount }, rules, closed, lineIds };
}
type Loaded = Awaited<ReturnType<typeof loadCollecting>>;
type Change = { readonly loaded: Loaded; readonly settled: SettledCollection; readonly entry: readonly EntryLine[] };

function decideCollecting(loaded: Loaded, context: Context): Decision<Change> {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(collection, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookCollection.permission)) return refuse('not-permitted', { title: bookCollection.title });
  const settled = decideCollection(loaded.facts, input);
  if (!settled.ok) return settled;
  if (!input.book) return accept({ loaded, settled: settled.change, entry: [] }, onlyTold(settled.warnings));
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const entry = postMovements(loaded.rules, collectionMovements(settled.change, loaded.id, input.customer, input.bankAccount));
  if (!entry.ok) return entry;
  // The rule names the default bank account; the person chose one.
  const lines = entry.change.map((line) => (line.side === 'D' ? { ...line, accountId: input.bankAccount } : line));
  return accept({ loaded, settled: settled.change, entry: lines }, settled.warnings);
}

async function applyCollecting(tx: Tx, { loaded, settled, entry }: Change, { companyId, identity }: Context) {
  const { input, register, id, lineIds } = loaded;
  const day = parseDay(input.day);
  const number = register?.number ?? (await identity.nextNumber(companyId, 'CO', periodOf(day)));
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.customer, summary: input.bankReference });
  else insertDocument(tx, companyId, { id, kind: collection.noun, number, day, state, partyId: input.customer, summary: input.bankReference });
  writeCollection(tx, companyId, id, register !== undefined, lineIds, input);
  if (input.book) {
    insertLinks(tx, companyId, settled.lines.map((line) => ({ from: line.documentId, to: id })));
    sendEntry(tx, { documentId: id, day, summary: `收款 ${number} ${input.bankReference}`.trim() }, entry);
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

const refusals = { ...booksTexts, ...collectionRefusals };
export const collectMoney: AnyCommand[] = [
  command({
    contract: { ...saveCollection, refusals },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, collection.noun, input.id);
      return loadCollecting(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decideCollecting(loaded, context),
    apply: (tx, change, context) => applyCollecting(tx, change, context),
  }),
  command({
    contract: { ...bookCollection, refusals },
    async load(tx, input, context) {
      const [register, draft] = await Promise.all([lockDocument(tx, context.companyId, collection.noun, input.id), readCollectionDraft(tx, context.companyId, input.id)]);
      return { register, loaded: register && draft && (await loadCollecting(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(collection, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decideCollecting(loaded, context);
    },
    apply: (tx, change, context) => applyCollecting(tx, change, context),
  }),
  reverseCommand({
    contract: collection,
    prefix: 'CO',
    check: advanceUsed,
    refusals: reversalOfUsed,
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedCollection(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(collection),
];
