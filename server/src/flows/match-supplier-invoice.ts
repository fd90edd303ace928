/**
 * 采购发票记账: clears the accrual of the matched receipt lines, books the tax and what is owed. A price difference goes into the
 * pool as far as the goods are still there; the rest follows where they went (work order, cost of sales, another pool), from an
 * order that has been closed on to where its closing difference went.
 */
import { poolFault } from '@millwright/core/costing/pool';
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { mergeLines, type Movement, postMovements, type PostingRules } from '@millwright/core/ledger/posting';
import { addMoney, type Money, negateMoney, parseQuantity, subtractMoney, zeroMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, onlyTold, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertExecutions, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import {
  bookSupplierInvoice, copyRedInvoice, decideMatch, findSameNumber, lockReceiptLines, type MatchedLine, poolPlaces, readInvoiceDraft, saveSupplierInvoice, settlersOf, stillInPool, supplierInvoice,
  type SupplierInvoiceInput, supplierInvoiceRefusals, writeSupplierInvoice,
} from '../modules/finance/api.ts';
import { booksTexts, type Destination, ensurePeriodOpen, loadPostingRules, lockedPools, lockPools, type Pool, sendEntry, spread, whereGoodsWent } from '../modules/ledger/books.api.ts';
import { passOnFromClosed, soldAccount } from './closed-orders.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { revalueLater } from './revalue-later.ts';

async function loadMatching(tx: Tx, context: Context, register: RegisterRow | undefined, input: SupplierInvoiceInput) {
  const { companyId } = context;
  const day = parseDay(input.day);
  const ids = input.lines.map((line) => line.receiptLine);
  const [receiptLines, same, rules, closed, places] = await Promise.all([
    lockReceiptLines(tx, companyId, ids), findSameNumber(tx, companyId, input.supplier, input.invoiceNumber, input.id), loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['receivable-payable']), poolPlaces(tx, companyId, ids),
  ]);
  const pools = input.book ? await lockPools(tx, day, input.lines.map((line) => ({ itemId: line.item, role: 'inventory', selector: receiptLines.get(line.receiptLine)?.class ?? '' }))) : [];
  const gone = new Map<string, Destination[]>();
  // Only lines whose goods are partly gone need to know where they went.
  for (const place of input.book ? places : []) {
    const pool = pools.find((one) => one?.id === place.pool_id);
    const line = receiptLines.get(place.line_id);
    if (!pool || !line || pool.quantity >= parseQuantity(line.quantity)) continue;
    gone.set(place.line_id, await whereGoodsWent(tx, day, place.pool_id, { period: place.period, poolSeq: place.pool_seq }));
  }
  const valueOf = (id: string) => lockedPools(tx).get(id)?.value ?? zeroMoney;
  return { register, input, receiptLines, sameNumber: same?.number, rules, closed, pools, gone, valueOf, id: input.id ?? (await context.identity.nextId()) };
}
type Loaded = Awaited<ReturnType<typeof loadMatching>>;
type Change = { readonly loaded: Loaded; readonly matched: readonly MatchedLine[]; readonly entry: readonly EntryLine[] };

function decideMatching(loaded: Loaded, context: Context): Decision<Change> {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(supplierInvoice, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookSupplierInvoice.permission)) return refuse('not-permitted', { title: bookSupplierInvoice.title });
  const matched = decideMatch(loaded, input);
  if (!matched.ok) return matched;
  if (!input.book) return accept({ loaded, matched: matched.change, entry: [] }, onlyTold(matched.warnings));
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const entry = entryOf(loaded, matched.change, loaded.rules);
  return entry.ok ? accept({ loaded, matched: matched.change, entry: entry.change }, matched.warnings) : entry;
}

function entryOf({ input, pools, gone, valueOf, id }: Loaded, matched: readonly MatchedLine[], rules: PostingRules): Decision<readonly EntryLine[]> {
  const payable = { partyId: input.supplier, openItemId: id };
  const movements: Movement[] = [];
  const followed: { difference: Money; went: readonly Destination[]; line: MatchedLine }[] = [];
  const held = new Map<string, Money>();
  matched.forEach((line, index) => {
    const selectors = { class: line.facts.class };
    const pool = pools[index];
    movements.push({ movement: 'supplier-invoice.accrual', amount: line.accrued, debit: { partyId: input.supplier, openItemId: line.receiptLine }, credit: payable });
    if (line.deductible !== 0n) movements.push({ movement: 'supplier-invoice.input-vat', amount: line.deductible, credit: payable });
    const difference = subtractMoney(line.cost, line.accrued);
    if (difference === 0n) return;
    const inPool = pool ? poolPart(pool, line, difference, held.get(pool.id) ?? zeroMoney) : zeroMoney;
    if (pool && inPool !== 0n) {
      held.set(pool.id, addMoney(held.get(pool.id) ?? zeroMoney, inPool));
      movements.push({ movement: 'supplier-invoice.difference', amount: inPool, selectors, debit: { pool }, credit: payable });
    }
    const rest = subtractMoney(difference, inPool);
    const went = gone.get(line.receiptLine) ?? [];
    if (rest !== 0n && went.length === 0) movements.push({ movement: 'supplier-invoice.difference-sold', amount: rest, selectors, credit: payable });
    else if (rest !== 0n) followed.push({ difference: rest, went, line });
  });
  const moved = movements.filter((movement) => movement.amount !== 0n);
  // Goods received for nothing may leave only what follows them.
  const posted = moved.length > 0 ? postMovements(rules, moved) : accept<readonly EntryLine[]>([]);
  if (!posted.ok) return posted;
  const account = rules.account(rules.rule('supplier-invoice.accrual')?.creditRole ?? '') ?? null;
  return accept(mergeLines([...posted.change, ...followed.flatMap(({ difference, went, line }): EntryLine[] => {
    const blank = { quantity: zeroQuantity, settles: false, movement: 'supplier-invoice.difference-followed', summary: `${line.facts.code} 价差` } as const;
    const sold: EntryLine = { ...blank, side: 'D', accountId: soldAccount(rules, line.facts.class), amount: zeroMoney };
    return [...spread(difference, went, sold, valueOf, held), { ...payable, ...blank, side: 'C', accountId: account, amount: difference }];
  })]));
}

/** What the pool can bear: the share of the goods still there, and never below zero value. */
function poolPart(pool: Pool, line: MatchedLine, difference: Money, already: Money): Money {
  const part = stillInPool(difference, line.invoiced, pool.quantity);
  const after = { quantity: pool.quantity, value: addMoney(addMoney(pool.value, already), part) };
  return poolFault(after) === undefined ? part : pool.quantity === 0n ? zeroMoney : negateMoney(addMoney(pool.value, already));
}

async function applyMatching(tx: Tx, { loaded, matched, entry }: Change, { companyId, identity }: Context) {
  const { input, register, id } = loaded;
  const day = parseDay(input.day);
  const number = register?.number ?? (await identity.nextNumber(companyId, 'PI', periodOf(day)));
  const lineIds = await identity.nextIds(input.lines.length);
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.supplier });
  else insertDocument(tx, companyId, { id, kind: supplierInvoice.noun, number, day, state, partyId: input.supplier, summary: `发票 ${input.invoiceNumber}` });
  writeSupplierInvoice(tx, companyId, id, register !== undefined, lineIds, input);
  if (input.book) {
    insertExecutions(tx, companyId, id, matched.map((line, index) => ({ line_id: lineIds[index] ?? '', source_line_id: line.receiptLine, source_document_id: line.facts.document_id, measure: 'invoiced', quantity: line.quantity })));
    const lines = [...entry, ...(await passOnFromClosed(tx, companyId, entry, { day, settles: false }))];
    sendEntry(tx, { documentId: id, day, summary: `采购发票 ${input.invoiceNumber}` }, lines);
    await revalueLater(tx, { companyId, identity }, { documentId: id, day, lines });
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

const refusals = { ...booksTexts, ...supplierInvoiceRefusals };
export const matchSupplierInvoice: AnyCommand[] = [
  command({
    contract: { ...saveSupplierInvoice, refusals },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, supplierInvoice.noun, input.id);
      return loadMatching(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decideMatching(loaded, context),
    apply: (tx, change, context) => applyMatching(tx, change, context),
  }),
  command({
    contract: { ...bookSupplierInvoice, refusals },
    async load(tx, input, context) {
      const register = await lockDocument(tx, context.companyId, supplierInvoice.noun, input.id);
      const draft = await readInvoiceDraft(tx, context.companyId, input.id);
      return { register, loaded: register && draft && (await loadMatching(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(supplierInvoice, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decideMatching(loaded, context);
    },
    apply: (tx, change, context) => applyMatching(tx, change, context),
  }),
  reverseCommand({
    contract: supplierInvoice,
    prefix: 'PI',
    async check(tx, original, { companyId }) {
      const paid = await settlersOf(tx, companyId, [original.id], original.id);
      return paid.length > 0 ? [{ code: 'later-documents', parameters: { numbers: paid.join('、') } }] : [];
    },
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedInvoice(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(supplierInvoice),
];
