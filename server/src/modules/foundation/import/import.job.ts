/**
 * The job behind an import: the noun's import command, watched. What is wrong with the file is the job's answer, not its failure to
 * work, so it is kept with every place; one transaction, so a job called off on the way has written nothing.
 */
import type { Text } from '../../../kernel/contract.ts';
import type { ImportOutput, ImportReading } from '../../../kernel/exchange/import.contract.ts';
import { questionOfCode } from '../../../kernel/exchange/import-questions.ts';
import { defineJob, type JobResult } from '../../../kernel/jobs.ts';
import { ProblemError } from '../../../kernel/refusal.ts';
import type { ImportResult } from './import.contract.ts';

export type ImportJobInput = { readonly noun: string; readonly title: Text; readonly upload: string; readonly fileName: string; readonly dryRun: boolean; readonly reading: ImportReading };
export const importJob = defineJob<ImportJobInput>('foundation/import', {
  async run(context, input): Promise<JobResult> {
    const about = { ...input, output: null, refusal: null } satisfies ImportResult;
    const href = `/foundation/import/${context.jobId}`;
    try {
      const { output } = await context.command(`${input.noun}.import`, { upload: input.upload, ...input.reading }, { dryRun: input.dryRun });
      return { href, message: told(output as ImportOutput, input.dryRun), import: { ...about, output: output as ImportOutput } satisfies ImportResult };
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
      const { message, errors } = error.problem;
      const questions = errors.filter(({ code }) => questionOfCode(code) !== undefined).length;
      const count = Math.max(1, errors.length);
      const asks = questions === count;
      return {
        href, ...(asks ? {} : { failed: true }),
        message: asks ? { zh: `有 ${count} 个问题要您选择，还没有引入`, en: `${count} questions for you; nothing was imported yet` } : { zh: `有 ${count} 处问题，什么也没有引入`, en: `${count} problems; nothing was imported` },
        import: { ...about, refusal: { message, errors: errors.map(({ code, path, message: sentence }) => ({ code, path: [...path], message: sentence })) } } satisfies ImportResult,
      };
    }
  },
});

function told({ created, changed, unchanged }: ImportOutput, dryRun: boolean): Text {
  return {
    zh: `${dryRun ? '检查通过' : '已引入'}：新增 ${created}，修改 ${changed}，不变 ${unchanged}`,
    en: `${dryRun ? 'Checked' : 'Imported'}: ${created} new, ${changed} changed, ${unchanged} the same`,
  };
}
