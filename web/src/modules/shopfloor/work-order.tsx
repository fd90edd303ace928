import { field } from '@millwright/server/kernel/contract';
import { listWorkOrders, workOrder } from '@millwright/server/modules/shopfloor/work-order/work-order.contract';
import { z } from 'zod';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';
import { traveller } from './traveller.ts';
import { type ComponentRow, Components, Cost, type CostRow, type OperationRow, Operations } from './parts.tsx';

const listOptions: ListOptions = {
  document: workOrder,
  print: () => options,
  hidden: ['scrapped', 'startDay', 'customer'],
  tones: { kitting: { ready: 'done', short: 'waiting', issued: 'neutral', none: 'neutral' } },
  columns: {
    progress: { width: 90, cell: (row) => <Bar share={Number(row['progress'] ?? 0)} /> },
    daysLate: { width: 90, cell: (row) => (Number(row['daysLate']) > 0 ? <span className="mw-overdue">{String(row['daysLate'])}</span> : '') },
  },
};
export const WorkOrderList = () => <ListPage contract={listWorkOrders} options={listOptions} />;

const onDay = z.object({ day: field.day('业务日期', 'Business day', { hint: { zh: '不填为今天', en: 'Left empty: today' } }).optional() });
const options: DocumentOptions = {
  contract: workOrder,
  defaults: () => ({ day: today(), startDay: today() }),
  head: { item: { wide: 2, fills: (value) => { const { warehouse } = (value ?? {}) as { warehouse?: unknown }; return warehouse ? { warehouse } : {}; } } },
  headShown: [
    { key: 'completed', kind: 'quantity', label: { zh: '完工数量', en: 'Completed' } },
    { key: 'scrapped', kind: 'quantity', label: { zh: '报废数量', en: 'Scrapped' } },
    { key: 'remaining', kind: 'quantity', label: { zh: '未完工数量', en: 'Remaining' } },
    { key: 'salesOrder', kind: 'reference', label: { zh: '销售订单', en: 'Sales order' }, target: 'sales/sales-order' },
    { key: 'customer', kind: 'text', label: { zh: '客户', en: 'Customer' } },
    { key: 'bomRevision', kind: 'text', label: { zh: 'BOM 版本', en: 'Bill revision' } },
    { key: 'routingRevision', kind: 'text', label: { zh: '工艺版本', en: 'Routing revision' } },
  ],
  asks: { close: onDay, reopen: onDay },
  print: traveller,
  below: (record) => (
    <>
      <Components rows={record?.['components'] as ComponentRow[] | undefined} />
      <Operations rows={record?.['operations'] as OperationRow[] | undefined} />
      <Cost rows={record?.['cost'] as CostRow[] | undefined} />
    </>
  ),
};
export const WorkOrderPage = () => <DocumentPage options={options} />;
