/**
 * What a late line may change: the lines of its pools in later periods, in the order of value, with what revaluations have
 * added to them so far, where their value went, and which of them reverse another. Read under the pools' locks.
 */
import type { LaterLine, LaterPool } from '@millwright/core/costing/revaluation';
import { type EntryLine, signedAmount } from '@millwright/core/ledger/entry-line';
import { addMoney, type Money, negateQuantity, parseMoney } from '@millwright/core/primitives/decimal';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Tx } from '../../../kernel/transaction.ts';
import { type LineRow, lineFromRow, type StoredLine } from './entry.store.ts';
import { lockPoolsById } from './pool.store.ts';

type LaterRow = LineRow & { period: number; day: PlainDay; entry_id: string; reverses_id: string | null; adjusted: string };
type Row = StoredLine & { readonly key: string; readonly entryId: string; readonly period: number; readonly day: PlainDay; readonly reversesId: string | null; readonly value: Money };
export type LaterPools = {
  readonly pools: readonly LaterPool[];
  /** The stored line behind each key, for writing its adjustment. */
  readonly lines: ReadonlyMap<string, { readonly line: EntryLine; readonly entryId: string; readonly lineNo: number; readonly period: number; readonly day: PlainDay }>;
};

/** `day` is the late line's, which is in the transaction already. */
export async function loadLaterPools(tx: Tx, day: PlainDay, poolIds: readonly string[]): Promise<LaterPools> {
  const locked = await lockPoolsById(tx, day, poolIds);
  const rows = (await laterRows(tx, periodOf(day), poolIds)).map(rowOf);
  const entries = new Map<string, Row[]>();
  for (const row of rows) entries.set(row.entryId, [...(entries.get(row.entryId) ?? []), row]);
  const taken = new Set<string>();
  const pools = locked.map((pool): LaterPool => ({
    id: pool.id, itemId: pool.itemId, opening: { quantity: pool.quantity, value: pool.value },
    lines: rows.filter((row) => row.poolId === pool.id).sort((a, b) => a.period - b.period || Number(BigInt(a.poolSeq ?? 0) - BigInt(b.poolSeq ?? 0)))
      .map((row) => laterLine(row, entries.get(row.entryId) ?? [], taken)),
  }));
  return { pools, lines: new Map(rows.map((row) => [row.key, { line: row, entryId: row.entryId, lineNo: row.lineNo, period: row.period, day: row.day }])) };
}

/** All lines of every later entry that touches one of the pools. */
const laterRows = (tx: Tx, period: number, poolIds: readonly string[]): Promise<LaterRow[]> => tx.rows<LaterRow>(sql`
  select l.*, e.day, e.reverses_id, coalesce(a.value, 0) as adjusted
  from (
    select distinct t.company_id, t.period, t.entry_id
    from ledger.entry_line as t
    where t.company_id = kernel.company_id() and t.pool_id = any (${poolIds}::bigint[]) and t.period > ${period} and t.adjusts_entry_id is null
  ) as touched
  join ledger.entry as e on e.company_id = touched.company_id and e.id = touched.entry_id
  join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  left join lateral (
    select sum(case x.side when 'D' then x.amount else -x.amount end) as value
    from ledger.entry_line as x
    where x.company_id = l.company_id and x.adjusts_entry_id = l.entry_id and x.adjusts_line_no = l.line_no
  ) as a on true
  order by l.period, l.entry_id, l.line_no`);

function rowOf(row: LaterRow): Row {
  const line = lineFromRow(row);
  return { ...line, key: `${row.entry_id}/${row.line_no}`, entryId: row.entry_id, period: row.period, day: row.day, reversesId: row.reverses_id, value: addMoney(signedAmount(line), parseMoney(row.adjusted)) };
}

function laterLine(row: Row, entry: readonly Row[], taken: Set<string>): LaterLine {
  const inPool = entry.filter((other) => other.poolId === row.poolId);
  const inside = inPool.reduce((sum, other) => sum + other.quantity, 0n) === 0n && inPool.reduce((sum, other) => sum + other.value, 0n) === 0n;
  const valued = row.side === 'C' && !row.settles && row.quantity !== 0n && !inside;
  const kind = valued && row.quantity < 0n && !row.reversesId ? 'issue' : valued && row.quantity > 0n && row.reversesId ? 'mirror' : 'given';
  return {
    key: row.key, quantity: row.quantity, value: row.value, kind,
    // A reversal carries its entry's lines under their own numbers.
    mirrors: kind === 'mirror' ? `${row.reversesId}/${row.lineNo}` : undefined,
    counters: kind === 'given' ? [] : countersOf(row, entry, taken).map((counter) => ({ key: counter.key, value: counter.value, poolId: counter.poolId ?? null })),
  };
}

/** The debit of the same goods: the one of equal quantity, else all of them together (lines of one order are merged). */
function countersOf(row: Row, entry: readonly Row[], taken: Set<string>): Row[] {
  const debits = entry.filter((other) => other.side === 'D' && !other.settles && other.itemId === row.itemId && other.poolId !== row.poolId && other.accountId !== null);
  const twin = debits.find((other) => other.quantity === negateQuantity(row.quantity) && !taken.has(other.key));
  if (!twin) return debits;
  taken.add(twin.key);
  return [twin];
}
