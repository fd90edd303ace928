/** Exceptions of the latest run by kind. Costs the exceptions of that run. */
import sql from 'sql-template-tag';
import { condition, type HomeCard } from '../../kernel/home-card.ts';
import { exceptionKinds } from './exception/exception.contract.ts';

const urgent = new Set(['late-demand', 'past-due', 'past-start']);
export const planningCards: readonly HomeCard[] = Object.entries(exceptionKinds).map(([kind, title]) => ({
  key: `planning/exception.${kind}`, kind: 'waiting', title: { zh: `计划异常：${title.zh}`, en: `Planning: ${title.en.toLowerCase()}` }, permissions: ['planning/planned-order.view'], unit: { zh: '条', en: '' },
  ...(urgent.has(kind) ? { tone: 'waiting' as const } : {}),
  opens: () => ({ path: '/planning/exception', filter: [condition('kind', 'is', kind)] }),
  read: ({ companyId }) => sql`
    select count(*)::text as count
    from planning.exception as x
    where x.company_id = ${companyId} and x.kind = ${kind}
      and x.run_id = (select r.id from planning.run as r where r.company_id = ${companyId} and r.state = 'done' order by r.run_no desc limit 1)`,
}));
