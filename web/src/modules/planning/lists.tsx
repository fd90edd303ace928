/** Planned orders, exceptions and runs as lists: filter, totals, export. A row opens its place in the workbench. */
import { listExceptions } from '@millwright/server/modules/planning/exception/exception.contract';
import { listMrpRuns } from '@millwright/server/modules/planning/mrp-run/mrp-run.contract';
import { listPlannedOrders } from '@millwright/server/modules/planning/planned-order/planned-order.contract';
import { useMemo } from 'react';
import { ListPage, type ListOptions, type ListRow } from '../../record/list/ListPage.tsx';
import { PageLink, useNavigation } from '../../record/page-context.tsx';
import { pagePath, recordPath } from '../../record/paths.ts';

const workbenchOf = (row: ListRow): string => {
  const item = row['item'] as { id: string } | null;
  const order = row['orderNo'] ?? (row['number'] ? row['id'] : undefined);
  return pagePath('/planning/mrp', {}, { item: item?.id, order: order ? String(order) : undefined });
};
const documentLink = (row: ListRow) => (row['documentId'] ? <PageLink href={recordPath(String(row['documentKind']) as `${string}/${string}`, String(row['documentId']))}>{String(row['document'])}</PageLink> : null);

export function PlannedOrderList() {
  const { open } = useNavigation();
  const options = useMemo<ListOptions>(() => ({
    create: false, preview: false,
    columns: {
      run: false, documentId: false, documentKind: false,
      document: { cell: documentLink },
    },
    tones: { state: { planned: 'waiting', released: 'done' } },
    onOpen: (row) => open(workbenchOf(row)),
  }), [open]);
  return <ListPage contract={listPlannedOrders} options={options} />;
}

export function ExceptionList() {
  const { open } = useNavigation();
  const options = useMemo<ListOptions>(() => ({
    create: false, preview: false, hidden: ['severity'],
    columns: { run: false, orderNo: false, documentId: false, documentKind: false, document: { cell: documentLink } },
    tones: { kind: { 'late-demand': 'red', 'past-due': 'red', expedite: 'waiting', 'past-start': 'waiting', 'below-safety': 'waiting', 'no-source': 'waiting', 'no-bom': 'waiting', 'no-supplier': 'waiting', defer: 'neutral', cancel: 'neutral', excess: 'neutral' } },
    onOpen: (row) => open(workbenchOf(row)),
  }), [open]);
  return <ListPage contract={listExceptions} options={options} />;
}

const runOptions: ListOptions = { create: false, preview: false, tones: { state: { running: 'active', done: 'done', failed: 'waiting', cancelled: 'neutral' } } };
export const MrpRunList = () => <ListPage contract={listMrpRuns} options={runOptions} />;
