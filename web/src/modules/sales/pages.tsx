/** 销售管理: from the order to the invoice; money is collected in finance. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const order = () => import('./sales-order.tsx');
const tracking = () => import('./order-tracking.tsx');
const delivery = () => import('./delivery.tsx');
const acceptance = () => import('./acceptance.tsx');
const invoice = () => import('./sales-invoice.tsx');
const customer = () => import('./customer.tsx');

export const pages: readonly PageEntry[] = [
  { path: '/sales/sales-order', title: { zh: '销售订单', en: 'Sales orders' }, menu: { subsystem: 'sales', order: 1 }, permission: 'sales/sales-order.view', component: lazy(() => order().then((page) => ({ default: page.SalesOrderList }))) },
  { path: '/sales/sales-order/$id', title: { zh: '销售订单', en: 'Sales order' }, permission: 'sales/sales-order.view', component: lazy(() => order().then((page) => ({ default: page.SalesOrderPage }))) },
  { path: '/sales/order-tracking', title: { zh: '订单跟踪', en: 'Order tracking' }, menu: { subsystem: 'sales', order: 2 }, permission: 'sales/sales-order.view', component: lazy(() => tracking().then((page) => ({ default: page.OrderTrackingPage }))) },
  { path: '/sales/delivery', title: { zh: '发货单', en: 'Delivery notes' }, menu: { subsystem: 'sales', order: 3 }, permission: 'sales/delivery.view', component: lazy(() => delivery().then((page) => ({ default: page.DeliveryList }))) },
  { path: '/sales/delivery/$id', title: { zh: '发货单', en: 'Delivery note' }, permission: 'sales/delivery.view', component: lazy(() => delivery().then((page) => ({ default: page.DeliveryPage }))) },
  { path: '/sales/acceptance', title: { zh: '签收单', en: 'Acceptances' }, menu: { subsystem: 'sales', order: 4 }, permission: 'sales/acceptance.view', component: lazy(() => acceptance().then((page) => ({ default: page.AcceptanceList }))) },
  { path: '/sales/acceptance/$id', title: { zh: '签收单', en: 'Acceptance' }, permission: 'sales/acceptance.view', component: lazy(() => acceptance().then((page) => ({ default: page.AcceptancePage }))) },
  { path: '/sales/sales-invoice', title: { zh: '销售发票', en: 'Sales invoices' }, menu: { subsystem: 'sales', order: 5 }, permission: 'sales/sales-invoice.view', component: lazy(() => invoice().then((page) => ({ default: page.SalesInvoiceList }))) },
  { path: '/sales/sales-invoice/$id', title: { zh: '销售发票', en: 'Sales invoice' }, permission: 'sales/sales-invoice.view', component: lazy(() => invoice().then((page) => ({ default: page.SalesInvoicePage }))) },
  { path: '/sales/customer', title: { zh: '客户', en: 'Customers' }, menu: { subsystem: 'sales', order: 9 }, permission: 'sales/customer.view', component: lazy(() => customer().then((page) => ({ default: page.CustomerList }))) },
  { path: '/sales/customer/$id', title: { zh: '客户', en: 'Customer' }, permission: 'sales/customer.view', rail: false, component: lazy(() => customer().then((page) => ({ default: page.CustomerPage }))) },
];
