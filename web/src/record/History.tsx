/** 历史: who changed what, in sentences, newest first. */
import { useQuery } from '@tanstack/react-query';
import { queryByName } from '../api/client.ts';
import { instantText } from '../ui/figures.ts';
import { useText, type Text } from '../ui/language.tsx';
import { sentences, type HistoryField, type HistoryRow } from './history-sentences.ts';

type HistoryProps = { noun: string; id: string; fields: readonly HistoryField[]; actions?: Readonly<Record<string, { readonly title: Text }>> };
export function History({ noun, id, fields, actions = {} }: HistoryProps) {
  const text = useText();
  const history = useQuery({ queryKey: ['foundation/history.get', noun, id], queryFn: ({ signal }) => queryByName<{ rows: HistoryRow[] }>('foundation/history.get', { noun, key: id }, signal), retry: false });
  if (history.isError) return <p className="mw-muted">{text({ zh: '历史没有向您开放。', en: 'The history is not open to you.' })}</p>;
  const shown = sentences(history.data?.rows ?? [], fields, actions, text);
  if (shown.length === 0 && !history.isLoading) return <p className="mw-muted">{text({ zh: '还没有修改记录。', en: 'Nothing has changed yet.' })}</p>;
  return (
    <>
      {shown.map((sentence, index) => (
        <div key={index} className="mw-history">
          <span className="mw-muted mw-small">{instantText(sentence.at)}</span>
          <span><b className="mw-strong">{sentence.person}</b> {sentence.text}</span>
        </div>
      ))}
    </>
  );
}
