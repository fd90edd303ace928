import { listMaterialIssues, materialIssue } from '@millwright/server/modules/shopfloor/material-issue/material-issue.contract';
import { listMaterialReturns, materialReturn } from '@millwright/server/modules/shopfloor/material-return/material-return.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';

// Filled from the open picks of a work order, pushed from the order or chosen here.
const issues: ListOptions = { document: materialIssue, create: { title: { zh: '选单领料', en: 'Issue for an order' } } };
export const MaterialIssueList = () => <ListPage contract={listMaterialIssues} options={issues} />;
const returns: ListOptions = { document: materialReturn, create: false };
export const MaterialReturnList = () => <ListPage contract={listMaterialReturns} options={returns} />;

const shared = {
  defaults: () => ({ day: today() }),
  head: { workOrder: { wide: 2, readOnly: true } },
  headShown: [{ key: 'amount', kind: 'money', label: { zh: '金额', en: 'Amount' } }],
  lines: { item: { shows: 'both', width: 280, readOnly: true }, warehouse: { shows: 'name' } },
} as const satisfies Omit<DocumentOptions, 'contract'>;
const issueOptions: DocumentOptions = {
  ...shared, contract: materialIssue,
  linesShown: [{ key: 'onHand', after: 'warehouse', kind: 'quantity', label: { zh: '现存', en: 'On hand' } }, { key: 'amount', after: 'quantity', kind: 'money', label: { zh: '金额', en: 'Amount' }, strong: true }],
};
const returnOptions: DocumentOptions = { ...shared, contract: materialReturn, linesShown: [{ key: 'amount', after: 'quantity', kind: 'money', label: { zh: '金额', en: 'Amount' }, strong: true }] };
export const MaterialIssuePage = () => <DocumentPage options={issueOptions} />;
export const MaterialReturnPage = () => <DocumentPage options={returnOptions} />;
