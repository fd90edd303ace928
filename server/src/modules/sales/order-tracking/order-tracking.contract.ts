/** 订单跟踪: every order line with how far it has come: delivered, accepted, invoiced, collected. */
import { field, listContract } from '../../../kernel/contract.ts';

const price = { group: 'sales-price' } as const;
export const listOrderTracking = listContract({
  noun: 'sales/order-tracking',
  title: { zh: '订单跟踪', en: 'Order tracking' },
  permission: 'sales/sales-order.view',
  row: {
    number: field.code('订单', 'Order', { width: 130 }),
    orderId: field.id('订单内码', 'Order id'),
    day: field.day('订单日期', 'Order date'),
    customer: field.referenceTo('客户', 'Customer', 'sales/customer', { width: 200 }),
    customerOrder: field.text('客户订单号', 'Customer order no.', { width: 120 }),
    item: field.referenceTo('物料', 'Item', 'engineering/item', { width: 220 }),
    dueDay: field.day('交期', 'Due'),
    overdueDays: field.count('逾期天数', 'Days overdue', { width: 80 }),
    quantity: field.quantity('订购', 'Ordered'),
    delivered: field.quantity('已发', 'Delivered'),
    accepted: field.quantity('已签收', 'Accepted'),
    invoiced: field.quantity('已开票', 'Invoiced'),
    total: field.money('价税合计', 'Total incl. tax', price),
    receivable: field.money('已确认应收', 'Receivable booked', price),
    collected: field.money('已收款', 'Collected', { group: 'finance' }),
    progress: field.rate('发货', 'Delivered'),
    state: field.choice('状态', 'State', {
      open: { zh: '未发货', en: 'Not delivered' },
      'part-delivered': { zh: '部分发货', en: 'Part delivered' },
      delivered: { zh: '已发货', en: 'Delivered' },
      accepted: { zh: '已签收', en: 'Accepted' },
      invoiced: { zh: '已开票', en: 'Invoiced' },
      closed: { zh: '已关闭', en: 'Closed' },
    }),
  },
  defaultSort: { by: 'dueDay', descending: false },
  totals: ['total', 'receivable', 'collected'],
  views: [
    { key: 'open', title: { zh: '未发完', en: 'To deliver' }, filter: [{ field: 'state', operator: 'one-of', value: ['open', 'part-delivered'] }] },
    { key: 'overdue', title: { zh: '逾期未交', en: 'Overdue' }, filter: [{ field: 'overdueDays', operator: 'from', value: '1' }] },
    { key: 'unaccepted', title: { zh: '已发未签收', en: 'Delivered, not accepted' }, filter: [{ field: 'state', operator: 'is', value: 'delivered' }] },
    { key: 'uninvoiced', title: { zh: '已签收未开票', en: 'Accepted, not invoiced' }, filter: [{ field: 'state', operator: 'is', value: 'accepted' }] },
  ],
});
