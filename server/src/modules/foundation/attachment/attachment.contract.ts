/** 附件: drawings, contracts, photographs and papers on any record. Whoever may view the record sees them, whoever may save it adds and removes them. */
import type { Text } from '@millwright/core/primitives/outcome';
import { z } from 'zod';
import { commandContract, field, queryContract } from '../../../kernel/contract.ts';

export const attachmentMegabytesMax = 25;
/** Of which record. */
export const ofRecord = { noun: z.string().max(60), record: field.id('单据或资料', 'Record') };
export const attachmentRow = z.object({
  id: z.string(), name: z.string(), mediaType: z.string(), size: z.number(), note: z.string(), hash: z.string(),
  person: z.string(), at: z.string(),
  /** A page may show it; everything else is downloaded. */
  shown: z.boolean(),
});
export type AttachmentRow = z.infer<typeof attachmentRow>;
const which = z.object({ ...ofRecord, id: field.id() });
const done = z.object({ id: z.string() });

export const attachmentRefusals = {
  'file-empty': { zh: '文件「{name}」是空的。', en: '"{name}" is empty.' },
  'file-refused': { zh: '「{name}」是程序或脚本，不能作为附件。图纸、图片、PDF、表格和压缩包都可以。', en: '"{name}" is a program or a script, which cannot be attached. Drawings, pictures, PDF, workbooks and archives can.' },
  'file-too-large': { zh: '「{name}」超过 {limit} MB，不能作为附件。', en: '"{name}" is larger than {limit} MB.' },
  'attached-already': { zh: '内容相同的附件「{name}」已经有了。', en: 'The same content is attached already as "{name}".' },
  'removed-for-good': { zh: '删除已超过一天，不能撤销，请重新上传。', en: 'It was removed more than a day ago; attach it again.' },
} satisfies Record<string, Text>;

export const listAttachments = queryContract({
  name: 'foundation/attachment.list', title: { zh: '查看附件', en: 'View attachments' }, permission: '<record>.view',
  input: z.object(ofRecord),
  output: z.object({ rows: z.array(attachmentRow), megabytesMax: z.number() }),
});
export const getAttachment = queryContract({
  name: 'foundation/attachment.get', title: { zh: '打开附件', en: 'Open attachments' }, permission: '<record>.view', input: which, output: attachmentRow,
});
export const addAttachment = commandContract({
  name: 'foundation/attachment.add', title: { zh: '添加附件', en: 'Attach files' }, permission: '<record>.save',
  input: z.object({
    ...ofRecord, hash: z.string().regex(/^[0-9a-f]{64}$/), name: field.text('文件名', 'File name', { max: 200, required: true }), mediaType: z.string().max(100), size: z.number().int().min(1),
    note: field.text('说明', 'Note', { max: 200 }).default(''),
  }),
  output: done,
  refusals: attachmentRefusals,
});
export const noteAttachment = commandContract({
  name: 'foundation/attachment.note', title: { zh: '说明附件', en: 'Describe attachments' }, permission: '<record>.save',
  input: which.extend({ note: field.text('说明', 'Note', { max: 200 }) }), output: done,
});
export const removeAttachment = commandContract({ name: 'foundation/attachment.remove', title: { zh: '删除附件', en: 'Remove attachments' }, permission: '<record>.save', input: which, output: done });
export const restoreAttachment = commandContract({
  name: 'foundation/attachment.restore', title: { zh: '恢复附件', en: 'Bring attachments back' }, permission: '<record>.save', input: which, output: done, refusals: attachmentRefusals,
});
