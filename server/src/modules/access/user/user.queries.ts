/** People with a role in this company; the roles there are. */
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { getUser, listRoles, listUsers } from './user.contract.ts';

export const userQueries: AnyQuery[] = [
  runnable(listUsers, (reader, input, { companyId }) =>
    runList(reader, listUsers.list!, {
      from: sql`access."user" as u
        join lateral (
          select string_agg(r.name, '、' order by r.code) as names
          from access.user_role as m
          join access.role as r on r.company_id = m.company_id and r.id = m.role_id
          where m.company_id = ${companyId} and m.user_id = u.id
        ) as x on x.names is not null`,
      id: sql`u.id`,
      columns: { login: sql`u.login`, name: sql`u.name`, post: sql`u.post`, roles: sql`x.names`, mustChange: sql`u.must_change_password`, active: sql`u.active` },
      search: [sql`lower(u.login)`, sql`lower(u.name)`, sql`lower(u.post)`],
    }, input)),
  runnable(getUser, async (reader, { id }, { companyId }) => {
    const [found] = await reader.rows<{ id: string; version: number; login: string; name: string; post: string; active: boolean; roles: string[] }>(sql`
      select u.id::text as id, u.version, u.login, u.name, u.post, u.active, array_agg(m.role_id::text) as roles
      from access."user" as u
      join access.user_role as m on m.company_id = ${companyId} and m.user_id = u.id
      where u.id = ${id}
      group by u.id, u.version, u.login, u.name, u.post, u.active`);
    if (!found) throw kernelProblem(404, 'not-found');
    return found;
  }),
  runnable(listRoles, async (reader, _input, { companyId }) => ({
    rows: await reader.rows<{ id: string; code: string; name: string }>(sql`select r.id::text as id, r.code, r.name from access.role as r where r.company_id = ${companyId} order by r.code`),
  })),
];
