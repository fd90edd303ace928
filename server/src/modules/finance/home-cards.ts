/**
 * Money on the home page. Overdue receivables are the journal's sums over open items, as the open-items page has them, and cost the
 * same; an item is due on its acceptance's day, one brought along after the customer's payment days.
 */
import sql from 'sql-template-tag';
import type { HomeCard } from '../../kernel/home-card.ts';
import { draftCards } from '../documents/api.ts';
import { collection } from './collection/collection.contract.ts';
import { payment } from './payment/payment.contract.ts';
import { supplierInvoice } from './supplier-invoice/supplier-invoice.contract.ts';

export const financeCards: readonly HomeCard[] = [
  ...draftCards(supplierInvoice, payment, collection),
  {
    key: 'finance/receivable.overdue', kind: 'figure', title: { zh: '逾期应收', en: 'Overdue receivables' }, permissions: ['finance/receivable.view'], tone: 'overdue', unit: 'money',
    opens: () => ({ path: '/finance/receivable?overdue=1' }),
    read: ({ companyId }, { today }) => sql`
      select count(*)::text as count, min(x.due_day) as oldest, coalesce(sum(o.open), 0)::numeric(20, 2)::text as amount
      from (
        select l.company_id, l.open_item_id as id, l.party_id, min(e.day) as day, sum(case l.side when 'D' then l.amount else -l.amount end) as open
        from ledger.entry_line as l
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'receivable'
        join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id and e.day <= ${today}::date
        where l.company_id = ${companyId} and l.open_item_id is not null
        group by l.company_id, l.open_item_id, l.party_id
        having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
      ) as o
      left join sales.customer as c on c.company_id = o.company_id and c.id = o.party_id
      left join sales.acceptance as s on s.company_id = o.company_id and s.id = o.id
      cross join lateral (select coalesce(s.due_day, o.day + coalesce(c.payment_days, 0)) as due_day) as x
      where x.due_day < ${today}::date`,
  },
];
