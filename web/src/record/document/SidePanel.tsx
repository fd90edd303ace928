/** Beside a document, one scroll with anchors: 联查 trace, 历史 history in sentences, 账行 the ledger lines it wrote. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { queryByName } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import { instantText, moneyText, quantityText } from '../../ui/figures.ts';
import { useText, type Text } from '../../ui/language.tsx';
import { Section, Seal } from '../../ui/Panel.tsx';
import { PageLink } from '../page-context.tsx';
import { pagePath } from '../paths.ts';
import type { DocumentOptions, DocumentRecord } from './document-options.ts';
import { TraceGraph } from './TraceGraph.tsx';

type LedgerLine = { readonly account?: { code: string; name: string } | null; readonly side?: string; readonly debit?: string | null; readonly credit?: string | null; readonly amount?: string; readonly quantity?: string | null; readonly item?: { code: string; name: string } | null };
type LedgerEntry = { readonly id: string; readonly number?: string | null; readonly summary?: string | null; readonly lines: readonly LedgerLine[] };
type HistoryEntry = { readonly at: string; readonly user?: string | { name: string } | null; readonly title?: Text | string | null; readonly sentence?: Text | string | null; readonly sentences?: readonly (Text | string)[] };

export function SidePanel({ record, options, shown }: { record: DocumentRecord; options: DocumentOptions; shown: boolean }) {
  const text = useText();
  const { may } = useSession();
  const scroll = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState('trace');
  const seal = options.seal?.(record);
  const showLedger = may('ledger/entry.view');
  const anchors = [['trace', { zh: '联查', en: 'Trace' }], ['history', { zh: '历史', en: 'History' }], ...(showLedger ? [['ledger', { zh: '账行', en: 'Ledger' }] as const] : [])] as const;
  const goTo = (key: string) => {
    setAnchor(key);
    scroll.current?.querySelector(`[data-anchor="${key}"]`)?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  };
  const own = typeof options.side === 'function' ? options.side(record) : undefined;
  return (
    <aside className={`mw-panel mw-side${shown ? ' shown' : ''}`}>
      <div className="mw-side-tabs" role="tablist">
        {anchors.map(([key, label]) => <button key={key} type="button" role="tab" aria-selected={anchor === key} onClick={() => goTo(key)}>{text(label)}</button>)}
      </div>
      <div className="mw-side-scroll" ref={scroll}>
        <Anchor name="trace">
          {seal && <div style={{ float: 'right', margin: '2px 4px 8px 8px' }}><Seal word={seal.word} by={seal.by} /></div>}
          <TraceGraph documentId={record.id} />
        </Anchor>
        {own}
        <Anchor name="history" title={text({ zh: '历史', en: 'History' })}><History noun={options.contract.noun} id={record.id} /></Anchor>
        {showLedger && <Anchor name="ledger" title={text({ zh: '账行', en: 'Ledger lines' })}><LedgerLines documentId={record.id} /></Anchor>}
      </div>
    </aside>
  );
}

const Anchor = ({ name, title, children }: { name: string; title?: string; children: ReactNode }) => <div data-anchor={name} className="mw-anchor"><Section title={title}>{children}</Section></div>;

/** purchasing/purchase-order → purchasing.purchase_order, the table the audit names. */
export const tableOf = (noun: string): string => noun.replace('/', '.').replace(/-/g, '_');

function History({ noun, id }: { noun: string; id: string }) {
  const text = useText();
  const history = useQuery({ queryKey: ['foundation/history.get', noun, id], queryFn: ({ signal }) => queryByName<{ entries?: HistoryEntry[]; rows?: HistoryEntry[] }>('foundation/history.get', { table: tableOf(noun), key: id }, signal), retry: false });
  const entries = history.data?.entries ?? history.data?.rows ?? [];
  if (history.isError) return <p className="mw-muted">{text({ zh: '这张单的历史没有向您开放。', en: 'The history of this document is not open to you.' })}</p>;
  if (entries.length === 0 && !history.isLoading) return <p className="mw-muted">{text({ zh: '还没有修改记录。', en: 'Nothing has changed yet.' })}</p>;
  return (
    <>
      {entries.map((entry, index) => {
        const user = typeof entry.user === 'string' ? entry.user : (entry.user?.name ?? '');
        const sentences = entry.sentences ?? [entry.sentence ?? entry.title ?? ''];
        return (
          <div key={index} className="mw-history">
            <span className="mw-muted mw-small">{instantText(entry.at)}</span>
            <span><b className="mw-strong">{user}</b> {sentences.map((sentence) => text(sentence)).join(text({ zh: '；', en: '; ' }))}</span>
          </div>
        );
      })}
    </>
  );
}

function LedgerLines({ documentId }: { documentId: string }) {
  const text = useText();
  const ledger = useQuery({ queryKey: ['ledger/entry.of-document', documentId], queryFn: ({ signal }) => queryByName<{ entries: LedgerEntry[] }>('ledger/entry.of-document', { documentId }, signal), retry: false });
  const entries = ledger.data?.entries ?? [];
  if (ledger.isError) return <p className="mw-muted">{text({ zh: '账行没有向您开放。', en: 'Ledger lines are not open to you.' })}</p>;
  if (entries.length === 0) return ledger.isLoading ? null : <p className="mw-muted">{text({ zh: '这张单没有写入账行。', en: 'This document has written no ledger lines.' })}</p>;
  const amountOn = (line: LedgerLine, side: 'debit' | 'credit') => line[side] ?? (line.side?.startsWith(side[0] ?? '') ? line.amount : undefined);
  return (
    <table className="mw-plain-table">
      <colgroup><col /><col style={{ width: 60 }} /><col style={{ width: 84 }} /><col style={{ width: 84 }} /></colgroup>
      <thead><tr><th>{text({ zh: '科目', en: 'Account' })}</th><th className="right">{text({ zh: '数量', en: 'Qty' })}</th><th className="right">{text({ zh: '借方', en: 'Debit' })}</th><th className="right">{text({ zh: '贷方', en: 'Credit' })}</th></tr></thead>
      <tbody>
        {entries.flatMap((entry) => entry.lines.map((line, index) => (
          <tr key={`${entry.id}-${index}`}>
            <td title={[entry.summary, line.item?.name].filter(Boolean).join(' · ')}>{index === 0 ? <PageLink href={pagePath('/ledger/entry/$id', { id: entry.id })}>{accountText(line)}</PageLink> : accountText(line)}</td>
            <td className="right">{quantityText(line.quantity)}</td>
            <td className="right">{moneyText(amountOn(line, 'debit'))}</td>
            <td className="right">{moneyText(amountOn(line, 'credit'))}</td>
          </tr>
        )))}
      </tbody>
    </table>
  );
}
const accountText = (line: LedgerLine): string => (line.account ? `${line.account.code} ${line.account.name}` : (line.item?.name ?? '—'));
