import { completion, listCompletions } from '@millwright/server/modules/shopfloor/completion/completion.contract';
import { listWorkOrderCloses, workOrderClose } from '@millwright/server/modules/shopfloor/work-order-close/work-order-close.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';
import { Backflushed, type BackflushRow } from './parts.tsx';

const listOptions: ListOptions = { document: completion, print: () => options };
export const CompletionList = () => <ListPage contract={listCompletions} options={listOptions} />;
const options: DocumentOptions = {
  contract: completion,
  defaults: () => ({ day: today() }),
  head: { workOrder: { wide: 2 } },
  headShown: [{ key: 'item', kind: 'reference', label: { zh: '产品', en: 'Product' }, target: 'engineering/item', wide: 2 }, { key: 'amount', kind: 'money', label: { zh: '暂估成本', en: 'Provisional cost' } }],
  print: { paper: { paper: 'triplicate', landscape: false }, without: ['amount'], signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '交库', en: 'Handed in by' }, { zh: '检验', en: 'Inspected by' }, { zh: '保管员', en: 'Storekeeper' }] },
  below: (record) => <Backflushed rows={record?.['backflush'] as BackflushRow[] | undefined} />,
};
export const CompletionPage = () => <DocumentPage options={options} />;

// Made by closing an order, never typed.
const closes: ListOptions = { document: workOrderClose, print: () => closeOptions, create: false };
export const WorkOrderCloseList = () => <ListPage contract={listWorkOrderCloses} options={closes} />;
const closeOptions: DocumentOptions = {
  contract: workOrderClose,
  head: { workOrder: { wide: 2 } },
  headShown: [{ key: 'stockAmount', kind: 'money', label: { zh: '转入库存', en: 'To stock' } }, { key: 'soldAmount', kind: 'money', label: { zh: '转销售成本', en: 'To cost of sales' } }],
};
export const WorkOrderClosePage = () => <DocumentPage options={closeOptions} />;
