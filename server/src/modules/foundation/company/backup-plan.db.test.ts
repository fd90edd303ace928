/**
 * Nothing of a company is forgotten: a table is copied by itself, unless the plan leaves it with a reason, and what is left must be made
 * again from what is copied. A new table or trigger that fits neither fails here, not in a customer's restore.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../../../tools/test-database.ts';
import { readStructure, type Structure } from '../../../kernel/backup/tables.ts';
import { backupPlan } from './backup-plan.ts';
import { asAdmin } from './company-scene.ts';

let database: TestDatabase;
let structure: Structure;
const names = async (text: string): Promise<string[]> => asAdmin(database, async (client) => (await client.query<{ name: string }>(text)).rows.map(({ name }) => name));
const withCompany = `exists (select 1 from pg_attribute as k where k.attrelid = c.oid and k.attname = 'company_id' and not k.attisdropped)`;
beforeAll(async () => {
  database = await testDatabase('backup_plan');
  structure = await asAdmin(database, (client) => readStructure(client, backupPlan));
});
afterAll(() => database.close());

it('every table of a company is copied, or left with a reason', async () => {
  const copied = new Set(structure.tables.map(({ name }) => name));
  const all = await names(`select n.nspname || '.' || c.relname as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and ${withCompany}`);
  expect(all.filter((name) => !copied.has(name) && !(name in backupPlan.tablesLeft))).toEqual([]);
  // A derived table that is copied as well would be there twice; one that is left and not derived would be lost: both are named here.
  expect(Object.keys(backupPlan.tablesLeft).sort()).toEqual([
    'kernel.company_backup', 'kernel.job', 'kernel.outbox', 'kernel.search_gram', 'ledger.account_rollup', 'ledger.item_rollup', 'ledger.party_rollup', 'ledger.rollup_mark', 'ledger.rule_version',
  ]);
  expect(Object.keys(backupPlan.tablesLeft).filter((name) => !all.includes(name))).toEqual([]);
  expect([...Object.values(backupPlan.tablesLeft), ...Object.values(backupPlan.columnsLeft)].filter((reason) => reason.length < 10)).toEqual([]);
});
it('no transaction number is copied, and what is said of a column is said of one there is', async () => {
  expect(structure.tables.flatMap(({ name, columns }) => columns.filter(({ type }) => type === 'xid8').map((column) => `${name}.${column.name}`))).toEqual([]);
  const columns = new Set(await names(`select n.nspname || '.' || c.relname || '.' || a.attname as name from pg_attribute as a join pg_class as c on c.oid = a.attrelid join pg_namespace as n on n.oid = c.relnamespace where a.attnum > 0 and ${withCompany}`));
  expect([...Object.keys(backupPlan.columnsLeft), ...Object.keys(backupPlan.restoredAs)].filter((name) => !columns.has(name))).toEqual([]);
});
it('every key to a person is a column that is mapped to the person here', async () => {
  const persons = await names(`
    select a.attname as name
    from pg_constraint as f
    join pg_class as c on c.oid = f.conrelid
    join pg_attribute as a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'access.user'::regclass and ${withCompany}`);
  expect(persons.length).toBeGreaterThan(0);
  expect(persons.filter((name) => !backupPlan.isPerson(name))).toEqual([]);
});
it('no trigger books, counts or logs a second time while rows are loaded', async () => {
  expect(await names(`
    select t.tgrelid::regclass || '.' || t.tgname as name
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid
    join pg_proc as p on p.oid = t.tgfoid
    where not t.tgisinternal and (t.tgtype & 4) <> 0 and ${withCompany} and p.proname not in ('renew_rule_version', 'write_search_grams') and pg_get_triggerdef(t.oid) not like '%loading()%'`), 'call kernel.spare_loading() in the migration').toEqual([]);
});
it('the maintenance role inserts nowhere but into a loading company', async () => {
  expect(await names(`
    select c.oid::regclass::text as name
    from pg_class as c
    where c.relkind in ('r', 'p') and ${withCompany} and c.oid <> 'kernel.company_backup'::regclass
      and not exists (select 1 from pg_policy as p where p.polrelid = c.oid and p.polname = 'loading_only' and not p.polpermissive)`)).toEqual([]);
});
