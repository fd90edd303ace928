/**
 * Attaching is a row that names a content the server has put away before: killed in between, it leaves content nobody refers to, never a
 * row without content. Removing keeps the row, so that it can be taken back and history can tell.
 */
import { accept, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import type { RecordNouns } from '../../../kernel/record-nouns.ts';
import { addAttachment, noteAttachment, removeAttachment, restoreAttachment } from './attachment.contract.ts';
import { lockAttachment, type LockedAttachment, sameContent } from './attachment.store.ts';

export function attachmentCommands(records: RecordNouns): AnyCommand[] {
  const permission = ({ noun }: { noun: string }): string => records.save(noun);
  return [
    command({
      contract: addAttachment,
      permission,
      byRoute: true,
      async load(tx, input, context) {
        await records.demand(tx, input.noun, input.record, context);
        return { same: await sameContent(tx, context.companyId, input, input.hash), id: await context.identity.nextId() };
      },
      decide: ({ same, id }, input) => (same ? refuse('attached-already', { name: same.name }) : accept({ id, input })),
      async apply(tx, { id, input }, { companyId, actor }) {
        tx.send(sql`
          insert into foundation.attachment (company_id, id, noun, record_id, hash, name, media_type, size, note, created_by)
          values (${companyId}, ${id}, ${input.noun}, ${input.record}, ${input.hash}, ${input.name}, ${input.mediaType}, ${input.size}, ${input.note}, ${actor.userId})`);
        return { id };
      },
    }),
    command({
      contract: noteAttachment,
      permission,
      load: (tx, input, context) => found(records, tx, input, context),
      decide: (attachment, { note }) => (!attachment || attachment.removed ? refuse('not-found') : accept({ id: attachment.id, note })),
      async apply(tx, { id, note }, { companyId }) {
        tx.send(sql`update foundation.attachment set note = ${note} where company_id = ${companyId} and id = ${id}`);
        return { id };
      },
    }),
    command({
      contract: removeAttachment,
      permission,
      load: (tx, input, context) => found(records, tx, input, context),
      decide: (attachment) => (!attachment || attachment.removed ? refuse('not-found') : accept({ id: attachment.id })),
      async apply(tx, { id }, { companyId, actor }) {
        tx.send(sql`update foundation.attachment set removed_by = ${actor.userId}, removed_at = now() where company_id = ${companyId} and id = ${id}`);
        return { id };
      },
    }),
    command({
      contract: restoreAttachment,
      permission,
      load: (tx, input, context) => found(records, tx, input, context),
      decide(attachment) {
        if (!attachment?.removed) return refuse('not-found');
        if (!attachment.recent) return refuse('removed-for-good');
        return attachment.again !== null ? refuse('attached-already', { name: attachment.again }) : accept({ id: attachment.id });
      },
      async apply(tx, { id }, { companyId }) {
        tx.send(sql`update foundation.attachment set removed_by = null, removed_at = null where company_id = ${companyId} and id = ${id}`);
        return { id };
      },
    }),
  ];
}

type Loading = Parameters<AnyCommand['load']>;
async function found(records: RecordNouns, tx: Loading[0], input: { noun: string; record: string; id: string }, context: Loading[2]): Promise<LockedAttachment | undefined> {
  await records.demand(tx, input.noun, input.record, context);
  return lockAttachment(tx, context.companyId, input, input.id);
}
