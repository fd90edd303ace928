/** Purchasing on the home page: orders in force with goods still to come, by the day the first of them is due (index of open executables). */
import sql from 'sql-template-tag';
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import { condition, type HomeCard } from '../../kernel/home-card.ts';
import { draftCards } from '../documents/api.ts';
import { purchaseOrder } from './purchase-order/purchase-order.contract.ts';
import { purchaseReceipt } from './purchase-receipt/purchase-receipt.contract.ts';

const ordersDue = (companyId: string, from: PlainDay | null, to: PlainDay) => sql`
  select count(*)::text as count, min(x.due_day) as oldest
  from (
    select min(l.due_day) as due_day
    from documents.executable as e
    join purchasing.purchase_order_line as l on l.company_id = e.company_id and l.id = e.line_id
    where e.company_id = ${companyId} and e.measure = 'received' and not e.closed and e.quantity_executed < e.quantity
    group by l.document_id
  ) as x
  where x.due_day between coalesce(${from}::date, '-infinity') and ${to}::date`;
const shared = { kind: 'waiting', permissions: ['purchasing/purchase-order.view', 'purchasing/purchase-receipt.view'], unit: { zh: '张', en: '' } } as const;

export const purchasingCards: readonly HomeCard[] = [
  ...draftCards(purchaseOrder, purchaseReceipt),
  {
    ...shared, key: 'purchasing/purchase-order.overdue', title: { zh: '采购订单逾期未到', en: 'Purchase orders overdue' }, tone: 'overdue',
    opens: () => ({ path: '/purchasing/purchase-order', filter: [condition('overdueDays', 'from', '1')] }),
    read: ({ companyId }, { yesterday }) => ordersDue(companyId, null, yesterday),
  },
  {
    ...shared, key: 'purchasing/purchase-order.today', title: { zh: '今天应到货', en: 'Receipts due today' },
    opens: ({ today }) => ({ path: '/purchasing/purchase-order', filter: [condition('openDay', 'is', today)] }),
    read: ({ companyId }, { today }) => ordersDue(companyId, today, today),
  },
  {
    key: 'purchasing/supplier.first', kind: 'step', order: 30, title: { zh: '引入供应商', en: 'Import suppliers' }, permissions: ['purchasing/supplier.view', 'purchasing/supplier.import'],
    opens: () => ({ path: '/purchasing/supplier' }),
    read: ({ companyId }) => sql`select count(*)::text as count from (select from purchasing.supplier where company_id = ${companyId} limit 1) as x`,
  },
];
