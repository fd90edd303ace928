import { delivery, listDeliveries } from '@millwright/server/modules/sales/delivery/delivery.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { recordLink } from '../../record/paths.ts';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';

const listOptions: ListOptions = { document: delivery, print: () => options, create: { title: { zh: '选单发货', en: 'Deliver orders' } }, columns: { accepted: { width: 90, cell: (row) => <Bar share={Number(row['accepted'] ?? 0)} /> } } };
export const DeliveryList = () => <ListPage contract={listDeliveries} options={listOptions} />;

const options: DocumentOptions = {
  contract: delivery,
  defaults: () => ({ day: today() }),
  head: { customer: { wide: 2 } },
  lines: { item: { shows: 'both', width: 280, readOnly: true }, warehouse: { shows: 'name' } },
  linesShown: [
    { key: 'orderNumber', after: 'item', kind: 'text', label: { zh: '销售订单', en: 'Order' }, width: 130, href: (line) => recordLink('sales/sales-order', line['orderId']) },
    { key: 'onHand', after: 'warehouse', kind: 'quantity', label: { zh: '现存', en: 'On hand' } },
    { key: 'accepted', after: 'quantity', kind: 'quantity', label: { zh: '已签收', en: 'Accepted' } },
  ],
  // Goes with the goods: what the customer signs, without prices.
  print: {
    title: { zh: '送货单', en: 'Delivery note' }, paper: { paper: 'triplicate', landscape: false }, without: ['warehouse'], sums: ['quantity'],
    remarks: () => [{ zh: '请当面清点数量、检查外观，签收后一联交回送货人。', en: 'Please count and inspect on arrival; return one signed copy to the carrier.' }],
    signatures: [{ zh: '制单', en: 'Prepared by', field: 'createdBy' }, { zh: '发货', en: 'Shipped by' }, { zh: '送货', en: 'Carrier' }, { zh: '收货人（签章）', en: 'Received by (signature)' }],
  },
};
export const DeliveryPage = () => <DocumentPage options={options} />;
