/**
 * Sets a company up: its row, periods, chart of accounts with roles and posting rules, working calendar, the virtual places
 * stock moves through, roles and people. Runs as the maintenance role in one transaction, before anyone can enter: the company is
 * `loading` until the last row stands, because that role inserts into no other. Whoever may do everything in the first company of
 * an installation (an interrupted demo does not count) looks after the installation, too.
 */
import { type Period, firstDayOf, lastDayOf, nextPeriod } from '@millwright/core/primitives/plain-day';
import type pg from 'pg';
import sql from 'sql-template-tag';
import { companyReading } from '../../../kernel/database/company-transaction.ts';
import type { Identity } from '../../../kernel/identity.ts';
import { recordset } from '../../../kernel/recordset.ts';
import { searchText } from '../../../kernel/search-text.ts';
import { query } from '../../../kernel/transaction.ts';
import { type CalendarException, calendarRows } from '../calendar/statutory-days.ts';
import { accountRoles, accounts, postingRules } from '../../ledger/standards/small-enterprise.ts';

export type CompanyPlan = {
  readonly code: string;
  readonly name: string;
  readonly taxNumber?: string;
  readonly firstPeriod: Period;
  readonly periodCount: number;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly roles: readonly { readonly code: string; readonly name: string; readonly permissions: readonly string[] }[];
  readonly people: readonly { readonly login: string; readonly name: string; readonly post: string; readonly passwordHash: string; readonly roles: readonly string[] }[];
  /** People the installation has already, with their roles here. */
  readonly members?: readonly { readonly userId: string; readonly roles: readonly string[] }[];
  readonly calendar?: readonly { readonly day: string; readonly working: boolean; readonly note: string }[];
};
export type CompanyIds = { readonly companyId: string; readonly userIds: ReadonlyMap<string, string>; readonly placeIds: ReadonlyMap<string, string>; readonly accountIds: ReadonlyMap<string, string> };

/** Virtual places, and the two real ones that hold our goods outside our warehouses. */
const places = [
  { code: 'V-SUPPLIER', name: '供应商', kind: 'supplier' }, { code: 'V-CUSTOMER', name: '客户', kind: 'customer' }, { code: 'V-PRODUCTION', name: '生产', kind: 'production' },
  { code: 'V-CONSUMPTION', name: '领用', kind: 'consumption' }, { code: 'V-LOSS', name: '盘盈盘亏', kind: 'loss' }, { code: 'V-CONVERSION', name: '形态转换', kind: 'conversion' },
  { code: 'V-OPENING', name: '期初', kind: 'opening' }, { code: 'DISPATCHED', name: '发出商品', kind: 'dispatched' }, { code: 'SUBCONTRACT', name: '委外在外', kind: 'subcontractor' },
] as const;

export async function setUpCompany(maintain: pg.Pool, identity: Identity, plan: CompanyPlan, state: 'live' | 'loading' = 'live'): Promise<CompanyIds> {
  const companyId = await identity.nextId();
  const client = await maintain.connect();
  const run = (statement: ReturnType<typeof sql>) => query(client, statement);
  const numbered = async <Row extends object>(rows: readonly Row[]) => Promise.all(rows.map(async (row) => ({ ...row, id: await identity.nextId() })));
  try {
    await client.query('begin');
    await run(sql`select set_config('millwright.company', ${companyId}, true)`);
    await run(sql`
      insert into kernel.company (id, code, name, state, tax_number, policy)
      values (${companyId}, ${plan.code}, ${plan.name}, 'loading', ${plan.taxNumber ?? ''}, ${JSON.stringify(plan.policy ?? {})}::jsonb)`);
    await insertPeriods(run, companyId, plan);
    const chart = await numbered(accounts.map((account) => ({ ...account, parent: account.code.includes('.') ? account.code.slice(0, account.code.lastIndexOf('.')) : null, search: searchText(account.code, account.name), leaf: !accounts.some((other) => other.code.startsWith(`${account.code}.`)) })));
    await run(sql`
      insert into ledger.account (company_id, id, code, name, search, class, normal_side, control, is_leaf, parent_id)
      select ${companyId}, r.id, r.code, r.name, r.search, r.class, r.side, r.control, r.leaf, p.id
      from ${recordset(chart, { id: 'bigint', code: 'text', name: 'text', search: 'text', class: 'text', side: 'text', control: 'text', leaf: 'boolean', parent: 'text' })}
      left join ${recordset(chart, { id: 'bigint', code: 'text' }, 'p')} on p.code = r.parent`);
    const accountIds = new Map(chart.map((account) => [account.code, account.id]));
    const roleRows = await numbered(accountRoles.map((role) => ({ ...role, account_id: accountIds.get(role.account) })));
    await run(sql`
      insert into ledger.account_role (company_id, id, role, selector, account_id, valid_from)
      select ${companyId}, r.id, r.role, r.selector, r.account_id, '2000-01-01'
      from ${recordset(roleRows, { id: 'bigint', role: 'text', selector: 'text', account_id: 'bigint' })}`);
    await run(sql`
      insert into ledger.posting_rule (company_id, id, rule_set, valid_from, movement, debit_role, credit_role)
      select ${companyId}, r.id, 'small-enterprise', '2000-01-01', r.movement, r."debitRole", r."creditRole"
      from ${recordset(await numbered(postingRules), { id: 'bigint', movement: 'text', debitRole: 'text', creditRole: 'text' })}`);
    const placeRows = await numbered(places.map((place) => ({ ...place, search: searchText(place.code, place.name) })));
    await run(sql`
      insert into inventory.place (company_id, id, code, name, search, kind)
      select ${companyId}, r.id, r.code, r.name, r.search, r.kind
      from ${recordset(placeRows, { id: 'bigint', code: 'text', name: 'text', search: 'text', kind: 'text' })}`);
    await run(sql`
      insert into foundation.calendar_day (company_id, day, working, note)
      select ${companyId}, r.day, r.working, r.note
      from ${recordset(plan.calendar ?? announcedDays(plan.firstPeriod), { day: 'date', working: 'boolean', note: 'text' })}`);
    const userIds = await insertPeople(run, companyId, plan, numbered);
    await run(sql`
      insert into access.installation_administrator (user_id)
      select distinct m.user_id
      from access.user_role as m
      join access.role as r on r.company_id = m.company_id and r.id = m.role_id and '*' = any (r.permissions)
      where m.company_id = ${companyId}
        and not exists (select 1 from access.installation_administrator as a join access."user" as u on u.id = a.user_id and u.active)`);
    if (state !== 'loading') await run(sql`update kernel.company set state = ${state} where id = ${companyId}`);
    await client.query('commit');
    return { companyId, userIds, accountIds, placeIds: new Map(placeRows.map((place) => [place.kind, place.id])) };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Public holidays of the first year and the next two, as far as they are announced. */
const announcedDays = (firstPeriod: Period): CalendarException[] => calendarRows(Math.trunc(firstPeriod / 100), Math.trunc(firstPeriod / 100) + 2);

type Run = (statement: ReturnType<typeof sql>) => Promise<unknown[]>;

async function insertPeriods(run: Run, companyId: string, plan: CompanyPlan): Promise<void> {
  const periods: { period: number; first: string; last: string }[] = [];
  for (let period = plan.firstPeriod; periods.length < plan.periodCount; period = nextPeriod(period)) periods.push({ period, first: firstDayOf(period), last: lastDayOf(period) });
  await run(sql`
    insert into ledger.period (company_id, period, first_day, last_day)
    select ${companyId}, r.period, r.first, r.last
    from ${recordset(periods, { period: 'integer', first: 'date', last: 'date' })}`);
  await run(sql`
    insert into ledger.period_area (company_id, period, area)
    select ${companyId}, p.period, a.area
    from ledger.period as p
    cross join unnest(array['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger']) as a(area)
    where p.company_id = ${companyId}`);
}

async function insertPeople(run: Run, companyId: string, plan: CompanyPlan, numbered: <Row extends object>(rows: readonly Row[]) => Promise<(Row & { id: string })[]>): Promise<Map<string, string>> {
  const roles = await numbered(plan.roles);
  const people = await numbered(plan.people);
  await run(sql`
    insert into access.role (company_id, id, code, name, permissions)
    select ${companyId}, r.id, r.code, r.name, array(select jsonb_array_elements_text(r.permissions))
    from ${recordset(roles, { id: 'bigint', code: 'text', name: 'text', permissions: 'jsonb' })}`);
  await run(sql`
    insert into access."user" (id, login, name, post, password_hash)
    select r.id, r.login, r.name, r.post, r."passwordHash"
    from ${recordset(people, { id: 'bigint', login: 'text', name: 'text', post: 'text', passwordHash: 'text' })}`);
  const members = [...people.map(({ id, roles: codes }) => ({ userId: id, roles: codes })), ...(plan.members ?? [])];
  const memberships = members.flatMap((member) => member.roles.map((code) => ({ user_id: member.userId, role_id: roles.find((role) => role.code === code)?.id })));
  await run(sql`
    insert into access.user_role (company_id, user_id, role_id)
    select ${companyId}, r.user_id, r.role_id
    from ${recordset(memberships, { user_id: 'bigint', role_id: 'bigint' })}`);
  return new Map(people.map((person) => [person.login, person.id]));
}

/** The posts of a company and what they may do. */
export const rolesOf = (maintain: pg.Pool, companyId: string): Promise<CompanyPlan['roles']> =>
  companyReading(maintain, companyId, null, (client) => query<CompanyPlan['roles'][number]>(client, sql`
    select code, name, permissions
    from access.role
    where company_id = ${companyId}
    order by code`));

/** In the transaction that loads a company: these people may do everything in it. */
export async function appointAdministrators(client: pg.PoolClient, identity: Identity, companyId: string, userIds: readonly string[]): Promise<void> {
  const [role] = await query<{ id: string }>(client, sql`
    select id
    from access.role
    where company_id = ${companyId} and '*' = any (permissions)
    order by code
    limit 1`);
  const roleId = role?.id ?? await identity.nextId();
  if (!role) {
    await query(client, sql`
      insert into access.role (company_id, id, code, name, permissions)
      values (${companyId}, ${roleId}, ${`administrator-${roleId}`}, '系统管理员', array['*'])`);
  }
  await query(client, sql`
    insert into access.user_role (company_id, user_id, role_id)
    select ${companyId}, u.id, ${roleId}
    from unnest(${userIds}::bigint[]) as u(id)
    on conflict do nothing`);
}

/** Rights over the installation are nobody's role in a company. */
export async function isInstallationAdministrator(pool: pg.Pool, userId: string): Promise<boolean> {
  const { rows } = await pool.query('select 1 from access.installation_administrator as a join access."user" as u on u.id = a.user_id and u.active where a.user_id = $1', [userId]);
  return rows.length > 0;
}
