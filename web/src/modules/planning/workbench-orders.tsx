/** Middle, below: the planned orders, of the item looked at or of all; several are selected and released in one go, after a look at quantity, day and supplier. */
import { daysBetween, parseDay } from '@millwright/core/primitives/plain-day';
import { itemSources } from '@millwright/server/modules/engineering/item/item.contract';
import { listPlannedOrders, plannedOrderStates } from '@millwright/server/modules/planning/planned-order/planned-order.contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { queryByName } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import { PageLink, usePageState } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Quantity } from '../../ui/Figure.tsx';
import { today } from '../../ui/clock.ts';
import { dayText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';
import type { PlannedRow } from './release-rows.ts';
import type { Focus } from './workbench.tsx';

type Row = {
  id: string; number: string; item: { id: string; code: string; name: string }; source: keyof typeof itemSources; quantity: string; unit: string; startDay: string; dueDay: string;
  supplier: { id: string; name: string } | null; late: boolean; state: keyof typeof plannedOrderStates; document: string | null; documentId: string | null; documentKind: string | null;
};
type View = 'all' | 'item' | 'make' | 'buy' | 'late';
type Answer = { rows: Row[]; next: string | null; total: number };
const condition = (field: string, operator: string, value: unknown) => ({ field, operator, value });

/** A day that has passed says for how long and what to do; the reason it is so early stands in the panel beside. */
function StartDay({ row }: { row: Row }) {
  const text = useText();
  const days = row.late && row.state === 'planned' ? daysBetween(parseDay(row.startDay), parseDay(today())) : 0;
  if (days <= 0) return <>{dayText(row.startDay)}</>;
  const why = row.source === 'make'
    ? { zh: `按提前期应在 ${row.startDay} 开工才能在 ${row.dueDay} 到位，已过 ${days} 天；投放后从今天算起，或催后续需求改期。`, en: `By its lead time it should have started on ${row.startDay} to be there on ${row.dueDay}, ${days} days ago; released now it starts today, or move the demand.` }
    : { zh: `按采购提前期应在 ${row.startDay} 下单才能在 ${row.dueDay} 到货，已过 ${days} 天；请催供应商，或催后续需求改期。`, en: `By its lead time it should have been ordered on ${row.startDay} to arrive on ${row.dueDay}, ${days} days ago; press the supplier, or move the demand.` };
  return <span className="mw-overdue" title={text(why)}>{dayText(row.startDay)} {text({ zh: `晚 ${days} 天`, en: `${days} d late` })}</span>;
}

type Props = { runId: string; focus: Focus; onFocus: (focus: Focus) => void; onRelease: (orders: readonly PlannedRow[]) => Promise<void>; whyNotRelease: string | undefined };
export function OrderPanel({ runId, focus, onFocus, onRelease, whyNotRelease }: Props) {
  const text = useText();
  const { company } = useSession();
  const [view, setView] = usePageState<View>('orders', 'all');
  const [search, setSearch] = usePageState('order-search', '');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const filter = view === 'all' ? [] : view === 'item' ? [condition('item', 'is', focus.item ?? '0')] : view === 'make' ? [condition('source', 'is', 'make')] : view === 'buy' ? [condition('source', 'one-of', ['buy', 'subcontract'])] : [condition('late', 'is', true)];
  const input = { filter: [...filter, ...(view === 'item' ? [] : [condition('state', 'is', 'planned')])], ...(search ? { search } : {}), limit: 500 };
  const list = useInfiniteQuery({
    queryKey: [listPlannedOrders.name, company?.id, runId, input], initialPageParam: '', placeholderData: keepPreviousData, refetchOnMount: 'always',
    queryFn: ({ pageParam, signal }) => queryByName<Answer>(listPlannedOrders.name, { ...input, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    getNextPageParam: (last: Answer) => last.next ?? undefined,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const chosen = rows.filter((row) => selected.has(row.id) && row.state === 'planned');
  const columns: readonly TableColumn<Row>[] = [
    { key: 'number', label: text({ zh: '计划单号', en: 'Number' }), width: 88, cell: (row) => <span className="mw-strong">{row.number}</span> },
    { key: 'item', label: text({ zh: '物料', en: 'Item' }), cell: (row) => `${row.item.code} ${row.item.name}` },
    { key: 'source', label: text({ zh: '来源', en: 'Source' }), width: 48, cell: (row) => text(itemSources[row.source]) },
    { key: 'quantity', label: text({ zh: '数量', en: 'Quantity' }), width: 84, align: 'right', cell: (row) => <Quantity value={row.quantity} unit={row.unit} /> },
    { key: 'start', label: text({ zh: '开工/下单', en: 'Start' }), width: 112, cell: (row) => <StartDay row={row} /> },
    { key: 'due', label: text({ zh: '到位', en: 'Due' }), width: 58, cell: (row) => dayText(row.dueDay) },
    { key: 'supplier', label: text({ zh: '供应商', en: 'Supplier' }), width: 96, cell: (row) => row.supplier?.name ?? '' },
    { key: 'state', label: text({ zh: '状态', en: 'State' }), width: 104, corner: true, cell: (row) => (row.documentId && row.document ? <PageLink href={recordPath(row.documentKind as `${string}/${string}`, row.documentId)}>{row.document}</PageLink> : <Tag tone="waiting">{text(plannedOrderStates[row.state])}</Tag>) },
  ];
  const views = [['all', { zh: '全部', en: 'All' }], ['late', { zh: '过期未投', en: 'Past start' }], ['make', { zh: '自制', en: 'Make' }], ['buy', { zh: '外购', en: 'Buy' }], ['item', { zh: '本物料', en: 'This item' }]] as const;
  const nothing = chosen.length === 0 ? text({ zh: '先勾选要投放的计划订单', en: 'Select the planned orders to release' }) : undefined;
  return (
    <Panel grow title={text({ zh: '计划订单', en: 'Planned orders' })} aside={String(total)} actions={
      <>
        <input className="mw-input" style={{ width: 130 }} type="search" placeholder={text({ zh: '单号、物料、供应商', en: 'Number, item, supplier' })} aria-label={text({ zh: '查找计划订单', en: 'Find planned orders' })} value={search} onChange={(event) => setSearch(event.target.value)} />
        <Segments label={text({ zh: '范围', en: 'Scope' })} value={view} onChange={setView} options={views.map(([value, label]) => ({ value, text: text(label) }))} />
        <Button small primary={chosen.length > 0} whyNot={whyNotRelease ?? nothing} onPress={() => onRelease(chosen)}>{text({ zh: `投放勾选 ${chosen.length} 张`, en: `Release ${chosen.length}` })}</Button>
      </>
    }>
      <Table dense label={text({ zh: '计划订单', en: 'Planned orders' })} columns={columns} rows={rows} rowKey={(row) => row.id} loading={list.isLoading} selected={selected} onSelected={setSelected}
        current={focus.order === undefined ? undefined : String(focus.order)}
        onCurrent={(key) => { const row = rows.find((one) => one.id === key); if (row) onFocus({ item: row.item.id, order: Number(row.id) }); }}
        onEnd={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }}
        empty={<EmptyState title={text({ zh: '没有计划订单', en: 'No planned orders' })} />} />
    </Panel>
  );
}
