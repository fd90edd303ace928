/** The tray: newest first; one's own, or everybody's for administrators. Texts are stored as JSON in both languages. */
import sql, { empty } from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { jobOfOthers, listJobs } from './job.contract.ts';

type Row = { id: string; name: string; title: { zh: string; en: string }; userName: string; state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'; progress: number; message: { zh: string; en: string } | null; createdAt: string; finishedAt: string | null; resultHref: string | null };
export const jobQueries: AnyQuery[] = [
  runnable(listJobs, async (reader, { limit, everybody }, { companyId, actor }) => {
    const own = everybody && mayDo(actor, jobOfOthers) ? empty : sql` and j.user_id = ${actor.userId}`;
    return {
      rows: await reader.rows<Row>(sql`
        select j.id, j.name, j.title::jsonb as title, coalesce(u.name, '') as "userName", j.state, j.progress::float8 as progress, nullif(j.note, '')::jsonb as message,
          j.created_at as "createdAt", j.ended_at as "finishedAt", j.result ->> 'href' as "resultHref"
        from kernel.job as j
        left join access."user" as u on u.id = j.user_id
        where j.company_id = ${companyId}${own}
        order by j.created_at desc, j.id desc
        limit ${limit}`),
    };
  }),
];
