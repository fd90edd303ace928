/**
 * Raw SQL against the books as every runtime role. The write role is the dangerous one and must meet the check itself; the other
 * roles must already lack the right; the maintenance role says that it is loading a company, which the one attacked is not. A transaction is attacked as a whole: some refusals come at the commit. For tests only.
 */
import pg from 'pg';
import { expect, it } from 'vitest';
import { type AttackDatabase, company, refusalOf, user } from '../attack-company.ts';

const otherRoles = ['read', 'auth', 'jobs', 'maintain'] as const;
type Role = 'write' | (typeof otherRoles)[number];
/** permission denied; read-only transaction */
const withoutRight = ['42501', '25006'];

export type Statements = string | readonly string[];
const companySetting = (companyId: string): string => `select set_config('millwright.company', '${companyId}', true), set_config('millwright.user', '${user.preparer}', true)`;

export async function attackAs(db: AttackDatabase, role: Role, statements: Statements, isolation = 'read committed') {
  const client = await db.pools[role === 'write' ? 'writeBulk' : role === 'read' ? 'readBulk' : role].connect();
  try {
    return await refusalOf((async () => {
      await client.query(`begin isolation level ${isolation}`);
      await client.query(companySetting(company.one));
      if (role === 'maintain') await client.query("select set_config('millwright.loading', 'on', true)");
      for (const statement of [statements].flat()) await client.query(statement);
      await client.query('commit');
    })());
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** One attack, one test: `code` is what the write role meets. Statements are built late, when the fixture stands. */
export function refused(title: string, code: string, database: () => AttackDatabase, statements: () => Statements, options: { isolation?: string; constraint?: string } = {}): void {
  it(`${title} → ${options.constraint ?? code}`, async () => {
    const met = await attackAs(database(), 'write', statements(), options.isolation);
    expect({ code: met.code, constraint: options.constraint && met.constraint }, met.message).toEqual({ code, constraint: options.constraint });
    for (const role of otherRoles) {
      expect(withoutRight, role).toContain((await attackAs(database(), role, statements(), options.isolation)).code);
    }
  });
}

type Values = Readonly<Record<string, string | number | boolean | null>>;
const literal = (value: string | number | boolean | null): string => (value === null ? 'null' : pg.escapeLiteral(String(value)));

export function insertRow(table: string, values: Values): string {
  return `insert into ${table} (${Object.keys(values).join(', ')}) values (${Object.values(values).map(literal).join(', ')})`;
}

let lastId = 700_000;
export const newId = (): number => ++lastId;

export const documentRow = (id: number, more: Values = {}): string =>
  insertRow('documents.document', { company_id: company.one, id, kind: 'test/receipt', number: `A-${id}`, business_day: '2026-01-10', state: 'booked', ...more });

export type RawEntry = { documentId: number; lines: readonly Values[]; entry?: Values; lineCount?: number };

/** Entry and lines in one statement, as the product writes them. */
export function entryRows({ documentId, lines, entry = {}, lineCount = lines.length }: RawEntry): string {
  const header = { company_id: company.one, period: 202601, area: 'stock', day: '2026-01-10', document_id: documentId, line_count: lineCount, ...entry };
  return `with e as (${insertRow('ledger.entry', header)} returning company_id, period, id) ${linesInsert('e.company_id, e.period, e.id', lines, 'from e cross join')}`;
}

/** Lines alone, for an entry named by an expression. */
export const lineRows = (entryId: string, lines: readonly Values[], period = 202601): string => linesInsert(`${company.one}, ${period}, ${entryId}`, lines, 'from');

function linesInsert(key: string, lines: readonly Values[], from: string): string {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const rows = lines.map((line, index) => `(${[index + 1, ...columns.map((column) => literal(line[column] ?? defaults[column] ?? null))].join(', ')})`);
  return `insert into ledger.entry_line (company_id, period, entry_id, line_no, ${columns.join(', ')})
    select ${key}, v.n, ${columns.map((column) => `v.${column}::${types[column] ?? 'bigint'}`).join(', ')} ${from} (values ${rows.join(', ')}) as v (n, ${columns.join(', ')})`;
}
const defaults: Values = { quantity: 0, settles: false };
const types: Readonly<Record<string, string>> = { side: 'char', amount: 'numeric', quantity: 'numeric', settles: 'boolean', movement: 'text', currency_amount: 'numeric', exchange_rate: 'numeric', currency: 'text' };

export const cash = (side: 'D' | 'C', amount: number, more: Values = {}): Values => ({ side, amount, account_id: 13, ...more });
export const expense = (side: 'D' | 'C', amount: number, more: Values = {}): Values => ({ side, amount, account_id: 14, ...more });

/** A transaction of its own that stays open until told. */
export async function heldTransaction(db: AttackDatabase, statements: Statements, userId: string = user.preparer): Promise<{ client: pg.PoolClient; processId: number; end(how: 'commit' | 'rollback'): Promise<void> }> {
  const client = await db.pools.writeBulk.connect();
  await client.query('begin');
  await client.query(`select set_config('millwright.company', '${company.one}', true), set_config('millwright.user', '${userId}', true)`);
  for (const statement of [statements].flat()) await client.query(statement);
  const { processID } = client as unknown as { processID: number };
  return { client, processId: processID, end: async (how) => { await client.query(how).finally(() => client.release()); } };
}

/** Waits until pg_locks shows that process waiting, so that a race is a real one. */
export async function untilWaiting(db: AttackDatabase, processId: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const seen = await db.admin.query('select 1 from pg_locks where pid = $1 and not granted', [processId]);
    if (seen.rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`process ${processId} never waited`);
}
