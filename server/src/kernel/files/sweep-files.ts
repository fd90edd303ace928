/**
 * Content nobody refers to goes: an upload whose command never came, and attachments removed long enough ago. Young content stays, because
 * its command may still be on its way. Trap: the references of all companies count, so a role must ask that sees them all.
 */
import type { FileStore } from './file-store.ts';

/** Longer than any upload waits for its command, and than a removal can be taken back. */
export const unreferredKeptMs = 24 * 60 * 60 * 1000;
const atOnce = 500;

/** `referred` answers which of the hashes some record needs. Returns how many contents went. */
export async function sweepFiles(store: FileStore, now: Date, referred: (hashes: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number> {
  let removed = 0;
  let old: string[] = [];
  const sweep = async (): Promise<void> => {
    const needed = old.length === 0 ? new Set<string>() : await referred(old);
    for (const hash of old.filter((one) => !needed.has(one))) {
      await store.remove(hash);
      removed += 1;
    }
    old = [];
  };
  for await (const { hash, putAt } of store.list()) {
    if (now.getTime() - putAt.getTime() <= unreferredKeptMs) continue;
    old.push(hash);
    if (old.length >= atOnce) await sweep();
  }
  await sweep();
  return removed;
}
