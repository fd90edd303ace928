/** Reads the change log of one record. Columns that say nothing to a person (search words, versions, ids) are left out. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { historyGet } from './history.contract.ts';

type LogRow = { at: string; person: string; action: 'I' | 'U' | 'D'; command: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null };
const silent = new Set(['company_id', 'id', 'search', 'version', 'created_by', 'created_at']);

export const historyQueries: AnyQuery[] = [
  runnable(historyGet, async (reader, { tables, key }) => {
    const rows = await reader.rows<LogRow>(sql`
      select h.changed_at as at, coalesce(u.name, '') as person, h.action, coalesce(c.name, '') as command, h.before, h.after
      from kernel.change_log as h
      left join access."user" as u on u.id = h.user_id
      left join kernel.command as c on c.company_id = h.company_id and c.id = h.command_id
      where h.company_id = kernel.company_id() and h.table_name = any (${tables}::text[]) and h.row_key = ${key}
      order by h.id desc
      limit 200`);
    return {
      rows: rows.map(({ before, after, ...row }) => ({
        ...row,
        changes: row.action !== 'U' ? [] : Object.keys({ ...before, ...after })
          .filter((column) => !silent.has(column) && JSON.stringify(before?.[column]) !== JSON.stringify(after?.[column]))
          .map((column) => ({ column, before: before?.[column] ?? null, after: after?.[column] ?? null })),
      })),
    };
  }),
];
