/**
 * The table of contents of the product: every module's pages, one import each. A module adds web/src/modules/<module>/pages.tsx
 * exporting `pages: PageEntry[]` and two lines here.
 */
import { lazy } from 'react';
import { pages as access } from '../modules/access/pages.tsx';
import { pages as engineering } from '../modules/engineering/pages.tsx';
import { pages as finance } from '../modules/finance/pages.tsx';
import { pages as foundation } from '../modules/foundation/pages.tsx';
import { pages as inventory } from '../modules/inventory/pages.tsx';
import { pages as ledger } from '../modules/ledger/pages.tsx';
import { pages as planning } from '../modules/planning/pages.tsx';
import { pages as purchasing } from '../modules/purchasing/pages.tsx';
import { pages as sales } from '../modules/sales/pages.tsx';
import { pages as shopfloor } from '../modules/shopfloor/pages.tsx';
import type { PageEntry } from './page-entry.ts';

const home: PageEntry = {
  path: '/',
  title: { zh: '首页', en: 'Home' },
  menu: { subsystem: 'workbench', order: 1 },
  component: lazy(() => import('./HomePage.tsx').then((module) => ({ default: module.HomePage }))),
};

export const pages: readonly PageEntry[] = [
  home,
  ...sales,
  ...planning,
  ...purchasing,
  ...inventory,
  ...shopfloor,
  ...engineering,
  ...ledger,
  ...finance,
  ...foundation,
  ...access,
];
