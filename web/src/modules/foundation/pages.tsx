/** 企业管理: the plain masters everything else leans on. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const masters = () => import('./masters.tsx');
export const pages: readonly PageEntry[] = [
  { path: '/foundation/unit', title: { zh: '计量单位', en: 'Units' }, menu: { subsystem: 'company', order: 1 }, permission: 'foundation/unit.view', component: lazy(() => masters().then((page) => ({ default: page.UnitPage }))) },
  { path: '/foundation/department', title: { zh: '部门', en: 'Departments' }, menu: { subsystem: 'company', order: 2 }, permission: 'foundation/department.view', component: lazy(() => masters().then((page) => ({ default: page.DepartmentPage }))) },
  { path: '/foundation/cause-code', title: { zh: '原因代码', en: 'Cause codes' }, menu: { subsystem: 'company', order: 3 }, permission: 'foundation/cause-code.view', component: lazy(() => masters().then((page) => ({ default: page.CauseCodePage }))) },
  { path: '/foundation/calendar', title: { zh: '工作日历', en: 'Working calendar' }, menu: { subsystem: 'company', order: 4 }, permission: 'foundation/calendar.view', component: lazy(() => import('./calendar.tsx').then((page) => ({ default: page.CalendarPage }))) },
  { path: '/foundation/company', title: { zh: '账套', en: 'Companies' }, menu: { subsystem: 'company', order: 9 }, permission: 'foundation/company.back-up', component: lazy(() => import('./company.tsx').then((page) => ({ default: page.CompanyPage }))) },
  { path: '/foundation/import/$id', title: { zh: '引入结果', en: 'Import' }, permission: 'foundation/job.view', rail: false, component: lazy(() => import('./import.tsx').then((page) => ({ default: page.ImportPage }))) },
];
