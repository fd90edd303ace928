import { acceptance, listAcceptances } from '@millwright/server/modules/sales/acceptance/acceptance.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { recordLink } from '../../record/paths.ts';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';
import { sumColumn } from '../purchasing/line-money.ts';

const listOptions: ListOptions = { document: acceptance, print: () => options, create: { title: { zh: '选单签收', en: 'Accept deliveries' } }, hidden: ['amount', 'tax'], columns: { invoiced: { width: 90, cell: (row) => <Bar share={Number(row['invoiced'] ?? 0)} /> } } };
export const AcceptanceList = () => <ListPage contract={listAcceptances} options={listOptions} />;

const options: DocumentOptions = {
  contract: acceptance,
  print: { without: ['open'], signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '审核', en: 'Checked by' }, { zh: '客户签收（盖章）', en: 'Customer (stamp)' }] },
  defaults: () => ({ day: today() }),
  head: { customer: { wide: 2 } },
  headShown: [
    { key: 'dueDay', kind: 'day', label: { zh: '应收日期', en: 'Due' } },
    { key: 'open', kind: 'money', label: { zh: '未收金额', en: 'Open' } },
  ],
  lines: { item: { shows: 'both', width: 280, readOnly: true } },
  linesShown: [
    { key: 'deliveryNumber', after: 'item', kind: 'text', label: { zh: '发货单', en: 'Delivery' }, width: 130, href: (line) => recordLink('sales/delivery', line['deliveryId']) },
    { key: 'amount', after: 'quantity', kind: 'money', label: { zh: '金额', en: 'Amount' } },
    { key: 'tax', after: 'amount', kind: 'money', label: { zh: '税额', en: 'Tax' } },
    { key: 'total', after: 'tax', kind: 'money', label: { zh: '价税合计', en: 'Total' }, strong: true },
    { key: 'invoiced', after: 'total', kind: 'quantity', label: { zh: '已开票', en: 'Invoiced' } },
  ],
  totals: (_head, lines) => [
    { label: { zh: '金额', en: 'Net' }, value: sumColumn(lines, 'amount') },
    { label: { zh: '税额', en: 'Tax' }, value: sumColumn(lines, 'tax') },
    { label: { zh: '价税合计', en: 'Total' }, value: sumColumn(lines, 'total'), strong: true },
  ],
};
export const AcceptancePage = () => <DocumentPage options={options} />;
