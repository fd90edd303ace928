/** The list of companies is the installation's, so it goes by the person, not by the company they are in. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { listBackups, listCompanies } from './company.contract.ts';

type Company = { id: string; code: string; name: string; state: 'loading' | 'live' | 'simulation' | 'training' | 'deleting'; currency: string; createdAt: string; member: boolean; documents: string; backupAt: string | null; backupBytes: string | null };
type Backup = { id: string; fileName: string; bytes: string; rowCount: string; takenAt: string; takenBy: string };
export const companyQueries: AnyQuery[] = [
  runnable(listCompanies, async (reader, _input, { actor }) => {
    const [rows, administrators] = await Promise.all([
      reader.rows<Company>(sql`
        select id, code, name, state, currency, created_at as "createdAt", member, documents, backup_at as "backupAt", backup_bytes as "backupBytes"
        from access.companies_of(${actor.userId}::bigint)
        order by code`),
      reader.rows(sql`select 1 from access.installation_administrator as a where a.user_id = ${actor.userId}`),
    ]);
    return {
      rows: rows.map(({ documents, backupBytes, ...row }) => ({ ...row, documents: Number(documents), backupBytes: backupBytes === null ? null : Number(backupBytes) })),
      administrator: administrators.length > 0,
    };
  }),
  runnable(listBackups, async (reader, _input, { companyId }) => {
    const rows = await reader.rows<Backup>(sql`
      select b.id, b.file_name as "fileName", b.bytes, b.row_count as "rowCount", b.taken_at as "takenAt", coalesce(u.name, '') as "takenBy"
      from kernel.company_backup as b
      left join access."user" as u on u.id = b.taken_by
      where b.company_id = ${companyId}
      order by b.id desc
      limit 50`);
    return { rows: rows.map((row) => ({ ...row, bytes: Number(row.bytes), rowCount: Number(row.rowCount) })) };
  }),
];
