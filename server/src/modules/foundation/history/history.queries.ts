/**
 * Reads the change log of one record, with what hangs on it and the roles of a person, which the log keeps in rows of their own. Columns that say nothing to a person (search words,
 * versions, ids) are left out. The log knows all tables, so whoever asks must be allowed to view the record itself, and names no table.
 */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { mayDo } from '../../../kernel/authorize.ts';
import { ownTableOfNoun, tableOfNoun } from '../../../kernel/master-tables.ts';
import type { RecordNouns } from '../../../kernel/record-nouns.ts';
import { notPermitted } from '../../../kernel/run-command.ts';
import { historyGet } from './history.contract.ts';

type LogRow = { at: string; person: string; action: 'I' | 'U' | 'D'; command: string; subject: string | null; before: Record<string, unknown> | null; after: Record<string, unknown> | null };
const silent = new Set(['company_id', 'id', 'search', 'version', 'created_by', 'created_at']);

export const historyQueries = (records: RecordNouns): AnyQuery[] => [
  runnable(historyGet, async (reader, { noun, key }, context) => {
    if (!mayDo(context.actor, records.view(noun))) throw notPermitted(historyGet.title);
    await records.demand(reader, noun, key, context);
    const tables = [ownTableOfNoun(noun), tableOfNoun(noun), 'documents.document'];
    const rows = await reader.rows<LogRow>(sql`
      select h.changed_at as at, coalesce(u.name, '') as person, h.action, coalesce(c.name, '') as command, h.subject, h.before, h.after
      from (
        select l.id, l.changed_at, l.user_id, l.action, l.command_id, null::text as subject, l.before, l.after
        from kernel.change_log as l
        where l.company_id = kernel.company_id() and l.table_name = any (${tables}::text[]) and l.row_key = ${key}
        union all
        select l.id, l.changed_at, l.user_id, l.action, l.command_id, a.name, null::jsonb, null::jsonb
        from foundation.attachment as a
        join kernel.change_log as l on l.company_id = a.company_id and l.table_name = 'foundation.attachment' and l.row_key = a.id::text
        where a.company_id = kernel.company_id() and a.noun = ${noun} and a.record_id = ${key}::bigint
        union all
        select l.id, l.changed_at, l.user_id, l.action, l.command_id, null::text, null::jsonb, null::jsonb
        from foundation.comment as s
        join kernel.change_log as l on l.company_id = s.company_id and l.table_name = 'foundation.comment' and l.row_key = s.id::text
        where s.company_id = kernel.company_id() and s.noun = ${noun} and s.record_id = ${key}::bigint
        union all
        select l.id, l.changed_at, l.user_id, l.action, l.command_id, r.name, null::jsonb, null::jsonb
        from kernel.change_log as l
        left join access.role as r on r.company_id = l.company_id and r.id::text = split_part(l.row_key, '/', 2)
        where l.company_id = kernel.company_id() and ${noun} = 'access/user' and l.table_name = 'access.user_role' and l.row_key >= ${`${key}/`} and l.row_key < ${`${key}0`}
      ) as h
      left join access."user" as u on u.id = h.user_id
      left join kernel.command as c on c.company_id = kernel.company_id() and c.id = h.command_id
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
