/** An import's job with what it found; one's own, or anybody's for administrators. */
import sql, { empty } from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { jobOfOthers } from '../job/job.contract.ts';
import { getImport } from './import.contract.ts';

export const importQueries: AnyQuery[] = [
  runnable(getImport, async (reader, { id }, { companyId, actor }) => {
    const own = mayDo(actor, jobOfOthers) ? empty : sql` and j.user_id = ${actor.userId}`;
    const found = await one<never>(reader, sql`
      select j.id::text as id, j.title::jsonb as title, j.state, j.progress::float8 as progress, nullif(j.note, '')::jsonb as message, j.created_at as "createdAt", j.result -> 'import' as result
      from kernel.job as j
      where j.company_id = ${companyId} and j.id = ${id} and j.name = 'foundation/import'${own}`);
    if (!found) throw kernelProblem(404, 'not-found');
    return found;
  }),
];
