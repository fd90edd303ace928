/** Saying, changing and taking back. A removed comment keeps its row: nobody reads it again, and history tells that there was one. */
import { accept, type Decision, refuse } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command, type Context } from '../../../kernel/command.ts';
import type { RecordNouns } from '../../../kernel/record-nouns.ts';
import { one, type Tx } from '../../../kernel/transaction.ts';
import { addComment, editComment, removeComment } from './comment.contract.ts';

type Which = { readonly noun: string; readonly record: string; readonly id: string };
type Own = { readonly id: string; readonly created_by: string; readonly name: string };

export function commentCommands(records: RecordNouns): AnyCommand[] {
  const permission = ({ noun }: { noun: string }): string => records.view(noun);
  const locked = async (tx: Tx, { noun, record, id }: Which, context: Context): Promise<Own | undefined> => {
    await records.demand(tx, noun, record, context);
    return one<Own>(tx, sql`
      select c.id, c.created_by, coalesce(u.name, '') as name
      from foundation.comment as c
      left join access."user" as u on u.id = c.created_by
      where c.company_id = ${context.companyId} and c.noun = ${noun} and c.record_id = ${record} and c.id = ${id} and c.removed_at is null
      for update of c`);
  };
  return [
    command({
      contract: addComment,
      permission,
      async load(tx, { noun, record, mentions }, context) {
        await records.demand(tx, noun, record, context);
        return { id: await context.identity.nextId(), people: await membersAmong(tx, context.companyId, mentions) };
      },
      decide: (loaded, input) => accept({ ...loaded, input }),
      async apply(tx, { id, people, input }, { companyId, actor }) {
        tx.send(sql`
          insert into foundation.comment (company_id, id, noun, record_id, text, created_by)
          values (${companyId}, ${id}, ${input.noun}, ${input.record}, ${input.text}, ${actor.userId})`);
        mention(tx, companyId, id, people);
        return { id };
      },
    }),
    command({
      contract: editComment,
      permission,
      load: async (tx, input, context) => ({ comment: await locked(tx, input, context), people: await membersAmong(tx, context.companyId, input.mentions) }),
      decide({ comment, people }, { text }, { actor }) {
        const own = ownOnly(comment, actor.userId);
        return own.ok ? accept({ id: own.change, text, people }) : own;
      },
      async apply(tx, { id, text, people }, { companyId }) {
        tx.send(sql`update foundation.comment set text = ${text}, edited_at = now() where company_id = ${companyId} and id = ${id}`);
        tx.send(sql`delete from foundation.comment_mention where company_id = ${companyId} and comment_id = ${id}`);
        mention(tx, companyId, id, people);
        return { id };
      },
    }),
    command({
      contract: removeComment,
      permission,
      load: locked,
      decide: (comment, _input, { actor }) => ownOnly(comment, actor.userId),
      async apply(tx, id, { companyId }) {
        tx.send(sql`update foundation.comment set removed_at = now() where company_id = ${companyId} and id = ${id}`);
        tx.send(sql`delete from foundation.comment_mention where company_id = ${companyId} and comment_id = ${id}`);
        return { id };
      },
    }),
  ];
}

function ownOnly(comment: Own | undefined, userId: string): Decision<string> {
  if (!comment) return refuse('not-found');
  return comment.created_by === userId ? accept(comment.id) : refuse('comment-of-others', { name: comment.name });
}

/** Only people of the company can be meant. */
const membersAmong = async (tx: Tx, companyId: string, people: readonly string[]): Promise<string[]> =>
  people.length === 0 ? [] : (await tx.rows<{ user_id: string }>(sql`
    select distinct r.user_id
    from access.user_role as r
    where r.company_id = ${companyId} and r.user_id = any (${people}::bigint[])`)).map(({ user_id }) => user_id);

function mention(tx: Tx, companyId: string, id: string, people: readonly string[]): void {
  if (people.length > 0) tx.send(sql`insert into foundation.comment_mention (company_id, comment_id, user_id) select ${companyId}, ${id}, p from unnest(${people}::bigint[]) as p`);
}
