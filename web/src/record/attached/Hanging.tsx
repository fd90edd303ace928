/** Under a master's form: tabs 附件, 讨论 and, where it is open to the person, 历史. The counts stand on the tabs, so nobody opens one for nothing. */
import type { Noun } from '@millwright/server/kernel/contract';
import { useState, type ReactNode } from 'react';
import { useText, type Text } from '../../ui/language.tsx';
import { Attachments } from './Attachments.tsx';
import { Comments } from './Comments.tsx';
import { useHangingCounts } from './hanging.ts';

type Tab = 'attachments' | 'comments' | 'history';
export function Hanging({ noun, record, history }: { noun: Noun; record: string; history?: ReactNode }) {
  const text = useText();
  const counts = useHangingCounts(noun, record);
  const [tab, setTab] = useState<Tab>('attachments');
  const tabs: [Tab, Text, number][] = [
    ['attachments', { zh: '附件', en: 'Files' }, counts.attachments], ['comments', { zh: '讨论', en: 'Comments' }, counts.comments], ...(history ? [['history', { zh: '历史', en: 'History' }, 0] as [Tab, Text, number]] : []),
  ];
  return (
    <div className="mw-hanging">
      <div className="mw-side-tabs" role="tablist">
        {tabs.map(([key, label, count]) => <button key={key} type="button" role="tab" aria-selected={tab === key} onClick={() => setTab(key)}>{text(label)}{count > 0 && <span className="mw-tab-count">{count}</span>}</button>)}
      </div>
      <div className="mw-hanging-body" role="tabpanel" aria-label={text(tabs.find(([key]) => key === tab)?.[1] ?? { zh: '', en: '' })}>
        {tab === 'attachments' && <Attachments noun={noun} record={record} />}
        {tab === 'comments' && <Comments noun={noun} record={record} />}
        {tab === 'history' && history}
      </div>
    </div>
  );
}
