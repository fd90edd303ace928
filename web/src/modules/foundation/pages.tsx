/** 企业管理: the plain masters everything else leans on. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';
import { masterPages } from '../../record/master/master-pages.tsx';

export const pages: readonly PageEntry[] = [
  ...masterPages('foundation/unit', { zh: '计量单位', en: 'Units' }, { subsystem: 'company', order: 1 }, () => import('@millwright/server/modules/foundation/unit/unit.contract').then(({ unit }) => ({ contract: unit, columns: 1 }))),
  ...masterPages('foundation/department', { zh: '部门', en: 'Departments' }, { subsystem: 'company', order: 2 }, () => import('@millwright/server/modules/foundation/department/department.contract').then(({ department }) => ({ contract: department, columns: 1 }))),
  ...masterPages('foundation/cause-code', { zh: '原因代码', en: 'Cause codes' }, { subsystem: 'company', order: 3 }, () => import('@millwright/server/modules/foundation/cause-code/cause-code.contract').then(({ causeCode }) => ({ contract: causeCode, columns: 1 }))),
  { path: '/foundation/calendar', title: { zh: '工作日历', en: 'Working calendar' }, menu: { subsystem: 'company', order: 4 }, permission: 'foundation/calendar.view', component: lazy(() => import('./calendar.tsx').then((page) => ({ default: page.CalendarPage }))) },
  { path: '/foundation/company', title: { zh: '账套', en: 'Companies' }, menu: { subsystem: 'company', order: 9 }, permission: 'foundation/company.back-up', component: lazy(() => import('./company.tsx').then((page) => ({ default: page.CompanyPage }))) },
  { path: '/foundation/import/$id', title: { zh: '引入结果', en: 'Import' }, permission: 'foundation/job.view', rail: false, component: lazy(() => import('./import.tsx').then((page) => ({ default: page.ImportPage }))) },
];
