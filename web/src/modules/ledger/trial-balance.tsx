/** 科目余额表: opening, turnover, closing by account; every account opens its detail ledger, which says the same. */
import { trialBalance } from '@millwright/server/modules/ledger/report/report.contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { ExportButton } from '../../record/list/ExportButton.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { pagePath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { Money } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { BooksChoice, unpostedSearch, UnpostedBand, useUnposted } from './books-choice.tsx';
import { PeriodRange, useCurrentPeriod } from './period-choice.tsx';

const zeroBlank = (value: string): string | undefined => (/[1-9]/.test(value) ? value : undefined);

export function TrialBalancePage() {
  const text = useText();
  const { company } = useSession();
  const navigation = useNavigation();
  const current = useCurrentPeriod();
  usePageTitle(trialBalance.title);
  const [range, setRange] = usePageState('range', { from: current, to: current });
  const [unposted, setUnposted] = useUnposted();
  const [leaves, setLeaves] = useState(false);
  const input = { fromPeriod: range.from, toPeriod: range.to, includeUnposted: unposted };
  const found = useQuery({ queryKey: [trialBalance.name, company?.id, input], queryFn: ({ signal }) => runQuery(trialBalance, input, signal), enabled: range.from > 0, refetchOnMount: 'always' });
  type Row = NonNullable<typeof found.data>['rows'][number];
  const rows = (found.data?.rows ?? []).filter((row) => (leaves ? row.isLeaf : true));
  const totals = found.data?.totals;
  const drill = (row: Row) => pagePath('/ledger/detail', {}, { account: row.accountId, from: String(range.from), to: String(range.to), ...unpostedSearch(unposted) });
  const money = (key: 'openingDebit' | 'openingCredit' | 'debit' | 'credit' | 'closingDebit' | 'closingCredit', zh: string, en: string): TableColumn<Row> => ({
    key, label: text({ zh, en }), width: 128, align: 'right', total: <Money value={totals?.[key]} strong />,
    cell: (row) => <Money value={zeroBlank(row[key])} strong={row.level === 1} />,
  });
  const columns: readonly TableColumn<Row>[] = [
    { key: 'code', label: text({ zh: '科目', en: 'Code' }), width: 110, cell: (row) => <PageLink href={drill(row)}>{row.code}</PageLink> },
    { key: 'name', label: text({ zh: '名称', en: 'Account' }), cell: (row) => <span style={{ paddingLeft: leaves ? 0 : (row.level - 1) * 14, fontWeight: row.level === 1 ? 600 : 400 }}>{row.name}</span> },
    money('openingDebit', '期初借方', 'Opening Dr'), money('openingCredit', '期初贷方', 'Opening Cr'),
    money('debit', '本期借方', 'Debit'), money('credit', '本期贷方', 'Credit'),
    money('closingDebit', '期末借方', 'Closing Dr'), money('closingCredit', '期末贷方', 'Closing Cr'),
  ];
  const turnover = found.data?.turnover;
  const books = turnover && { all: { debit: turnover.all, credit: turnover.all }, posted: { debit: turnover.posted, credit: turnover.posted } };
  return (
    <>
      <PageHead title={text(trialBalance.title)}>
        <PeriodRange from={range.from} to={range.to} onChange={(from, to) => setRange({ from, to })} />
        <BooksChoice unposted={unposted} onChange={setUnposted} />
        <Button onPress={() => setLeaves(!leaves)}>{leaves ? text({ zh: '显示各级', en: 'All levels' }) : text({ zh: '只看末级', en: 'Leaves only' })}</Button>
        <ExportButton contract={trialBalance} input={input} view={leaves ? 'leaves' : ''} />
      </PageHead>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      {unposted && <UnpostedBand books={books} search={{ from: String(range.from), to: String(range.to) }} />}
      <section className="mw-panel grow">
        <Table label={text(trialBalance.title)} columns={columns} rows={rows} rowKey={(row) => row.accountId} loading={found.isLoading} totals totalsLabel={text({ zh: '合计（末级）', en: 'Total (leaves)' })} dense onOpen={(row) => navigation.open(drill(row))}
          empty={<EmptyState title={text({ zh: '这个期间没有余额也没有发生额', en: 'No balances and no turnover in these periods' })} />} />
      </section>
    </>
  );
}
