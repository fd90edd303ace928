/** Sales on the home page. Lines that still have to be delivered are found by the index of open executables, whatever was delivered before. */
import sql from 'sql-template-tag';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import { condition, type HomeCard } from '../../kernel/home-card.ts';
import { draftCards } from '../documents/api.ts';
import { acceptance } from './acceptance/acceptance.contract.ts';
import { delivery } from './delivery/delivery.contract.ts';
import { salesInvoice } from './sales-invoice/sales-invoice.contract.ts';
import { salesOrder } from './sales-order/sales-order.contract.ts';

const openLines = (companyId: string, from: PlainDay | null, to: PlainDay) => sql`
  select count(*)::text as count, min(l.due_day) as oldest
  from documents.executable as e
  join sales.sales_order_line as l on l.company_id = e.company_id and l.id = e.line_id
  where e.company_id = ${companyId} and e.measure = 'delivered' and not e.closed and e.quantity_executed < e.quantity
    and l.due_day between coalesce(${from}::date, '-infinity') and ${to}::date`;
const lines = { zh: '行', en: 'lines' };

export const salesCards: readonly HomeCard[] = [
  ...draftCards(salesOrder, delivery, acceptance, salesInvoice),
  {
    key: 'sales/order-tracking.overdue', kind: 'figure', title: { zh: '逾期订单行', en: 'Overdue order lines' }, permissions: ['sales/sales-order.view'], tone: 'overdue', unit: lines,
    opens: () => ({ path: '/sales/order-tracking', filter: [condition('overdueDays', 'from', '1')] }),
    read: ({ companyId }, { yesterday }) => openLines(companyId, null, yesterday),
  },
  {
    key: 'sales/order-tracking.this-week', kind: 'figure', title: { zh: '本周应交', en: 'Due this week' }, hint: { zh: '还没发完的订单行', en: 'Order lines not yet delivered' }, permissions: ['sales/sales-order.view'], unit: lines,
    opens: ({ monday, sunday }) => ({ path: '/sales/order-tracking', filter: [condition('state', 'one-of', ['open', 'part-delivered']), condition('dueDay', 'from', monday), condition('dueDay', 'to', sunday)] }),
    read: ({ companyId }, { monday, sunday }) => openLines(companyId, monday, sunday),
  },
  {
    key: 'sales/customer.first', kind: 'step', order: 40, title: { zh: '引入客户', en: 'Import customers' }, permissions: ['sales/customer.view', 'sales/customer.import'],
    opens: () => ({ path: '/sales/customer' }),
    read: ({ companyId }) => sql`select count(*)::text as count from (select from sales.customer where company_id = ${companyId} limit 1) as x`,
  },
  {
    key: 'sales/sales-order.first', kind: 'step', order: 60, title: { zh: '录入第一张销售订单', en: 'Enter the first sales order' }, permissions: ['sales/sales-order.view', 'sales/sales-order.save'],
    opens: () => ({ path: '/sales/sales-order' }),
    read: ({ companyId }) => sql`select count(*)::text as count from (select from sales.sales_order where company_id = ${companyId} limit 1) as x`,
  },
];
