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
    ...importInput.shape,
    /** The headings' hash as import.look says it: the columns and answers are kept for the next file of this source. */
    source: z.string().regex(/^[0-9a-f]{64}$/).optional(),
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
  noun: z.string(), title: text, fileName: z.string(), upload: z.string(), dryRun: z.boolean(), reading: importInput.omit({ upload: true }),
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
    /** When it was taken back. */
    undoneAt: z.string().nullable(),
  }),
});

const nounInput = z.string().regex(/^[a-z-]+\/[a-z-]+$/);
/** What an uploaded file holds, before anything is checked: for a person who says which column is which. */
export const lookImport = queryContract({
  name: 'foundation/import.look',
  title: { zh: '看引入文件的列', en: 'Look at the columns of a file' },
  permission: 'foundation/job.view',
  input: importInput.omit({ columns: true, answers: true }).extend({ noun: nounInput }),
  output: z.object({
    sheets: z.array(z.string()), sheet: z.string(), headingRow: z.number(), source: z.string(),
    /** field: '' leaves it out, null: nobody has said. */
    columns: z.array(z.object({ column: z.string(), heading: z.string(), samples: z.array(z.string()), field: z.string().nullable() })),
    fields: z.array(z.object({ name: z.string(), label: text, required: z.boolean() })),
    /** A file of this source was imported before; columns and answers are as then. */
    remembered: z.boolean(),
    answers: z.record(z.string(), z.string()),
  }),
});
export type ImportLook = z.output<typeof lookImport.output>;

export const undoImport = commandContract({
  name: 'foundation/import.undo',
  title: { zh: '撤销引入', en: 'Take an import back' },
  permission: 'foundation/job.view',
  input: z.object({ noun: nounInput, batch: field.id() }),
  output: z.object({ removed: z.number(), restored: z.number() }),
  refusals: {
    'nothing-to-undo': { zh: '没有可以撤销的引入：它没有改动任何记录，或不属于这个账套。', en: 'There is nothing to take back: the import changed nothing, or belongs to another company.' },
    'not-reversible': { zh: '引入的是单据，不能整批撤销；请逐张冲销或作废。', en: 'Documents came in, which cannot be taken back as a batch; reverse or cancel them one by one.' },
    'already-undone': { zh: '这次引入已经撤销。', en: 'This import has been taken back already.' },
    'changed-since': { zh: '「{record}」在引入之后又被改过，不能撤销；请先改回或单独处理。', en: '"{record}" was changed after the import; it cannot be taken back.' },
    'in-use': { zh: '「{record}」已经被使用（{by}），不能撤销。', en: '"{record}" is in use ({by}); it cannot be taken back.' },
  },
});
