/** Beside a document, one scroll with anchors: 联查 trace, 历史 history in sentences, 账行 the ledger lines it wrote, 附件 attachments, 讨论 comments. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { queryByName } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Money } from '../../ui/Figure.tsx';
import { dayText, quantityText } from '../../ui/figures.ts';
import { useText, type Text } from '../../ui/language.tsx';
import { Section, Seal } from '../../ui/Panel.tsx';
import { Attachments } from '../attached/Attachments.tsx';
import { Comments } from '../attached/Comments.tsx';
import { useHangingCounts } from '../attached/hanging.ts';
import { fieldShapes } from '../fields.ts';
import { PageLink } from '../page-context.tsx';
import { pagePath, recordPath } from '../paths.ts';
import { History } from '../History.tsx';
import type { DocumentOptions, DocumentRecord } from './document-options.ts';
import { TraceGraph } from './TraceGraph.tsx';

type LedgerLine = { readonly accountId: string | null; readonly itemId: string | null; readonly code: string | null; readonly account: string | null; readonly item: string | null; readonly place: string | null; readonly quantity: string | null; readonly debit: string | null; readonly credit: string | null };
type LedgerEntry = { readonly id: string; readonly day: string; readonly period: number; readonly summary: Text; readonly voucher: { readonly id: string; readonly number: string } | null; readonly netted: boolean; readonly lines: readonly LedgerLine[] };

/** `onClose`: on a narrow screen it lies over the document. */
export function SidePanel({ record, options, shown, onClose }: { record: DocumentRecord; options: DocumentOptions; shown: boolean; onClose: () => void }) {
  const text = useText();
  const { may } = useSession();
  const scroll = useRef<HTMLDivElement>(null);
  const alone = options.side === 'history';
  const [anchor, setAnchor] = useState(alone ? 'history' : 'trace');
  const seal = options.seal?.(record);
  const showLedger = !alone && may('ledger/entry.view');
  const { noun } = options.contract;
  const counts = useHangingCounts(noun, record.id);
  const history = <History noun={noun} id={record.id} fields={historyFields(options)} actions={options.contract.actions} />;
  const anchors: [string, Text, number?][] = [
    ...(alone ? [] : [['trace', { zh: '联查', en: 'Trace' }] as [string, Text]]), ['history', { zh: '历史', en: 'History' }], ...(showLedger ? [['ledger', { zh: '账行', en: 'Ledger' }] as [string, Text]] : []),
    ['attachments', { zh: '附件', en: 'Files' }, counts.attachments], ['comments', { zh: '讨论', en: 'Talk' }, counts.comments],
  ];
  const goTo = (key: string) => {
    setAnchor(key);
    scroll.current?.querySelector(`[data-anchor="${key}"]`)?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  };
  const own = typeof options.side === 'function' ? options.side(record) : undefined;
  return (
    <aside className={`mw-panel mw-side${shown ? ' shown' : ''}`}>
      <div className="mw-side-head">
        <div className="mw-side-tabs" role="tablist">
          {anchors.map(([key, label, count]) => <button key={key} type="button" role="tab" aria-selected={anchor === key} onClick={() => goTo(key)}>{text(label)}{count ? <span className="mw-tab-count">{count}</span> : null}</button>)}
        </div>
        <span className="mw-side-toggle"><IconButton icon="close" title={text({ zh: '关闭侧栏', en: 'Close the panel' })} onPress={onClose} /></span>
      </div>
      <div className="mw-side-scroll" ref={scroll}>
        {!alone && (
          <Anchor name="trace">
            <TraceGraph documentId={record.id} seal={seal && <Seal word={seal.word} by={seal.by} />} />
          </Anchor>
        )}
        {own}
        <Anchor name="history" title={text({ zh: '历史', en: 'History' })}>{history}</Anchor>
        {showLedger && <Anchor name="ledger" title={text({ zh: '账行', en: 'Ledger lines' })}><LedgerLines documentId={record.id} /></Anchor>}
        <Anchor name="attachments" title={text({ zh: '附件', en: 'Attachments' })}><Attachments noun={noun} record={record.id} /></Anchor>
        <Anchor name="comments" title={text({ zh: '讨论', en: 'Comments' })}><Comments noun={noun} record={record.id} /></Anchor>
      </div>
    </aside>
  );
}

const Anchor = ({ name, title, children }: { name: string; title?: string; children: ReactNode }) => <div data-anchor={name} className="mw-anchor"><Section title={title}>{children}</Section></div>;

function LedgerLines({ documentId }: { documentId: string }) {
  const text = useText();
  const ledger = useQuery({ queryKey: ['ledger/entry.of-document', documentId], queryFn: ({ signal }) => queryByName<{ entries: LedgerEntry[] }>('ledger/entry.of-document', { documentId }, signal), retry: false });
  const entries = ledger.data?.entries ?? [];
  if (ledger.isError) return <p className="mw-muted">{text({ zh: '账行没有向您开放。', en: 'Ledger lines are not open to you.' })}</p>;
  if (entries.length === 0) return ledger.isLoading ? null : <p className="mw-muted">{text({ zh: '这张单没有写入账行。', en: 'This document has written no ledger lines.' })}</p>;
  return (
    <table className="mw-plain-table">
      <colgroup><col /><col style={{ width: 60 }} /><col style={{ width: 84 }} /><col style={{ width: 84 }} /></colgroup>
      <thead><tr><th>{text({ zh: '科目', en: 'Account' })}</th><th className="right">{text({ zh: '数量', en: 'Qty' })}</th><th className="right">{text({ zh: '借方', en: 'Debit' })}</th><th className="right">{text({ zh: '贷方', en: 'Credit' })}</th></tr></thead>
      <tbody>
        {entries.flatMap((entry) => [
          <tr key={entry.id} className="mw-entry">
            <td colSpan={4} className="mw-small mw-muted">{dayText(entry.day, true)} {entry.voucher ? <PageLink href={recordPath('ledger/voucher', entry.voucher.id)}>{entry.voucher.number}</PageLink> : entry.netted ? text({ zh: '与冲销单对冲，不制证', en: 'netted with its reversal, no voucher' }) : text({ zh: '待制证', en: 'no voucher yet' })}</td>
          </tr>,
          ...entry.lines.map((line, index) => (
          <tr key={`${entry.id}-${index}`} title={[text(entry.summary), line.item, line.place].filter(Boolean).join(' · ')}>
            <td>{line.code && line.accountId ? <PageLink href={pagePath('/ledger/detail', {}, { account: line.accountId, from: String(entry.period), to: String(entry.period), unposted: '1' })}>{line.code} {line.account}</PageLink> : line.itemId ? <PageLink href={recordPath('engineering/item', line.itemId)}>{line.item}</PageLink> : (line.item ?? '—')}</td>
            <td className="right">{quantityText(line.quantity)}</td>
            <td className="right"><Money value={line.debit} /></td>
            <td className="right"><Money value={line.credit} /></td>
          </tr>
          )),
        ])}
      </tbody>
    </table>
  );
}
const historyFields = ({ contract }: DocumentOptions) => [...fieldShapes(contract.head), { key: 'state', label: { zh: '状态', en: 'State' }, kind: 'choice' as const, options: Object.fromEntries(Object.entries(contract.states).map(([state, { label }]) => [state, label])) }];
