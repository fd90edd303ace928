/** A friendly answer before the database's own: the trigger refuses anyway, whoever closes meanwhile. */
import type { Refusal } from '@millwright/core/primitives/outcome';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

export const areas = ['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger'] as const;
export type Area = (typeof areas)[number];

/** The first area of the day's period that is not open, as a refusal on the field `businessDay`; undefined when all are. */
export async function ensurePeriodOpen(reader: Reader, day: PlainDay, wanted: readonly Area[]): Promise<Refusal | undefined> {
  const period = periodOf(day);
  const rows = await reader.rows<{ area: Area; state: string }>(sql`
    select w.area, coalesce(p.state, 'unknown') as state
    from unnest(${[...new Set<Area>([...wanted, 'ledger'])]}::text[]) with ordinality as w (area, n)
    left join ledger.period_area as p on p.company_id = kernel.company_id() and p.period = ${period} and p.area = w.area
    where p.state is distinct from 'open'
    order by w.n
    limit 1`);
  const closed = rows[0];
  return closed && { code: 'period-closed', path: ['businessDay'], parameters: { period, area: closed.area, state: closed.state } };
}
