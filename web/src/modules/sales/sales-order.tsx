import { listSalesOrders, salesOrder } from '@millwright/server/modules/sales/sales-order/sales-order.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { DueDay } from '../../record/list/DueDay.tsx';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';
import { grossText, totalsOf } from '../purchasing/line-money.ts';

const listOptions: ListOptions = {
  document: salesOrder,
  print: () => options,
  hidden: ['overdueDays', 'amount', 'tax', 'customerOrder'],
  columns: { customer: { width: 190 }, firstItem: { width: 190 }, dueDay: { width: 130, cell: (row) => <DueDay row={row} /> }, delivered: { width: 90, cell: (row) => <Bar share={Number(row['delivered'] ?? 0)} /> } },
  tones: { state: { draft: 'neutral', approved: 'done', 'part-delivered': 'active', delivered: 'done', closed: 'neutral' } },
};
export const SalesOrderList = () => <ListPage contract={listSalesOrders} options={listOptions} />;

const options: DocumentOptions = {
  contract: salesOrder,
  defaults: () => ({ day: today() }),
  blankLine: () => ({ taxRate: '0.13' }),
  head: {
    customer: {
      wide: 2,
      fills: (value) => {
        const customer = value as { paymentDays?: number; shipTo?: string } | null;
        return customer ? { paymentDays: customer.paymentDays ?? 60, ...(customer.shipTo ? { shipTo: customer.shipTo } : {}) } : {};
      },
    },
  },
  headShown: [
    { key: 'creditLimit', kind: 'money', label: { zh: '信用额度', en: 'Credit limit' } },
    { key: 'creditUsed', kind: 'money', label: { zh: '其他占用', en: 'Used by others' } },
  ],
  lines: {
    item: {
      shows: 'both', width: 280,
      fills: (value) => {
        const item = value as { salesPrice?: string; taxRate?: string } | null;
        return item ? { ...(item.salesPrice ? { priceWithTax: item.salesPrice } : {}), ...(item.taxRate ? { taxRate: item.taxRate } : {}) } : {};
      },
    },
  },
  linesShown: [
    { key: 'gross', after: 'taxRate', kind: 'money', label: { zh: '价税合计', en: 'Total' }, strong: true, compute: grossText },
    { key: 'delivered', after: 'dueDay', kind: 'quantity', label: { zh: '已发', en: 'Delivered' } },
    { key: 'remaining', after: 'delivered', kind: 'quantity', label: { zh: '未发', en: 'Remaining' } },
  ],
  totals: (_head, lines) => {
    const totals = totalsOf(lines);
    return [
      { label: { zh: '金额', en: 'Net' }, value: totals.net },
      { label: { zh: '税额', en: 'Tax' }, value: totals.tax },
      { label: { zh: '价税合计', en: 'Total' }, value: totals.gross, strong: true },
    ];
  },
  capital: (_head, lines) => totalsOf(lines).gross,
  print: {
    without: ['creditLimit', 'creditUsed'],
    signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '审核', en: 'Approved by' }, { zh: '业务员', en: 'Sales' }, { zh: '客户确认（盖章）', en: 'Customer (stamp)' }],
  },
};
export const SalesOrderPage = () => <DocumentPage options={options} />;
