/**
 * The demo company: who works there, in which post, and what each post may do. Everybody signs in with the same password, which
 * the sign-in page shows; people and posts are those of the factory's organisation chart, logins are their names in pinyin.
 */
import { addDays, periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import type { CompanyPlan } from '@millwright/server/modules/foundation/company/set-up';
import chineseDays from 'chinese-days';

export const demoPassword = 'millwright';
export const companyCode = 'HDJG';
export const companyName = '浙江恒铎精工有限公司';

type Role = CompanyPlan['roles'][number];
/** What anybody at a desk needs: to look things up, to see masters, documents and their trail. */
const desk = ['*.lookup', 'documents/*', 'engineering/*.view', 'inventory/*.view', 'foundation/*.view', 'foundation/job.cancel', 'foundation/list-view.save'];
export const roles: readonly Role[] = [
  { code: 'administrator', name: '系统管理员', permissions: ['*'] },
  { code: 'general-manager', name: '总经理', permissions: ['*.view', '*.lookup', '*.list', 'documents/*', 'foundation/list-view.*', 'sales/sales-order.approve', 'purchasing/purchase-order.approve'] },
  { code: 'planner', name: '计划员', permissions: [...desk, 'foundation/list-view.share', 'planning/*', 'sales/*.view', 'purchasing/*.view', 'shopfloor/*.view', 'shopfloor/work-order.*', 'purchasing/purchase-order.save', 'engineering/item.save'] },
  { code: 'sales', name: '销售员', permissions: [...desk, 'sales/*', 'finance/collection.view', 'finance/receivable.view', 'planning/*.view', 'shopfloor/*.view', '!sales/sales-order.approve', '!sales/sales-order.unapprove'] },
  { code: 'sales-manager', name: '销售主管', permissions: [...desk, 'foundation/list-view.share', 'sales/*', 'finance/collection.view', 'finance/receivable.view', 'planning/*.view'] },
  { code: 'buyer', name: '采购员', permissions: [...desk, 'purchasing/*', 'planning/*.view', 'finance/supplier-invoice.view', '!purchasing/purchase-order.approve', '!purchasing/purchase-order.unapprove'] },
  { code: 'purchasing-manager', name: '供应部经理', permissions: [...desk, 'foundation/list-view.share', 'purchasing/*', 'planning/*.view', 'finance/supplier-invoice.view', 'finance/payment.view', 'finance/payable.view'] },
  { code: 'storekeeper', name: '仓管员', permissions: [...desk, 'inventory/*', 'purchasing/*.view', 'purchasing/purchase-receipt.*', 'sales/*.view', 'sales/delivery.*', 'shopfloor/*.view', 'shopfloor/material-issue.*', 'shopfloor/material-return.*', 'shopfloor/completion.*', 'ledger/stock.view'] },
  { code: 'foreman', name: '车间主任', permissions: [...desk, 'shopfloor/*', 'planning/*.view', 'sales/sales-order.view'] },
  { code: 'engineer', name: '工艺工程师', permissions: [...desk, 'engineering/*', 'shopfloor/*.view', 'planning/*.view'] },
  { code: 'accountant', name: '会计', permissions: [...desk, 'finance/*', 'ledger/*', 'sales/*.view', 'sales/sales-invoice.*', 'sales/acceptance.*', 'purchasing/*.view', 'shopfloor/*.view', 'shopfloor/work-order.close', 'shopfloor/work-order-close.*', 'inventory/*', '!ledger/voucher.audit', '!finance/payment.book'] },
  { code: 'cashier', name: '出纳', permissions: [...desk, 'finance/*.view', 'finance/payment.*', 'finance/collection.*', 'sales/*.view', 'purchasing/*.view', 'ledger/*.view'] },
  { code: 'finance-manager', name: '财务经理', permissions: [...desk, 'foundation/list-view.share', 'foundation/print-template.save', 'finance/*', 'ledger/*', 'sales/*', 'purchasing/*', 'inventory/*', 'shopfloor/*.view', 'planning/*.view'] },
];

type Person = Omit<CompanyPlan['people'][number], 'passwordHash'>;
export const people: readonly Person[] = [
  { login: 'chensiyuan', name: '陈思远', post: '生产部 计划员', roles: ['planner'] },
  { login: 'linxiao', name: '林晓', post: '销售部 销售员', roles: ['sales'] },
  { login: 'shenjia', name: '沈佳', post: '销售部 主管', roles: ['sales-manager'] },
  { login: 'luwenbin', name: '陆文斌', post: '供应部 采购员', roles: ['buyer'] },
  { login: 'xuhaiyan', name: '徐海燕', post: '供应部 经理', roles: ['purchasing-manager'] },
  { login: 'heli', name: '何丽', post: '仓储部 仓管员', roles: ['storekeeper'] },
  { login: 'maguofu', name: '马国富', post: '钣金车间 主任', roles: ['foreman'] },
  { login: 'gaojianmin', name: '高建民', post: '工程技术部 工程师', roles: ['engineer'] },
  { login: 'hejingyi', name: '何静怡', post: '财务部 会计', roles: ['accountant'] },
  { login: 'sunmeiling', name: '孙美玲', post: '财务部 出纳', roles: ['cashier'] },
  { login: 'zhouguoliang', name: '周国梁', post: '财务部 经理（审核）', roles: ['finance-manager'] },
  { login: 'zhengboan', name: '郑伯安', post: '总经理', roles: ['general-manager'] },
  { login: 'tanglei', name: '唐磊', post: '信息科 系统管理员', roles: ['administrator'] },
];
/** What GET /api/demo-accounts answers: the sign-in page lists them. */
export const demoAccounts = { password: demoPassword, accounts: people.map(({ login, name, post }) => ({ login, name, post })) };

export const weeksOfHistory = 26;
/** The first day of the history; the books are opened with its month. */
export const historyStart = (today: PlainDay): PlainDay => addDays(today, -7 * weeksOfHistory);

/** Days that differ from Monday to Friday, from the State Council's announcements as the calendar package has them. */
export function calendarOf(from: PlainDay, until: PlainDay): { day: string; working: boolean; note: string }[] {
  const days: { day: string; working: boolean; note: string }[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day);
    const [, chinese = ''] = name.split(',');
    if (chinese !== '') days.push({ day, working: work, note: work ? `${chinese}调休上班` : chinese });
  }
  return days;
}

export function companyPlan(from: PlainDay, today: PlainDay, passwordHash: string): CompanyPlan {
  return {
    code: companyCode, name: companyName, taxNumber: '9133DEMO0000000001', firstPeriod: periodOf(from), periodCount: 12,
    roles, people: people.map((person) => ({ ...person, passwordHash })),
    calendar: calendarOf(addDays(today, -300), addDays(today, 400)),
  };
}
