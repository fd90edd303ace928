/** Where one writes: @ offers people who may see the record, Ctrl Enter sends. A failed sending keeps the text, and the same sending can be tried again. */
import type { Noun } from '@millwright/server/kernel/contract';
import { commentLettersMax, mentionable } from '@millwright/server/modules/foundation/comment/comment.contract';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { newClickKey, runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { type Lookup, useLookup } from '../../ui/input/lookup.ts';
import { LookupPopup, optionId } from '../../ui/input/LookupPopup.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { meant, type Person, type Typing, typingAt, withPerson } from './mention.ts';

type CommentBoxProps = {
  readonly noun: Noun;
  readonly initial: string;
  /** Who is named in it already. */
  readonly people: readonly Person[];
  readonly label: string;
  readonly send: string;
  readonly onChange?: (text: string) => void;
  readonly onSend: (text: string, mentions: string[], key: string) => Promise<void>;
  readonly onCancel?: () => void;
};
export function CommentBox({ noun, initial, people, label, send, onChange, onSend, onCancel }: CommentBoxProps) {
  const text = useText();
  const popup = useId();
  const [said, setSaid] = useState(initial);
  const [chosen, setChosen] = useState(people);
  const [typing, setTyping] = useState<Typing>();
  const [active, setActive] = useState(0);
  const [problem, setProblem] = useState<Text>();
  const [sending, setSending] = useState(false);
  const key = useRef(newClickKey());
  const area = useRef<HTMLTextAreaElement>(null);
  const lookup: Lookup = useMemo(() => ({
    search: async (search, signal) => (await runQuery(mentionable, { noun, search }, signal)).rows,
    columns: [{ key: 'post', label: { zh: '岗位', en: 'Post' }, width: 90 }],
  }), [noun]);
  const state = useLookup(lookup, typing?.term ?? '', typing !== undefined);
  const open = typing !== undefined && (state.pending || state.rows.length > 0);
  const write = (next: string, caret: number) => {
    setSaid(next);
    onChange?.(next);
    setTyping(typingAt(next, caret));
    setActive(0);
    setProblem(undefined);
    key.current = newClickKey();
  };
  const pick = (person: Person) => {
    const input = area.current;
    if (!typing || !input) return;
    const put = withPerson(said, input.selectionStart, typing, person);
    write(put.text, put.caret);
    setChosen((before) => [...before, person]);
    setTyping(undefined);
    requestAnimationFrame(() => { input.focus(); input.setSelectionRange(put.caret, put.caret); });
  };
  const whyNot = said.trim() === '' ? text({ zh: '先写点什么。', en: 'Write something first.' }) : said.length > commentLettersMax ? text({ zh: `最多 ${commentLettersMax} 字，现在 ${said.length} 字。`, en: `At most ${commentLettersMax} letters; there are ${said.length}.` }) : undefined;
  const submit = async () => {
    if (whyNot !== undefined || sending) return;
    setSending(true);
    try {
      await onSend(said.trim(), meant(said, chosen), key.current);
      write('', 0);
      setChosen([]);
    } catch (error) {
      setProblem(asProblem(error).message);
    } finally {
      setSending(false);
    }
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const row = state.rows[active];
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
    else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) setActive((at) => Math.max(0, Math.min(state.rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
    else if (open && row && (event.key === 'Enter' || event.key === 'Tab')) pick(row);
    else if (open && event.key === 'Escape') setTyping(undefined);
    else if (onCancel && event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="mw-comment-box">
      <textarea ref={area} className="mw-input" rows={2} aria-haspopup="listbox" aria-controls={open ? popup : undefined} aria-activedescendant={open && state.rows[active] ? optionId(popup, active) : undefined} aria-autocomplete="list" aria-label={label}
        placeholder={text({ zh: '写点什么，@ 提到同事', en: 'Write something; @ names a colleague' })} value={said} onChange={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)} onKeyDown={keyDown} onBlur={() => setTyping(undefined)} />
      {open && <LookupPopup anchor={area} lookup={lookup} state={state} active={active} text={typing?.term ?? ''} onPick={pick} id={popup} />}
      {problem && <p className="mw-small mw-waiting" role="alert">{text(problem)}</p>}
      <div className="mw-row">
        <span className="mw-space" />
        {onCancel && <Button small quiet onPress={onCancel}>{text({ zh: '取消', en: 'Cancel' })}</Button>}
        <Button small shortcut="Ctrl Enter" whyNot={whyNot} busy={sending} onPress={submit}>{send}</Button>
      </div>
    </div>
  );
}
