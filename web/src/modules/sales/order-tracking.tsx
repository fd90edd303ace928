import { listOrderTracking } from '@millwright/server/modules/sales/order-tracking/order-tracking.contract';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { useNavigation } from '../../record/page-context.tsx';
import { recordPath } from '../../record/paths.ts';
import { Bar } from '../../ui/Panel.tsx';
import { useMemo } from 'react';
import { DueDay } from '../../record/list/DueDay.tsx';

/** 订单跟踪: a row opens its order. */
export function OrderTrackingPage() {
  const { open } = useNavigation();
  const options = useMemo<ListOptions>(() => ({
    create: false,
    hidden: ['overdueDays', 'orderId', 'day', 'customerOrder', 'receivable', 'progress'],
    columns: {
      number: { width: 130 },
      customer: { width: 160 }, item: { width: 160 }, quantity: { width: 80 }, delivered: { width: 80 }, accepted: { width: 80 }, invoiced: { width: 80 },
      dueDay: { width: 130, cell: (row) => <DueDay row={row} /> },
      progress: { width: 90, cell: (row) => <Bar share={Number(row['progress'] ?? 0)} /> },
    },
    tones: { state: { open: 'waiting', 'part-delivered': 'active', delivered: 'active', accepted: 'active', invoiced: 'done', closed: 'neutral' } },
    onOpen: (row) => open(recordPath('sales/sales-order', String(row['orderId']))),
    preview: false,
  }), [open]);
  return <ListPage contract={listOrderTracking} options={options} />;
}
