/**
 * Brings a backed-up company into this installation, in one transaction of the maintenance role: until its commit there is no company,
 * whatever happens. The company is `loading`, so policies let the role insert into it and nowhere else, and triggers that would book again stand
 * aside; instead all invariants are checked over all rows at the end. Ids stay: every key starts with the company. People belong to the
 * installation: found by login or added without the right to sign in.
 */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Text } from '@millwright/core/primitives/outcome';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Identity } from '../identity.ts';
import { ProblemError } from '../refusal.ts';
import { type Header, manifestName, type Person, type Steps } from './backup-file.ts';
import { backupProblem } from './backup.refusals.ts';
import { type Checked, checkBackup, entriesOf } from './check-backup.ts';
import { type BackupPlan, type CompanyTable, readStructure, type Structure } from './tables.ts';
import type { TarEntry } from './tar.ts';

export type RestoreRequest = {
  readonly pool: pg.Pool;
  readonly path: string;
  readonly plan: BackupPlan;
  readonly identity: Identity;
  /** Another code or name than the file's. */
  readonly code?: string | undefined;
  readonly name?: string | undefined;
  /** Runs in the same transaction when the rows stand: people who look after the new company. */
  settle(client: pg.PoolClient, companyId: string): Promise<void>;
  /** The first break of an invariant in words, or undefined. */
  check(client: pg.PoolClient, companyId: string): Promise<Text | undefined>;
  readonly steps: Steps;
};
export type Restored = { readonly companyId: string; readonly code: string; readonly name: string; readonly rows: number; readonly peopleKnown: number; readonly peopleAdded: readonly string[] };

export async function loadBackup(request: RestoreRequest): Promise<Restored> {
  const { pool, path, plan, identity, steps } = request;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const structure = await readStructure(client, plan);
    const checked = await checkBackup(path, structure, plan, { ...steps, progress: () => undefined });
    const companyId = await identity.nextId();
    await client.query('begin');
    const company = await openCompany(client, companyId, checked.header, request);
    const people = await bringPeople(client, checked.people, identity);
    await bringContents(client, companyId, structure, checked, request);
    await compareFigures(client, companyId, plan, checked);
    const firstId = await advanceCounters(client, companyId, structure, checked.header);
    await client.query("select set_config('millwright.loading', 'off', true)");
    await request.settle(client, companyId);
    await client.query('select kernel.analyze_tables()');
    const found = await request.check(client, companyId);
    if (found) throw backupProblem('backup-books-broken', { first: found });
    steps.throwIfCancelled();
    await client.query('update kernel.company set state = $2, first_id = $3 where id = $1', [companyId, checked.header.company.state, firstId]);
    await client.query('commit');
    identity.startFrom(firstId);
    steps.progress(1);
    return { companyId, ...company, rows: Object.values(checked.manifest.tables).reduce((sum, { rows }) => sum + rows, 0), ...people };
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => { broken = failure; });
    throw refusalOf(error);
  } finally {
    client.release(broken);
  }
}

async function openCompany(client: pg.PoolClient, companyId: string, { company }: Header, request: RestoreRequest): Promise<{ code: string; name: string }> {
  const [code, name] = [request.code ?? company.code, request.name ?? company.name];
  const policy = Object.fromEntries(Object.entries(company.policy).filter(([key]) => !(key in request.plan.policyLeft)));
  await client.query("select set_config('millwright.company', $1, true), set_config('millwright.loading', 'on', true)", [companyId]);
  const { rowCount } = await client.query(
    `insert into kernel.company (id, code, name, state, currency, accounting_standard, tax_number, policy) values ($1, $2, $3, 'loading', $4, $5, $6, $7) on conflict (code) do nothing`,
    [companyId, code, name, company.currency, company.accounting_standard, company.tax_number, JSON.stringify(policy)]);
  if (rowCount === 0) throw backupProblem('backup-code-taken', { code });
  return { code, name };
}

/** pg_temp.people: who a person of the file is here. A password never travels, so whoever is added waits for an administrator. */
async function bringPeople(client: pg.PoolClient, people: readonly Person[], identity: Identity): Promise<{ peopleKnown: number; peopleAdded: readonly string[] }> {
  await client.query('create temporary table people (old_id bigint primary key, new_id bigint not null) on commit drop');
  const { rows: known } = await client.query<{ id: string; login: string }>('select id, login from access."user" where login = any ($1::text[])', [people.map(({ login }) => login)]);
  const byLogin = new Map(known.map(({ id, login }) => [login, id]));
  const added: string[] = [];
  for (const { id, login, name, post } of people) {
    let here = byLogin.get(login);
    if (here === undefined) {
      here = await identity.nextId();
      await client.query(`insert into access."user" (id, login, name, post, password_hash, active) values ($1, $2, $3, $4, '!', false)`, [here, login, name, post]);
      added.push(login);
      byLogin.set(login, here);
    }
    await client.query('insert into pg_temp.people (old_id, new_id) values ($1, $2)', [id, here]);
  }
  return { peopleKnown: people.length - added.length, peopleAdded: added };
}

async function bringContents(client: pg.PoolClient, companyId: string, { tables }: Structure, { manifest }: Checked, { path, plan, steps }: RestoreRequest): Promise<void> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const whole = Math.max(1, Object.values(manifest.tables).reduce((sum, { bytes }) => sum + bytes, 0));
  let bytes = 0;
  const entries = entriesOf(path);
  try {
    for (let entry = await entries.next(); !entry.done;) {
      const [folder, name = '', ...rest] = entry.value.name.split('/');
      const table = folder === 'tables' ? byName.get(name) : undefined;
      const source = plan.files.find((one) => one.folder === folder);
      if (table) {
        // All parts of one table are one COPY; the entry after them is where the reading goes on.
        const parts = partsOf(entries, entry.value, `tables/${name}/`, () => steps.throwIfCancelled());
        const written = await bringTable(client, companyId, table, plan, parts.content);
        if (written !== manifest.tables[name]?.rows) throw backupProblem('backup-damaged', { where: name });
        bytes += manifest.tables[name]?.bytes ?? 0;
        steps.progress((0.95 * bytes) / whole);
        entry = parts.next();
        continue;
      }
      if (source && entry.value.name !== manifestName) await source.keep(companyId, { ...entry.value, name: rest.length === 0 ? name : [name, ...rest].join('/'), content: piecesOf(entry.value) });
      entry = await entries.next();
    }
  } finally {
    await entries.return(undefined);
  }
}

async function* piecesOf({ content }: TarEntry): AsyncGenerator<Buffer> {
  yield* content;
}

function partsOf(entries: AsyncGenerator<TarEntry>, first: TarEntry, prefix: string, look: () => void): { content: AsyncGenerator<Buffer>; next: () => IteratorResult<TarEntry, unknown> } {
  let current: IteratorResult<TarEntry, unknown> = { done: false, value: first };
  return {
    next: () => current,
    content: (async function* () {
      while (!current.done && current.value.name.startsWith(prefix)) {
        look();
        yield* current.value.content;
        current = await entries.next();
      }
    })(),
  };
}

/** COPY is refused under row-level security, so rows pass through a temporary table. */
async function bringTable(client: pg.PoolClient, companyId: string, table: CompanyTable, plan: BackupPlan, content: AsyncGenerator<Buffer>): Promise<number> {
  await client.query(`create temporary table passing (${table.columns.map(({ quoted, type }) => `${quoted} ${type}`).join(', ')}) on commit drop`);
  try {
    await pipeline(Readable.from(content), client.query(copyFrom('copy pg_temp.passing from stdin')));
    const { rowCount } = await client.query(
      `insert into ${table.quoted} (company_id, ${table.columns.map(({ quoted }) => quoted).join(', ')}) overriding system value
       select $1::bigint, ${table.columns.map((column) => written(table, column, plan)).join(', ')}
       from pg_temp.passing as t`, [companyId]);
    await client.query('drop table pg_temp.passing');
    return rowCount ?? 0;
  } catch (error) {
    throw refusalOf(error, table.name);
  }
}

function written(table: CompanyTable, { name, quoted, type }: CompanyTable['columns'][number], plan: BackupPlan): string {
  const special = plan.restoredAs[`${table.name}.${name}`];
  if (special !== undefined) return special;
  if (type !== 'bigint' || !plan.isPerson(name)) return `t.${quoted}`;
  // 0 is nobody: somebody the file itself does not know.
  return `case when t.${quoted} is not null then coalesce((select p.new_id from pg_temp.people as p where p.old_id = t.${quoted}), 0) end`;
}

async function compareFigures(client: pg.PoolClient, companyId: string, plan: BackupPlan, { manifest }: Checked): Promise<void> {
  const { rows: [figures] } = await client.query<Record<string, string | null>>(plan.figures, [companyId]);
  for (const [name, figure] of Object.entries(figures ?? {})) if (manifest.figures[name] !== figure) throw backupProblem('backup-damaged', { where: name });
}

/** Counters go on behind everything the file has handed out. Returns the first id that rows of this company may get from now on. */
async function advanceCounters(client: pg.PoolClient, companyId: string, { tables }: Structure, header: Header): Promise<string> {
  const least = new Map<string, bigint>();
  const raise = (counter: string, value: string | null | undefined): void => {
    if (value && BigInt(value) > (least.get(counter) ?? 0n)) least.set(counter, BigInt(value));
  };
  raise('kernel.id_block', header.counters['kernel.id_block']);
  for (const { quoted, counter, idColumn } of tables) {
    raise(counter, header.counters[counter]);
    if (idColumn === null) continue;
    const { rows: [highest] } = await client.query<{ id: string | null }>(`select max(${idColumn}) as id from ${quoted} where company_id = $1`, [companyId]);
    raise(counter, highest?.id);
  }
  for (const [counter, value] of least) await client.query('select kernel.advance_counter($1, $2)', [counter, value.toString()]);
  const { rows: [next] } = await client.query<{ id: string }>("select nextval('kernel.id_block') as id");
  return next?.id ?? '0';
}

/** What the database refuses comes from the file's content; anything without an SQLSTATE of that kind is a bug or an outage. */
function refusalOf(error: unknown, table?: string): unknown {
  if (error instanceof ProblemError) return error;
  const { code = '', message = '', table: of, schema } = error as { code?: string; message?: string; table?: string; schema?: string };
  if (!/^(22|23|42501$|MW)/.test(code)) return error;
  return backupProblem('backup-content', { table: table ?? (of ? `${schema}.${of}` : ''), detail: message });
}
