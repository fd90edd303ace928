/** 总账: by account the opening, then every month its turnover and the year to date; a line opens the detail ledger of just that. */
import { account as accountContract } from '@millwright/server/modules/ledger/account/account.contract';
import { type GeneralAccount, generalRows, type GeneralRow, levelNames, type Level } from '@millwright/server/modules/ledger/report/general-rows';
import { generalLedger } from '@millwright/server/modules/ledger/report/report.contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { ExportButton } from '../../record/list/ExportButton.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { useLookupFor } from '../../record/lookups.ts';
import { PageLink, useNavigation, usePage, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { pagePath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Money } from '../../ui/Figure.tsx';
import { ReferenceInput } from '../../ui/input/ReferenceInput.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { BooksChoice, unpostedSearch, UnpostedBand, useUnposted } from './books-choice.tsx';
import { periodText, PeriodRange, useCurrentPeriod } from './period-choice.tsx';

const summaries: Readonly<Record<GeneralRow['kind'], Text>> = { opening: { zh: '期初余额', en: 'Opening balance' }, month: { zh: '本期合计', en: 'Month' }, year: { zh: '本年累计', en: 'Year to date' } };
const sides: Readonly<Record<GeneralRow['side'], Text>> = { D: { zh: '借', en: 'Dr' }, C: { zh: '贷', en: 'Cr' }, none: { zh: '平', en: '—' } };

export function GeneralLedgerPage() {
  const text = useText();
  const { company } = useSession();
  const { search } = usePage();
  const navigation = useNavigation();
  const current = useCurrentPeriod();
  usePageTitle(generalLedger.title);
  const [range, setRange] = usePageState('range', { from: Number(search['from'] ?? current), to: Number(search['to'] ?? current) });
  const [unposted, setUnposted] = useUnposted();
  const [level, setLevel] = usePageState<Level>('level', 'first');
  const [account, setAccount] = usePageState<{ id: string; code: string; name: string } | null>('account', null);
  const lookup = useLookupFor(accountContract.noun);
  const input = { fromPeriod: range.from, toPeriod: range.to, includeUnposted: unposted, ...(account ? { account: account.id } : {}) };
  const found = useQuery({ queryKey: [generalLedger.name, company?.id, input], queryFn: ({ signal }) => runQuery(generalLedger, input, signal), enabled: range.from > 0, placeholderData: keepPreviousData, refetchOnMount: 'always' });
  const accounts: readonly GeneralAccount[] = found.data?.accounts ?? [];
  const rows = generalRows(accounts, account ? 'all' : level);
  const drill = (row: GeneralRow) => pagePath('/ledger/detail', {}, { account: row.accountId, from: String(row.fromPeriod), to: String(row.kind === 'opening' ? range.to : row.period), ...unpostedSearch(unposted) });
  const columns: readonly TableColumn<GeneralRow>[] = [
    { key: 'code', label: text({ zh: '科目', en: 'Code' }), width: 110, cell: (row) => (row.kind === 'opening' ? <PageLink href={drill(row)}>{row.code}</PageLink> : '') },
    { key: 'name', label: text({ zh: '名称', en: 'Account' }), cell: (row) => (row.kind === 'opening' ? <span style={{ paddingLeft: (row.level - 1) * 14, fontWeight: row.level === 1 ? 600 : 400 }}>{row.name}</span> : '') },
    { key: 'period', label: text({ zh: '期间', en: 'Period' }), width: 90, cell: (row) => periodText(row.period) },
    { key: 'summary', label: text({ zh: '摘要', en: 'Summary' }), width: 120, cell: (row) => <PageLink href={drill(row)}>{text(summaries[row.kind])}</PageLink> },
    { key: 'debit', label: text({ zh: '借方', en: 'Debit' }), width: 140, align: 'right', cell: (row) => <Money value={row.debit} /> },
    { key: 'credit', label: text({ zh: '贷方', en: 'Credit' }), width: 140, align: 'right', cell: (row) => <Money value={row.credit} /> },
    { key: 'side', label: text({ zh: '方向', en: 'Side' }), width: 56, cell: (row) => text(sides[row.side]) },
    { key: 'balance', label: text({ zh: '余额', en: 'Balance' }), width: 140, align: 'right', cell: (row) => <Money value={row.balance} strong={row.kind === 'month'} /> },
  ];
  return (
    <>
      <PageHead title={text(generalLedger.title)}>
        <span style={{ width: 220 }}><ReferenceInput label={text({ zh: '科目', en: 'Account' })} lookup={lookup} value={account} onChange={(value) => setAccount(value?.id ? (value as typeof account) : null)} /></span>
        <PeriodRange from={range.from} to={range.to} onChange={(from, to) => setRange({ from, to })} />
        <BooksChoice unposted={unposted} onChange={setUnposted} />
        <select className="mw-input" style={{ width: 104 }} aria-label={text({ zh: '科目级次', en: 'Level' })} value={account ? 'all' : level} disabled={account !== null} onChange={(event) => setLevel(event.target.value as Level)}>
          {Object.entries(levelNames).map(([key, label]) => <option key={key} value={key}>{text(label)}</option>)}
        </select>
        <ExportButton contract={generalLedger} input={input} view={account ? 'all' : level} />
      </PageHead>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {unposted && <UnpostedBand books={found.data?.books} search={{ from: String(range.from), to: String(range.to), account: account?.id }} />}
      <section className="mw-panel grow">
        <Table label={text(generalLedger.title)} columns={columns} rows={rows} rowKey={(row) => `${row.accountId}-${row.kind}-${row.period}`} loading={found.isLoading} dense onOpen={(row) => navigation.open(drill(row))}
          empty={<EmptyState title={text({ zh: '这个期间没有余额也没有发生额', en: 'No balances and no turnover in these periods' })} />} />
      </section>
    </>
  );
}
