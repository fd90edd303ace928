/**
 * What every booking on a work order does alike (issue, return, report, completion): save a draft, book it, or both at once.
 * Locks in this order: the document, its work order, the value pools. Four round trips: start with the document · order, rules,
 * places · pools and balances · all writes with the commit.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import type { PostingRules } from '@millwright/core/ledger/posting';
import { accept, type Decision, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import type { z } from 'zod';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import type { CommandContract, DocumentContract } from '../kernel/contract.ts';
import { notEditable, wrongState } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { changeDocument, insertDocument, insertExecutions, insertLinks, lockDocument, type NewExecution, type RegisterRow } from '../modules/documents/api.ts';
import { loadPlaces, type Places } from '../modules/inventory/api.ts';
import { type BalanceKey, booksTexts, ensurePeriodOpen, loadBalances, loadPostingRules, lockPools, type Pool, sendEntry } from '../modules/ledger/books.api.ts';
import { lockOrderFacts, type OrderFacts } from '../modules/shopfloor/api.ts';
import { revalueLater } from './revalue-later.ts';

export type ShopInput = { readonly id?: string | undefined; readonly version?: number | undefined; readonly workOrder: string; readonly day: string; readonly book: boolean };
export type ShopLoaded<Input, Extra> = {
  readonly input: Input;
  readonly register: RegisterRow | undefined;
  readonly order: OrderFacts | undefined;
  readonly places: Places;
  readonly rules: PostingRules;
  readonly closed: Awaited<ReturnType<typeof ensurePeriodOpen>>;
  /** By item; a pool is missing where its class has no account. */
  readonly pools: ReadonlyMap<string, Pool>;
  readonly onHand: (itemId: string, placeId: string) => bigint;
  readonly ids: readonly string[];
  readonly extra: Extra;
};
/** What booking does: empty executions and entry for a draft. An execution without a line is the document's own. */
export type ShopPlan = { readonly executions: readonly Omit<NewExecution, 'source_document_id'>[]; readonly entry: readonly EntryLine[] };

export type ShopBooking<Input extends ShopInput, Extra, Plan extends ShopPlan> = {
  readonly contract: DocumentContract;
  readonly save: CommandContract<z.ZodType<Input>>;
  readonly book: CommandContract;
  readonly prefix: string;
  /** 领料 and the like, for the summary of the entry. */
  readonly word: string;
  readDraft(tx: Tx, companyId: string, id: string): Promise<Omit<Input, 'book'> | undefined>;
  /** Items whose pools the booking touches, with their classes, and the warehouses it takes them from. */
  touched(order: OrderFacts, input: Input): readonly { readonly itemId: string; readonly class: string; readonly warehouse?: string | null }[];
  loadExtra(tx: Tx, companyId: string, input: Input): Promise<Extra>;
  idCount(order: OrderFacts | undefined, input: Input): number;
  decide(loaded: ShopLoaded<Input, Extra>): Decision<Plan>;
  /** The noun's own rows. */
  write(tx: Tx, companyId: string, id: string, loaded: ShopLoaded<Input, Extra>, plan: Plan): void;
  /** What else booking changes. */
  afterwards?(tx: Tx, companyId: string, order: OrderFacts, plan: Plan): void;
};

async function loadBooking<Input extends ShopInput, Extra, Plan extends ShopPlan>(booking: ShopBooking<Input, Extra, Plan>, tx: Tx, context: Context, register: RegisterRow | undefined, input: Input): Promise<ShopLoaded<Input, Extra>> {
  const { companyId, identity } = context;
  const day = parseDay(input.day);
  const [order, places, rules, closed, extra] = await Promise.all([
    lockOrderFacts(tx, companyId, input.workOrder),
    loadPlaces(tx, companyId, [], ['warehouse', 'production']),
    loadPostingRules(tx, day),
    ensurePeriodOpen(tx, day, ['stock', 'inventory-cost']),
    booking.loadExtra(tx, companyId, input),
  ]);
  const touched = order && input.book ? booking.touched(order, input) : [];
  const items = [...new Map(touched.map((one) => [one.itemId, one])).values()];
  const keys = touched.flatMap((one): BalanceKey[] => (one.warehouse ? [{ itemId: one.itemId, placeId: one.warehouse }] : []));
  const [pools, balances] = touched.length === 0 ? [[], []] : await Promise.all([
    lockPools(tx, day, items.map((item) => ({ itemId: item.itemId, role: 'inventory', selector: item.class }))),
    keys.length > 0 ? loadBalances(tx, keys) : [],
  ]);
  const balanceOf = new Map(keys.map((key, index) => [`${key.itemId}|${key.placeId}`, balances[index] ?? 0n]));
  return {
    input, register, order, places, rules, closed, extra,
    pools: new Map(pools.flatMap((pool) => (pool ? [[pool.itemId, pool] as const] : []))),
    onHand: (itemId, placeId) => balanceOf.get(`${itemId}|${placeId}`) ?? 0n,
    ids: await identity.nextIds(booking.idCount(order, input)),
  };
}

type Change<Input, Extra, Plan> = { readonly loaded: ShopLoaded<Input, Extra>; readonly plan: Plan };
function decideBooking<Input extends ShopInput, Extra, Plan extends ShopPlan>(booking: ShopBooking<Input, Extra, Plan>, loaded: ShopLoaded<Input, Extra>, context: Context): Decision<Change<Input, Extra, Plan>> {
  const { input, register } = loaded;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(booking.contract, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (input.book && !mayDo(context.actor, booking.book.permission)) return refuse('not-permitted', { title: booking.book.title });
  if (input.book && loaded.closed) return refuseAll([{ ...loaded.closed, path: ['day'] }]);
  const plan = booking.decide(loaded);
  return plan.ok ? accept({ loaded, plan: plan.change }, plan.warnings) : plan;
}

async function applyBooking<Input extends ShopInput, Extra, Plan extends ShopPlan>(booking: ShopBooking<Input, Extra, Plan>, tx: Tx, { loaded, plan }: Change<Input, Extra, Plan>, { companyId, identity }: Context) {
  const { input, register, order } = loaded;
  if (!order) throw new Error('a booking was accepted without its order');
  const day = parseDay(input.day);
  const id = register?.id ?? (await identity.nextId());
  const number = register?.number ?? (await identity.nextNumber(companyId, booking.prefix, periodOf(day)));
  const state = input.book ? 'booked' : 'draft';
  const summary = `${order.register.number} ${order.code} ${order.name}`;
  if (register) changeDocument(tx, companyId, id, { state, day, summary });
  else insertDocument(tx, companyId, { id, kind: booking.contract.noun, number, day, state, summary });
  booking.write(tx, companyId, id, loaded, plan);
  if (input.book) {
    insertExecutions(tx, companyId, id, plan.executions.map((row) => ({ ...row, line_id: row.line_id || id, source_document_id: order.register.id })));
    insertLinks(tx, companyId, [{ from: order.register.id, to: id }]);
    sendEntry(tx, { documentId: id, day, summary: `${booking.word} ${number}` }, plan.entry);
    await revalueLater(tx, { companyId, identity }, { documentId: id, day, lines: plan.entry });
    booking.afterwards?.(tx, companyId, order, plan);
  }
  return { id, version: (register?.version ?? 0) + 1, number };
}

/** `<noun>.save` (with book: true in one step) and `<noun>.book`. */
export function shopBookingCommands<Input extends ShopInput, Extra, Plan extends ShopPlan>(booking: ShopBooking<Input, Extra, Plan>): AnyCommand[] {
  const withTexts = <Contract extends CommandContract>(contract: Contract): Contract => ({ ...contract, refusals: { ...booksTexts, ...contract.refusals } });
  return [
    command({
      contract: withTexts(booking.save),
      async load(tx, input, context) {
        const register = input.id === undefined ? undefined : await lockDocument(tx, context.companyId, booking.contract.noun, input.id);
        return loadBooking(booking, tx, context, register, input);
      },
      decide: (loaded, _input, context) => decideBooking(booking, loaded, context),
      apply: (tx, change, context) => applyBooking(booking, tx, change, context),
    }),
    command({
      contract: withTexts(booking.book),
      async load(tx, input, context) {
        const { id, version } = input as { id: string; version: number };
        const [register, draft] = await Promise.all([lockDocument(tx, context.companyId, booking.contract.noun, id), booking.readDraft(tx, context.companyId, id)]);
        return { register, loaded: register && draft && (await loadBooking(booking, tx, context, register, { ...draft, version, book: true } as unknown as Input)) };
      },
      decide({ register, loaded }, _input, context) {
        if (!register || !loaded) return refuse('not-found');
        const wrong = wrongState(booking.contract, 'book', register.state);
        return wrong ? refuseAll([wrong]) : decideBooking(booking, loaded, context);
      },
      apply: (tx, change, context) => applyBooking(booking, tx, change, context),
    }),
  ];
}

/** A class without an inventory account cannot be valued: the accountant must name one. */
export const poolMissing = (itemClass: string) => refuse('account-role-missing', { role: 'inventory', selector: itemClass });
