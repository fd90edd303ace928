/** 工程数据: items, their structures and routings, work centres. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const masters = () => import('./masters.tsx');
const bom = () => import('./bom.tsx');
const routing = () => import('./routing.tsx');
export const pages: readonly PageEntry[] = [
  { path: '/engineering/item', title: { zh: '物料', en: 'Items' }, menu: { subsystem: 'engineering', order: 1 }, permission: 'engineering/item.view', component: lazy(() => masters().then((page) => ({ default: page.ItemPage }))) },
  { path: '/engineering/item/$id', title: { zh: '物料', en: 'Item' }, permission: 'engineering/item.view', component: lazy(() => masters().then((page) => ({ default: page.ItemPage }))) },
  { path: '/engineering/bom', title: { zh: '物料清单', en: 'Bills of material' }, menu: { subsystem: 'engineering', order: 2 }, permission: 'engineering/bom.view', component: lazy(() => bom().then((page) => ({ default: page.BomList }))) },
  { path: '/engineering/bom/$id', title: { zh: '物料清单', en: 'Bill of material' }, permission: 'engineering/bom.view', component: lazy(() => bom().then((page) => ({ default: page.BomPage }))) },
  { path: '/engineering/explosion', title: { zh: '多级展开与反查', en: 'Explosion and where-used' }, menu: { subsystem: 'engineering', order: 5 }, permission: 'engineering/bom.view', component: lazy(() => bom().then((page) => ({ default: page.BomExplosionPage }))) },
  { path: '/engineering/routing', title: { zh: '工艺路线', en: 'Routings' }, menu: { subsystem: 'engineering', order: 3 }, permission: 'engineering/routing.view', component: lazy(() => routing().then((page) => ({ default: page.RoutingList }))) },
  { path: '/engineering/routing/$id', title: { zh: '工艺路线', en: 'Routing' }, permission: 'engineering/routing.view', component: lazy(() => routing().then((page) => ({ default: page.RoutingPage }))) },
  { path: '/engineering/work-center', title: { zh: '工作中心', en: 'Work centres' }, menu: { subsystem: 'engineering', order: 4 }, permission: 'engineering/work-center.view', component: lazy(() => masters().then((page) => ({ default: page.WorkCenterPage }))) },
];
