import { collection, listCollections } from '@millwright/server/modules/finance/collection/collection.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { documentLink } from '../../record/paths.ts';
import { today } from '../../ui/clock.ts';
import { sumColumn } from '../purchasing/line-money.ts';

const listOptions: ListOptions = { document: collection, print: () => options };
export const CollectionList = () => <ListPage contract={listCollections} options={listOptions} />;

const options: DocumentOptions = {
  contract: collection,
  print: { without: ['open'], signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '审核', en: 'Checked by' }, { zh: '出纳', en: 'Cashier' }, { zh: '交款人', en: 'Paid by' }] },
  defaults: () => ({ day: today() }),
  head: { customer: { wide: 2 }, bankAccount: { lookup: { extra: { only: 'money' } } } },
  headShown: [{ key: 'advance', kind: 'money', label: { zh: '其中预收', en: 'Advance' } }],
  linesShown: [
    { key: 'openItemNumber', after: 'openItem', kind: 'text', label: { zh: '应收单号', en: 'Receivable' }, width: 140, href: (line) => documentLink(line['openItemKind'], line['openItemDocument']) },
    { key: 'dueDay', after: 'openItemNumber', kind: 'day', label: { zh: '应收日期', en: 'Due' } },
    { key: 'total', after: 'dueDay', kind: 'money', label: { zh: '应收金额', en: 'Total' } },
    { key: 'open', after: 'total', kind: 'money', label: { zh: '未收', en: 'Open' } },
  ],
  totals: (_head, lines) => [{ label: { zh: '核销合计', en: 'Settled' }, value: sumColumn(lines, 'amount'), strong: true }],
  capital: (head) => String(head['amount'] ?? '') || undefined,
};
export const CollectionPage = () => <DocumentPage options={options} />;
