/** Views of one list: one's own and those that others share. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { type ListView, listViews } from './list-view.contract.ts';

export const listViewQueries: AnyQuery[] = [
  runnable(listViews, async (reader, { list }, { companyId, actor }) => ({
    rows: await reader.rows<ListView>(sql`
      select v.id::text as id, v.version, v.name, v.shared, v.owner_id = ${actor.userId} as mine, coalesce(u.name, '') as "ownerName", v.content
      from foundation.list_view as v
      left join access."user" as u on u.id = v.owner_id
      where v.company_id = ${companyId} and v.list = ${list} and (v.shared or v.owner_id = ${actor.userId})
      order by v.shared, v.name collate "zh-x-icu", v.id
      limit 100`),
  })),
];
