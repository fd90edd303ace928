import { listOperationReports, operationReport } from '@millwright/server/modules/shopfloor/operation-report/operation-report.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';
import { Backflushed, type BackflushRow } from './parts.tsx';

const listOptions: ListOptions = { document: operationReport, print: () => options };
export const OperationReportList = () => <ListPage contract={listOperationReports} options={listOptions} />;

const options: DocumentOptions = {
  contract: operationReport,
  defaults: () => ({ day: today() }),
  head: {
    // Another order has other operations, and the standard time is worked out anew when it is left empty.
    workOrder: { wide: 2, fills: () => ({ operation: null, minutes: null }) },
    operation: { lookup: (values) => ({ extra: { workOrder: (values['workOrder'] as { id?: string } | null)?.id }, columns: [{ key: 'workCenter', label: { zh: '工作中心', en: 'Work centre' }, width: 120 }] }), fills: () => ({ minutes: null }) },
    goodQuantity: { fills: () => ({ minutes: null }) },
    scrapQuantity: { fills: () => ({ minutes: null }) },
    cause: { hidden: (values) => !(Number(values['scrapQuantity'] ?? 0) > 0) },
  },
  headShown: [{ key: 'labourAmount', kind: 'money', label: { zh: '人工', en: 'Labour' } }, { key: 'overheadAmount', kind: 'money', label: { zh: '制造费用', en: 'Overhead' } }],
  below: (record) => <Backflushed rows={record?.['backflush'] as BackflushRow[] | undefined} />,
};
export const OperationReportPage = () => <DocumentPage options={options} />;
