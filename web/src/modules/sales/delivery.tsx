import { delivery, listDeliveries } from '@millwright/server/modules/sales/delivery/delivery.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';
import { Bar } from '../../ui/Panel.tsx';

const listOptions: ListOptions = { document: delivery, create: { title: { zh: '选单发货', en: 'Deliver orders' } }, columns: { accepted: { width: 90, cell: (row) => <Bar share={Number(row['accepted'] ?? 0)} /> } } };
export const DeliveryList = () => <ListPage contract={listDeliveries} options={listOptions} />;

const options: DocumentOptions = {
  contract: delivery,
  defaults: () => ({ day: today() }),
  head: { customer: { wide: 2 } },
  lines: { item: { shows: 'both', width: 280, readOnly: true }, warehouse: { shows: 'name' } },
  linesShown: [
    { key: 'orderNumber', after: 'item', kind: 'text', label: { zh: '销售订单', en: 'Order' }, width: 130 },
    { key: 'onHand', after: 'warehouse', kind: 'quantity', label: { zh: '现存', en: 'On hand' } },
    { key: 'accepted', after: 'quantity', kind: 'quantity', label: { zh: '已签收', en: 'Accepted' } },
  ],
};
export const DeliveryPage = () => <DocumentPage options={options} />;
