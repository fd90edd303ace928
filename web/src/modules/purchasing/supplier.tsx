import { listPurchaseOrders } from '@millwright/server/modules/purchasing/purchase-order/purchase-order.contract';
import { listPurchaseReceipts } from '@millwright/server/modules/purchasing/purchase-receipt/purchase-receipt.contract';
import { supplier } from '@millwright/server/modules/purchasing/supplier/supplier.contract';
import { openPayables } from '@millwright/server/modules/finance/payment/payment.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';
import { PartyPage, type PartyOptions } from '../finance/party-page.tsx';
import { OpenPayables } from '../finance/payment.tsx';

const options: MasterOptions = {
  contract: supplier, opensPage: true,
  listOptions: { hidden: ['address', 'bankName', 'bankAccount', 'taxNumber'], tones: { grade: { A: 'done', B: 'neutral', C: 'waiting', blocked: 'waiting' } } },
};
export const SupplierList = () => <MasterPage options={options} />;

const viewOf = (list: typeof listPurchaseOrders | typeof listPurchaseReceipts, key: string) => list.list?.views.find((view) => view.key === key)?.filter ?? [];
const partyOptions: PartyOptions = {
  master: options, party: 'supplier', openItems: (id) => <OpenPayables supplier={id} />, openItemsPermission: openPayables.permission,
  underWay: [
    { list: listPurchaseOrders, noun: 'purchasing/purchase-order', title: { zh: '未到齐的采购订单', en: 'Orders not received in full' }, filter: viewOf(listPurchaseOrders, 'open'), columns: ['number', 'day', 'firstItem', 'dueDay', 'total', 'state'] },
    { list: listPurchaseReceipts, noun: 'purchasing/purchase-receipt', title: { zh: '未开票的入库单', en: 'Receipts without an invoice' }, filter: viewOf(listPurchaseReceipts, 'uninvoiced'), columns: ['number', 'day', 'firstItem', 'amount', 'state'] },
  ],
};
export const SupplierPage = () => <PartyPage options={partyOptions} />;
