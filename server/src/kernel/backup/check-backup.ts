/**
 * Reads a backup once from end to end before anything of it is used: form, hashes, and whether this program's tables are the file's. Only
 * what this database has can be in it, so nothing in the file chooses a table, a column or a place to write to.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { ProblemError } from '../refusal.ts';
import { backupFormat, type Header, headerName, headerShape, type Manifest, manifestName, manifestShape, peopleName, type Person, peopleShape, type Steps } from './backup-file.ts';
import { backupProblem } from './backup.refusals.ts';
import type { BackupPlan, Structure } from './tables.ts';
import { readTar, type TarEntry } from './tar.ts';

export type Checked = { readonly header: Header; readonly people: readonly Person[]; readonly manifest: Manifest };
type Sum = { rows: number; bytes: number; sha256: string };
const jsonBytesMax = 32 * 1024 * 1024;
export const partBytesMax = 16 * 1024 * 1024;

export const entriesOf = (path: string): AsyncGenerator<TarEntry> => readTar(unpack(path));

/** What cannot be unpacked is damaged; what never was packed is not ours. */
async function* unpack(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const unpacked = file.pipe(createGunzip());
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string' || !code.startsWith('Z_')) throw error;
    throw (await looksPacked(path)) ? backupProblem('backup-damaged', { where: 'gzip' }) : backupProblem('backup-foreign');
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}
async function looksPacked(path: string): Promise<boolean> {
  for await (const piece of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>) return piece[0] === 0x1f && piece[1] === 0x8b;
  return false;
}

export async function checkBackup(path: string, structure: Structure, plan: BackupPlan, steps: Steps): Promise<Checked> {
  const sums = new Map<string, Sum>();
  const files: Manifest['files'][number][] = [];
  const order = new Map(structure.tables.map(({ name }, index) => [name, index]));
  let header: { value: Header; sha256: string } | undefined;
  let people: { value: readonly Person[]; sha256: string } | undefined;
  let manifest: Manifest | undefined;
  let open: { name: string; parts: number; sum: Sum; hash: ReturnType<typeof createHash> } | undefined;
  const close = (): void => {
    if (open) sums.set(open.name, { ...open.sum, sha256: open.hash.digest('hex') });
    open = undefined;
  };
  for await (const entry of entriesOf(path)) {
    steps.throwIfCancelled();
    if (manifest) throw backupProblem('backup-damaged', { where: entry.name });
    const [folder, name = '', part] = entry.name.split('/');
    if (!header) {
      if (entry.name !== headerName) throw backupProblem('backup-foreign');
      header = await headerIn(entry, structure);
    } else if (!people) {
      if (entry.name !== peopleName) throw backupProblem('backup-damaged', { where: peopleName });
      people = await jsonOf(entry, peopleShape);
    } else if (folder === 'tables') {
      const at = order.get(name);
      if (at === undefined) throw backupProblem('backup-other-structure');
      if (open?.name !== name) {
        // In the order of the foreign keys, each table once.
        if (sums.has(name) || (open && at < (order.get(open.name) ?? 0))) throw backupProblem('backup-damaged', { where: entry.name });
        close();
        open = { name, parts: 0, sum: { rows: 0, bytes: 0, sha256: '' }, hash: createHash('sha256') };
      }
      open.parts += 1;
      if (part !== String(open.parts).padStart(6, '0') || entry.size > partBytesMax) throw backupProblem('backup-damaged', { where: entry.name });
      for await (const piece of entry.content) {
        open.hash.update(piece);
        open.sum.bytes += piece.length;
        for (let found = piece.indexOf(10); found !== -1; found = piece.indexOf(10, found + 1)) open.sum.rows += 1;
      }
    } else if (entry.name === manifestName) {
      close();
      manifest = (await jsonOf(entry, manifestShape)).value;
    } else {
      if (!plan.files.some((source) => source.folder === folder)) throw backupProblem('backup-other-structure');
      const hash = createHash('sha256');
      for await (const piece of entry.content) hash.update(piece);
      files.push({ name: entry.name, size: entry.size, sha256: hash.digest('hex') });
    }
  }
  if (!header || !people || !manifest) throw backupProblem('backup-damaged', { where: manifestName });
  demandHashes(manifest, header.sha256, people.sha256, sums, files, structure);
  return { header: header.value, people: people.value, manifest };
}

/** Of another version, the rest may look any way it likes. */
const versionShape = z.looseObject({ format: z.number().int(), migration: z.number().int(), structure: z.string() });
async function headerIn(entry: TarEntry, structure: Structure): Promise<{ value: Header; sha256: string }> {
  const { value, sha256 } = await jsonOf(entry, versionShape, 'backup-foreign');
  demandStructure(value, structure);
  const parsed = headerShape.safeParse(value);
  if (!parsed.success) throw backupProblem('backup-damaged', { where: headerName });
  return { value: parsed.data, sha256 };
}

function demandStructure({ format, migration, structure: theirs }: z.infer<typeof versionShape>, ours: Structure): void {
  if (format > backupFormat || migration > ours.migration) throw backupProblem('backup-newer', { theirs: `${format}.${migration}`, ours: `${backupFormat}.${ours.migration}` });
  if (format < backupFormat || migration < ours.migration) throw backupProblem('backup-older', { theirs: `${format}.${migration}`, ours: `${backupFormat}.${ours.migration}` });
  if (theirs !== ours.fingerprint) throw backupProblem('backup-other-structure');
}

function demandHashes(manifest: Manifest, header: string, people: string, sums: ReadonlyMap<string, Sum>, files: Manifest['files'], { tables }: Structure): void {
  const damaged = (where: string) => backupProblem('backup-damaged', { where });
  if (manifest.header !== header) throw damaged(headerName);
  if (manifest.people !== people) throw damaged(peopleName);
  if (Object.keys(manifest.tables).length !== tables.length) throw damaged(manifestName);
  const empty = { rows: 0, bytes: 0, sha256: createHash('sha256').digest('hex') };
  for (const { name } of tables) {
    const [told, found] = [manifest.tables[name], sums.get(name) ?? empty];
    if (told?.rows !== found.rows || told.bytes !== found.bytes || told.sha256 !== found.sha256) throw damaged(name);
  }
  if (JSON.stringify(manifest.files) !== JSON.stringify(files)) throw damaged('files');
}

async function jsonOf<Shape extends z.ZodType>(entry: TarEntry, shape: Shape, otherwise: 'backup-damaged' | 'backup-foreign' = 'backup-damaged'): Promise<{ value: z.output<Shape>; sha256: string }> {
  const refuse = (): ProblemError => backupProblem(otherwise, { where: entry.name });
  if (entry.size > jsonBytesMax) throw refuse();
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refuse();
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw refuse();
  return { value: parsed.data, sha256: createHash('sha256').update(bytes).digest('hex') };
}
