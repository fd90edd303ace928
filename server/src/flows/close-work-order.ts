/**
 * Closing a work order: what is left in its work in process goes into the products still in stock and, for those that left, where
 * they went (dispatched, another order, cost of sales); after it the order's work in process is zero and stays so (closed-orders).
 * An order without a rest is closed without a document. Reopening takes the close back; so does reversing the close itself.
 */
import { closeSplit, costElements, totalOf } from '@millwright/core/costing/work-order-cost';
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { mergeLines, type Movement, postMovements, type PostingRules } from '@millwright/core/ledger/posting';
import { reverseEntry } from '@millwright/core/ledger/reversal';
import { type Money, subtractMoney, sumMoney, zeroMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, closeExecutables, insertDocument, insertLinks, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import { booksTexts, type Destination, ensurePeriodOpen, loadEntryForReversal, loadPostingRules, lockedPools, lockPools, type Pool, sendEntry, spread } from '../modules/ledger/books.api.ts';
import {
  closeInForce, closeWorkOrderContract, copyRedClose, decideStep, documentsOfOrder, lockOrderFacts, type OrderFacts, orderOfDocument, reopenWorkOrderContract, stateByProgress, workOrderClose, writeClose,
} from '../modules/shopfloor/api.ts';
import { leftOfClosing, lockForClose, passOnFromClosed } from './closed-orders.ts';
import { wipByElement } from './complete-order.ts';
import { poolMissing } from './shop-booking.ts';
import { reverseCommand } from './reverse-document.ts';
import { revalueLater } from './revalue-later.ts';

type Close = { readonly order: OrderFacts; readonly day: PlainDay; readonly entry: readonly EntryLine[] };

/** `left`: where the products went that are no longer in stock. */
function decideClose(order: OrderFacts, day: PlainDay, rules: PostingRules, pool: Pool | undefined, left: readonly Destination[], valueOf: (poolId: string) => Money): Decision<Close> {
  if (!pool) return poolMissing(order.class);
  const split = closeSplit(wipByElement(order, rules), order.completed, pool.quantity, pool.value);
  const dimensions = { workOrderId: order.register.id, orderLineId: order.salesOrderLineId };
  const movements = costElements.flatMap((element): Movement[] => {
    const credit = { ...dimensions, costElement: element };
    return [
      { movement: `order-close.stock-${element}`, amount: split.stock[element], selectors: { class: order.class }, debit: { ...dimensions, pool }, credit },
      { movement: `order-close.sold-${element}`, amount: split.sold[element], selectors: { class: order.class }, debit: dimensions, credit },
    ];
  }).filter((movement) => movement.amount !== 0n);
  if (movements.length === 0) return accept({ order, day, entry: [] });
  const entry = postMovements(rules, movements);
  if (!entry.ok) return entry;
  const held = new Map([[pool.id, totalOf(split.stock)]]);
  const followed = entry.change.flatMap((line) => (line.side === 'D' && !line.poolId ? spread(line.amount, left, line, valueOf, held) : [line]));
  return accept({ order, day, entry: mergeLines(followed) });
}

async function applyClose(tx: Tx, { order, day, entry }: Close, { companyId, identity }: Context) {
  const { id, version, number } = order.register;
  changeDocument(tx, companyId, id, { state: 'closed' });
  closeExecutables(tx, companyId, id, true);
  if (entry.length > 0) {
    const closeId = await identity.nextId();
    const closeNumber = await identity.nextNumber(companyId, 'WC', periodOf(day));
    insertDocument(tx, companyId, { id: closeId, kind: workOrderClose.noun, number: closeNumber, day, state: 'booked', summary: `${number} ${order.code} ${order.name}` });
    const lines = [...entry, ...(await passOnFromClosed(tx, companyId, entry, { day, settles: false, except: id }))];
    const [stock, cleared] = [lines.filter((line) => line.poolId), lines.filter((line) => line.side === 'C' && line.workOrderId === id)].map((some) => sumMoney(some.map((line) => line.amount))) as [Money, Money];
    writeClose(tx, companyId, closeId, id, stock, subtractMoney(cleared, stock));
    insertLinks(tx, companyId, [{ from: id, to: closeId }]);
    sendEntry(tx, { documentId: closeId, day, summary: `工单结案 ${number}` }, lines);
    await revalueLater(tx, { companyId, identity }, { documentId: closeId, day, lines });
  }
  return { id, version: version + 1, number };
}

/** Open again, in the state its numbers say. */
function reopen(tx: Tx, companyId: string, order: OrderFacts): void {
  changeDocument(tx, companyId, order.register.id, { state: stateByProgress(order.quantity, order.scrapped, order.completed) });
  closeExecutables(tx, companyId, order.register.id, false);
}

type Reopened = { readonly order: OrderFacts; readonly day: PlainDay; readonly taken: { readonly close: RegisterRow; readonly entryId: string; readonly lines: readonly EntryLine[] } | undefined };
async function applyReopen(tx: Tx, { order, day, taken }: Reopened, { companyId, identity }: Context) {
  if (taken) {
    const { close } = taken;
    const redId = await identity.nextId();
    const number = await identity.nextNumber(companyId, 'WC', periodOf(day));
    insertDocument(tx, companyId, { id: redId, kind: workOrderClose.noun, number, day, state: 'booked', summary: `冲销 ${close.number}`, reversesId: close.id });
    copyRedClose(tx, companyId, close.id, redId);
    changeDocument(tx, companyId, close.id, { state: 'reversed' });
    insertLinks(tx, companyId, [{ from: close.id, to: redId }]);
    const lines = [...taken.lines, ...(await passOnFromClosed(tx, companyId, taken.lines, { day, settles: true, except: order.register.id }))];
    sendEntry(tx, { documentId: redId, day, reversesId: taken.entryId, summary: `冲销 ${close.number}` }, lines);
    await revalueLater(tx, { companyId, identity }, { documentId: redId, day, lines });
  }
  reopen(tx, companyId, order);
  const { id, version, number } = order.register;
  return { id, version: version + 1, number };
}

export const closeWorkOrder: AnyCommand[] = [
  command({
    contract: { ...closeWorkOrderContract, refusals: { ...booksTexts, ...closeWorkOrderContract.refusals } },
    async load(tx, input, { companyId, today }) {
      const day = input.day ? parseDay(input.day) : today;
      const [, order, documents, rules, closed] = await Promise.all([
        lockForClose(tx, companyId, input.id),
        lockOrderFacts(tx, companyId, input.id), documentsOfOrder(tx, companyId, input.id), loadPostingRules(tx, day), ensurePeriodOpen(tx, day, ['inventory-cost']),
      ]);
      const pool = order && (await lockPools(tx, day, [{ itemId: order.itemId, role: 'inventory', selector: order.class }]))[0];
      const valueOf = (id: string) => lockedPools(tx).get(id)?.value ?? zeroMoney;
      return { order, day, documents, rules, closed, pool, left: order && pool ? await leftOfClosing(tx, companyId, order.register.id, day, pool.quantity, rules) : [], valueOf };
    },
    decide({ order, day, documents, rules, closed, pool, left, valueOf }, input) {
      const drafts = documents.filter((one) => one.state === 'draft').map((one) => one.number);
      const step = decideStep(order?.register, input.version, 'close', undefined, drafts.length > 0 ? [{ code: 'open-drafts', parameters: { numbers: drafts.slice(0, 10).join('、') } }] : []);
      if (!step.ok || !order) return step as Decision<never>;
      if (day < order.register.business_day) return refuse('close-before-order', { day, orderDay: order.register.business_day }, ['day']);
      return closed ? refuseAll([{ ...closed, path: ['day'] }]) : decideClose(order, day, rules, pool, left, valueOf);
    },
    apply: applyClose,
  }),
  command({
    contract: { ...reopenWorkOrderContract, refusals: { ...booksTexts, ...reopenWorkOrderContract.refusals } },
    async load(tx, input, { companyId, today }) {
      const [order, inForce] = await Promise.all([lockOrderFacts(tx, companyId, input.id), closeInForce(tx, companyId, input.id)]);
      const close = inForce && (await lockDocument(tx, companyId, workOrderClose.noun, inForce.id));
      const day = input.day ? parseDay(input.day) : close && close.business_day > today ? close.business_day : today;
      return { order, day, close, books: close && (await loadEntryForReversal(tx, close.id, day)) };
    },
    decide({ order, day, close, books }, input): Decision<Reopened> {
      const step = decideStep(order?.register, input.version, 'reopen', undefined);
      if (!step.ok || !order) return step as Decision<never>;
      if (!close || !books) return accept({ order, day, taken: undefined });
      if (day < close.business_day) return refuse('close-before-order', { day, orderDay: close.business_day }, ['day']);
      const lines = reverseEntry(books.entry.lines, books.holdings, books.departures, books.adjustments);
      return lines.ok ? accept({ order, day, taken: { close, entryId: books.entry.id, lines: lines.change } }) : lines;
    },
    apply: applyReopen,
  }),
  reverseCommand({
    contract: workOrderClose, prefix: 'WC',
    copyRed: (tx, companyId, originalId, redId) => copyRedClose(tx, companyId, originalId, redId),
    reopens: (tx, original, { companyId }) => orderOfDocument(tx, companyId, 'work_order_close', original.id),
    async afterwards(tx, original, { companyId }) {
      const order = await lockOrderFacts(tx, companyId, await orderOfDocument(tx, companyId, 'work_order_close', original.id));
      if (order) reopen(tx, companyId, order);
    },
  }),
];
