import { listPurchaseOrders, purchaseOrder } from '@millwright/server/modules/purchasing/purchase-order/purchase-order.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { DueDay } from '../../record/list/DueDay.tsx';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';
import { grossText, totalsOf } from './line-money.ts';

const listOptions: ListOptions = { document: purchaseOrder, print: () => options, hidden: ['overdueDays', 'amount', 'tax'], columns: { openDay: { width: 130, cell: (row) => <DueDay row={row} field="openDay" /> }, received: { width: 90, cell: (row) => <Bar share={Number(row['received'] ?? 0)} /> } } };
export const PurchaseOrderList = () => <ListPage contract={listPurchaseOrders} options={listOptions} />;

const options: DocumentOptions = {
  contract: purchaseOrder,
  defaults: () => ({ day: today() }),
  blankLine: () => ({ taxRate: '0.13' }),
  lines: {
    item: {
      shows: 'both', width: 280,
      fills: (value) => {
        const item = value as { purchasePrice?: string; taxRate?: string; unit?: { name: string } } | null;
        return item ? { ...(item.purchasePrice ? { priceWithTax: item.purchasePrice } : {}), ...(item.taxRate ? { taxRate: item.taxRate } : {}) } : {};
      },
    },
  },
  linesShown: [
    { key: 'gross', after: 'taxRate', kind: 'money', label: { zh: '价税合计', en: 'Total' }, strong: true, compute: grossText },
    { key: 'received', after: 'dueDay', kind: 'quantity', label: { zh: '已收', en: 'Received' } },
    { key: 'remaining', after: 'received', kind: 'quantity', label: { zh: '未收', en: 'Remaining' } },
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
  // The supplier's copy.
  print: {
    remarks: (record) => [
      { zh: `一、单价含税；验收并收到发票后 ${String(record['paymentDays'] ?? 0)} 天付款。`, en: `1. Prices include tax; payment ${String(record['paymentDays'] ?? 0)} days after acceptance and invoice.` },
      { zh: '二、请按交期送货，送货单注明本订单号。', en: '2. Please deliver by the due day and quote this order number on the delivery note.' },
      { zh: '三、请签章后回传确认。', en: '3. Please sign, stamp and return to confirm.' },
    ],
    signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '审核', en: 'Approved by' }, { zh: '采购员', en: 'Buyer' }, { zh: '供应商确认（盖章）', en: 'Supplier (stamp)' }],
  },
};
export const PurchaseOrderPage = () => <DocumentPage options={options} />;
