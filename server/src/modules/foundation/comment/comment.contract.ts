/** 讨论: what people say about a record, in its place. Whoever may view the record may read and say something; one's own words can be changed and taken back. */
import type { Text } from '@millwright/core/primitives/outcome';
import { z } from 'zod';
import { commandContract, field, noControl, queryContract, searchable } from '../../../kernel/contract.ts';
import { ofRecord } from '../attachment/attachment.contract.ts';

export const commentLettersMax = 2000;
const said = {
  text: z.string().trim().min(1).max(commentLettersMax).regex(noControl).meta({ label: { zh: '内容', en: 'Text' }, kind: 'long-text' }),
  /** The people meant by an @ in the text. */
  mentions: z.array(field.id()).max(50).default([]),
};
const which = z.object({ ...ofRecord, id: field.id() });
const done = z.object({ id: z.string() });
const person = z.object({ id: z.string(), name: z.string() });

export const commentRefusals = {
  'comment-of-others': { zh: '这是 {name} 写的，只有本人可以修改或删除。', en: 'It was written by {name}; only they can change or remove it.' },
} satisfies Record<string, Text>;

export const listComments = queryContract({
  name: 'foundation/comment.list', title: { zh: '查看讨论', en: 'View comments' }, permission: '<record>.view',
  input: z.object(ofRecord),
  output: z.object({
    /** The newest 500 that were not removed, newest last. */
    rows: z.array(z.object({ id: z.string(), text: z.string(), author: person, at: z.string(), editedAt: z.string().nullable(), mentions: z.array(person) })),
    count: z.number(),
  }),
});
export const mentionable = queryContract({
  name: 'foundation/comment.people', title: { zh: '选提到的人', en: 'Choose people to mention' }, permission: '<record>.view',
  input: z.object({ noun: ofRecord.noun, search: z.string().max(40).regex(searchable).default('') }),
  /** People of the company who may view such a record: nobody is called to what they cannot open. */
  output: z.object({ rows: z.array(z.object({ id: z.string(), code: z.string(), name: z.string(), post: z.string() })) }),
});
export const addComment = commandContract({ name: 'foundation/comment.add', title: { zh: '发表讨论', en: 'Comment' }, permission: '<record>.view', input: z.object({ ...ofRecord, ...said }), output: done });
export const editComment = commandContract({
  name: 'foundation/comment.edit', title: { zh: '修改讨论', en: 'Change comments' }, permission: '<record>.view', input: which.extend(said), output: done, refusals: commentRefusals,
});
export const removeComment = commandContract({ name: 'foundation/comment.remove', title: { zh: '删除讨论', en: 'Remove comments' }, permission: '<record>.view', input: which, output: done, refusals: commentRefusals });
