/**
 * Contents as files of one folder, two letters of the hash a subfolder, readable by the server's user only. A file gets its name when it is
 * complete and on the disk, so whatever has a hash for a name has that content, after a loss of power too.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FileStore, isHash } from './file-store.ts';

const draftKeptMs = 24 * 60 * 60 * 1000;

export function folderStore(root: string): FileStore {
  const pathOf = (hash: string): string => {
    if (!isHash(hash)) throw new Error('a content without a hash for a name');
    return join(root, hash.slice(0, 2), hash);
  };
  return {
    async put(hash, file) {
      const path = pathOf(hash);
      const now = new Date();
      if (await utimes(path, now, now).then(() => true, () => false)) return;
      const parent = join(root, hash.slice(0, 2));
      await mkdir(parent, { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomUUID()}.part`;
      try {
        await pipeline(createReadStream(file), createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
        await synced(draft);
        await rename(draft, path);
        await synced(parent);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async open(hash) {
      const handle = await open(pathOf(hash), 'r').catch(missing);
      if (!handle) return undefined;
      return { size: (await handle.stat()).size, content: handle.createReadStream() };
    },
    async *list() {
      for (const letters of (await readdir(root).catch(missing)) ?? []) {
        for (const name of (await readdir(join(root, letters)).catch(missing)) ?? []) {
          const path = join(root, letters, name);
          const found = await stat(path).catch(missing);
          if (found && isHash(name)) yield { hash: name, putAt: found.mtime };
          // What a killed server left half written.
          else if (found && name.endsWith('.part') && Date.now() - found.mtimeMs > draftKeptMs) await rm(path, { force: true });
        }
      }
    },
    remove: (hash) => rm(pathOf(hash), { force: true }),
  };
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

function missing(error: { code?: string }): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
