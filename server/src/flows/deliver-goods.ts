/**
 * Delivering: goods warehouse → dispatched at the pool's value (发出商品), the order lines executed, the delivery lines opened for
 * acceptance. Where the company's policy takes dispatch as the revenue event, the acceptance is written and booked in the same
 * transaction, valued on what the dispatch has just brought. Locks: order lines, then pools (both accounts at once, in key order).
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { type Movement, postMovements } from '@millwright/core/ledger/posting';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { accept, type Decision, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertExecutables, insertExecutions, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import { loadPlaces } from '../modules/inventory/api.ts';
import { booksTexts, ensurePeriodOpen, loadBalances, loadPostingRules, lockPools, type Pool, sendEntry } from '../modules/ledger/books.api.ts';
import {
  acceptance, type AcceptedLine, bookDelivery, checkStock, copyRedDelivery, type DeliveredLine, type DeliveryInput, decideDelivery, delivery, deliveryRefusals, dueDay, loadOrderPrices, loadRevenueEvent,
  lockDeliverable, type Price, priceAccepted, readDeliveryDraft, revenueMovements, saveDelivery, warehouseOf, writeAcceptance, writeDelivery,
} from '../modules/sales/api.ts';
import { executeAcceptance } from './accept-delivery.ts';
import { RunningPools } from './issue-value.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { revalueLater } from './revalue-later.ts';

async function loadDelivering(tx: Tx, context: Context, register: RegisterRow | undefined, input: DeliveryInput) {
  const { companyId, identity } = context;
  const day = parseDay(input.day);
  const orderLineIds = input.lines.map((line) => line.orderLine);
  const named = [...input.lines.map((line) => line.warehouse), input.warehouse].filter((id) => id !== null);
  const [id, orderLines, orders, event, places, rules, closed, lineIds, acceptanceIds] = await Promise.all([
    register?.id ?? identity.nextId(),
    lockDeliverable(tx, companyId, orderLineIds),
    loadOrderPrices(tx, companyId, { orderLines: orderLineIds }),
    loadRevenueEvent(tx, companyId),
    // Every warehouse is read: a line may take its item's, which is known only with the order line.
    loadPlaces(tx, companyId, named, ['warehouse', 'dispatched', 'customer']),
    loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['stock', 'inventory-cost']),
    identity.nextIds(input.lines.length),
    identity.nextIds(input.lines.length + 1),
  ]);
  const classOf = (line: DeliveryInput['lines'][number]) => orderLines.get(line.orderLine)?.class ?? '';
  const [pools, onHand] = input.book ? await Promise.all([
    lockPools(tx, day, [
      ...input.lines.map((line) => ({ itemId: line.item, role: 'inventory', selector: classOf(line) })),
      ...input.lines.map((line) => ({ itemId: line.item, role: 'goods-dispatched' })),
    ]),
    loadBalances(tx, input.lines.map((line) => ({ itemId: line.item, placeId: warehouseOf(input, line, orderLines.get(line.orderLine)) ?? '0' }))),
  ]) : [[], []];
  return { register, id, input, orderLines, orders, event, places, rules, closed, lineIds, acceptanceIds, pools, onHand };
}
type Loaded = Awaited<ReturnType<typeof loadDelivering>>;
type Accepted = { readonly lines: readonly AcceptedLine[]; readonly prices: readonly Price[]; readonly entry: readonly EntryLine[] };
type Change = { readonly loaded: Loaded; readonly lines: readonly DeliveredLine[]; readonly entry: readonly EntryLine[]; readonly accepted: Accepted | undefined };

function decideDelivering(loaded: Loaded, context: Context): Decision<Change> {
  const { input, register, places } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(delivery, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookDelivery.permission)) return refuse('not-permitted', { title: bookDelivery.title });
  const decision = decideDelivery({ orderLines: loaded.orderLines, warehouses: places.warehouses }, input);
  if (!decision.ok) return decision;
  const lines = decision.change;
  if (!input.book) return accept({ loaded, lines, entry: [], accepted: undefined });
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const short = checkStock(lines, loaded.onHand, (id) => places.byId.get(id)?.name ?? '');
  if (short.length > 0) return refuseAll(short);
  return decideEntries(loaded, lines);
}

/** Dispatch, and acceptance on top where the policy says so; the pools run down and up from line to line. */
function decideEntries(loaded: Loaded, lines: readonly DeliveredLine[]): Decision<Change> {
  const { places, rules } = loaded;
  const missing = loaded.pools.findIndex((pool) => !pool);
  if (missing >= 0) return refuse('account-role-missing', { role: missing < lines.length ? 'inventory' : 'goods-dispatched', selector: lines[missing % lines.length]?.class ?? '' });
  const pools = loaded.pools.filter((pool) => pool !== undefined);
  const [from, to] = [pools.slice(0, lines.length), pools.slice(lines.length)];
  const running = new RunningPools(pools);
  const values = running.issue(lines.map((line, index) => ({ poolId: from[index]?.id ?? '', quantity: line.delivered })));
  if (!values.ok) return values;
  const entry = postMovements(rules, lines.map((line, index): Movement => {
    const amount = values.change[index]!;
    running.receive(to[index]!.id, line.delivered, amount);
    return {
      movement: 'delivery.dispatch', amount, selectors: { class: line.class },
      debit: { orderLineId: line.orderLine, pool: to[index], placeId: places.ofKind('dispatched') },
      credit: { orderLineId: line.orderLine, pool: from[index], placeId: line.warehouse },
      stock: { itemId: line.item, quantity: line.delivered },
    };
  }));
  if (!entry.ok) return entry;
  if (loaded.event !== 'dispatch') return accept({ loaded, lines, entry: entry.change, accepted: undefined });
  const accepted = decideRevenue(loaded, lines, to, running);
  return accepted.ok ? accept({ loaded, lines, entry: entry.change, accepted: accepted.change }) : accepted;
}

function decideRevenue(loaded: Loaded, delivered: readonly DeliveredLine[], pools: readonly Pool[], running: RunningPools): Decision<Accepted> {
  const { places, input } = loaded;
  const lines = delivered.map((line, index): AcceptedLine => ({
    deliveryLine: loaded.lineIds[index] ?? '', item: line.item, quantity: line.quantity, note: '', class: line.class, deliveryId: '', orderLine: line.orderLine, paymentDays: line.paymentDays, accepted: line.delivered,
  }));
  const prices = priceAccepted(lines, loaded.orders);
  const costs = running.issue(lines.map((line, index) => ({ poolId: pools[index]?.id ?? '', quantity: line.accepted })));
  if (!costs.ok) return costs;
  const entry = postMovements(loaded.rules, revenueMovements(
    lines.map((line, index) => ({ ...line, price: prices[index]!, cost: costs.change[index]!, pool: pools[index]! })),
    { acceptanceId: loaded.acceptanceIds[0] ?? '', customer: input.customer, dispatchedPlace: places.ofKind('dispatched'), customerPlace: places.ofKind('customer') },
  ));
  return entry.ok ? accept({ lines, prices, entry: entry.change }) : entry;
}

async function applyDelivering(tx: Tx, change: Change, { companyId, identity }: Context) {
  const { loaded, lines, entry, accepted } = change;
  const { input, register, id, lineIds } = loaded;
  const day = parseDay(input.day);
  const number = register?.number ?? (await identity.nextNumber(companyId, 'DN', periodOf(day)));
  const acceptanceNumber = accepted && (await identity.nextNumber(companyId, 'SA', periodOf(day)));
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.customer });
  else insertDocument(tx, companyId, { id, kind: delivery.noun, number, day, state, partyId: input.customer });
  writeDelivery(tx, companyId, id, register !== undefined, lineIds, input, lines.map((line) => line.warehouse));
  if (input.book) {
    insertExecutions(tx, companyId, id, lines.map((line, index) => ({ line_id: lineIds[index] ?? '', source_line_id: line.orderLine, source_document_id: line.orderId, measure: 'delivered', quantity: line.quantity })));
    insertExecutables(tx, companyId, id, lines.map((line, index) => ({ line_id: lineIds[index] ?? '', measure: 'accepted', item_id: line.item, quantity: line.quantity })));
    sendEntry(tx, { documentId: id, day, summary: `销售发货 ${number}` }, entry);
  }
  if (accepted && acceptanceNumber) {
    const [acceptanceId = '', ...acceptanceLineIds] = loaded.acceptanceIds;
    const acceptedLines = accepted.lines.map((line) => ({ ...line, deliveryId: id }));
    insertDocument(tx, companyId, { id: acceptanceId, kind: acceptance.noun, number: acceptanceNumber, day, state: 'booked', partyId: input.customer });
    writeAcceptance(tx, companyId, { id: acceptanceId, customer: input.customer, dueDay: dueDay(day, acceptedLines), signedBy: '', note: '' }, false, acceptanceLineIds, acceptedLines, accepted.prices);
    executeAcceptance(tx, companyId, acceptanceId, acceptanceLineIds, acceptedLines);
    sendEntry(tx, { documentId: acceptanceId, day, summary: `销售签收 ${acceptanceNumber}` }, accepted.entry);
  }
  if (input.book) await revalueLater(tx, { companyId, identity }, { documentId: id, day, lines: [...entry, ...(accepted?.entry ?? [])] });
  return { id, version: (register?.version ?? 0) + 1, number };
}

const refusals = { ...booksTexts, ...deliveryRefusals };
export const deliverGoods: AnyCommand[] = [
  command({
    contract: { ...saveDelivery, refusals },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, delivery.noun, input.id);
      return loadDelivering(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decideDelivering(loaded, context),
    apply: (tx, change, context) => applyDelivering(tx, change, context),
  }),
  command({
    contract: { ...bookDelivery, refusals },
    async load(tx, input, context) {
      const [register, draft] = await Promise.all([lockDocument(tx, context.companyId, delivery.noun, input.id), readDeliveryDraft(tx, context.companyId, input.id)]);
      return { register, loaded: register && draft && (await loadDelivering(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(delivery, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decideDelivering(loaded, context);
    },
    apply: (tx, change, context) => applyDelivering(tx, change, context),
  }),
  reverseCommand({
    contract: delivery,
    prefix: 'DN',
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedDelivery(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(delivery),
];
