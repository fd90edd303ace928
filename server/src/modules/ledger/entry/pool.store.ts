/**
 * Value pools and balances as a booking sees them. Lock pools first, read balances after: both are then what the commit will
 * find. Only the database's triggers write either.
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
  readonly method?: 'moving-average' | 'month-average' | 'fifo' | 'specific' | 'standard' | undefined;
};
export type Pool = PoolState & {
  readonly id: string;
  readonly accountId: string;
  readonly itemId: string;
  readonly valuationArea: string;
  readonly lotId: string;
  readonly method: string;
  /** yyyymm of the latest line; lines dated earlier are refused (docs/decisions). */
  readonly lastPeriod: number;
};
type PoolRow = { key_no: string; id: string; account_id: string; item_id: string; valuation_area: string; lot_id: string; method: string; quantity: string; value: string; last_period: number };

/** Creates what is missing, locks all in one order, returns one pool per key in the order asked; undefined where a role has no account. */
export async function lockPools(tx: Tx, day: PlainDay, keys: readonly PoolKey[]): Promise<(Pool | undefined)[]> {
  if (keys.length === 0) return [];
  const asked = keys.map((key) => ({
    account_id: key.accountId, role: key.role, selector: key.selector ?? '', item_id: key.itemId, valuation_area: key.valuationArea, lot_id: key.lotId, method: key.method,
  }));
  const rows = await tx.rows<PoolRow>(sql`select * from ledger.lock_pools(${day}::date, ${JSON.stringify(asked)}::jsonb)`);
  const found = new Map(rows.map((row) => [Number(row.key_no), poolFromRow(row)]));
  return keys.map((_, index) => found.get(index + 1));
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
