/**
 * Trial balance, stock on hand and the stock ledger over a long history. The history is planted by the superuser with triggers and
 * secondary indexes off (made anew afterwards), as if booked long ago: 600 items in two warehouses, twelve periods; pools and
 * balances agree with the lines. Then it is rolled up as usual.
 */
import pg from 'pg';
import type { Scene } from './scene.ts';

export type ReportRow = { readonly name: string; readonly lines: number; readonly medianMs: number };
const itemCount = 600;
const base = 6_000_000_000;
const firstEntry = 10_000_000_000;

/** Adds entries of two lines, number `from` to `to` of all lines. */
export async function plantHistory(scene: Scene, from: number, to: number): Promise<void> {
  const admin = new pg.Client({ connectionString: scene.database.urls.admin });
  await admin.connect();
  try {
    await admin.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'");
    if (from === 0) await plantItems(admin, scene);
    const { rows: indexes } = await admin.query<{ name: string; definition: string }>(`
      select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index as i
      where i.indrelid in ('ledger.entry'::regclass, 'ledger.entry_line'::regclass) and not exists (select 1 from pg_constraint as c where c.conindid = i.indexrelid)`);
    for (const { name } of indexes) await admin.query(`drop index ${name}`);
    await plantLines(admin, scene, from / 2, to / 2);
    for (const { definition } of indexes) await admin.query(definition);
    await admin.query('vacuum analyze ledger.entry');
    await admin.query('vacuum analyze ledger.entry_line');
    await admin.query('select ledger.reset_roll_up($1)', [scene.companyId]);
    for (let rolled = 1; rolled > 0;) rolled = Number((await admin.query<{ rolled: string }>('select ledger.roll_up($1, 2000000000) as rolled', [scene.companyId])).rows[0]?.rolled ?? 0);
    for (const table of ['ledger.account_rollup', 'ledger.item_rollup', 'ledger.pool', 'ledger.balance', 'engineering.item']) await admin.query(`vacuum analyze ${table}`);
  } finally {
    await admin.end();
  }
}

async function plantItems(admin: pg.Client, { companyId, accountIds }: Scene): Promise<void> {
  await admin.query("insert into foundation.unit (company_id, id, code, name, search, decimals) values ($1, $2, 'history', 'history', 'history', 0)", [companyId, base - 1]);
  await admin.query("insert into inventory.place (company_id, id, code, name, search, kind) select $1, $2::bigint + n, 'history' || n, 'history', 'history', case n when 0 then 'supplier' else 'warehouse' end from generate_series(0, 2) as n", [companyId, base - 10]);
  await admin.query("insert into engineering.item (company_id, id, code, name, search, class, source, unit_id) select $1, $2::bigint + n, 'H' || n, 'history ' || n, 'h' || n, 'raw', 'buy', $2::bigint - 1 from generate_series(0, $3::integer - 1) as n", [companyId, base, itemCount]);
  await admin.query('insert into ledger.pool (company_id, id, account_id, item_id, last_period) overriding system value select $1, $2::bigint + n, $4, $2::bigint + n, 202612 from generate_series(0, $3::integer - 1) as n', [companyId, base, itemCount, accountIds.get('1403.02')]);
}

/** Entry n moves one piece of item n mod 600 into warehouse 1 or 2 for 10.00. */
async function plantLines(admin: pg.Client, { companyId, accountIds }: Scene, from: number, to: number): Promise<void> {
  await admin.query(`
    insert into ledger.entry (company_id, id, period, area, day, document_id, line_count, written_xid) overriding system value
    select $1, $2::bigint + n, 202601 + n % 12, 'stock', make_date(2026, 1 + n % 12, 1 + n % 28), $2::bigint + n, 2, '3'::xid8
    from generate_series($3::integer, $4::integer - 1) as n`, [companyId, firstEntry, from, to]);
  await admin.query(`
    insert into ledger.entry_line (company_id, period, entry_id, line_no, side, amount, account_id, item_id, place_id, pool_id, pool_seq, quantity, movement)
    select $1, 202601 + n % 12, $2::bigint + n, s.line_no, s.side, 10.00, s.account_id, $5::bigint + n % $6::integer, $5::bigint - 10 + case s.side when 'D' then 1 + n / $6::integer % 2 else 0 end,
      case s.side when 'D' then $5::bigint + n % $6::integer end, case s.side when 'D' then n + 1 end, case s.side when 'D' then 1 else -1 end, 'receipt.accrual'
    from generate_series($3::integer, $4::integer - 1) as n
    cross join (values (1, 'D', $7::bigint), (2, 'C', $8::bigint)) as s (line_no, side, account_id)`,
  [companyId, firstEntry, from, to, base, itemCount, accountIds.get('1403.02'), accountIds.get('2202.02')]);
  await admin.query(`
    insert into ledger.balance as b (company_id, item_id, place_id, quantity)
    select $1, $4::bigint + n % $5::integer, $4::bigint - 10 + 1 + n / $5::integer % 2, count(*)
    from generate_series($2::integer, $3::integer - 1) as n
    group by 2, 3
    on conflict (company_id, item_id, place_id, lot_id, owner_id) do update set quantity = b.quantity + excluded.quantity`, [companyId, from, to, base, itemCount]);
  await admin.query(`
    update ledger.pool as p
    set quantity = b.quantity, value = b.quantity * 10
    from (select item_id, sum(quantity) as quantity from ledger.balance where company_id = $1 group by item_id) as b
    where p.company_id = $1 and p.item_id = b.item_id and p.id >= $2`, [companyId, base]);
}

/** Median of 15 runs through the query path, company and policies included. */
export async function measureReports(scene: Scene, lines: number): Promise<ReportRow[]> {
  const measure = async (name: string, query: string, input: unknown): Promise<ReportRow> => {
    const times: number[] = [];
    for (let run = 0; run < 16; run += 1) {
      const start = performance.now();
      await scene.ask(query, input);
      times.push(performance.now() - start);
    }
    return { name, lines, medianMs: times.slice(1).sort((a, b) => a - b)[7] ?? 0 };
  };
  return [
    await measure('trial balance', 'ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606, includeUnposted: true }),
    await measure('stock on hand', 'inventory/stock.list', { limit: 50 }),
  ];
}
