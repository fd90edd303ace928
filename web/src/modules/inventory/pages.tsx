/** 库存管理: what is where, what moved, and both books side by side. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';
import { masterPages } from '../../record/master/master-pages.tsx';

export const pages: readonly PageEntry[] = [
  { path: '/inventory/stock', title: { zh: '现存量', en: 'Stock on hand' }, menu: { subsystem: 'inventory', order: 1 }, permission: 'inventory/stock.view', component: lazy(() => import('./stock.tsx').then((page) => ({ default: page.StockPage }))) },
  { path: '/inventory/stock-ledger', title: { zh: '收发存汇总', en: 'Stock ledger' }, menu: { subsystem: 'inventory', order: 2 }, permission: 'inventory/report.view', component: lazy(() => import('./stock-ledger.tsx').then((page) => ({ default: page.StockLedgerPage }))) },
  { path: '/inventory/books', title: { zh: '仓库账 = 财务账', en: 'Warehouse book = finance book' }, menu: { subsystem: 'inventory', order: 3 }, permission: 'inventory/report.view', component: lazy(() => import('./books-tie.tsx').then((page) => ({ default: page.BooksTiePage }))) },
  ...masterPages('inventory/warehouse', { zh: '仓库', en: 'Warehouses' }, { subsystem: 'inventory', order: 9 }, () => import('./warehouse.ts').then(({ warehouseOptions }) => warehouseOptions)),
];
