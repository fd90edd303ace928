/** Backups by name: what there is of a company and where it lies. The folder and its files are readable by the server's user alone. */
import { join } from 'node:path';
import type pg from 'pg';

export const backupFolder = (home: string): string => join(home, 'backups');

/** C01-20261124-153000-1000042.tar.gz, the time in UTC. */
export async function backupName(pool: pg.Pool, companyId: string, takenAt: string, id: string): Promise<string> {
  const { rows: [company] } = await pool.query<{ code: string }>('select code from kernel.company where id = $1', [companyId]);
  return `${company?.code ?? companyId}-${takenAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${id}.tar.gz`;
}

export async function recordBackup(pool: pg.Pool, backup: { companyId: string; id: string; fileName: string; bytes: number; rows: number; userId: string | null }): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('millwright.company', $1, true)", [backup.companyId]);
    await client.query('insert into kernel.company_backup (company_id, id, file_name, bytes, row_count, taken_by) values ($1, $2, $3, $4, $5, $6)',
      [backup.companyId, backup.id, backup.fileName, backup.bytes, backup.rows, backup.userId]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
