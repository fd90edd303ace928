/** Attachments of one record, and one of them for its download. */
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import type { RecordNouns } from '../../../kernel/record-nouns.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { attachmentMegabytesMax, getAttachment, listAttachments } from './attachment.contract.ts';
import { attachmentsOf, megabytesMax } from './attachment.store.ts';

export const attachmentQueries = (records: RecordNouns): AnyQuery[] => [
  runnable(listAttachments, async (reader, input, context) => {
    await records.demand(reader, input.noun, input.record, context);
    return { rows: await attachmentsOf(reader, context.companyId, input), megabytesMax: await megabytesMax(reader, context.companyId, attachmentMegabytesMax) };
  }),
  runnable(getAttachment, async (reader, input, context) => {
    await records.demand(reader, input.noun, input.record, context);
    const [found] = await attachmentsOf(reader, context.companyId, input, input.id);
    if (!found) throw kernelProblem(404, 'not-found');
    return found;
  }),
].map((query) => ({ ...query, permission: (input) => records.view((input as { noun: string }).noun) }));
