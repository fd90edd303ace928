/** 工程数据: items and work centres; structures and routings join them here. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const masters = () => import('./masters.tsx');
export const pages: readonly PageEntry[] = [
  { path: '/engineering/item', title: { zh: '物料', en: 'Items' }, menu: { subsystem: 'engineering', order: 1 }, permission: 'engineering/item.view', component: lazy(() => masters().then((page) => ({ default: page.ItemPage }))) },
  { path: '/engineering/item/$id', title: { zh: '物料', en: 'Item' }, permission: 'engineering/item.view', component: lazy(() => masters().then((page) => ({ default: page.ItemPage }))) },
  { path: '/engineering/work-center', title: { zh: '工作中心', en: 'Work centres' }, menu: { subsystem: 'engineering', order: 4 }, permission: 'engineering/work-center.view', component: lazy(() => masters().then((page) => ({ default: page.WorkCenterPage }))) },
];
