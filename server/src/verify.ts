/**
 * `npm run verify`: proves the books from their rows. Every file of db/invariants returns the rows that break one invariant, in
 * SQL that shares no view or function with the product; the first break is named and ends the run with 1. All files run in one
 * REPEATABLE READ snapshot, so booking may go on meanwhile. As superuser it sees every company, as the read role its own.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { repositoryFolder } from './kernel/database/home.ts';
import { joinDatabase } from './kernel/database/open.ts';
import { StartFailure } from './kernel/database/start-failure.ts';

export type Break = {
  readonly invariant: string;
  readonly problem: string;
  readonly company_id: string | null;
  readonly document_id: string | null;
  readonly entry_id: string | null;
  readonly line_no: number | null;
  readonly figures: Readonly<Record<string, unknown>>;
};
export type Verdict = { readonly breaks: readonly Break[]; readonly entries: number; readonly lines: number; readonly checks: readonly string[] };

/** Source tree: server/src/db/invariants; built program: db/invariants beside the bundle. */
function invariantsFolder(): string {
  const besideBundle = join(dirname(fileURLToPath(import.meta.url)), 'db', 'invariants');
  return existsSync(besideBundle) ? besideBundle : join(repositoryFolder(), 'server', 'src', 'db', 'invariants');
}

/** Runs all invariants in the transaction the connection is in; up to `limitPerCheck` breaks of each. `companyId` narrows a superuser's view. */
export async function findBreaks(client: pg.ClientBase, options: { limitPerCheck?: number; companyId?: string } = {}): Promise<Break[]> {
  const breaks: Break[] = [];
  for (const file of invariantFiles()) {
    const text = readFileSync(join(invariantsFolder(), file), 'utf8');
    const found = await client.query<Omit<Break, 'invariant'>>(
      `select * from (${text}) as violation where $1::bigint is null or company_id = $1 order by company_id, entry_id limit $2`, [options.companyId ?? null, options.limitPerCheck ?? 20]);
    breaks.push(...found.rows.map((row) => ({ invariant: file.replace(/\.sql$/, ''), ...row })));
  }
  return breaks;
}

/** The same in a snapshot of its own, with what was looked at. */
export async function runVerify(client: pg.ClientBase, options: { limitPerCheck?: number; companyId?: string } = {}): Promise<Verdict> {
  await client.query('begin transaction isolation level repeatable read, read only');
  try {
    await client.query("set local work_mem = '128MB'");
    const counts = await client.query<{ entries: string; lines: string }>(
      'select (select count(*) from ledger.entry) as entries, (select count(*) from ledger.entry_line) as lines');
    const breaks = await findBreaks(client, options);
    return { breaks, entries: Number(counts.rows[0]?.entries), lines: Number(counts.rows[0]?.lines), checks: invariantFiles() };
  } finally {
    await client.query('rollback');
  }
}

const invariantFiles = (): string[] => readdirSync(invariantsFolder()).filter((file) => file.endsWith('.sql')).sort();

/** One sentence in both languages, with everything needed to find the row. */
export function describeBreak(found: Break): string {
  const where = [['账套 company', found.company_id], ['单据 document', found.document_id], ['分录 entry', found.entry_id], ['行 line', found.line_no]]
    .filter(([, value]) => value != null).map(([name, value]) => `${name} ${value}`).join(', ');
  return `${found.invariant}: ${found.problem} — ${where} ${JSON.stringify(found.figures)}`;
}

/** For a company that is being loaded, in its own transaction: the first break in words. */
export async function brokenBooks(client: pg.ClientBase, companyId: string): Promise<{ zh: string; en: string } | undefined> {
  await client.query("set local work_mem = '128MB'");
  const [first] = await findBreaks(client, { limitPerCheck: 1, companyId });
  return first && { zh: describeBreak(first), en: describeBreak(first) };
}

async function main(): Promise<void> {
  const database = await joinDatabase(process.env, (line) => console.log(line));
  const client = new pg.Client({ connectionString: database.urls.admin, application_name: 'millwright verify' });
  try {
    await client.connect();
    const { breaks, entries, lines, checks } = await runVerify(client);
    const [first] = breaks;
    if (first) {
      console.error(`账簿有误，第一处 / The books are broken, first here: ${describeBreak(first)}`);
      for (const found of breaks.slice(1)) console.error(`  ${describeBreak(found)}`);
      process.exitCode = 1;
    } else {
      console.log(`账簿相符：${checks.length} 项检查，${entries} 笔分录，${lines} 行 / The books tie: ${checks.length} checks, ${entries} entries, ${lines} lines.`);
    }
  } finally {
    await client.end().catch(() => undefined);
    await database.close();
  }
}

// By its name: bundled together with the server, this file is a part of another one.
if (/[\\/]verify\.(ts|js)$/.test(process.argv[1] ?? '')) {
  main().catch((error: unknown) => {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exitCode = 2;
  });
}
