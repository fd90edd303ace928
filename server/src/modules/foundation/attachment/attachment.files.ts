/** What the file store must keep: asked for the sweep over all companies, and listed for the backup of one. */
import { rm } from 'node:fs/promises';
import type pg from 'pg';
import { keepUpload, uploadPath } from '../../../kernel/exchange/upload.ts';
import { backupProblem } from '../../../kernel/backup/backup.refusals.ts';
import type { CompanyFiles } from '../../../kernel/backup/tables.ts';
import { type FileStore, isHash } from '../../../kernel/files/file-store.ts';
import { sweepFiles } from '../../../kernel/files/sweep-files.ts';
import { needed } from './attachment.store.ts';

/** The job role sees the hashes of all companies and nothing else of them. */
export const sweepAttachments = (store: FileStore, jobs: pg.Pool, now: Date): Promise<number> =>
  sweepFiles(store, now, async (hashes) => {
    const { rows } = await jobs.query<{ hash: string }>(`select distinct a.hash from foundation.attachment as a where a.hash = any ($1::text[]) and ${needed('a').text}`, [hashes]);
    return new Set(rows.map(({ hash }) => hash));
  });

/** Contents in a backup, each once, under their hashes. What the store has lost is left out: the row says so when it is opened. */
export const attachedFiles = (store: FileStore): CompanyFiles => ({
  folder: 'files',
  async *list(client, companyId) {
    const { rows } = await client.query<{ hash: string }>(`select distinct a.hash from foundation.attachment as a where a.company_id = $1 and ${needed('a').text} order by 1`, [companyId]);
    for (const { hash } of rows) {
      const kept = await store.open(hash);
      if (kept) yield { name: hash, size: kept.size, content: kept.content as AsyncIterable<Buffer> };
    }
  },
  async keep(companyId, { name, content }) {
    if (!isHash(name)) throw backupProblem('backup-damaged', { where: 'files' });
    const hash = await keepUpload(content, companyId, 'restore', `${companyId}-${name}`);
    const path = uploadPath(companyId, 'restore', hash);
    if (hash !== name || path === undefined) throw backupProblem('backup-damaged', { where: `files/${name}` });
    await store.put(hash, path);
    await rm(path, { force: true });
  },
});
