/**
 * The table of contents of the product: every module's pages, one import each. A module adds web/src/modules/<module>/pages.tsx
 * exporting `pages: PageEntry[]` and two lines here.
 */
import { lazy } from 'react';
import type { PageEntry } from './page-entry.ts';

const home: PageEntry = {
  path: '/',
  title: { zh: '首页', en: 'Home' },
  menu: { subsystem: 'workbench', order: 1 },
  component: lazy(() => import('./HomePage.tsx').then((module) => ({ default: module.HomePage }))),
};

export const pages: readonly PageEntry[] = [home];
