/**
 * The shop floor on the home page. Open orders come by the register's index of what waits; work in process is the balance of its
 * accounts by the roll-ups of the ledger, not a walk through the journal.
 */
import sql from 'sql-template-tag';
import { periodOf } from '@millwright/core/primitives/plain-day';
import { condition, type HomeCard } from '../../kernel/home-card.ts';
import { draftCards } from '../documents/api.ts';
import { completion } from './completion/completion.contract.ts';
import { materialIssue } from './material-issue/material-issue.contract.ts';
import { materialReturn } from './material-return/material-return.contract.ts';
import { operationReport } from './operation-report/operation-report.contract.ts';
import { workOrder } from './work-order/work-order.contract.ts';
import { kittingOf } from './work-order/work-order.queries.ts';

const shared = { kind: 'waiting', permissions: ['shopfloor/work-order.view'], unit: { zh: '张', en: '' } } as const;
const list = (field: string, operator: 'is' | 'from', value: string) => () => ({ path: '/shopfloor/work-order', filter: [condition(field, operator, value)] });

export const shopfloorCards: readonly HomeCard[] = [
  ...draftCards(workOrder, materialIssue, materialReturn, operationReport, completion),
  {
    ...shared, key: 'shopfloor/work-order.late', title: { zh: '生产任务单逾期', en: 'Work orders late' }, tone: 'overdue', opens: list('daysLate', 'from', '1'),
    read: ({ companyId }, { today }) => sql`
      select count(*)::text as count, min(o.due_day) as oldest
      from documents.document as d
      join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
      where d.company_id = ${companyId} and d.kind = ${workOrder.noun} and d.state in ('released', 'held') and o.due_day < ${today}::date`,
  },
  {
    ...shared, key: 'shopfloor/work-order.short', title: { zh: '生产任务单缺料', en: 'Work orders short of material' }, tone: 'waiting', opens: list('kitting', 'is', 'short'),
    read: ({ companyId }) => sql`
      select count(*)::text as count, min(o.start_day) as oldest
      from documents.document as d
      join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
      cross join lateral (${kittingOf}) as k
      where d.company_id = ${companyId} and d.kind = ${workOrder.noun} and d.state in ('draft', 'released', 'held') and k.kitting = 'short'`,
  },
  {
    ...shared, key: 'shopfloor/work-order.to-close', title: { zh: '生产任务单待结案', en: 'Work orders to close' }, permissions: ['shopfloor/work-order.view', 'shopfloor/work-order.close'], opens: list('state', 'is', 'completed'),
    read: ({ companyId }) => sql`
      select count(*)::text as count, min(o.due_day) as oldest
      from documents.document as d
      join shopfloor.work_order as o on o.company_id = d.company_id and o.id = d.id
      where d.company_id = ${companyId} and d.kind = ${workOrder.noun} and d.state = 'completed'`,
  },
  {
    key: 'shopfloor/wip.balance', kind: 'figure', title: { zh: '在制品', en: 'Work in process' }, hint: { zh: '在制余额', en: 'Balance' }, permissions: ['shopfloor/wip.view'], unit: 'money',
    opens: () => ({ path: '/shopfloor/wip', filter: [condition('amount', 'is-not', '0')] }),
    read: ({ companyId }, { today }) => sql`
      select '0' as count, coalesce(sum(t.closing), 0)::numeric(20, 2)::text as amount
      from ledger.trial_balance(${periodOf(today)}, ${periodOf(today)}) as t
      join ledger.account as a on a.company_id = ${companyId} and a.id = t.account_id and a.control = 'wip'`,
  },
];
