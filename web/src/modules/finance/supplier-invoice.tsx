import { addMoney, formatMoney, parseMoney } from '@millwright/core/primitives/decimal';
import { listSupplierInvoices, supplierInvoice } from '@millwright/server/modules/finance/supplier-invoice/supplier-invoice.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { recordLink } from '../../record/paths.ts';
import { today } from '../../ui/clock.ts';
import type { GridRow } from '../../ui/grid/grid-model.ts';
import { sumColumn } from '../purchasing/line-money.ts';

const listOptions: ListOptions = { document: supplierInvoice, print: () => options, create: { title: { zh: '从入库开票', en: 'Invoice a receipt' } } };
export const SupplierInvoiceList = () => <ListPage contract={listSupplierInvoices} options={listOptions} />;

const total = (lines: readonly GridRow[]): string => formatMoney(addMoney(parseMoney(sumColumn(lines, 'amount')), parseMoney(sumColumn(lines, 'tax'))));
const options: DocumentOptions = {
  contract: supplierInvoice,
  print: { without: ['open'] },
  defaults: () => ({ day: today() }),
  lines: { item: { shows: 'both', width: 280, readOnly: true } },
  linesShown: [
    { key: 'receiptNumber', after: 'item', kind: 'text', label: { zh: '入库单', en: 'Receipt' }, width: 130, href: (line) => recordLink('purchasing/purchase-receipt', line['receiptId']) },
    { key: 'accrued', after: 'quantity', kind: 'money', label: { zh: '入库暂估', en: 'Accrued' } },
  ],
  headShown: [{ key: 'open', kind: 'money', label: { zh: '未付金额', en: 'Unpaid' } }],
  totals: (_head, lines) => [
    { label: { zh: '金额', en: 'Net' }, value: sumColumn(lines, 'amount') },
    { label: { zh: '税额', en: 'Tax' }, value: sumColumn(lines, 'tax') },
    { label: { zh: '价税合计', en: 'Total' }, value: total(lines), strong: true },
  ],
  capital: (_head, lines) => total(lines),
};
export const SupplierInvoicePage = () => <DocumentPage options={options} />;
