/** 工程数据: items, their structures and routings, work centres. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';
import { masterPages } from '../../record/master/master-pages.tsx';

const bom = () => import('./bom.tsx');
const routing = () => import('./routing.tsx');
export const pages: readonly PageEntry[] = [
  ...masterPages('engineering/item', { zh: '物料', en: 'Items' }, { subsystem: 'engineering', order: 1 }, () => import('./item.ts').then(({ itemOptions }) => itemOptions)),
  { path: '/engineering/bom', title: { zh: '物料清单', en: 'Bills of material' }, menu: { subsystem: 'engineering', order: 2 }, permission: 'engineering/bom.view', component: lazy(() => bom().then((page) => ({ default: page.BomList }))) },
  { path: '/engineering/bom/$id', title: { zh: '物料清单', en: 'Bill of material' }, permission: 'engineering/bom.view', component: lazy(() => bom().then((page) => ({ default: page.BomPage }))) },
  { path: '/engineering/explosion', title: { zh: '多级展开与反查', en: 'Explosion and where-used' }, menu: { subsystem: 'engineering', order: 5 }, permission: 'engineering/bom.view', component: lazy(() => bom().then((page) => ({ default: page.BomExplosionPage }))) },
  { path: '/engineering/routing', title: { zh: '工艺路线', en: 'Routings' }, menu: { subsystem: 'engineering', order: 3 }, permission: 'engineering/routing.view', component: lazy(() => routing().then((page) => ({ default: page.RoutingList }))) },
  { path: '/engineering/routing/$id', title: { zh: '工艺路线', en: 'Routing' }, permission: 'engineering/routing.view', component: lazy(() => routing().then((page) => ({ default: page.RoutingPage }))) },
  ...masterPages('engineering/work-center', { zh: '工作中心', en: 'Work centres' }, { subsystem: 'engineering', order: 4 }, () => import('@millwright/server/modules/engineering/work-center/work-center.contract').then(({ workCenter }) => ({ contract: workCenter }))),
];
