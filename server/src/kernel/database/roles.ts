// The database roles of an installation: who may log in, and what the whole database refuses to everybody else.
//
// `millwright_owner` owns every object and cannot log in; migrations take it with `set local role`. The five runtime roles
// log in with generated passwords and can do nothing that a grant of a migration does not give them: the one write path is
// kept in the database, not only in our code. Roles belong to the whole server while our databases may be many (tests clone
// dozens at once), so everything here may run concurrently and again: a clash is retried, never ignored.
// The trap: grants on the database itself are not copied by `create database … template`, so they are given here.

import pg from 'pg';
import { type RuntimeRole, runtimeRoles, type Secrets } from './home.ts';
import { scramMatches, scramVerifier } from './scram.ts';
import { databaseRightsMissing } from './start-failure.ts';

export const ownerRole = 'millwright_owner';

export function roleName(role: RuntimeRole): string {
  return `millwright_${role}`;
}

const restrictions = 'nosuperuser nobypassrls nocreatedb nocreaterole noinherit noreplication';

/** What a session of the role starts with. Statements name their schema, so nothing is found by accident. */
const sessionSettings: Readonly<Record<RuntimeRole, Readonly<Record<string, string>>>> = {
  write: { search_path: 'pg_catalog, pg_temp', lock_timeout: '30s', idle_in_transaction_session_timeout: '60s' },
  read: { search_path: 'pg_catalog, pg_temp', default_transaction_read_only: 'on', idle_in_transaction_session_timeout: '5min' },
  maintain: { search_path: 'pg_catalog, pg_temp', idle_in_transaction_session_timeout: '10min' },
  auth: { search_path: 'pg_catalog, pg_temp', idle_in_transaction_session_timeout: '60s' },
  jobs: { search_path: 'pg_catalog, pg_temp', idle_in_transaction_session_timeout: '60s' },
};

/** Roles that make temporary tables: bulk loads copy into one, because COPY FROM is refused under row-level security. */
const temporaryTables: readonly RuntimeRole[] = ['write', 'maintain'];

/** Creates what is missing and sets the passwords; `admin` is a superuser or a CREATEROLE user. */
export async function ensureRoles(admin: pg.Client, passwords: Secrets['roles']): Promise<void> {
  await retried(() => admin.query(`do $$ begin
    create role ${ownerRole} nologin ${restrictions};
  exception when duplicate_object or unique_violation then null; end $$`));
  for (const role of runtimeRoles) {
    await retried(() => admin.query(`do $$ begin
      create role ${roleName(role)} login ${restrictions};
    exception when duplicate_object or unique_violation then null; end $$`));
    await retried(() => bringUpToDate(admin, role, passwords[role]));
  }
  await retried(() => takeOwnership(admin));
}

async function bringUpToDate(admin: pg.Client, role: RuntimeRole, password: string): Promise<void> {
  const name = roleName(role);
  const stored = await storedVerifier(admin, name);
  if (!scramMatches(stored, password)) {
    await admin.query(`alter role ${name} login password ${pg.escapeLiteral(scramVerifier(password))}`);
  }
  const found = await admin.query<{ settings: string[] | null }>(
    'select setconfig as settings from pg_catalog.pg_db_role_setting where setrole = $1::text::regrole and setdatabase = 0', [name],
  );
  const present = new Set(found.rows[0]?.settings ?? []);
  for (const [setting, value] of Object.entries(sessionSettings[role])) {
    if (present.has(`${setting}=${value}`)) continue;
    // A list of names must stay a list: quoted as one literal it would be one name.
    await admin.query(`alter role ${name} set ${setting} = ${setting === 'search_path' ? value : pg.escapeLiteral(value)}`);
  }
}

/** Only a superuser can see it; anybody else sets the password at every start. */
async function storedVerifier(admin: pg.Client, name: string): Promise<string | null> {
  const visible = await admin.query<{ visible: boolean }>("select has_table_privilege('pg_catalog.pg_authid', 'select') as visible");
  if (visible.rows[0]?.visible !== true) return null;
  const found = await admin.query<{ verifier: string | null }>('select rolpassword as verifier from pg_catalog.pg_authid where rolname = $1', [name]);
  return found.rows[0]?.verifier ?? null;
}

/** A CREATEROLE user may make the owner role but, before `grant`, not act as it. */
async function takeOwnership(admin: pg.Client): Promise<void> {
  const able = await admin.query<{ super: boolean; member: boolean }>(
    `select rolsuper as super, pg_has_role(current_user, '${ownerRole}', 'member') as member from pg_catalog.pg_roles where rolname = current_user`,
  );
  if (able.rows[0]?.super === true) return;
  const version = await admin.query<{ number: number }>("select current_setting('server_version_num')::int as number");
  // From 16 on, membership alone does not allow `set role`.
  const needsOption = (version.rows[0]?.number ?? 0) >= 160_000;
  if (able.rows[0]?.member !== true || needsOption) await admin.query(`grant ${ownerRole} to current_user${needsOption ? ' with set true' : ''}`);
}

/** What the database itself allows; to be repeated for every clone. */
export async function grantDatabase(admin: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  try {
    await retried(() => admin.query(`
      revoke all on database ${name} from public;
      grant connect, create, temporary on database ${name} to ${ownerRole};
      grant connect on database ${name} to ${runtimeRoles.map(roleName).join(', ')};
      grant temporary on database ${name} to ${temporaryTables.map(roleName).join(', ')};
    `));
  } catch (error) {
    throw new Error(`Grants on database ${database} failed`, { cause: error });
  }
  const held = await admin.query<{ create: boolean }>(`select has_database_privilege('${ownerRole}', $1, 'create') as create`, [database]);
  if (held.rows[0]?.create !== true) throw databaseRightsMissing(`grant create on database ${database}`);
}

/** The schema every database starts with is closed: nothing of ours lives there. */
export async function closePublicSchema(admin: pg.Client): Promise<void> {
  const found = await admin.query("select 1 from pg_catalog.pg_namespace where nspname = 'public'");
  if (found.rowCount === 1) await retried(() => admin.query('revoke all on schema public from public'));
}

/** Two starters that alter the same role at the same moment: one of them gets "tuple concurrently updated". */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === '42501') throw databaseRightsMissing((error as Error).message, error);
      if (!(code === 'XX000' || code === '23505' || code === '42710' || code === '40P01') || attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}
