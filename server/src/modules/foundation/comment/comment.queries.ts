/** The talk about one record, and whom an @ can mean. */
import sql from 'sql-template-tag';
import { isPermitted } from '../../../kernel/authorize.ts';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import type { RecordNouns } from '../../../kernel/record-nouns.ts';
import { listComments, mentionable } from './comment.contract.ts';

type Person = { readonly id: string; readonly name: string };
type Row = { readonly id: string; readonly text: string; readonly author: Person; readonly at: string; readonly editedAt: string | null; readonly mentions: Person[]; readonly count: number };
const shownMax = 500;
const offered = 8;

export const commentQueries = (records: RecordNouns): AnyQuery[] => [
  runnable(listComments, async (reader, { noun, record }, context) => {
    await records.demand(reader, noun, record, context);
    const rows = await reader.rows<Row>(sql`
      select c.id, c.text, jsonb_build_object('id', c.created_by::text, 'name', coalesce(u.name, '')) as author, c.created_at as at, c.edited_at as "editedAt",
        (
          select coalesce(jsonb_agg(jsonb_build_object('id', m.user_id::text, 'name', p.name) order by p.name), '[]')
          from foundation.comment_mention as m
          join access."user" as p on p.id = m.user_id
          where m.company_id = c.company_id and m.comment_id = c.id
        ) as mentions,
        (count(*) over ())::integer as count
      from foundation.comment as c
      left join access."user" as u on u.id = c.created_by
      where c.company_id = ${context.companyId} and c.noun = ${noun} and c.record_id = ${record} and c.removed_at is null
      order by c.id desc
      limit ${shownMax}`);
    return { rows: rows.map(({ count: _, ...row }) => row).reverse(), count: rows[0]?.count ?? 0 };
  }),
  runnable(mentionable, async (reader, { noun, search }, { companyId }) => {
    const people = await reader.rows<{ id: string; code: string; name: string; post: string; permissions: string[] }>(sql`
      select u.id, u.login as code, u.name, u.post, array_agg(distinct p.permission) as permissions
      from access.user_role as r
      join access.role as o on o.company_id = r.company_id and o.id = r.role_id
      join access."user" as u on u.id = r.user_id and u.active
      cross join lateral unnest(o.permissions) as p (permission)
      where r.company_id = ${companyId} and position(lower(${search}) in lower(u.login || ' ' || u.name)) > 0
      group by u.id, u.login, u.name, u.post
      order by u.login`);
    const view = records.view(noun);
    return { rows: people.filter(({ permissions }) => isPermitted(new Set(permissions), view)).slice(0, offered).map(({ permissions: _, ...person }) => person) };
  }),
].map((query) => ({ ...query, permission: (input) => records.view((input as { noun: string }).noun) }));
