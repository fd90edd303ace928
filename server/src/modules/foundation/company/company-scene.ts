/** For tests only: a company with a life behind it, and what has to be the same after a restore, asked in plain SQL. */
import pg from 'pg';
import { backupPlan } from './backup-plan.ts';
import { loadBackup, type Restored, type RestoreRequest } from '../../../kernel/backup/load-backup.ts';
import { unwatched } from '../../../kernel/backup/backup-file.ts';
import { writeBackup, type Written } from '../../../kernel/backup/write-backup.ts';
import type { Runtime } from '../../../kernel/run-command.ts';
import type { TestDatabase } from '../../../../../tools/test-database.ts';
import { brokenBooks, runVerify } from '../../../verify.ts';
import { appointAdministrators } from './set-up.ts';

export const backUp = (database: TestDatabase, companyId: string, userId: string, file: string): Promise<Written> =>
  writeBackup({ pool: database.pools.maintain, companyId, userId, takenAt: '2026-06-15T01:00:00.000Z', file, plan: backupPlan, steps: unwatched });

export const restore = (database: TestDatabase, runtime: Runtime, path: string, options: Partial<RestoreRequest> & { administrator?: string } = {}): Promise<Restored> =>
  loadBackup({
    pool: database.pools.maintain, path, plan: backupPlan, identity: runtime.identity, steps: unwatched, check: brokenBooks,
    settle: (client, companyId) => appointAdministrators(client, runtime.identity, companyId, options.administrator === undefined ? [] : [options.administrator]),
    ...options,
  });

export async function asAdmin<Result>(database: TestDatabase, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: database.urls.admin });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
export const breaks = (database: TestDatabase) => asAdmin(database, async (client) => (await runVerify(client)).breaks);

/** What people read off the books, without ids of companies and people. */
export const figuresOf = (database: TestDatabase, companyId: string) => asAdmin(database, async (client) => {
  // 0 and 0.00 are one figure.
  const rows = async (text: string): Promise<unknown[]> =>
    (await client.query<unknown[]>({ text, values: [companyId], rowMode: 'array' })).rows.map((row) => row.map((value) => (typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value)));
  await client.query("select set_config('millwright.company', $1, false)", [companyId]);
  return {
    trialBalance: await rows('select a.code, t.opening, t.debit, t.credit, t.closing from ledger.trial_balance(202601, 202612) as t join ledger.account as a on a.company_id = $1 and a.id = t.account_id order by 1'),
    posted: await rows('select a.code, t.opening, t.debit, t.credit, t.closing from ledger.trial_balance(202601, 202612, true) as t join ledger.account as a on a.company_id = $1 and a.id = t.account_id order by 1'),
    parties: await rows('select m.account_id, m.party_id, sum(m.debit), sum(m.credit) from ledger.party_movements(202612) as m where $1::bigint > 0 group by 1, 2 order by 1, 2'),
    items: await rows('select m.item_id, m.place_id, sum(m.quantity_in), sum(m.value_in), sum(m.quantity_out), sum(m.value_out) from ledger.item_movements(202612) as m where $1::bigint > 0 group by 1, 2 order by 1, 2'),
    stock: await rows('select item_id, place_id, lot_id, quantity from ledger.balance where company_id = $1 order by 1, 2, 3'),
    pools: await rows('select id, quantity, value, last_period from ledger.pool where company_id = $1 order by 1'),
    documents: await rows('select id, kind, number, business_day, state, version from documents.document where company_id = $1 order by 1'),
    vouchers: await rows('select period, type, number, state, summary from ledger.voucher where company_id = $1 order by id'),
    areas: await rows('select period, area, state from ledger.period_area where company_id = $1 order by 1, 2'),
    history: await rows('select h.id, h.table_name, h.row_key, h.action, c.name from kernel.change_log as h left join kernel.command as c on c.company_id = h.company_id and c.id = h.command_id where h.company_id = $1 and h.table_name not like \'access.%\' order by 1'),
  };
});
