/** 未记账分录: the entries between the posted books and all of them, for the whole company or for what a ledger page showed. */
import { unposted as unpostedContract } from '@millwright/server/modules/ledger/report/report.contract';
import { voucherStates } from '@millwright/server/modules/ledger/voucher/voucher.contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePage, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { documentPath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Money } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { NarrowingButtons, useNarrowing } from './narrowing.tsx';
import { PeriodRange, useCurrentPeriod } from './period-choice.tsx';

const zeroBlank = (value: string): string | undefined => (/[1-9]/.test(value) ? value : undefined);

export function UnpostedPage() {
  const text = useText();
  const { company } = useSession();
  const { search } = usePage();
  const navigation = useNavigation();
  const current = useCurrentPeriod();
  usePageTitle(unpostedContract.title);
  const [range, setRange] = usePageState('range', { from: Number(search['from'] ?? current), to: Number(search['to'] ?? current) });
  const [narrowed, setNarrowed] = useNarrowing();
  const input = { fromPeriod: range.from, toPeriod: range.to, ...(search['account'] ? { account: search['account'] } : {}), ...narrowed };
  const found = useInfiniteQuery({
    queryKey: [unpostedContract.name, company?.id, input],
    queryFn: ({ pageParam, signal }) => runQuery(unpostedContract, { ...input, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, enabled: range.from > 0, placeholderData: keepPreviousData, refetchOnMount: 'always',
  });
  const first = found.data?.pages[0];
  type Row = NonNullable<typeof first>['rows'][number];
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const totals = first?.totals;
  const columns: readonly TableColumn<Row>[] = [
    { key: 'day', label: text({ zh: '日期', en: 'Date' }), width: 92, cell: (row) => row.day },
    { key: 'document', label: text({ zh: '单据', en: 'Document' }), width: 150, cell: (row) => <PageLink href={documentPath(row.document.kind, row.document.id)}>{row.document.number}</PageLink> },
    { key: 'summary', label: text({ zh: '摘要', en: 'Summary' }), cell: (row) => text(row.summary) },
    { key: 'voucher', label: text({ zh: '凭证', en: 'Voucher' }), width: 170, cell: (row) => (row.voucher
      ? <><PageLink href={recordPath('ledger/voucher', row.voucher.id)}>{row.voucher.number || text({ zh: '未编号', en: 'No number' })}</PageLink> <span className="mw-muted">{text(voucherStates[row.voucher.state as keyof typeof voucherStates].label)}</span></>
      : <span className="mw-muted">{row.netted ? text({ zh: '已对冲，不制证', en: 'netted, no voucher' }) : text({ zh: '未制证', en: 'no voucher yet' })}</span>) },
    { key: 'debit', label: text({ zh: '借方', en: 'Debit' }), width: 140, align: 'right', cell: (row) => <Money value={zeroBlank(row.debit)} />, total: <Money value={totals?.debit} strong /> },
    { key: 'credit', label: text({ zh: '贷方', en: 'Credit' }), width: 140, align: 'right', cell: (row) => <Money value={zeroBlank(row.credit)} />, total: <Money value={totals?.credit} strong /> },
  ];
  const account = first?.account;
  return (
    <>
      <PageHead title={`${text(unpostedContract.title)}${account ? ` ${account.code} ${account.name}` : ''}`} subtitle={totals && text({ zh: `${totals.count} 笔`, en: `${totals.count} entries` })}>
        <NarrowingButtons value={narrowed} onChange={setNarrowed} />
        <PeriodRange from={range.from} to={range.to} onChange={(from, to) => setRange({ from, to })} />
      </PageHead>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {totals !== undefined && totals.earlier > 0 && <Notice kind="warning" title={text({ zh: `以前期间另有 ${totals.earlier} 笔未记账分录，影响期初余额`, en: `${totals.earlier} unposted entries of earlier periods change the opening balances` })} />}
      <section className="mw-panel grow">
        <Table label={text(unpostedContract.title)} columns={columns} rows={rows} rowKey={(row) => row.entryId} loading={found.isLoading} totals={first !== undefined} dense
          onEnd={() => found.hasNextPage && !found.isFetchingNextPage && void found.fetchNextPage()} onOpen={(row) => navigation.open(documentPath(row.document.kind, row.document.id))}
          empty={<EmptyState title={text({ zh: '这个期间的分录都已记账', en: 'Everything of these periods is posted' })} />} />
      </section>
    </>
  );
}
