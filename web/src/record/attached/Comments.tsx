/** 讨论 about a record, newest last, with what one said oneself to be changed or taken back. */
import type { Noun } from '@millwright/server/kernel/contract';
import { addComment, editComment, listComments, removeComment } from '@millwright/server/modules/foundation/comment/comment.contract';
import { App } from 'antd';
import { useState } from 'react';
import { newClickKey, runCommand } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { fullInstantText, sinceText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { usePageState } from '../page-context.tsx';
import { CommentBox } from './CommentBox.tsx';
import { useComments, useRenew } from './hanging.ts';
import { type Person, pieces } from './mention.ts';

type Comment = { readonly id: string; readonly text: string; readonly author: Person; readonly at: string; readonly editedAt: string | null; readonly mentions: readonly Person[] };

export function Comments({ noun, record }: { noun: Noun; record: string }) {
  const text = useText();
  const { session } = useSession();
  const { message, modal } = App.useApp();
  const found = useComments(noun, record);
  const renew = useRenew(listComments.name, noun, record);
  // What was begun is there again after a reload, or when the record is opened once more in this tab.
  const [begun, setBegun] = usePageState(`comment-${noun}-${record}`, '');
  const [editing, setEditing] = useState<string>();
  if (found.isError) return <p className="mw-muted">{text(asProblem(found.error).status === 403 ? { zh: '讨论没有向您开放。', en: 'The comments are not open to you.' } : asProblem(found.error).message)}</p>;
  const remove = (comment: Comment) => void modal.confirm({
    title: text({ zh: '删除这条讨论？', en: 'Remove this comment?' }), content: text({ zh: '内容不再显示，历史里会记下您删除过一条。', en: 'It is no longer shown; the history will say that you removed one.' }), icon: null,
    okText: text({ zh: '删除', en: 'Remove' }), cancelText: text({ zh: '取消', en: 'Cancel' }),
    onOk: () => runCommand(removeComment, { noun, record, id: comment.id }).then(renew, (error: unknown) => void message.warning(text(asProblem(error).message))),
  });
  const { rows = [], count = 0 } = found.data ?? {};
  return (
    <div className="mw-comments">
      {count > rows.length && <p className="mw-small mw-muted">{text({ zh: `只显示最近 ${rows.length} 条，共 ${count} 条。`, en: `The newest ${rows.length} of ${count}.` })}</p>}
      {found.data && rows.length === 0 && <p className="mw-muted">{text({ zh: '还没有讨论。关于它的话写在这里，换班、换人都看得到。', en: 'Nobody has commented. What is said here stays with the record.' })}</p>}
      <ol aria-label={text({ zh: '讨论', en: 'Comments' })}>
        {rows.map((comment) => {
          const own = comment.author.id === session.user.id;
          if (editing === comment.id) {
            return (
              <li key={comment.id}>
                <CommentBox noun={noun} initial={comment.text} people={comment.mentions} label={text({ zh: '修改讨论', en: 'Change the comment' })} send={text({ zh: '保存', en: 'Save' })} onCancel={() => setEditing(undefined)}
                  onSend={async (said, mentions) => {
                    await runCommand(editComment, { noun, record, id: comment.id, text: said, mentions });
                    setEditing(undefined);
                    await renew();
                  }} />
              </li>
            );
          }
          return (
            <li key={comment.id} className="mw-comment">
              <header>
                <b className="mw-strong">{comment.author.name}</b>
                <time className="mw-small mw-muted" dateTime={comment.at} title={fullInstantText(comment.at)}>{text(sinceText(comment.at))}</time>
                {comment.editedAt && <span className="mw-small mw-muted" title={fullInstantText(comment.editedAt)}>{text({ zh: '已修改', en: 'edited' })}</span>}
                <span className="mw-space" />
                {own && <IconButton small icon="pencil" title={text({ zh: '修改', en: 'Change' })} onPress={() => setEditing(comment.id)} />}
                {own && <IconButton small icon="trash" title={text({ zh: '删除', en: 'Remove' })} onPress={() => remove(comment)} />}
              </header>
              <p>{pieces(comment.text, comment.mentions).map((piece, index) => (piece.person ? <b key={index} className={`mw-mention${piece.person.id === session.user.id ? ' me' : ''}`}>{piece.text}</b> : <span key={index}>{piece.text}</span>))}</p>
            </li>
          );
        })}
      </ol>
      <CommentBox noun={noun} initial={begun} people={[]} label={text({ zh: '写讨论', en: 'Comment' })} send={text({ zh: '发送', en: 'Send' })} onChange={setBegun}
        onSend={async (said, mentions, key) => {
          await runCommand(addComment, { noun, record, text: said, mentions }, key ?? newClickKey());
          await renew();
        }} />
    </div>
  );
}
