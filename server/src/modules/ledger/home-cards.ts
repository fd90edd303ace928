/** The ledger on the home page. Drafts and entries without voucher can only stand in periods whose ledger is open, so only those are read; counting entries stops at the cap. */
import sql from 'sql-template-tag';
import { condition, type HomeCard } from '../../kernel/home-card.ts';
import { unvouchered } from './voucher/unvouchered.queries.ts';

const vouchers = (state: 'draft' | 'audited', zh: string, en: string, permission: string): HomeCard => ({
  key: `ledger/voucher.${state}`, kind: 'waiting', title: { zh, en }, permissions: ['ledger/voucher.view', permission], tone: 'waiting', unit: { zh: '张', en: '' },
  opens: () => ({ path: '/ledger/voucher', filter: [condition('state', 'is', state)] }),
  read: ({ companyId }) => sql`
    select count(*)::text as count, min(v.day) as oldest
    from ledger.voucher as v
    where v.company_id = ${companyId} and v.state = ${state} and v.period in (select o.period from ledger.open_ledger_periods() as o)`,
});
const cap = 1000;
export const ledgerCards: readonly HomeCard[] = [
  vouchers('draft', '凭证待审核', 'Vouchers to audit', 'ledger/voucher.audit'),
  vouchers('audited', '凭证待记账', 'Vouchers to post', 'ledger/voucher.post'),
  {
    key: 'ledger/voucher.to-make', kind: 'waiting', title: { zh: '业务待生成凭证', en: 'Entries without voucher' }, permissions: ['ledger/voucher.view', 'ledger/voucher.generate'], unit: { zh: '笔', en: '' }, cap,
    opens: () => ({ path: '/ledger/unvouchered-entry' }),
    read: ({ companyId }, { today }) => sql`
      select count(*)::text as count, min(x.day) as oldest
      from (select w.day from ${unvouchered(companyId, today)} as w limit ${cap}) as x`,
  },
  {
    key: 'ledger/period.open', kind: 'waiting', title: { zh: '过去的期间还没结账', en: 'Past periods not closed' }, permissions: ['ledger/period.view', 'ledger/period.close'], tone: 'waiting', unit: { zh: '期', en: '' },
    opens: () => ({ path: '/ledger/period?past=1' }),
    read: ({ companyId }, { today }) => sql`
      select count(*)::text as count, min(p.last_day) as oldest
      from ledger.period as p
      join ledger.open_ledger_periods() as o on o.period = p.period
      where p.company_id = ${companyId} and p.last_day < ${today}::date`,
  },
  {
    key: 'ledger/opening.first', kind: 'step', order: 50, title: { zh: '引入期初余额与库存', en: 'Import opening balances and stock' }, permissions: ['ledger/opening.view', 'inventory/opening-stock.import'],
    opens: () => ({ path: '/ledger/opening' }),
    read: ({ companyId }) => sql`select count(*)::text as count from (select from ledger.entry where company_id = ${companyId} limit 1) as x`,
  },
];
