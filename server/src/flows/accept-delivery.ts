/**
 * The customer accepts: one entry with the receivable against revenue and tax to come, and the cost of the goods, which leave
 * the dispatched place for good. The acceptance's id is the open item of the receivable; its lines are opened for invoicing.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { postMovements } from '@millwright/core/ledger/posting';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { accept, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertExecutables, insertExecutions, lockDocument, type RegisterRow } from '../modules/documents/api.ts';
import { loadPlaces } from '../modules/inventory/api.ts';
import { settlersOf } from '../modules/finance/api.ts';
import { booksTexts, ensurePeriodOpen, loadPostingRules, lockPools, sendEntry } from '../modules/ledger/books.api.ts';
import {
  acceptance, type AcceptanceInput, acceptanceRefusals, type AcceptedLine, bookAcceptance, copyRedAcceptance, decideAcceptance, dueDay, loadOrderPrices, lockAcceptable,
  type Price, priceAccepted, readAcceptanceDraft, revenueMovements, saveAcceptance, writeAcceptance,
} from '../modules/sales/api.ts';
import { RunningPools } from './issue-value.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { revalueLater } from './revalue-later.ts';

async function loadAccepting(tx: Tx, context: Context, register: RegisterRow | undefined, input: AcceptanceInput) {
  const { companyId, identity } = context;
  const day = parseDay(input.day);
  const deliveryLineIds = input.lines.map((line) => line.deliveryLine);
  const [deliveryLines, orders, places, rules, closed, lineIds, id] = await Promise.all([
    lockAcceptable(tx, companyId, deliveryLineIds),
    loadOrderPrices(tx, companyId, { deliveryLines: deliveryLineIds }),
    loadPlaces(tx, companyId, [], ['dispatched', 'customer']),
    loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['trade', 'stock', 'inventory-cost', 'receivable-payable']),
    identity.nextIds(input.lines.length),
    register?.id ?? identity.nextId(),
  ]);
  const pools = input.book ? await lockPools(tx, day, input.lines.map((line) => ({ itemId: line.item, role: 'goods-dispatched' }))) : [];
  return { register, input, deliveryLines, orders, places, rules, closed, lineIds, id, pools };
}
type Loaded = Awaited<ReturnType<typeof loadAccepting>>;
type Change = { readonly loaded: Loaded; readonly lines: readonly AcceptedLine[]; readonly prices: readonly Price[]; readonly entry: readonly EntryLine[] };

function decideAccepting(loaded: Loaded, context: Context) {
  const { input, register, pools, places } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(acceptance, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, bookAcceptance.permission)) return refuse('not-permitted', { title: bookAcceptance.title });
  const decision = decideAcceptance(loaded.deliveryLines, input);
  if (!decision.ok) return decision;
  const lines = decision.change;
  const prices = priceAccepted(lines, loaded.orders);
  if (!input.book) return accept<Change>({ loaded, lines, prices, entry: [] });
  if (loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const missing = pools.findIndex((pool) => !pool);
  if (missing >= 0) return refuse('account-role-missing', { role: 'goods-dispatched', selector: '' });
  const locked = pools.filter((pool) => pool !== undefined);
  const costs = new RunningPools(locked).issue(lines.map((line, index) => ({ poolId: locked[index]?.id ?? '', quantity: line.accepted })));
  if (!costs.ok) return costs;
  const entry = postMovements(loaded.rules, revenueMovements(
    lines.map((line, index) => ({ ...line, price: prices[index]!, cost: costs.change[index]!, pool: locked[index]! })),
    { acceptanceId: loaded.id, customer: input.customer, dispatchedPlace: places.ofKind('dispatched'), customerPlace: places.ofKind('customer') },
  ));
  return entry.ok ? accept<Change>({ loaded, lines, prices, entry: entry.change }) : entry;
}

async function applyAccepting(tx: Tx, { loaded, lines, prices, entry }: Change, { companyId, identity }: Context) {
  const { input, register, id, lineIds } = loaded;
  const day = parseDay(input.day);
  const number = register?.number ?? (await identity.nextNumber(companyId, 'SA', periodOf(day)));
  const state = input.book ? 'booked' : 'draft';
  if (register) changeDocument(tx, companyId, id, { state, day, partyId: input.customer });
  else insertDocument(tx, companyId, { id, kind: acceptance.noun, number, day, state, partyId: input.customer });
  writeAcceptance(tx, companyId, { id, customer: input.customer, dueDay: dueDay(day, lines), signedBy: input.signedBy, note: input.note }, register !== undefined, lineIds, lines, prices);
  if (input.book) {
    executeAcceptance(tx, companyId, id, lineIds, lines);
    sendEntry(tx, { documentId: id, day, summary: `销售签收 ${number}` }, entry);
    await revalueLater(tx, { companyId, identity }, { documentId: id, day, lines: entry });
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

/** The delivery lines are executed, the acceptance's own opened for invoicing. */
export function executeAcceptance(tx: Tx, companyId: string, id: string, lineIds: readonly string[], lines: readonly AcceptedLine[]): void {
  insertExecutions(tx, companyId, id, lines.map((line, index) => ({ line_id: lineIds[index] ?? '', source_line_id: line.deliveryLine, source_document_id: line.deliveryId, measure: 'accepted', quantity: line.quantity })));
  insertExecutables(tx, companyId, id, lines.map((line, index) => ({ line_id: lineIds[index] ?? '', measure: 'invoiced', item_id: line.item, quantity: line.quantity })));
}

/** Money that has settled the receivable must be given back first: the journal says by which documents. */
async function settledBy(tx: Tx, original: RegisterRow, { companyId }: Context): Promise<readonly Refusal[]> {
  const numbers = await settlersOf(tx, companyId, [original.id], original.id);
  return numbers.length > 0 ? [{ code: 'item-collected', parameters: { numbers: numbers.join('、') } }] : [];
}

const refusals = { ...booksTexts, ...acceptanceRefusals };
export const acceptDelivery: AnyCommand[] = [
  command({
    contract: { ...saveAcceptance, refusals },
    async load(tx, input, context) {
      const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, acceptance.noun, input.id);
      return loadAccepting(tx, context, register, input);
    },
    decide: (loaded, _input, context) => decideAccepting(loaded, context),
    apply: (tx, change, context) => applyAccepting(tx, change, context),
  }),
  command({
    contract: { ...bookAcceptance, refusals },
    async load(tx, input, context) {
      const [register, draft] = await Promise.all([lockDocument(tx, context.companyId, acceptance.noun, input.id), readAcceptanceDraft(tx, context.companyId, input.id)]);
      return { register, loaded: register && draft && (await loadAccepting(tx, context, register, { ...draft, version: input.version, book: true })) };
    },
    decide({ register, loaded }, _input, context) {
      if (!register || !loaded) return refuse('not-found');
      const wrong = wrongState(acceptance, 'book', register.state);
      return wrong ? refuseAll([wrong]) : decideAccepting(loaded, context);
    },
    apply: (tx, change, context) => applyAccepting(tx, change, context),
  }),
  reverseCommand({
    contract: acceptance,
    prefix: 'SA',
    check: settledBy,
    refusals: acceptanceRefusals,
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedAcceptance(tx, companyId, originalId, redId, await identity.nextIds(2000));
    },
  }),
  removeDraftCommand(acceptance),
];
