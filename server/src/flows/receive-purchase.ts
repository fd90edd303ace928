/**
 * Receiving a purchase: goods supplier → warehouse, Dr inventory Cr accrued receipts at the order's net price (暂估), the order
 * lines executed, the receipt lines opened for invoicing. Three round trips: start with lines, rules and places · pools · all writes with the commit.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { type Movement, postMovements } from '@millwright/core/ledger/posting';
import { formatMoney } from '@millwright/core/primitives/decimal';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { accept, onlyTold, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertExecutables, insertExecutions, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import { loadPlaces } from '../modules/inventory/api.ts';
import { booksTexts, ensurePeriodOpen, loadPostingRules, lockPools, sendEntry } from '../modules/ledger/books.api.ts';
import {
  bookPurchaseReceipt, copyRedReceipt, decideReceive, lockOrderLines, type PurchaseReceiptInput, purchaseReceipt, purchaseReceiptRefusals, readDraft, type ReceivedLine, savePurchaseReceipt, writePurchaseReceipt,
} from '../modules/purchasing/api.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { revalueLater } from './revalue-later.ts';

async function loadReceiving(tx: Tx, context: Context, register: RegisterRow | undefined, input: PurchaseReceiptInput) {
  const { companyId } = context;
  const day = parseDay(input.day);
  const [orderLines, places, rules, closed] = await Promise.all([
    lockOrderLines(tx, companyId, input.lines.map((line) => line.orderLine)),
    loadPlaces(tx, companyId, input.lines.map((line) => line.warehouse), ['supplier']),
    loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['stock', 'inventory-cost']),
  ]);
  const pools = input.book
    ? await lockPools(tx, day, input.lines.map((line) => ({ itemId: line.item, role: 'inventory', selector: orderLines.get(line.orderLine)?.class ?? '' })))
    : [];
  const lineIds = await context.identity.nextIds(input.lines.length);
  return { register, input, orderLines, places, rules, closed, pools, lineIds };
}
type Loaded = Awaited<ReturnType<typeof loadReceiving>>;

function decideReceiving(loaded: Loaded, context: Context) {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(purchaseReceipt, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookPurchaseReceipt.permission)) return refuse('not-permitted', { title: bookPurchaseReceipt.title });
  const received = decideReceive({ orderLines: loaded.orderLines, warehouses: loaded.places.warehouses }, input);
  if (!received.ok) return received;
  if (!input.book) return accept({ loaded, received: received.change, entry: [] }, onlyTold(received.warnings));
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const entry = postMovements(loaded.rules, received.change.map((line, index): Movement => ({
    movement: 'receipt.accrual', amount: line.amount, selectors: { class: line.class },
    debit: { pool: loaded.pools[index], placeId: line.warehouse },
    credit: { partyId: input.supplier, openItemId: loaded.lineIds[index], placeId: loaded.places.ofKind('supplier') },
    stock: { itemId: line.item, quantity: line.received },
  })));
  return entry.ok ? accept({ loaded, received: received.change, entry: entry.change }, received.warnings) : entry;
}

type Change = { readonly loaded: Loaded; readonly received: readonly ReceivedLine[]; readonly entry: readonly EntryLine[] };

async function applyReceiving(tx: Tx, { loaded, received, entry }: Change, { companyId, identity }: Context) {
  const { input, register, lineIds } = loaded;
  const day = parseDay(input.day);
  const id = register?.id ?? (await identity.nextId());
  const number = register?.number ?? (await identity.nextNumber(companyId, 'RC', periodOf(day)));
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.supplier });
  else insertDocument(tx, companyId, { id, kind: purchaseReceipt.noun, number, day, state, partyId: input.supplier });
  writePurchaseReceipt(tx, companyId, id, register !== undefined, lineIds, input, input.book ? received : undefined);
  if (input.book) {
    insertExecutions(tx, companyId, id, received.map((line, index) => ({ line_id: lineIds[index] ?? '', source_line_id: line.orderLine, source_document_id: line.orderId, measure: 'received', quantity: line.quantity, amount: formatMoney(line.amount) })));
    insertExecutables(tx, companyId, id, received.map((line, index) => ({ line_id: lineIds[index] ?? '', measure: 'invoiced', item_id: line.item, quantity: line.quantity })));
    sendEntry(tx, { documentId: id, day, summary: `采购入库 ${number}` }, entry);
    await revalueLater(tx, { companyId, identity }, { documentId: id, day, lines: entry });
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

export const receivePurchase: AnyCommand[] = [
  command({
    contract: { ...savePurchaseReceipt, refusals: { ...booksTexts, ...purchaseReceiptRefusals } },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, purchaseReceipt.noun, input.id);
      return loadReceiving(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decideReceiving(loaded, context),
    apply: (tx, change, context) => applyReceiving(tx, change, context),
  }),
  command({
    contract: { ...bookPurchaseReceipt, refusals: { ...booksTexts, ...purchaseReceiptRefusals } },
    async load(tx, input, context) {
      const register = await lockDocument(tx, context.companyId, purchaseReceipt.noun, input.id);
      const draft = await readDraft(tx, context.companyId, input.id);
      return { register, loaded: register && draft && (await loadReceiving(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(purchaseReceipt, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decideReceiving(loaded, context);
    },
    apply: (tx, change, context) => applyReceiving(tx, change, context),
  }),
  reverseCommand({
    contract: purchaseReceipt,
    prefix: 'RC',
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedReceipt(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(purchaseReceipt),
];
