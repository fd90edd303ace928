/** For tests only: a company with a life behind it, and what has to be the same after a restore, asked in plain SQL. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { backupPlan } from './backup-plan.ts';
import { loadBackup, type Restored, type RestoreRequest } from '../../../kernel/backup/load-backup.ts';
import { unwatched } from '../../../kernel/backup/backup-file.ts';
import { entriesOf } from '../../../kernel/backup/check-backup.ts';
import { writeTar } from '../../../kernel/backup/tar.ts';
import { writeBackup, type Written } from '../../../kernel/backup/write-backup.ts';
import type { Runtime } from '../../../kernel/run-command.ts';
import type { TestDatabase } from '../../../../../tools/test-database.ts';
import { brokenBooks, runVerify } from '../../../verify.ts';
import { appointAdministrators } from './set-up.ts';

export const backUp = (database: TestDatabase, companyId: string, userId: string, file: string, plan = backupPlan): Promise<Written> =>
  writeBackup({ pool: database.pools.maintain, companyId, userId, takenAt: '2026-06-15T01:00:00.000Z', file, plan, steps: unwatched });

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

export type Opened = { header: Record<string, unknown>; people: Record<string, unknown>[]; tables: Map<string, string>; figures: Record<string, string | null>; more: Map<string, string> };
/** What somebody with an editor and patience makes of a backup: other content, and hashes that fit. */
export async function forge(from: string, to: string, change: (opened: Opened) => void): Promise<void> {
  const opened: Opened = { header: {}, people: [], tables: new Map(), figures: {}, more: new Map() };
  for await (const entry of entriesOf(from)) {
    const pieces: Buffer[] = [];
    for await (const piece of entry.content) pieces.push(Buffer.from(piece));
    const text = Buffer.concat(pieces).toString('utf8');
    const table = /^tables\/(.*)\//.exec(entry.name)?.[1];
    if (table !== undefined) opened.tables.set(table, (opened.tables.get(table) ?? '') + text);
    else if (entry.name === 'header.json') opened.header = JSON.parse(text);
    else if (entry.name === 'people.json') opened.people = JSON.parse(text);
    else opened.figures = JSON.parse(text).figures;
    if (entry.name === 'manifest.json') for (const name of Object.keys(JSON.parse(text).tables)) if (!opened.tables.has(name)) opened.tables.set(name, '');
  }
  change(opened);
  const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
  const [header, people] = [JSON.stringify(opened.header), JSON.stringify(opened.people)];
  const tables = Object.fromEntries([...opened.tables].map(([name, text]) => [name, { rows: text.split('\n').length - 1, bytes: Buffer.byteLength(text), sha256: sum(text) }]));
  const parts: [string, string][] = [
    ['header.json', header], ['people.json', people], ...[...opened.tables].filter(([, text]) => text !== '').map(([name, text]): [string, string] => [`tables/${name}/000001`, text]),
    ...opened.more, ['manifest.json', JSON.stringify({ header: sum(header), people: sum(people), tables, files: [], figures: opened.figures })],
  ];
  const entries = async function* () {
    for (const [name, text] of parts) yield { name, size: Buffer.byteLength(text), content: [Buffer.from(text)] };
  };
  await pipeline(Readable.from(writeTar(entries())), createGzip(), createWriteStream(to));
}
/** Rows of COPY text, column by column. */
export const edit = (opened: Opened, table: string, columns: (row: string[], index: number) => string[] | undefined): void => {
  const rows = (opened.tables.get(table) ?? '').split('\n').slice(0, -1).map((line) => line.split('\t'));
  opened.tables.set(table, rows.flatMap((row, index) => { const made = columns(row, index); return made ? [`${made.join('\t')}\n`] : []; }).join(''));
};
