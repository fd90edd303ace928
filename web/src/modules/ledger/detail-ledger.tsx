/** 明细账: the lines of an account, one after the other with the balance, from any figure down to the document. */
import { account as accountContract } from '@millwright/server/modules/ledger/account/account.contract';
import { detailLedger } from '@millwright/server/modules/ledger/report/report.contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useLookupFor } from '../../record/lookups.ts';
import { ExportButton } from '../../record/list/ExportButton.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePage, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { documentPath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Money, Quantity } from '../../ui/Figure.tsx';
import { ReferenceInput } from '../../ui/input/ReferenceInput.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { BooksChoice, UnpostedBand, useUnposted } from './books-choice.tsx';
import { NarrowingButtons, useNarrowing } from './narrowing.tsx';
import { PeriodRange, useCurrentPeriod } from './period-choice.tsx';

export function DetailLedgerPage() {
  const text = useText();
  const { company } = useSession();
  const { search } = usePage();
  const navigation = useNavigation();
  const current = useCurrentPeriod();
  const [range, setRange] = usePageState('range', { from: Number(search['from'] ?? current), to: Number(search['to'] ?? current) });
  const [account, setAccount] = usePageState<{ id: string; code: string; name: string } | null>('account', search['account'] ? { id: search['account'], code: '', name: '' } : null);
  const [unposted, setUnposted] = useUnposted();
  const lookup = useLookupFor(accountContract.noun);
  const [narrowed, setNarrowed] = useNarrowing();
  const input = { account: account?.id ?? '', fromPeriod: range.from, toPeriod: range.to, includeUnposted: unposted, ...narrowed };
  const found = useInfiniteQuery({
    queryKey: [detailLedger.name, company?.id, input],
    queryFn: ({ pageParam, signal }) => runQuery(detailLedger, { ...input, limit: 200, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, enabled: account !== null && range.from > 0, placeholderData: keepPreviousData, refetchOnMount: 'always',
  });
  const first = found.data?.pages[0];
  usePageTitle(first ? { zh: `明细账 ${first.account.code}`, en: `Ledger ${first.account.code}` } : detailLedger.title);
  type Row = NonNullable<typeof first>['rows'][number];
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const columns: readonly TableColumn<Row>[] = [
    { key: 'day', label: text({ zh: '日期', en: 'Date' }), width: 92, cell: (row) => row.day },
    { key: 'voucher', label: text({ zh: '凭证', en: 'Voucher' }), width: 80, cell: (row) => (row.voucher ? <PageLink href={recordPath('ledger/voucher', row.voucher.id)}>{row.voucher.number}</PageLink> : <span className="mw-muted">{row.opening ? text({ zh: '期初', en: 'opening' }) : row.netted ? text({ zh: '已对冲', en: 'netted' }) : text({ zh: '待制证', en: 'none yet' })}</span>) },
    { key: 'document', label: text({ zh: '单据', en: 'Document' }), width: 130, cell: (row) => <PageLink href={documentPath(row.document.kind, row.document.id)}>{row.document.number}</PageLink> },
    { key: 'summary', label: text({ zh: '摘要', en: 'Summary' }), cell: (row) => text(row.summary) },
    { key: 'about', label: text({ zh: '物料 / 往来', en: 'Item / party' }), width: 220, cell: (row) => (row.item ? <PageLink href={recordPath('engineering/item', row.item.id)}>{row.item.code} {row.item.name}</PageLink> : (row.party ?? '')) },
    { key: 'quantity', label: text({ zh: '数量', en: 'Quantity' }), width: 90, align: 'right', cell: (row) => <Quantity value={row.quantity} /> },
    { key: 'debit', label: text({ zh: '借方', en: 'Debit' }), width: 120, align: 'right', cell: (row) => <Money value={row.debit} />, total: <Money value={first?.turnover.debit} strong /> },
    { key: 'credit', label: text({ zh: '贷方', en: 'Credit' }), width: 120, align: 'right', cell: (row) => <Money value={row.credit} />, total: <Money value={first?.turnover.credit} strong /> },
    { key: 'balance', label: text({ zh: '余额', en: 'Balance' }), width: 130, align: 'right', cell: (row) => <Money value={row.balance} strong />, total: <Money value={first?.closing} strong /> },
  ];
  return (
    <>
      <PageHead title={first ? `${text(detailLedger.title)} ${first.account.code} ${first.account.name}` : text(detailLedger.title)}
        subtitle={first && <>{text({ zh: '期初余额', en: 'Opening balance' })} <Money value={first.opening} strong /></>}>
        <span style={{ width: 240 }}><ReferenceInput label={text({ zh: '科目', en: 'Account' })} lookup={lookup} value={account} onChange={(value) => { setAccount(value?.id ? (value as typeof account) : null); setNarrowed({}); }} /></span>
        <NarrowingButtons value={narrowed} onChange={setNarrowed} names={{ ...(rows[0]?.item ? { item: rows[0].item.code } : {}), ...(rows[0]?.party ? { party: rows[0].party } : {}) }} />
        <PeriodRange from={range.from} to={range.to} onChange={(from, to) => setRange({ from, to })} />
        <BooksChoice unposted={unposted} onChange={setUnposted} />
        <ExportButton contract={detailLedger} input={input} whyNot={account ? undefined : text({ zh: '请先选择科目', en: 'Choose an account first' })} />
      </PageHead>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {unposted && <UnpostedBand books={first?.books} search={{ from: String(range.from), to: String(range.to), account: account?.id, ...narrowed }} />}
      <section className="mw-panel grow">
        <Table label={text(detailLedger.title)} columns={columns} rows={rows} rowKey={(row) => `${row.entryId}-${row.lineNo}`} loading={found.isLoading && account !== null} totals={first !== undefined} totalsLabel={text({ zh: '本期合计', en: 'Turnover' })} dense
          onEnd={() => found.hasNextPage && !found.isFetchingNextPage && void found.fetchNextPage()} onOpen={(row) => navigation.open(documentPath(row.document.kind, row.document.id))}
          empty={<EmptyState title={account ? text({ zh: '这个期间没有发生额', en: 'No lines in these periods' }) : text({ zh: '请先选择科目', en: 'Choose an account first' })} />} />
      </section>
    </>
  );
}
