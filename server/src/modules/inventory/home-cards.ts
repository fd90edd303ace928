/** Stock on the home page: its value is the sum of the pools, one row per item and account. */
import sql from 'sql-template-tag';
import type { HomeCard } from '../../kernel/home-card.ts';

export const inventoryCards: readonly HomeCard[] = [
  {
    key: 'inventory/stock.value', kind: 'figure', title: { zh: '库存金额', en: 'Stock value' }, hint: { zh: '存货各科目合计', en: 'All stock accounts' }, permissions: ['inventory/stock.view'], unit: 'money',
    opens: () => ({ path: '/inventory/stock' }),
    read: ({ companyId }) => sql`select '0' as count, coalesce(sum(q.value), 0)::numeric(20, 2)::text as amount from ledger.pool as q where q.company_id = ${companyId}`,
  },
];
