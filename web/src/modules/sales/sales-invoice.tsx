import { addMoney, formatMoney, parseMoney } from '@millwright/core/primitives/decimal';
import { listSalesInvoices, salesInvoice } from '@millwright/server/modules/sales/sales-invoice/sales-invoice.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { recordLink } from '../../record/paths.ts';
import { today } from '../../ui/clock.ts';
import type { GridRow } from '../../ui/grid/grid-model.ts';
import { sumColumn } from '../purchasing/line-money.ts';

const listOptions: ListOptions = { document: salesInvoice, print: () => options, create: { title: { zh: '选单开票', en: 'Invoice acceptances' } } };
export const SalesInvoiceList = () => <ListPage contract={listSalesInvoices} options={listOptions} />;

const total = (lines: readonly GridRow[]): string => formatMoney(addMoney(parseMoney(sumColumn(lines, 'amount')), parseMoney(sumColumn(lines, 'tax'))));
const options: DocumentOptions = {
  contract: salesInvoice,
  defaults: () => ({ day: today() }),
  head: { customer: { wide: 2 } },
  lines: { item: { shows: 'both', width: 280, readOnly: true } },
  linesShown: [
    { key: 'acceptanceNumber', after: 'item', kind: 'text', label: { zh: '签收单', en: 'Acceptance' }, width: 130, href: (line) => recordLink('sales/acceptance', line['acceptanceId']) },
    { key: 'difference', after: 'tax', kind: 'money', label: { zh: '与签收差额', en: 'Difference' } },
  ],
  totals: (_head, lines) => [
    { label: { zh: '金额', en: 'Net' }, value: sumColumn(lines, 'amount') },
    { label: { zh: '税额', en: 'Tax' }, value: sumColumn(lines, 'tax') },
    { label: { zh: '价税合计', en: 'Total' }, value: total(lines), strong: true },
  ],
  capital: (_head, lines) => total(lines),
};
export const SalesInvoicePage = () => <DocumentPage options={options} />;
