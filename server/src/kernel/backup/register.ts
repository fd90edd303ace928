/** Backups by name: what there is of a company and where it lies. The folder and its files are readable by the server's user alone. */
import { join } from 'node:path';
import type pg from 'pg';
import { companyWriting } from '../database/company-transaction.ts';

export const backupFolder = (home: string): string => join(home, 'backups');

/** C01-20261124-153000-1000042.tar.gz, the time in UTC. */
export async function backupName(pool: pg.Pool, companyId: string, takenAt: string, id: string): Promise<string> {
  const { rows: [company] } = await pool.query<{ code: string }>('select code from kernel.company where id = $1', [companyId]);
  return `${company?.code ?? companyId}-${takenAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${id}.tar.gz`;
}

export const recordBackup = (pool: pg.Pool, { companyId, id, fileName, bytes, rows, userId }: { companyId: string; id: string; fileName: string; bytes: number; rows: number; userId: string | null }): Promise<unknown> =>
  companyWriting(pool, companyId, userId, (client) =>
    client.query('insert into kernel.company_backup (company_id, id, file_name, bytes, row_count, taken_by) values ($1, $2, $3, $4, $5, $6)', [companyId, id, fileName, bytes, rows, userId]));
