/**
 * Backs one company up while people work: COPY of every table out of one snapshot, packed as it comes. The file gets its name when it is
 * complete and on the disk; until then it is a draft that the next backup may overwrite. Passwords never leave the installation.
 */
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { companyReading } from '../database/company-transaction.ts';
import { backupFormat, type Header, headerName, type Manifest, manifestName, peopleName, type Person, type Steps } from './backup-file.ts';
import { type BackupPlan, type CompanyTable, readStructure, type Structure } from './tables.ts';
import { type TarEntry, writeTar } from './tar.ts';

export type BackupRequest = { readonly pool: pg.Pool; readonly companyId: string; readonly userId: string; readonly takenAt: string; readonly file: string; readonly plan: BackupPlan; readonly steps: Steps };
export type Written = { readonly bytes: number; readonly rows: number; readonly manifest: Manifest };
const partBytes = 1024 * 1024;

export async function writeBackup({ pool, companyId, userId, takenAt, file, plan, steps }: BackupRequest): Promise<Written> {
  const draft = `${file}.part`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(draft, { force: true });
  try {
    const manifest = await companyReading(pool, companyId, userId, async (client) => {
      const written: { manifest?: Manifest } = {};
      await pipeline(Readable.from(writeTar(contents(client, companyId, takenAt, plan, steps, written))), createGzip({ level: 4 }), createWriteStream(draft, { mode: 0o600 }));
      if (!written.manifest) throw new Error('a backup without its manifest');
      return written.manifest;
    });
    const handle = await open(draft, 'r');
    await handle.sync().finally(() => handle.close());
    await rename(draft, file);
    return { bytes: (await stat(file)).size, rows: Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0), manifest };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function* contents(client: pg.ClientBase, companyId: string, takenAt: string, plan: BackupPlan, steps: Steps, written: { manifest?: Manifest }): AsyncGenerator<TarEntry> {
  const structure = await readStructure(client, plan);
  const header = json(headerName, await headerOf(client, companyId, takenAt, structure));
  const people = json(peopleName, await peopleOf(client, companyId, plan, structure));
  yield header;
  yield people;
  const tables: Record<string, Manifest['tables'][string]> = {};
  const sizes = await sizesOf(client, structure);
  const whole = Math.max(1, [...sizes.values()].reduce((sum, size) => sum + size, 0));
  let before = 0;
  for (const table of structure.tables) {
    const size = sizes.get(table.name) ?? 0;
    const sum = { rows: 0, bytes: 0, hash: createHash('sha256') };
    for await (const part of partsOf(client, companyId, table, sum)) {
      steps.throwIfCancelled();
      yield part;
      steps.progress((before + Math.min(size, sum.bytes)) / whole);
    }
    before += size;
    tables[table.name] = { rows: sum.rows, bytes: sum.bytes, sha256: sum.hash.digest('hex') };
  }
  const files: Manifest['files'][number][] = [];
  for (const source of plan.files) {
    for await (const { name, size, content } of source.list(client, companyId)) {
      steps.throwIfCancelled();
      const hash = createHash('sha256');
      const path = `${source.folder}/${name}`;
      yield { name: path, size, content: hashed(content, hash) };
      files.push({ name: path, size, sha256: hash.digest('hex') });
    }
  }
  const { rows: [figures] } = await client.query<Manifest['figures']>(plan.figures, [companyId]);
  written.manifest = { header: header.sha256, people: people.sha256, tables, files, figures: figures ?? {} };
  yield json(manifestName, written.manifest);
}

function json(name: string, value: unknown): TarEntry & { readonly sha256: string } {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
  return { name, size: bytes.length, content: [bytes], sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}

async function headerOf(client: pg.ClientBase, companyId: string, takenAt: string, structure: Structure): Promise<Header> {
  const { rows: [company] } = await client.query<Header['company']>(
    'select code, name, state, currency, accounting_standard, tax_number, policy from kernel.company where id = $1', [companyId]);
  if (!company) throw new Error(`no company ${companyId}`);
  const { rows: counters } = await client.query<{ counter: string; position: string }>('select counter, "position" from kernel.counter_positions()');
  return {
    format: backupFormat, migration: structure.migration, structure: structure.fingerprint, takenAt, company,
    counters: Object.fromEntries(counters.map(({ counter, position }) => [counter, position])),
  };
}

/** Whoever has a role in the company or is named by one of its rows. */
async function peopleOf(client: pg.ClientBase, companyId: string, plan: BackupPlan, { tables }: Structure): Promise<Person[]> {
  const named = tables.flatMap((table) => table.columns.filter(({ name, type }) => type === 'bigint' && plan.isPerson(name)).map(({ quoted }) => `select ${quoted} from ${table.quoted} where company_id = $1`));
  const { rows } = await client.query<Person>(`select u.id, u.login, u.name, u.post from access."user" as u where u.id in (${named.join(' union ')}) order by u.id`, [companyId]);
  return rows;
}

async function sizesOf(client: pg.ClientBase, { tables }: Structure): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; size: string }>(
    'select t.name, pg_relation_size(t.name::regclass) as size from unnest($1::text[]) as t(name)', [tables.map(({ quoted }) => quoted)]);
  const byQuoted = new Map(rows.map(({ name, size }) => [name, Number(size)]));
  return new Map(tables.map(({ name, quoted }) => [name, byQuoted.get(quoted) ?? 0]));
}

async function* partsOf(client: pg.ClientBase, companyId: string, table: CompanyTable, sum: { rows: number; bytes: number; hash: Hash }): AsyncGenerator<TarEntry> {
  const columns = table.columns.map(({ quoted }) => quoted).join(', ');
  const stream = client.query(copyTo(`copy (select ${columns} from ${table.quoted} where company_id = ${BigInt(companyId)}) to stdout`));
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 0;
  const part = (): TarEntry => {
    number += 1;
    const made = { name: `tables/${table.name}/${String(number).padStart(6, '0')}`, size: length, content: pieces };
    pieces = [];
    length = 0;
    return made;
  };
  for await (const piece of stream as AsyncIterable<Buffer>) {
    sum.hash.update(piece);
    sum.bytes += piece.length;
    // A line end inside a value is written as \n: every real one ends a row.
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) sum.rows += 1;
    pieces.push(piece);
    length += piece.length;
    if (length >= partBytes) yield part();
  }
  if (length > 0) yield part();
}
