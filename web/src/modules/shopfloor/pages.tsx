/** 车间管理: orders and what is booked on them, the dispatch list, work in process. */
import { type ComponentType, lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const order = () => import('./work-order.tsx');
const material = () => import('./material.tsx');
const report = () => import('./operation-report.tsx');
const completion = () => import('./completion.tsx');
const lists = () => import('./lists.tsx');
const page = <Module,>(load: () => Promise<Module>, pick: (module: Module) => ComponentType) => lazy(() => load().then((module) => ({ default: pick(module) })));
const view = (noun: string) => `shopfloor/${noun}.view`;

export const pages: readonly PageEntry[] = [
  { path: '/shopfloor/work-order', title: { zh: '生产任务单', en: 'Work orders' }, menu: { subsystem: 'shopfloor', order: 1 }, permission: view('work-order'), component: page(order, (module) => module.WorkOrderList) },
  { path: '/shopfloor/work-order/$id', title: { zh: '生产任务单', en: 'Work order' }, permission: view('work-order'), component: page(order, (module) => module.WorkOrderPage) },
  { path: '/shopfloor/dispatch', title: { zh: '派工单', en: 'Dispatch list' }, menu: { subsystem: 'shopfloor', order: 2 }, permission: view('dispatch'), component: page(lists, (module) => module.DispatchList) },
  { path: '/shopfloor/material-issue', title: { zh: '领料', en: 'Material issues' }, menu: { subsystem: 'shopfloor', order: 3 }, permission: view('material-issue'), component: page(material, (module) => module.MaterialIssueList) },
  { path: '/shopfloor/material-issue/$id', title: { zh: '领料单', en: 'Material issue' }, permission: view('material-issue'), component: page(material, (module) => module.MaterialIssuePage) },
  { path: '/shopfloor/material-return', title: { zh: '退料', en: 'Material returns' }, menu: { subsystem: 'shopfloor', order: 4 }, permission: view('material-return'), component: page(material, (module) => module.MaterialReturnList) },
  { path: '/shopfloor/material-return/$id', title: { zh: '退料单', en: 'Material return' }, permission: view('material-return'), component: page(material, (module) => module.MaterialReturnPage) },
  { path: '/shopfloor/operation-report', title: { zh: '工序报工', en: 'Operation reports' }, menu: { subsystem: 'shopfloor', order: 5 }, permission: view('operation-report'), component: page(report, (module) => module.OperationReportList) },
  { path: '/shopfloor/operation-report/$id', title: { zh: '工序报工单', en: 'Operation report' }, permission: view('operation-report'), component: page(report, (module) => module.OperationReportPage) },
  { path: '/shopfloor/completion', title: { zh: '完工入库', en: 'Completions' }, menu: { subsystem: 'shopfloor', order: 6 }, permission: view('completion'), component: page(completion, (module) => module.CompletionList) },
  { path: '/shopfloor/completion/$id', title: { zh: '完工入库单', en: 'Completion' }, permission: view('completion'), component: page(completion, (module) => module.CompletionPage) },
  { path: '/shopfloor/work-order-close', title: { zh: '工单结案', en: 'Order closes' }, menu: { subsystem: 'shopfloor', order: 7 }, permission: view('work-order-close'), component: page(completion, (module) => module.WorkOrderCloseList) },
  { path: '/shopfloor/work-order-close/$id', title: { zh: '工单结案单', en: 'Work order close' }, permission: view('work-order-close'), component: page(completion, (module) => module.WorkOrderClosePage) },
  { path: '/shopfloor/wip', title: { zh: '在制品台账', en: 'Work in process' }, menu: { subsystem: 'shopfloor', order: 8 }, permission: view('wip'), component: page(lists, (module) => module.WipList) },
];
