/** 生产计划: the MRP workbench, all planned orders, all runs. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const lists = () => import('./lists.tsx');
export const pages: readonly PageEntry[] = [
  { path: '/planning/mrp', title: { zh: 'MRP 工作台', en: 'MRP workbench' }, menu: { subsystem: 'planning', order: 1 }, permission: 'planning/planned-order.view', rail: true, component: lazy(() => import('./workbench.tsx').then((page) => ({ default: page.WorkbenchPage }))) },
  { path: '/planning/planned-order', title: { zh: '计划订单', en: 'Planned orders' }, menu: { subsystem: 'planning', order: 2 }, permission: 'planning/planned-order.view', component: lazy(() => lists().then((page) => ({ default: page.PlannedOrderList }))) },
  { path: '/planning/exception', title: { zh: '计划异常', en: 'Planning exceptions' }, menu: { subsystem: 'planning', order: 3 }, permission: 'planning/planned-order.view', component: lazy(() => lists().then((page) => ({ default: page.ExceptionList }))) },
  { path: '/planning/mrp-run', title: { zh: 'MRP 运算记录', en: 'MRP runs' }, menu: { subsystem: 'planning', order: 4 }, permission: 'planning/mrp-run.view', component: lazy(() => lists().then((page) => ({ default: page.MrpRunList }))) },
];
