/** The first steps of an empty company that are engineering's. */
import sql from 'sql-template-tag';
import type { HomeCard } from '../../kernel/home-card.ts';

export const engineeringCards: readonly HomeCard[] = [
  {
    key: 'engineering/item.first', kind: 'step', order: 10, title: { zh: '引入物料', en: 'Import items' }, permissions: ['engineering/item.view', 'engineering/item.import'],
    opens: () => ({ path: '/engineering/item' }),
    read: ({ companyId }) => sql`select count(*)::text as count from (select from engineering.item where company_id = ${companyId} limit 1) as x`,
  },
  {
    key: 'engineering/bom.first', kind: 'step', order: 20, title: { zh: '引入 BOM', en: 'Import bills of material' }, permissions: ['engineering/bom.view', 'engineering/bom.import'],
    opens: () => ({ path: '/engineering/bom' }),
    read: ({ companyId }) => sql`select count(*)::text as count from (select from engineering.bom where company_id = ${companyId} limit 1) as x`,
  },
];
