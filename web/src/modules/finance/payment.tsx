import { listPayments, openPayables, payment } from '@millwright/server/modules/finance/payment/payment.contract';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePageTitle } from '../../record/page-context.tsx';
import { documentLink, documentPath, newRecordPath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { today } from '../../ui/clock.ts';
import { Money } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { sumColumn } from '../purchasing/line-money.ts';
import { SettleButton } from './settlement.tsx';

const listOptions: ListOptions = { document: payment, print: () => options };
export const PaymentList = () => <ListPage contract={listPayments} options={listOptions} />;

const options: DocumentOptions = {
  contract: payment,
  print: { without: ['open'], signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '审核', en: 'Checked by' }, { zh: '批准', en: 'Approved by' }, { zh: '出纳', en: 'Cashier' }, { zh: '领款人', en: 'Received by' }] },
  defaults: () => ({ day: today() }),
  head: { bankAccount: { lookup: { extra: { only: 'money' } } } },
  linesShown: [
    { key: 'openItemNumber', after: 'openItem', kind: 'text', label: { zh: '发票单号', en: 'Invoice' }, width: 140, href: (line) => documentLink(line['openItemKind'], line['openItem']) },
    { key: 'invoiceNumber', after: 'openItemNumber', kind: 'text', label: { zh: '发票号码', en: 'Invoice number' }, width: 180 },
    { key: 'open', after: 'invoiceNumber', kind: 'money', label: { zh: '未付', en: 'Unpaid' } },
  ],
  totals: (_head, lines) => [{ label: { zh: '核销合计', en: 'Settled' }, value: sumColumn(lines, 'amount'), strong: true }],
  capital: (head) => String(head['amount'] ?? '') || undefined,
};
export const PaymentPage = () => <DocumentPage options={options} />;

/** 应付明细: every unpaid invoice by due date, of one supplier or of all; overdue ones say for how long. */
function PayablesTable({ supplier }: { supplier?: string }) {
  const text = useText();
  const { company } = useSession();
  const navigation = useNavigation();
  const input = supplier ? { supplier } : {};
  const found = useQuery({ queryKey: [openPayables.name, company?.id, supplier ?? 'all'], queryFn: ({ signal }) => runQuery(openPayables, input, signal), refetchOnMount: 'always' });
  type Row = NonNullable<typeof found.data>['rows'][number];
  const columns: readonly TableColumn<Row>[] = [
    { key: 'number', label: text({ zh: '发票单号', en: 'Invoice' }), width: 140, cell: (row) => <PageLink href={documentPath(row.kind, row.id)}>{row.number}</PageLink> },
    { key: 'invoiceNumber', label: text({ zh: '发票号码', en: 'Invoice number' }), width: 180, cell: (row) => row.invoiceNumber },
    ...(supplier ? [] : [{ key: 'supplier', label: text({ zh: '供应商', en: 'Supplier' }), cell: (row: Row) => <PageLink href={recordPath('purchasing/supplier', row.supplier.id)}>{row.supplier.name}</PageLink> }]),
    { key: 'day', label: text({ zh: '开票日期', en: 'Date' }), width: 100, cell: (row) => row.day },
    { key: 'dueDay', label: text({ zh: '应付日期', en: 'Due' }), width: 100, cell: (row) => row.dueDay },
    { key: 'overdue', label: text({ zh: '逾期', en: 'Overdue' }), width: 80, align: 'right', cell: (row) => (row.overdueDays > 0 ? <span className="mw-overdue">{text({ zh: `${row.overdueDays} 天`, en: `${row.overdueDays} d` })}</span> : '') },
    { key: 'total', label: text({ zh: '发票金额', en: 'Total' }), width: 130, align: 'right', cell: (row) => <Money value={row.total} /> },
    { key: 'open', label: text({ zh: '未付金额', en: 'Unpaid' }), width: 130, align: 'right', cell: (row) => <Money value={row.open} strong />, total: <Money value={found.data?.total} strong /> },
    { key: 'prepaid', label: text({ zh: '该供应商预付', en: 'Prepaid' }), width: 120, align: 'right', cell: (row) => (row.prepaid === '0.00' ? '' : <Money value={row.prepaid} />) },
    { key: 'pay', label: '', width: 70, cell: (row) => <Button small quiet onPress={() => navigation.open(newRecordPath('finance/payment', { source: row.id }))}>{text({ zh: '付款', en: 'Pay' })}</Button> },
    { key: 'settle', label: '', width: 70, cell: (row) => (row.prepaid === '0.00' ? null : <SettleButton noun="finance/prepayment-settlement" source={row.id} />) },
  ];
  return (
    <>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <Table label={text(openPayables.title)} columns={columns} rows={found.data?.rows ?? []} rowKey={(row) => row.id} loading={found.isLoading} totals totalsLabel={text({ zh: '合计', en: 'Total' })} dense
        empty={<EmptyState title={text({ zh: '没有未付的发票', en: 'Nothing is unpaid' })} />} />
    </>
  );
}
export function OpenPayables({ supplier }: { supplier: string }) {
  const text = useText();
  return <Panel title={text(openPayables.title)}><PayablesTable supplier={supplier} /></Panel>;
}
export function PayablesPage() {
  const text = useText();
  usePageTitle(openPayables.title);
  return (
    <>
      <PageHead title={text(openPayables.title)} subtitle={text({ zh: '余额由账行求和，不另存', en: 'Balances are sums of ledger lines' })} />
      <section className="mw-panel grow"><PayablesTable /></section>
    </>
  );
}
