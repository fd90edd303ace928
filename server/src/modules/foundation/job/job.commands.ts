/** Cancelling: a waiting job ends at once, a running one is asked and ends at its next look. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { one } from '../../../kernel/transaction.ts';
import { cancelJob, jobOfOthers } from './job.contract.ts';

export const jobCommands: AnyCommand[] = [
  command({
    contract: cancelJob,
    load: (tx, { id }, { companyId }) =>
      one<{ id: string; state: string; user_id: string; user_name: string }>(tx, sql`
        select j.id, j.state, j.user_id, coalesce(u.name, '') as user_name
        from kernel.job as j
        left join access."user" as u on u.id = j.user_id
        where j.company_id = ${companyId} and j.id = ${id}
        for update of j`),
    decide(job, _input, { actor }) {
      if (!job) return refuse('not-found');
      if (job.user_id !== actor.userId && !mayDo(actor, jobOfOthers)) return refuse('job-of-others', { name: job.user_name });
      return job.state === 'waiting' || job.state === 'running' ? accept(job) : refuse('job-ended');
    },
    async apply(tx, job, { companyId }) {
      const state = job.state === 'waiting' ? 'cancelled' : 'running';
      tx.send(sql`
        update kernel.job
        set cancel_requested = true, state = ${state}, ended_at = case when ${state}::text = 'cancelled' then now() end
        where company_id = ${companyId} and id = ${job.id}`);
      return { id: job.id, state };
    },
  }),
];
