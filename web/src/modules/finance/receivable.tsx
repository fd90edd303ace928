/** 应收: open items by due date, and the ageing by customer. Every figure is a sum of ledger lines. */
import { formatMoney, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { openReceivables, receivablesAgeing } from '@millwright/server/modules/finance/receivable/receivable.contract';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePage, usePageTitle } from '../../record/page-context.tsx';
import { documentPath, newRecordPath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { Money } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { SettleButton } from './settlement.tsx';

function CollectButton({ source }: { source: string }) {
  const text = useText();
  const { open } = useNavigation();
  const { may } = useSession();
  return may('finance/collection.save') ? <Button small quiet onPress={() => open(newRecordPath('finance/collection', { source }))}>{text({ zh: '收款', en: 'Collect' })}</Button> : null;
}

/** 应收明细: what is open, the oldest first; of one customer, or of all. */
function ReceivablesTable({ customer, onlyOverdue = false }: { customer?: string; onlyOverdue?: boolean }) {
  const text = useText();
  const { company } = useSession();
  const input = customer ? { customer } : {};
  const found = useQuery({ queryKey: [openReceivables.name, company?.id, customer ?? 'all'], queryFn: ({ signal }) => runQuery(openReceivables, input, signal), refetchOnMount: 'always' });
  type Row = NonNullable<typeof found.data>['rows'][number];
  const rows = (found.data?.rows ?? []).filter((row) => !onlyOverdue || row.overdueDays > 0);
  const columns: readonly TableColumn<Row>[] = [
    { key: 'number', label: text({ zh: '应收单号', en: 'Receivable' }), width: 140, cell: (row) => <PageLink href={documentPath(row.kind, row.documentId)}>{row.number}</PageLink> },
    ...(customer ? [] : [{ key: 'customer', label: text({ zh: '客户', en: 'Customer' }), cell: (row: Row) => <PageLink href={recordPath('sales/customer', row.customer.id)}>{row.customer.name}</PageLink> }]),
    { key: 'invoiceNumbers', label: text({ zh: '发票号码', en: 'Invoices' }), width: 190, cell: (row) => row.invoiceNumbers },
    { key: 'day', label: text({ zh: '日期', en: 'Date' }), width: 100, cell: (row) => row.day },
    { key: 'dueDay', label: text({ zh: '应收日期', en: 'Due' }), width: 100, cell: (row) => row.dueDay },
    { key: 'overdue', label: text({ zh: '逾期', en: 'Overdue' }), width: 80, align: 'right', cell: (row) => (row.overdueDays > 0 ? <span className="mw-overdue">{text({ zh: `${row.overdueDays} 天`, en: `${row.overdueDays} d` })}</span> : '') },
    { key: 'total', label: text({ zh: '应收金额', en: 'Total' }), width: 130, align: 'right', cell: (row) => <Money value={row.total} /> },
    { key: 'open', label: text({ zh: '未收金额', en: 'Open' }), width: 130, align: 'right', cell: (row) => <Money value={row.open} strong />, total: <Money value={found.data && formatMoney(sumMoney(rows.map((row) => parseMoney(row.open))))} strong /> },
    { key: 'collect', label: '', width: 70, cell: (row) => <CollectButton source={row.id} /> },
  ];
  return (
    <>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <Table label={text(openReceivables.title)} columns={columns} rows={rows} rowKey={(row) => row.id} loading={found.isLoading} totals totalsLabel={text({ zh: '合计', en: 'Total' })} dense
        empty={<EmptyState title={text({ zh: '没有未收的应收', en: 'Nothing is open' })} />} />
    </>
  );
}
export function OpenReceivables({ customer }: { customer: string }) {
  const text = useText();
  return <Panel title={text(openReceivables.title)}><ReceivablesTable customer={customer} /></Panel>;
}
export function ReceivablesPage() {
  const text = useText();
  const onlyOverdue = usePage().search['overdue'] === '1';
  usePageTitle(onlyOverdue ? { zh: '逾期应收', en: 'Overdue receivables' } : openReceivables.title);
  return (
    <>
      <PageHead title={text(onlyOverdue ? { zh: '逾期应收', en: 'Overdue receivables' } : openReceivables.title)} subtitle={text({ zh: '余额由账行求和，不另存', en: 'Balances are sums of ledger lines' })} />
      <section className="mw-panel grow"><ReceivablesTable onlyOverdue={onlyOverdue} /></section>
    </>
  );
}

/** 应收账龄 by customer; a row's button collects everything he owes. */
export function AgeingPage() {
  const text = useText();
  const { company } = useSession();
  usePageTitle(receivablesAgeing.title);
  const found = useQuery({ queryKey: [receivablesAgeing.name, company?.id], queryFn: ({ signal }) => runQuery(receivablesAgeing, {}, signal), refetchOnMount: 'always' });
  type Row = NonNullable<typeof found.data>['rows'][number];
  type Bucket = 'notDue' | 'days30' | 'days60' | 'days90' | 'older' | 'total' | 'advance';
  const bucket = (key: Bucket, label: string, strong = false): TableColumn<Row> =>
    ({ key, label, width: 112, align: 'right', cell: (row) => <Money value={row[key]} strong={strong} />, total: <Money value={found.data?.totals[key]} strong={strong} /> });
  const columns: readonly TableColumn<Row>[] = [
    { key: 'code', label: text({ zh: '编码', en: 'Code' }), width: 90, cell: (row) => row.customer.code },
    { key: 'customer', label: text({ zh: '客户', en: 'Customer' }), cell: (row) => <PageLink href={recordPath('sales/customer', row.customer.id)}>{row.customer.name}</PageLink> },
    { key: 'creditLimit', label: text({ zh: '信用额度', en: 'Credit limit' }), width: 112, align: 'right', cell: (row) => <Money value={row.creditLimit} /> },
    bucket('notDue', text({ zh: '未到期', en: 'Not due' })),
    bucket('days30', text({ zh: '逾期 1–30 天', en: '1–30 days' })),
    bucket('days60', text({ zh: '31–60 天', en: '31–60 days' })),
    bucket('days90', text({ zh: '61–90 天', en: '61–90 days' })),
    bucket('older', text({ zh: '90 天以上', en: 'Over 90 days' })),
    bucket('total', text({ zh: '应收合计', en: 'Total' }), true),
    bucket('advance', text({ zh: '预收', en: 'Advance' })),
    { key: 'collect', label: '', width: 70, cell: (row) => (row.total === '0.00' ? null : <CollectButton source={row.customer.id} />) },
    { key: 'settle', label: '', width: 70, cell: (row) => (row.total === '0.00' || row.advance === '0.00' ? null : <SettleButton noun="finance/advance-settlement" source={row.customer.id} />) },
  ];
  return (
    <>
      <PageHead title={text(receivablesAgeing.title)} subtitle={found.data && text({ zh: `截至 ${found.data.asOf}`, en: `As of ${found.data.asOf}` })} />
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <section className="mw-panel grow">
        <Table label={text(receivablesAgeing.title)} columns={columns} rows={found.data?.rows ?? []} rowKey={(row) => row.customer.id} loading={found.isLoading} totals totalsLabel={text({ zh: '合计', en: 'Total' })} dense
          empty={<EmptyState title={text({ zh: '没有客户欠款', en: 'No customer owes anything' })} />} />
      </section>
    </>
  );
}
