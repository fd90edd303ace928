/**
 * A document that is nothing but its entry, e.g. 成本调整: what it is, its ledger lines, what it came from. A manual voucher's document
 * leads on to the voucher; the reversal of one stays here.
 */
import { entryOfDocument, ledgerDocument } from '@millwright/server/modules/ledger/report/report.contract';
import { bookingStates } from '@millwright/server/modules/documents/booking-texts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { TraceGraph } from '../../record/document/TraceGraph.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, usePage, usePageTitle } from '../../record/page-context.tsx';
import { documentPath, pagePath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Money, Quantity } from '../../ui/Figure.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { Bones } from '../../ui/Notice.tsx';
import { Panel, Section } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';

export function LedgerDocumentPage() {
  const text = useText();
  const { company } = useSession();
  const { params, replace } = usePage();
  const id = params['id'] ?? '';
  const found = useQuery({ queryKey: [ledgerDocument.name, company?.id, id], queryFn: ({ signal }) => runQuery(ledgerDocument, { id }, signal), retry: false });
  const entries = useQuery({ queryKey: [entryOfDocument.name, id], queryFn: ({ signal }) => runQuery(entryOfDocument, { documentId: id }, signal) });
  const document = found.data;
  const voucherId = document?.voucherId;
  useEffect(() => {
    if (voucherId) replace(recordPath('ledger/voucher', voucherId));
  }, [voucherId, replace]);
  usePageTitle(document ? { zh: `${document.title.zh} ${document.number}`, en: `${document.title.en} ${document.number}` } : ledgerDocument.title);
  if (found.error) return <div style={{ paddingTop: 12 }}><ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} /></div>;
  if (!document || voucherId) return <Bones />;
  type Line = NonNullable<typeof entries.data>['entries'][number]['lines'][number] & { readonly key: string };
  const rows = (entries.data?.entries ?? []).flatMap((entry) => entry.lines.map((line): Line => ({ ...line, key: `${entry.id}-${line.lineNo}` })));
  const [entry] = entries.data?.entries ?? [];
  const columns: readonly TableColumn<Line>[] = [
    { key: 'account', label: text({ zh: '科目', en: 'Account' }), width: 220, cell: (row) => (row.code && row.accountId && entry ? <PageLink href={pagePath('/ledger/detail', {}, { account: row.accountId, from: String(entry.period), to: String(entry.period), unposted: '1' })}>{row.code} {row.account}</PageLink> : '—') },
    { key: 'item', label: text({ zh: '物料', en: 'Item' }), cell: (row) => (row.itemId ? <PageLink href={recordPath('engineering/item', row.itemId)}>{row.item}</PageLink> : row.item) },
    { key: 'place', label: text({ zh: '仓库', en: 'Warehouse' }), width: 120, cell: (row) => row.place },
    { key: 'party', label: text({ zh: '往来单位', en: 'Party' }), width: 150, cell: (row) => row.party },
    { key: 'workOrder', label: text({ zh: '工单', en: 'Work order' }), width: 130, cell: (row) => (row.workOrderId ? <PageLink href={recordPath('shopfloor/work-order', row.workOrderId)}>{row.workOrder}</PageLink> : row.workOrder) },
    { key: 'quantity', label: text({ zh: '数量', en: 'Quantity' }), width: 90, align: 'right', cell: (row) => <Quantity value={row.quantity} /> },
    { key: 'debit', label: text({ zh: '借方', en: 'Debit' }), width: 120, align: 'right', cell: (row) => <Money value={row.debit} /> },
    { key: 'credit', label: text({ zh: '贷方', en: 'Credit' }), width: 120, align: 'right', cell: (row) => <Money value={row.credit} /> },
  ];
  const state = bookingStates[document.state as keyof typeof bookingStates];
  const reference = (other: { id: string; number: string } | null) => other && <PageLink href={documentPath(document.kind, other.id)}>{other.number}</PageLink>;
  const facts: readonly (readonly [Text, ReactNode])[] = [
    [{ zh: '业务日期', en: 'Day' }, document.day],
    [{ zh: '摘要', en: 'Summary' }, entry ? text(entry.summary) : document.summary],
    [{ zh: '制单', en: 'Prepared by' }, document.createdBy],
    [{ zh: '凭证', en: 'Voucher' }, entry?.voucher && <PageLink href={recordPath('ledger/voucher', entry.voucher.id)}>{entry.voucher.number}</PageLink>],
    [{ zh: '冲销', en: 'Reverses' }, reference(document.reverses)],
    [{ zh: '被冲销', en: 'Reversed by' }, reference(document.reversedBy)],
  ];
  return (
    <>
      <PageHead title={`${text(document.title)} ${document.number}`} status={<Tag tone={state?.tone}>{text(state?.label ?? document.state)}</Tag>} />
      <div className="mw-document alone">
        <div className="mw-document-main">
          <section className="mw-panel" style={{ flex: 'none', display: 'flex', flexWrap: 'wrap', gap: '8px 32px', padding: 12 }}>
            {facts.map(([label, value]) => value && <span key={label.en}><span className="mw-second">{text(label)}</span>　{value}</span>)}
          </section>
          <Panel grow title={text({ zh: '分录', en: 'Lines' })}><Table label={text({ zh: '分录', en: 'Lines' })} columns={columns} rows={rows} rowKey={(row) => row.key} loading={entries.isLoading} dense /></Panel>
          <section className="mw-panel"><Section title={text({ zh: '联查', en: 'Trace' })}><TraceGraph documentId={id} /></Section></section>
        </div>
      </div>
    </>
  );
}
