import { listPurchaseReceipts, purchaseReceipt } from '@millwright/server/modules/purchasing/purchase-receipt/purchase-receipt.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { recordLink } from '../../record/paths.ts';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';

const listOptions: ListOptions = {
  document: purchaseReceipt,
  print: () => options,
  create: { title: { zh: '从订单收货', en: 'Receive an order' } },
  columns: { invoiced: { width: 90, cell: (row) => <Bar share={Number(row['invoiced'] ?? 0)} /> } },
};
export const PurchaseReceiptList = () => <ListPage contract={listPurchaseReceipts} options={listOptions} />;

const options: DocumentOptions = {
  contract: purchaseReceipt,
  defaults: () => ({ day: today() }),
  lines: { item: { shows: 'both', width: 280, readOnly: true }, warehouse: { shows: 'name' } },
  linesShown: [
    { key: 'orderNumber', after: 'item', kind: 'text', label: { zh: '采购订单', en: 'Order' }, width: 130, href: (line) => recordLink('purchasing/purchase-order', line['orderId']) },
    { key: 'unitPrice', after: 'quantity', kind: 'price', label: { zh: '暂估单价', en: 'Unit price' } },
    { key: 'amount', after: 'unitPrice', kind: 'money', label: { zh: '暂估金额', en: 'Amount' }, strong: true },
    { key: 'invoiced', after: 'amount', kind: 'quantity', label: { zh: '已开票', en: 'Invoiced' } },
  ],
  print: {
    title: { zh: '采购入库单', en: 'Purchase receipt' }, paper: { paper: 'triplicate', landscape: false },
    signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '交货人', en: 'Delivered by' }, { zh: '验收', en: 'Inspected by' }, { zh: '保管员', en: 'Storekeeper' }, { zh: '记账', en: 'Booked by' }],
  },
};
export const PurchaseReceiptPage = () => <DocumentPage options={options} />;
