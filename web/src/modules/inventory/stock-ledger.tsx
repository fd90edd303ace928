/** 收发存汇总: opening, in, out, closing by item, quantity and value; an item opens its lines in the detail ledger. */
import { itemClasses } from '@millwright/server/modules/engineering/item/item.contract';
import { stockLedger } from '@millwright/server/modules/inventory/stock/stock.contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { ExportButton } from '../../record/list/ExportButton.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { PageLink, useNavigation, usePage, usePageState, usePageTitle } from '../../record/page-context.tsx';
import { pagePath, recordPath } from '../../record/paths.ts';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { Money, Quantity } from '../../ui/Figure.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { PeriodRange, useCurrentPeriod } from '../ledger/period-choice.tsx';

export function StockLedgerPage() {
  const text = useText();
  const { company } = useSession();
  const navigation = useNavigation();
  const current = useCurrentPeriod();
  usePageTitle(stockLedger.title);
  const asked = usePage().search;
  const [range, setRange] = usePageState('range', { from: Number(asked['period'] ?? current), to: Number(asked['period'] ?? current) });
  const [search, setSearch] = usePageState('search', '');
  const [itemClass, setItemClass] = usePageState('class', asked['class'] ?? '');
  const input = { fromPeriod: range.from, toPeriod: range.to, search, ...(itemClass ? { class: itemClass } : {}) };
  const found = useQuery({ queryKey: [stockLedger.name, company?.id, input], queryFn: ({ signal }) => runQuery(stockLedger, input, signal), enabled: range.from > 0, placeholderData: keepPreviousData, refetchOnMount: 'always' });
  type Row = NonNullable<typeof found.data>['rows'][number];
  const drill = (row: Row) => pagePath('/ledger/detail', {}, { account: row.accountId, item: row.itemId, from: String(range.from), to: String(range.to), unposted: '1' });
  const totals = found.data?.totals;
  const quantity = (key: 'openingQuantity' | 'quantityIn' | 'quantityOut' | 'closingQuantity', zh: string, en: string): TableColumn<Row> => ({ key, label: text({ zh, en }), width: 96, align: 'right', cell: (row) => <Quantity value={/[1-9]/.test(row[key]) ? row[key] : undefined} /> });
  const value = (key: 'openingValue' | 'valueIn' | 'valueOut' | 'closingValue', zh: string, en: string): TableColumn<Row> => ({ key, label: text({ zh, en }), width: 116, align: 'right', cell: (row) => <Money value={/[1-9]/.test(row[key]) ? row[key] : undefined} />, total: <Money value={totals?.[key]} strong /> });
  const columns: readonly TableColumn<Row>[] = [
    { key: 'code', label: text({ zh: '物料', en: 'Item' }), width: 130, cell: (row) => <PageLink href={recordPath('engineering/item', row.itemId)}>{row.code}</PageLink> },
    { key: 'name', label: text({ zh: '名称规格', en: 'Name' }), cell: (row) => `${row.name} ${row.spec}`.trim() },
    { key: 'account', label: text({ zh: '科目', en: 'Account' }), width: 84, cell: (row) => <PageLink href={drill(row)}>{row.accountCode}</PageLink> },
    { key: 'unit', label: text({ zh: '单位', en: 'Unit' }), width: 50, cell: (row) => row.unit },
    quantity('openingQuantity', '期初数量', 'Opening'), value('openingValue', '期初金额', 'Opening value'), quantity('quantityIn', '收入数量', 'In'), value('valueIn', '收入金额', 'Value in'),
    quantity('quantityOut', '发出数量', 'Out'), value('valueOut', '发出金额', 'Value out'), quantity('closingQuantity', '结存数量', 'Closing'), value('closingValue', '结存金额', 'Closing value'),
  ];
  return (
    <>
      <PageHead title={text(stockLedger.title)}>
        <input className="mw-input" style={{ width: 170 }} type="search" aria-label={text({ zh: '物料', en: 'Item' })} placeholder={text({ zh: '编码、名称或拼音', en: 'Code, name or pinyin' })} value={search} onChange={(event) => setSearch(event.target.value)} />
        <select className="mw-input" style={{ width: 104 }} aria-label={text({ zh: '类别', en: 'Class' })} value={itemClass} onChange={(event) => setItemClass(event.target.value)}>
          <option value="">{text({ zh: '全部类别', en: 'All classes' })}</option>
          {Object.entries(itemClasses).map(([key, label]) => <option key={key} value={key}>{text(label)}</option>)}
        </select>
        <PeriodRange from={range.from} to={range.to} onChange={(from, to) => setRange({ from, to })} />
        <ExportButton contract={stockLedger} input={input} />
      </PageHead>
      {found.error && <ProblemNotice problem={asProblem(found.error)} onRetry={() => found.refetch()} />}
      <section className="mw-panel grow">
        <Table label={text(stockLedger.title)} columns={columns} rows={found.data?.rows ?? []} rowKey={(row) => `${row.itemId}-${row.accountId}`} loading={found.isLoading} totals totalsLabel={text({ zh: `合计 ${found.data?.rows.length ?? ''} 项`, en: `Total of ${found.data?.rows.length ?? ''}` })} dense onOpen={(row) => navigation.open(drill(row))}
          empty={<EmptyState title={text({ zh: '没有收发', en: 'No movements' })} />} />
      </section>
    </>
  );
}
