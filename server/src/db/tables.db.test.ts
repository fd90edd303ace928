/**
 * What every table must be, asked of the database itself, with the exceptions declared here and nowhere else: a company first
 * in its key and in every foreign key, row-level security, an audit trigger, exact numbers, and an index behind every foreign key.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../tools/test-database.ts';

/** Of the installation, not of a company. */
const installation = new Set(['kernel.company', 'kernel.migration', 'access.user', 'access.session', 'access.sign_in_failure', 'access.installation_administrator', 'documents.kind', 'ledger.control_kind', 'ledger.opening_kind']);
/** Append-only by themselves, computed, or bulk results of a run: a second copy in the change log would say nothing. */
const unaudited = new Set([
  'kernel.command', 'kernel.change_log', 'kernel.outbox', 'kernel.number_block', 'kernel.job', 'kernel.company_backup', 'kernel.search_gram', 'documents.execution', 'documents.link',
  'ledger.entry', 'ledger.entry_line', 'ledger.pool', 'ledger.pool_period', 'ledger.balance', 'ledger.period', 'ledger.period_area', 'ledger.period_interval',
  'ledger.voucher_counter', 'ledger.voucher_entry', 'ledger.voucher_post', 'ledger.netting', 'ledger.rollup_mark', 'ledger.account_rollup', 'ledger.party_rollup', 'ledger.item_rollup', 'ledger.posted_rollup', 'ledger.rule_version',
  'ledger.late_line', 'foundation.comment_mention', 'planning.run', 'planning.planned_order', 'planning.pegging', 'planning.exception', 'planning.item_plan', 'planning.need', 'planning.supply',
]);

describe('every table', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  const rows = async (text: string): Promise<string[]> => (await admin.query<{ name: string }>(text)).rows.map((row) => row.name);
  const ours = `n.nspname in ('kernel', 'access', 'documents', 'engineering', 'finance', 'foundation', 'inventory', 'ledger', 'planning', 'purchasing', 'sales', 'shopfloor') and c.relkind in ('r', 'p')`;
  beforeAll(async () => {
    database = await testDatabase('tables');
    admin = new pg.Client({ connectionString: database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });

  it('has its company first in the key, and row-level security', async () => {
    const without = await rows(`
      select n.nspname || '.' || c.relname as name
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      left join pg_index as i on i.indrelid = c.oid and i.indisprimary
      left join pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where ${ours} and (a.attname is distinct from 'company_id' or not c.relrowsecurity)`);
    expect(without.filter((name) => !installation.has(name))).toEqual([]);
  });
  it('is audited', async () => {
    const without = await rows(`
      select n.nspname || '.' || c.relname as name
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      where ${ours} and not exists (select 1 from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid where t.tgrelid = c.oid and p.proname = 'write_change_log')`);
    expect(without.filter((name) => !installation.has(name) && !unaudited.has(name))).toEqual([]);
  });
  it('keeps exact numbers only', async () => {
    expect(await rows(`
      select n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where ${ours} and a.atttypid in ('real'::regtype, 'double precision'::regtype, 'money'::regtype) and n.nspname || '.' || c.relname <> 'kernel.job'`)).toEqual([]);
  });
  it('has an index behind every foreign key to a table that can lose rows, and the company in each', async () => {
    expect(await rows(`
      select f.conrelid::regclass || ' ' || f.conname as name
      from pg_constraint as f
      join pg_class as c on c.oid = f.conrelid
      join pg_namespace as n on n.oid = c.relnamespace
      where f.contype = 'f' and ${ours}
        and exists (select 1 from pg_attribute as a where a.attrelid = f.confrelid and a.attname = 'company_id' and not a.attisdropped)
        and not exists (select 1 from pg_attribute as a where a.attrelid = f.conrelid and a.attname = 'company_id' and a.attnum = any (f.conkey))`)).toEqual([]);
  });
  it('gives no runtime role more than its policies: none owns, bypasses or truncates anything', async () => {
    expect(await rows(`select rolname as name from pg_roles where rolname in ('millwright_owner', 'millwright_write', 'millwright_read', 'millwright_auth', 'millwright_jobs', 'millwright_maintain') and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole)`)).toEqual([]);
    expect(await rows(`
      select r.role || ' ' || n.nspname || '.' || c.relname as name
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      cross join (values ('millwright_write'), ('millwright_read'), ('millwright_auth'), ('millwright_jobs'), ('millwright_maintain')) as r(role)
      where ${ours} and (has_table_privilege(r.role, c.oid, 'truncate') or has_table_privilege(r.role, c.oid, 'trigger'))`)).toEqual([]);
  });
});
