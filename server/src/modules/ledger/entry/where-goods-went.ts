/**
 * Value that comes late to goods, or is taken from them, follows them: where the goods of a pool are now, by quantity. Those that went on into another
 * pool (dispatched, at the subcontractor) count there as far as that pool still holds them, the rest along what left it. What left
 * in later periods than the day's is not asked for: the pools hold it as of the day, and revaluation follows it up.
 */
import { dimensionsOf, type EntryLine } from '@millwright/core/ledger/entry-line';
import { addMoney, allocateByLargestRemainder, type Money, type Quantity, zeroMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import { lineFromRow, type LineRow } from './entry.store.ts';
import { lockPoolsById } from './pool.store.ts';

/** A point in a pool's order of value. */
export type Since = { readonly period: number; readonly poolSeq: string };
/** `line` names account, item, pool and dimensions; its amount and quantity mean nothing. */
export type Destination = { readonly weight: Quantity; readonly line: EntryLine };
const poolsDeep = 4;

/** Empty when nothing left the pool after the point. Locks the pools it finds. */
export async function whereGoodsWent(tx: Tx, day: PlainDay, poolId: string, since: Since, depth = poolsDeep): Promise<Destination[]> {
  const gone = await departed(tx, poolId, since, periodOf(day));
  const onward = new Map<string, { line: EntryLine; quantity: Quantity; first: Since }>();
  const reached: Destination[] = [];
  for (const { line, first } of gone) {
    if (!line.poolId) reached.push({ weight: line.quantity, line });
    else onward.set(line.poolId, { line, quantity: ((onward.get(line.poolId)?.quantity ?? 0n) + line.quantity) as Quantity, first: onward.get(line.poolId)?.first ?? first });
  }
  for (const pool of onward.size > 0 ? await lockPoolsById(tx, day, [...onward.keys()]) : []) {
    const into = onward.get(pool.id);
    if (!into) continue;
    const there = pool.quantity < into.quantity ? pool.quantity : into.quantity;
    if (there > 0n) reached.push({ weight: there, line: into.line });
    const further = there < into.quantity && depth > 0 ? await whereGoodsWent(tx, day, pool.id, into.first, depth - 1) : [];
    reached.push(...weighing(further, (into.quantity - there) as Quantity));
  }
  return reached;
}

/** The same destinations in the same proportion, with another total. */
export function weighing(destinations: readonly Destination[], total: Quantity): Destination[] {
  const weights = allocateByLargestRemainder(total as bigint as Money, destinations.map((one) => one.weight));
  return destinations.map(({ line }, index) => ({ line, weight: (weights[index] ?? 0n) as bigint as Quantity }));
}

/** The debits of the goods that left a pool after a point, oldest first, departures taken back left out. */
async function departed(reader: Reader, poolId: string, since: Since, until: number): Promise<{ readonly line: EntryLine; readonly first: Since }[]> {
  const rows = await reader.rows<LineRow & { period: number }>(sql`
    select c.*
    from (
      select distinct l.company_id, l.period, l.entry_id, l.item_id
      from ledger.entry_line as l
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id and e.reverses_id is null
      where l.company_id = kernel.company_id() and l.pool_id = ${poolId}::bigint and (l.period, l.pool_seq) > (${since.period}, ${since.poolSeq}::bigint) and l.period <= ${until}
        and l.side = 'C' and l.quantity < 0
        and not exists (select 1 from ledger.entry as r where r.company_id = l.company_id and r.reverses_id = l.entry_id)
    ) as gone
    join ledger.entry_line as c on c.company_id = gone.company_id and c.period = gone.period and c.entry_id = gone.entry_id and c.item_id = gone.item_id
      and c.side = 'D' and c.quantity > 0 and c.account_id is not null and c.pool_id is distinct from ${poolId}::bigint
    order by c.period, c.pool_seq nulls last, c.entry_id, c.line_no`);
  return rows.map((row) => ({ line: lineFromRow(row), first: { period: row.period, poolSeq: row.pool_seq ?? '0' } }));
}

/**
 * An amount on the debit side over destinations; a pool never falls below nothing, what it cannot bear goes to `otherwise`. `held`
 * carries what earlier calls have put into the same pools.
 */
export function spread(amount: Money, destinations: readonly Destination[], otherwise: EntryLine, valueOf: (poolId: string) => Money, held: Map<string, Money>): EntryLine[] {
  const shares = allocateByLargestRemainder(amount, destinations.map((one) => one.weight));
  if (destinations.length === 0) return [{ ...otherwise, amount }];
  return destinations.flatMap(({ line }, index): EntryLine[] => {
    const share = shares[index] ?? zeroMoney;
    if (share === 0n) return [];
    const value = line.poolId ? addMoney(valueOf(line.poolId), addMoney(held.get(line.poolId) ?? zeroMoney, share)) : zeroMoney;
    if (value < 0n) return [{ ...otherwise, amount: share }];
    if (line.poolId) held.set(line.poolId, addMoney(held.get(line.poolId) ?? zeroMoney, share));
    return [{
      ...dimensionsOf(line), side: 'D', amount: share, accountId: line.accountId, itemId: line.itemId, lotId: line.lotId, poolId: line.poolId,
      quantity: zeroQuantity, settles: otherwise.settles, movement: otherwise.movement, summary: otherwise.summary,
    }];
  });
}
