/** 供应管理: what is bought, from whom, and what came in. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const supplier = () => import('./supplier.tsx');
const order = () => import('./purchase-order.tsx');
const receipt = () => import('./purchase-receipt.tsx');

export const pages: readonly PageEntry[] = [
  { path: '/purchasing/purchase-order', title: { zh: '采购订单', en: 'Purchase orders' }, menu: { subsystem: 'purchasing', order: 1 }, permission: 'purchasing/purchase-order.view', component: lazy(() => order().then((page) => ({ default: page.PurchaseOrderList }))) },
  { path: '/purchasing/purchase-order/$id', title: { zh: '采购订单', en: 'Purchase order' }, permission: 'purchasing/purchase-order.view', component: lazy(() => order().then((page) => ({ default: page.PurchaseOrderPage }))) },
  { path: '/purchasing/purchase-receipt', title: { zh: '采购入库', en: 'Purchase receipts' }, menu: { subsystem: 'purchasing', order: 2 }, permission: 'purchasing/purchase-receipt.view', component: lazy(() => receipt().then((page) => ({ default: page.PurchaseReceiptList }))) },
  { path: '/purchasing/purchase-receipt/$id', title: { zh: '采购入库单', en: 'Purchase receipt' }, permission: 'purchasing/purchase-receipt.view', component: lazy(() => receipt().then((page) => ({ default: page.PurchaseReceiptPage }))) },
  { path: '/purchasing/supplier', title: { zh: '供应商', en: 'Suppliers' }, menu: { subsystem: 'purchasing', order: 9 }, permission: 'purchasing/supplier.view', component: lazy(() => supplier().then((page) => ({ default: page.SupplierList }))) },
  { path: '/purchasing/supplier/$id', title: { zh: '供应商', en: 'Supplier' }, permission: 'purchasing/supplier.view', rail: false, component: lazy(() => supplier().then((page) => ({ default: page.SupplierPage }))) },
];
