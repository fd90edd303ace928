/**
 * What a reversal needs to know, under locks: the entry, its pools as they stand, and, for pools that exact negation would
 * break, where the goods went that left after it.
 */
import { applyToPool, poolFault, type PoolState } from '@millwright/core/costing/pool';
import { signedAmount } from '@millwright/core/ledger/entry-line';
import { type Departure, type Holding, holdingOf } from '@millwright/core/ledger/reversal';
import { money, negateMoney, negateQuantity, parseMoney, parseQuantity, zeroMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import { type LineRow, lineFromRow, loadEntry, type StoredEntry, type StoredLine } from './entry.store.ts';
import { lockPoolsById } from './pool.store.ts';
import { whereGoodsWent } from './where-goods-went.ts';

export type EntryForReversal = {
  /** The entry's pools, and what the orders and order lines it charged with goods hold of these. */
  readonly entry: StoredEntry; readonly holdings: readonly Holding[]; readonly departures: readonly Departure[];
  /** Lines that revalued the entry's since: pass them to reverseEntry. */
  readonly adjustments: readonly StoredLine[];
};

/** `day` is the reversal's. Undefined when the document has no entry. */
export async function loadEntryForReversal(tx: Tx, documentId: string, day: PlainDay): Promise<EntryForReversal | undefined> {
  const entry = await loadEntry(tx, documentId);
  if (!entry) return undefined;
  const pools = await lockPoolsById(tx, day, [...new Set(entry.lines.flatMap((line) => (line.poolId ? [line.poolId] : [])))]);
  const [rows, charged] = await Promise.all([
    tx.rows<LineRow>(sql`
      select l.*
      from ledger.entry_line as l
      where l.company_id = kernel.company_id() and l.adjusts_entry_id = ${entry.id}::bigint
      order by l.entry_id, l.line_no`),
    chargedBy(tx, entry, periodOf(day)),
  ]);
  const adjustments = rows.map(lineFromRow);
  const departures: Departure[] = [];
  const holdings: Holding[] = [...pools];
  for (const pool of pools) if (wouldBreak(pool, [...entry.lines, ...adjustments])) {
    const since = entry.lines.find((line) => line.poolId === pool.id);
    const went = await whereGoodsWent(tx, day, pool.id, { period: entry.period, poolSeq: since?.poolSeq ?? '0' });
    departures.push(...went.map(({ weight, line }): Departure => ({ poolId: pool.id, amount: money(weight), counter: line })));
  }
  for (const holding of [...pools, ...charged]) {
    const own = entry.lines.filter((line) => holdingOf(line) === holding.id);
    const breaks = wouldBreak(holding, [...entry.lines, ...adjustments]);
    const onlyValue = own.every((line) => line.quantity === 0n);
    const came = breaks && onlyValue && !departures.some((departure) => departure.poolId === holding.id) ? await homeOfGone(tx, day, own[0], holding.id) : [];
    departures.push(...came);
    // What an entry charged without goods stays where it is when the goods are nowhere any more.
    if (charged.includes(holding) && (!onlyValue || came.length > 0)) holdings.push(holding);
  }
  return { entry, holdings, departures, adjustments };
}

/** Goods whose value this was have gone back into stock: the pools of the item that hold some now, as where the value went. */
async function homeOfGone(tx: Tx, day: PlainDay, own: StoredLine | undefined, holdingId: string): Promise<Departure[]> {
  if (!own?.itemId) return [];
  const rows = await tx.rows<{ id: string }>(sql`
    select p.id
    from ledger.pool as p
    where p.company_id = kernel.company_id() and p.item_id = ${own.itemId}::bigint and p.quantity > 0 and p.id::text <> ${holdingId}
    order by p.id`);
  const pools = await lockPoolsById(tx, day, rows.map((row) => row.id));
  return pools.filter((pool) => pool.quantity > 0n).map((pool): Departure => ({
    poolId: holdingId, amount: money(pool.quantity), counter: { side: 'D', amount: zeroMoney, accountId: pool.accountId, itemId: pool.itemId, poolId: pool.id, quantity: zeroQuantity, settles: true, movement: 'settlement', summary: own.summary },
  }));
}

/** What the orders and order lines that this entry charged with goods were charged of the same goods in all. */
async function chargedBy(reader: Reader, entry: StoredEntry, until: number): Promise<Holding[]> {
  const lines = entry.lines.filter((line) => !line.poolId && line.side === 'D' && (line.quantity > 0n || (line.quantity === 0n && line.amount !== 0n)) && holdingOf(line));
  if (lines.length === 0) return [];
  const wanted = new Set(lines.map(holdingOf));
  const ids = (name: 'accountId' | 'itemId' | 'workOrderId' | 'orderLineId') => [...new Set(lines.flatMap((line) => line[name] ?? []))];
  const rows = await reader.rows<{ account_id: string; item_id: string; work_order_id: string | null; order_line_id: string | null; quantity: string; value: string }>(sql`
    select l.account_id, l.item_id, l.work_order_id, l.order_line_id, sum(l.quantity) as quantity, sum(case l.side when 'D' then l.amount else -l.amount end) as value
    from ledger.entry_line as l
    where l.company_id = kernel.company_id() and l.period <= ${until} and l.pool_id is null
      and (l.work_order_id = any (${ids('workOrderId')}::bigint[]) or l.order_line_id = any (${ids('orderLineId')}::bigint[]))
      and l.account_id = any (${ids('accountId')}::bigint[]) and l.item_id = any (${ids('itemId')}::bigint[])
    group by l.account_id, l.item_id, l.work_order_id, l.order_line_id`);
  return rows.map((row): Holding => ({
    id: holdingOf({ accountId: row.account_id, itemId: row.item_id, workOrderId: row.work_order_id, orderLineId: row.order_line_id }) ?? '', quantity: parseQuantity(row.quantity), value: parseMoney(row.value),
  })).filter(({ id }) => wanted.has(id));
}

function wouldBreak(holding: Holding, lines: readonly StoredLine[]): boolean {
  const after = lines.filter((line) => holdingOf(line) === holding.id)
    .reduce<PoolState>((state, line) => applyToPool(state, negateQuantity(line.quantity), negateMoney(signedAmount(line))), holding);
  return poolFault(after) !== undefined;
}
