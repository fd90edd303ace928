/**
 * 引入 as a background job: the file is uploaded first and named by its content, then checked or imported by the person who asked.
 * Everybody may start one who may use the job tray; whether this noun may be imported is asked of the noun's own permission.
 */
import { z } from 'zod';
import { commandContract, field, oneLine, queryContract } from '../../../kernel/contract.ts';
import { importInput, importOutput } from '../../../kernel/exchange/import.contract.ts';

const text = z.object({ zh: z.string(), en: z.string() });
export const startImport = commandContract({
  name: 'foundation/import.start',
  title: { zh: '引入文件', en: 'Import a file' },
  permission: 'foundation/job.view',
  input: z.object({
    noun: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
    upload: importInput.shape.upload,
    fileName: z.string().max(200).regex(oneLine).default(''),
    /** Checks every row and keeps nothing. */
    dryRun: z.boolean().default(true),
  }),
  output: z.object({ jobId: z.string() }),
  refusals: {
    'nothing-to-import': { zh: '没有「{noun}」的引入。', en: 'There is no import of {noun}.' },
    'may-not-import': { zh: '您没有「{title}」的权限，请向管理员申请。', en: 'You may not "{title}". Ask your administrator for this permission.' },
  },
});

/** What a finished job says: what would happen or has happened, or every place that is wrong. */
export const importResult = z.object({
  noun: z.string(), title: text, fileName: z.string(), upload: z.string(), dryRun: z.boolean(),
  output: importOutput.nullable(),
  refusal: z.object({ message: text, errors: z.array(z.object({ code: z.string(), path: z.array(z.union([z.string(), z.number()])), message: text })) }).nullable(),
});
export type ImportResult = z.infer<typeof importResult>;
export const getImport = queryContract({
  name: 'foundation/import.get',
  title: { zh: '查看引入结果', en: 'View the result of an import' },
  permission: 'foundation/job.view',
  input: z.object({ id: field.id() }),
  output: z.object({
    id: z.string(), title: text, state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']), progress: z.number(), message: text.nullable(), createdAt: z.string(),
    result: importResult.nullable(),
  }),
});
