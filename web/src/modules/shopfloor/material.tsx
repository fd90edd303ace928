import { listMaterialIssues, materialIssue } from '@millwright/server/modules/shopfloor/material-issue/material-issue.contract';
import { listMaterialReturns, materialReturn } from '@millwright/server/modules/shopfloor/material-return/material-return.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import type { PrintDefinition } from '../../record/print/print-options.ts';
import { today } from '../../ui/clock.ts';
import type { Text } from '../../ui/language.tsx';

// Filled from the open picks of a work order, pushed from the order or chosen here.
const issues: ListOptions = { document: materialIssue, print: () => issueOptions, create: { title: { zh: '选单领料', en: 'Issue for an order' } } };
export const MaterialIssueList = () => <ListPage contract={listMaterialIssues} options={issues} />;
const returns: ListOptions = { document: materialReturn, print: () => returnOptions, create: false };
export const MaterialReturnList = () => <ListPage contract={listMaterialReturns} options={returns} />;

const shared = {
  defaults: () => ({ day: today() }),
  head: { workOrder: { wide: 2, readOnly: true } },
  headShown: [{ key: 'amount', kind: 'money', label: { zh: '金额', en: 'Amount' } }],
  lines: { item: { shows: 'both', width: 280, readOnly: true }, warehouse: { shows: 'name' } },
} as const satisfies Omit<DocumentOptions, 'contract'>;
// Goods change hands on the shop floor: no amounts on this paper.
const paper = (giver: Text, taker: Text): PrintDefinition => ({
  paper: { paper: 'triplicate', landscape: false }, without: ['amount'],
  signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, giver, taker, { zh: '车间主管', en: 'Foreman' }],
});
const issueOptions: DocumentOptions = {
  ...shared, contract: materialIssue, print: paper({ zh: '领料人', en: 'Taken by' }, { zh: '发料人', en: 'Issued by' }),
  linesShown: [{ key: 'onHand', after: 'warehouse', kind: 'quantity', label: { zh: '现存', en: 'On hand' } }, { key: 'amount', after: 'quantity', kind: 'money', label: { zh: '金额', en: 'Amount' }, strong: true }],
};
const returnOptions: DocumentOptions = { ...shared, contract: materialReturn, print: paper({ zh: '退料人', en: 'Returned by' }, { zh: '收料人', en: 'Received by' }), linesShown: [{ key: 'amount', after: 'quantity', kind: 'money', label: { zh: '金额', en: 'Amount' }, strong: true }] };
export const MaterialIssuePage = () => <DocumentPage options={issueOptions} />;
export const MaterialReturnPage = () => <DocumentPage options={returnOptions} />;
