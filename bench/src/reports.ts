/** Trial balance and stock on hand over a long history. The history is planted by the superuser with triggers off, then rolled up as usual. */
import pg from 'pg';
import type { Scene } from './scene.ts';

export type ReportRow = { readonly name: string; readonly lines: number; readonly medianMs: number };

/** Adds entries of two lines on the company's pools, spread over twelve periods, as if booked long ago. */
export async function plantHistory(scene: Scene, from: number, to: number): Promise<void> {
  const admin = new pg.Client({ connectionString: scene.database.urls.admin });
  await admin.connect();
  try {
    await admin.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'");
    const accounts = ['1403.02', '2202.02'].map((code) => scene.accountIds.get(code));
    await admin.query(`
      with entries as (
        insert into ledger.entry (company_id, id, period, area, day, document_id, line_count, written_xid) overriding system value
        select $1, 10000000000 + n, 202601 + n % 12, 'stock', make_date(2026, 1 + n % 12, 1 + n % 28), 10000000000 + n, 2, '3'::xid8
        from generate_series($2::integer, $3::integer - 1) as n
        returning company_id, id, period
      )
      insert into ledger.entry_line (company_id, period, entry_id, line_no, side, amount, account_id, item_id, quantity)
      select e.company_id, e.period, e.id, s.line_no, s.side, 10.00, s.account_id, null, 0
      from entries as e
      cross join (values (1, 'D', $4::bigint), (2, 'C', $5::bigint)) as s(line_no, side, account_id)`, [scene.companyId, from / 2, to / 2, accounts[0], accounts[1]]);
    await admin.query('select ledger.reset_roll_up($1)', [scene.companyId]);
    for (let rolled = 1; rolled > 0;) rolled = Number((await admin.query<{ rolled: string }>('select ledger.roll_up($1, 2000000000) as rolled', [scene.companyId])).rows[0]?.rolled ?? 0);
    await admin.query('analyze ledger.entry; analyze ledger.entry_line; analyze ledger.account_rollup');
  } finally {
    await admin.end();
  }
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
    await measure('trial balance', 'ledger/report.trial-balance', { fromPeriod: 202606, toPeriod: 202606 }),
    await measure('stock on hand', 'inventory/stock.list', { limit: 50 }),
  ];
}
