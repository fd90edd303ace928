import { listAcceptances } from '@millwright/server/modules/sales/acceptance/acceptance.contract';
import { customer } from '@millwright/server/modules/sales/customer/customer.contract';
import { listDeliveries } from '@millwright/server/modules/sales/delivery/delivery.contract';
import { listSalesOrders } from '@millwright/server/modules/sales/sales-order/sales-order.contract';
import { openReceivables } from '@millwright/server/modules/finance/receivable/receivable.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';
import { PartyPage, type PartyOptions } from '../finance/party-page.tsx';
import { OpenReceivables } from '../finance/receivable.tsx';

const options: MasterOptions = { contract: customer, opensPage: true, listOptions: { hidden: ['address', 'bankName', 'bankAccount', 'taxNumber'] } };
export const CustomerList = () => <MasterPage options={options} />;

const viewOf = (list: typeof listSalesOrders | typeof listDeliveries | typeof listAcceptances, key: string) => list.list?.views.find((view) => view.key === key)?.filter ?? [];
const partyOptions: PartyOptions = {
  master: options, party: 'customer', openItems: (id) => <OpenReceivables customer={id} />, openItemsPermission: openReceivables.permission,
  underWay: [
    { list: listSalesOrders, noun: 'sales/sales-order', title: { zh: '未发完的销售订单', en: 'Orders not delivered in full' }, filter: viewOf(listSalesOrders, 'open'), columns: ['number', 'day', 'firstItem', 'dueDay', 'total', 'undelivered', 'state'] },
    { list: listDeliveries, noun: 'sales/delivery', title: { zh: '未签收的发货单', en: 'Deliveries not accepted' }, filter: viewOf(listDeliveries, 'unaccepted'), columns: ['number', 'day', 'firstItem', 'state'] },
    { list: listAcceptances, noun: 'sales/acceptance', title: { zh: '未开票的签收单', en: 'Acceptances without an invoice' }, filter: viewOf(listAcceptances, 'uninvoiced'), columns: ['number', 'day', 'firstItem', 'total', 'state'] },
  ],
};
export const CustomerPage = () => <PartyPage options={partyOptions} />;
