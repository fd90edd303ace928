/**
 * A closed work order has no work in process, whatever comes to it afterwards: a price, a revaluation, the reversal of what was
 * charged to it. An entry that would leave some gets lines that pass it on to where the difference of the close went: the product
 * as far as it is in stock, goods dispatched, what took the goods, else cost of sales. Call it before the entry is sent. A close at the
 * same time comes before, or waits and finds the entry in the work in process: both take a lock of the order made for this alone. The
 * order's row would not do, bookings hold it while they wait for the pools that are held here.
 */
import { dimensionsOf, type EntryLine, signedAmount } from '@millwright/core/ledger/entry-line';
import type { PostingRules } from '@millwright/core/ledger/posting';
import { addMoney, type Money, parseQuantity, type Quantity, subtractQuantity, sumMoney, zeroMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { one, type Tx } from '../kernel/transaction.ts';
import { type Destination, loadPostingRules, lockedPools, lockPoolsById, spread, weighing, whereGoodsWent } from '../modules/ledger/books.api.ts';

const levelsAtMost = 8;
/** `settles`: the entry is a reversal. `except`: the order whose close is being taken back. */
export type PassOn = { readonly day: PlainDay; readonly settles: boolean; readonly except?: string | undefined };

/** Lines to add to the entry; none, and no round trip, when it touches no order. */
export async function passOnFromClosed(tx: Tx, companyId: string, lines: readonly EntryLine[], how: PassOn): Promise<EntryLine[]> {
  const added: EntryLine[] = [];
  const held = new Map<string, Money>();
  for (const line of lines) if (line.poolId) held.set(line.poolId, addMoney(held.get(line.poolId) ?? zeroMoney, signedAmount(line)));
  // What an order's products went into may be another closed order.
  for (let level = 0, looked = lines; level < levelsAtMost; level += 1) {
    const left = await leftOnClosed(tx, companyId, looked, how.except);
    if (left.size === 0) return added;
    const passed: EntryLine[] = [];
    for (const [orderId, wip] of left) passed.push(...wip.map((line) => taken(line, how.settles)), ...(await passOn(tx, companyId, orderId, wip, how, level === levelsAtMost - 1, held)));
    added.push(...passed);
    looked = passed.filter((line) => !left.has(line.workOrderId ?? ''));
  }
  return added;
}

const closingKey = sql`hashtextextended('closing of work order ' || w.company || ' ' || w.id, 0)`;
const lockAgainstClose = (tx: Tx, companyId: string, orderIds: readonly string[]): Promise<unknown> =>
  tx.rows(sql`
    select pg_advisory_xact_lock_shared(${closingKey})
    from (
      select ${companyId}::text as company, o.id
      from unnest(${orderIds}::bigint[]) as o (id)
      order by o.id
    ) as w`);
/** Before the close reads the work in process. */
export const lockForClose = (tx: Tx, companyId: string, orderId: string): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock(${closingKey}) from (select ${companyId}::text as company, ${orderId}::bigint as id) as w`);

/** Per closed order, its work-in-process lines added up by account and dimensions; what comes to nothing is left out. */
async function leftOnClosed(tx: Tx, companyId: string, lines: readonly EntryLine[], except: string | undefined): Promise<Map<string, EntryLine[]>> {
  const candidates = lines.filter((line) => line.workOrderId && line.workOrderId !== except && !line.poolId && line.accountId);
  const sums = new Map<string, EntryLine>();
  for (const line of candidates) {
    const key = JSON.stringify([line.accountId, dimensionsOf(line)]);
    sums.set(key, { ...line, amount: addMoney(sums.get(key)?.amount ?? zeroMoney, signedAmount(line)) });
  }
  const open = [...sums.values()].filter((line) => line.amount !== 0n);
  if (open.length === 0) return new Map();
  const ids = [...new Set(open.map((line) => line.workOrderId ?? ''))];
  await lockAgainstClose(tx, companyId, ids);
  const [orders, accounts] = await Promise.all([
    tx.rows<{ id: string; state: string }>(sql`
      select d.id, d.state
      from documents.document as d
      where d.company_id = ${companyId} and d.id = any (${ids}::bigint[])
      order by d.id`),
    tx.rows<{ id: string }>(sql`
      select a.id
      from ledger.account as a
      where a.company_id = ${companyId} and a.id = any (${[...new Set(open.map((line) => line.accountId ?? ''))]}::bigint[]) and a.control = 'wip'`),
  ]);
  const wip = new Set(accounts.map((row) => row.id));
  return new Map(orders.filter((row) => row.state === 'closed').map((row) => [row.id, open.filter((line) => line.workOrderId === row.id && wip.has(line.accountId ?? ''))] as const).filter(([, of]) => of.length > 0));
}

const movementOf = (settles: boolean) => (settles ? 'settlement' : 'closed-order');
const taken = (line: EntryLine, settles: boolean): EntryLine => ({
  ...dimensionsOf(line), side: 'C', amount: line.amount, accountId: line.accountId, quantity: zeroQuantity, settles, movement: movementOf(settles), summary: line.summary,
});

async function passOn(tx: Tx, companyId: string, orderId: string, wip: readonly EntryLine[], { day, settles }: PassOn, last: boolean, held: Map<string, Money>): Promise<EntryLine[]> {
  const [order, rules] = await Promise.all([loadClosedOrder(tx, companyId, orderId, periodOf(day)), loadPostingRules(tx, day)]);
  if (!order) throw new Error(`order ${orderId} is not there`);
  const sold: EntryLine = { ...soldLine(order, orderId, rules), settles, movement: movementOf(settles), summary: wip[0]?.summary ?? '' };
  const destinations = last ? [] : await destinationsOf(tx, { day, sold }, order);
  return spread(sumMoney(wip.map((line) => line.amount)), destinations, sold, (id) => lockedPools(tx).get(id)?.value ?? zeroMoney, held);
}

/** The account the close of an order gives to goods that are gone. */
export const soldAccount = (rules: PostingRules, itemClass: string): string | null => rules.account(rules.rule('order-close.sold-material')?.debitRole ?? '', { class: itemClass }) ?? null;

type ClosedOrder = { readonly item_id: string; readonly class: string; readonly order_line_id: string | null; readonly completed: string; readonly pool_id: string | null; readonly period: number; readonly pool_seq: string };
/** With the place of its first completion in the product's pool. */
const loadClosedOrder = (tx: Tx, companyId: string, orderId: string, until: number): Promise<ClosedOrder | undefined> =>
  one<ClosedOrder>(tx, sql`
    select o.item_id, i.class, o.sales_order_line_id as order_line_id, coalesce(e.quantity_executed, 0)::text as completed, f.pool_id, f.period, f.pool_seq
    from shopfloor.work_order as o
    join engineering.item as i on i.company_id = o.company_id and i.id = o.item_id
    left join documents.executable as e on e.company_id = o.company_id and e.line_id = o.id and e.measure = 'completed'
    left join lateral (
      select l.pool_id, l.period, l.pool_seq
      from ledger.entry_line as l
      where l.company_id = o.company_id and l.work_order_id = o.id and l.item_id = o.item_id and l.pool_id is not null and l.side = 'D' and l.quantity > 0 and l.period <= ${until}
      order by l.period, l.pool_seq
      limit 1
    ) as f on true
    where o.company_id = ${companyId} and o.id = ${orderId}`);

type At = { readonly day: PlainDay; readonly sold: EntryLine };
async function destinationsOf(tx: Tx, { day, sold }: At, order: ClosedOrder): Promise<Destination[]> {
  if (!order.pool_id) return [];
  const [pool] = await lockPoolsById(tx, day, [order.pool_id]);
  if (!pool) return [];
  const completed = parseQuantity(order.completed);
  const there = pool.quantity < completed ? pool.quantity : completed;
  const left = await productsGone(tx, { day, sold }, order, pool.quantity);
  return there > 0n ? [{ weight: there, line: { ...sold, accountId: pool.accountId, itemId: pool.itemId, poolId: pool.id } }, ...left] : left;
}

/** Where the products went that the stock no longer holds; cost of sales when nothing says it. */
async function productsGone(tx: Tx, { day, sold }: At, order: ClosedOrder, inStock: Quantity): Promise<Destination[]> {
  const gone = subtractQuantity(parseQuantity(order.completed), inStock);
  if (gone <= 0n || !order.pool_id) return [];
  // A product that went into its own order (rework) does not come back to it.
  const went = (await whereGoodsWent(tx, day, order.pool_id, { period: order.period, poolSeq: order.pool_seq }))
    .map((one) => (!one.line.poolId && one.line.workOrderId === sold.workOrderId ? { ...one, line: sold } : one));
  return went.length > 0 ? weighing(went, gone) : [{ weight: gone, line: sold }];
}

/** The same for an order about to be closed. */
export async function leftOfClosing(tx: Tx, companyId: string, orderId: string, day: PlainDay, inStock: Quantity, rules: PostingRules): Promise<Destination[]> {
  const order = await loadClosedOrder(tx, companyId, orderId, periodOf(day));
  return order ? productsGone(tx, { day, sold: soldLine(order, orderId, rules) }, order, inStock) : [];
}

const soldLine = (order: ClosedOrder, orderId: string, rules: PostingRules): EntryLine => ({
  workOrderId: orderId, orderLineId: order.order_line_id, side: 'D', amount: zeroMoney, accountId: soldAccount(rules, order.class), quantity: zeroQuantity, settles: false, movement: 'closed-order', summary: '',
});
