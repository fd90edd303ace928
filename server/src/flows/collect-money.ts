/** 收款单记账: Dr the bank account chosen, Cr receivable per open item settled, Cr advance for the rest. */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { postMovements } from '@millwright/core/ledger/posting';
import { accept, type Decision, onlyTold, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import type { Text } from '../kernel/contract.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertLinks, insertLinksFound, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import {
  bookCollection, collection, type CollectionInput, collectionMovements, collectionRefusals, copyRedCollection, decideCollection, invoicesPaid, isMoneyAccount, lockCustomer, lockReceivables, readCollectionDraft, saveCollection, type SettledCollection, writeCollection,
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
    insertLinksFound(tx, companyId, invoicesPaid(companyId, id));
    sendEntry(tx, { documentId: id, day, summary: `收款 ${number} ${input.bankReference}`.trim() }, entry);
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

const reversalRefusals = {
  ...reversalOfUsed,
  'invoiced-below': { zh: '发票 {numbers} 开得比已收的少，差额已转作预收账款，请先冲销发票。', en: 'Invoices {numbers} say less than was collected and made the difference an advance; reverse those first.' },
} satisfies Record<string, Text>;
/**
 * Also the money behind an advance that a smaller invoice made of it: without this collection nobody would have paid it. The
 * customer's row is locked as invoices lock it, so none slips in.
 */
async function moneyUsed(tx: Tx, original: RegisterRow, context: Context): Promise<readonly Refusal[]> {
  const { companyId } = context;
  const [, rows, used] = await Promise.all([
    lockCustomer(tx, companyId, original.party_id),
    tx.rows<{ number: string }>(sql`
      select distinct d.number
      from finance.collection_line as c
      join ledger.entry_line as l on l.company_id = c.company_id and l.open_item_id = c.open_item_id and l.movement = 'sales-invoice.overpaid'
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
      join documents.document as d on d.company_id = e.company_id and d.id = e.document_id and d.state = 'booked' and d.reverses_id is null
      where c.company_id = ${companyId} and c.document_id = ${original.id}
      order by d.number
      limit 10`),
    advanceUsed(tx, original, context),
  ]);
  return [...(rows.length > 0 ? [{ code: 'invoiced-below', parameters: { numbers: rows.map((row) => row.number).join('、') } }] : []), ...used];
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
    check: moneyUsed,
    refusals: reversalRefusals,
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedCollection(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(collection),
];
