/**
 * Files on their way into an import. They lie in a folder of this process that nobody else can read, named by company, person and
 * content, so that a dry run and the import behind it need one upload and nobody can name another's file. Old ones are swept.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const uploadBytesMax = 50 * 1024 * 1024;
const keptFor = 60 * 60 * 1000;

let folder: string | undefined;
function uploadFolder(): string {
  if (folder && existsSync(folder)) return folder;
  const made = mkdtempSync(join(tmpdir(), 'millwright-upload-'));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  folder = made;
  return made;
}
const fileOf = (companyId: string, userId: string, sha256: string): string => join(uploadFolder(), `${companyId}-${userId}-${sha256}`);

/** Writes the stream away and returns its SHA-256, which is the upload's name in the command. */
export async function keepUpload(stream: AsyncIterable<Buffer>, companyId: string, userId: string, label: string): Promise<string> {
  await sweep();
  const draft = join(uploadFolder(), `draft-${label}`);
  const hash = createHash('sha256');
  try {
    await pipeline(stream, async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        yield piece;
      }
    }, createWriteStream(draft, { mode: 0o600 }));
    const sha256 = hash.digest('hex');
    await rename(draft, fileOf(companyId, userId, sha256));
    return sha256;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
export const keepFile = (path: string, companyId: string, userId: string, label: string): Promise<string> => keepUpload(createReadStream(path) as AsyncIterable<Buffer>, companyId, userId, label);

/** Path of an upload, or undefined when it is gone. */
export function uploadPath(companyId: string, userId: string, sha256: string): string | undefined {
  const file = fileOf(companyId, userId, sha256);
  return existsSync(file) ? file : undefined;
}

async function sweep(): Promise<void> {
  const place = uploadFolder();
  const now = Date.now();
  for (const name of await readdir(place)) {
    const file = join(place, name);
    const found = await stat(file).catch(() => undefined);
    if (found && now - found.mtimeMs > keptFor) await rm(file, { force: true });
  }
}
