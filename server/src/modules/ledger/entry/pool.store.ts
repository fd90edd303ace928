/**
 * Value pools and balances as a booking sees them. Lock pools first, read balances after: both are then what the commit will
 * find. Only the database's triggers write either. A pool's state is that at the end of the day's period, in the order of value:
 * where a later period has lines already, the booking is a late one and revaluation.store follows it up.
 */
import type { PoolState } from '@millwright/core/costing/pool';
import { parseMoney, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Reader, Tx } from '../../../kernel/transaction.ts';

/** Either the account itself or the role and selector that lead to it on the day: {role: 'inventory', selector: 'raw'}. */
export type PoolKey = {
  readonly itemId: string;
  readonly accountId?: string | undefined;
  readonly role?: string | undefined;
  readonly selector?: string | undefined;
  readonly valuationArea?: string | undefined;
  readonly lotId?: string | undefined;
};
export type Pool = PoolState & {
  readonly id: string;
  readonly accountId: string;
  readonly itemId: string;
  readonly valuationArea: string;
  readonly lotId: string;
  readonly method: string;
  /** yyyymm of the latest line; a line dated into an earlier period is late. */
  readonly lastPeriod: number;
};
type PoolRow = { key_no: string; id: string; account_id: string; item_id: string; valuation_area: string; lot_id: string; method: string; quantity: string; value: string; last_period: number };

/** Creates what is missing, locks all in one order, returns one pool per key in the order asked; undefined where a role has no account. */
export async function lockPools(tx: Tx, day: PlainDay, keys: readonly PoolKey[]): Promise<(Pool | undefined)[]> {
  if (keys.length === 0) return [];
  const asked = keys.map((key) => ({
    account_id: key.accountId, role: key.role, selector: key.selector ?? '', item_id: key.itemId, valuation_area: key.valuationArea, lot_id: key.lotId,
  }));
  const rows = await tx.rows<PoolRow>(sql`select * from ledger.lock_pools(${day}::date, ${JSON.stringify(asked)}::jsonb)`);
  const found = new Map(rows.map((row) => [Number(row.key_no), poolFromRow(row)]));
  const remembered = locked.get(tx) ?? new Map<string, Pool>();
  for (const pool of found.values()) remembered.set(pool.id, pool);
  locked.set(tx, remembered);
  return keys.map((_, index) => found.get(index + 1));
}

const locked = new WeakMap<Tx, Map<string, Pool>>();

/** The pools this transaction has locked; what is not among them has not been booked on. */
export const lockedPools = (tx: Tx): ReadonlyMap<string, Pool> => locked.get(tx) ?? new Map();

/** Locks pools named by id, in the same order as all others. */
export async function lockPoolsById(tx: Tx, day: PlainDay, ids: readonly string[]): Promise<Pool[]> {
  const keys = await tx.rows<{ account_id: string; item_id: string; valuation_area: string; lot_id: string }>(sql`
    select p.account_id, p.item_id, p.valuation_area, p.lot_id
    from ledger.pool as p
    where p.company_id = kernel.company_id() and p.id = any (${ids}::bigint[])
    order by p.id`);
  const pools = await lockPools(tx, day, keys.map((key) => ({ accountId: key.account_id, itemId: key.item_id, valuationArea: key.valuation_area, lotId: key.lot_id })));
  return pools.filter((pool) => pool !== undefined);
}

const poolFromRow = (row: Omit<PoolRow, 'key_no'>): Pool => ({
  id: row.id, accountId: row.account_id, itemId: row.item_id, valuationArea: row.valuation_area, lotId: row.lot_id, method: row.method,
  quantity: parseQuantity(row.quantity), value: parseMoney(row.value), lastPeriod: row.last_period,
});

export type BalanceKey = { readonly itemId: string; readonly placeId: string; readonly lotId?: string | null | undefined; readonly ownerId?: string | null | undefined };

/** On hand per key, in the order asked; zero where nothing ever was. */
export async function loadBalances(reader: Reader, keys: readonly BalanceKey[]): Promise<Quantity[]> {
  const asked = keys.map((key) => ({ item_id: key.itemId, place_id: key.placeId, lot_id: key.lotId ?? '0', owner_id: key.ownerId ?? '0' }));
  const rows = await reader.rows<{ quantity: string }>(sql`
    select coalesce(b.quantity, 0) as quantity
    from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as (item_id bigint, place_id bigint, lot_id bigint, owner_id bigint))
      with ordinality as k (item_id, place_id, lot_id, owner_id, n)
    left join ledger.balance as b on b.company_id = kernel.company_id() and b.item_id = k.item_id and b.place_id = k.place_id and b.lot_id = k.lot_id and b.owner_id = k.owner_id
    order by k.n`);
  return rows.map((row) => parseQuantity(row.quantity));
}
