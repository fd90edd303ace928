/** Each starts a job. Who may open or restore companies is said by the installation, never by a role, because roles come with a restored file. */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { uploadPath } from '../../../kernel/exchange/upload.ts';
import { enqueueJob } from '../../../kernel/jobs.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { backUpCompany, createCompany, restoreCompany } from './company.contract.ts';
import { backUpJob, createJob, restoreJob } from './company.jobs.ts';

async function standing(tx: Tx, userId: string, code: string): Promise<{ administrator: boolean; taken: boolean }> {
  const [row] = await tx.rows<{ administrator: boolean; taken: boolean }>(sql`
    select exists (select 1 from access.installation_administrator as a where a.user_id = ${userId}) as administrator,
      exists (select 1 from kernel.company as c where c.code = ${code}) as taken`);
  return row ?? { administrator: false, taken: false };
}

export const companyCommands: AnyCommand[] = [
  command({
    contract: createCompany,
    load: (tx, { code }, { actor }) => standing(tx, actor.userId, code),
    decide({ administrator, taken }, input) {
      if (!administrator) return refuse('not-installation-administrator');
      return taken ? refuse('code-taken', { code: input.code }, ['code']) : accept(input);
    },
    async apply(tx, input, context) {
      return { jobId: await enqueueJob(tx, context, { definition: createJob, title: { zh: `新建账套 ${input.code} ${input.name}`, en: `Opening company ${input.code} ${input.name}` }, input }) };
    },
  }),
  command({
    contract: backUpCompany,
    load: async () => undefined,
    decide: () => accept({}),
    async apply(tx, input, context) {
      return { jobId: await enqueueJob(tx, context, { definition: backUpJob, title: { zh: '备份账套', en: 'Company backup' }, input }) };
    },
  }),
  command({
    contract: restoreCompany,
    load: (tx, { code }, { actor }) => standing(tx, actor.userId, code),
    decide({ administrator, taken }, input, { actor, companyId }) {
      if (!administrator) return refuse('not-installation-administrator');
      if (taken) return refuse('code-taken', { code: input.code }, ['code']);
      return uploadPath(companyId, actor.userId, input.upload) === undefined ? refuse('upload-gone', {}, ['upload']) : accept(input);
    },
    async apply(tx, input, context) {
      const of = input.fileName === '' ? '' : ` ${input.fileName}`;
      return { jobId: await enqueueJob(tx, context, { definition: restoreJob, title: { zh: `恢复账套${of}`, en: `Restoring a company${of}` }, input }) };
    },
  }),
];
