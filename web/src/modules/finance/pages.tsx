/** 财务 · 往来: invoices, payments, what is owed. Vouchers and ledgers are in the ledger's pages. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const invoice = () => import('./supplier-invoice.tsx');
const payment = () => import('./payment.tsx');
const collection = () => import('./collection.tsx');
const receivable = () => import('./receivable.tsx');
const settlement = () => import('./settlement.tsx');

export const pages: readonly PageEntry[] = [
  { path: '/finance/supplier-invoice', title: { zh: '采购发票', en: 'Supplier invoices' }, menu: { subsystem: 'finance', order: 10 }, permission: 'finance/supplier-invoice.view', component: lazy(() => invoice().then((page) => ({ default: page.SupplierInvoiceList }))) },
  { path: '/finance/supplier-invoice/$id', title: { zh: '采购发票', en: 'Supplier invoice' }, permission: 'finance/supplier-invoice.view', component: lazy(() => invoice().then((page) => ({ default: page.SupplierInvoicePage }))) },
  { path: '/finance/payment', title: { zh: '付款单', en: 'Payments' }, menu: { subsystem: 'finance', order: 11 }, permission: 'finance/payment.view', component: lazy(() => payment().then((page) => ({ default: page.PaymentList }))) },
  { path: '/finance/payment/$id', title: { zh: '付款单', en: 'Payment' }, permission: 'finance/payment.view', component: lazy(() => payment().then((page) => ({ default: page.PaymentPage }))) },
  { path: '/finance/payable', title: { zh: '应付明细', en: 'Open payables' }, menu: { subsystem: 'finance', order: 12 }, permission: 'finance/payable.view', component: lazy(() => payment().then((page) => ({ default: page.PayablesPage }))) },
  { path: '/finance/collection', title: { zh: '收款单', en: 'Collections' }, menu: { subsystem: 'finance', order: 13 }, permission: 'finance/collection.view', component: lazy(() => collection().then((page) => ({ default: page.CollectionList }))) },
  { path: '/finance/collection/$id', title: { zh: '收款单', en: 'Collection' }, permission: 'finance/collection.view', component: lazy(() => collection().then((page) => ({ default: page.CollectionPage }))) },
  { path: '/finance/receivable', title: { zh: '应收明细', en: 'Open receivables' }, menu: { subsystem: 'finance', order: 14 }, permission: 'finance/receivable.view', component: lazy(() => receivable().then((page) => ({ default: page.ReceivablesPage }))) },
  { path: '/finance/receivable-ageing', title: { zh: '应收账龄', en: 'Receivables ageing' }, menu: { subsystem: 'finance', order: 15 }, permission: 'finance/receivable.view', component: lazy(() => receivable().then((page) => ({ default: page.AgeingPage }))) },
  { path: '/finance/advance-settlement', title: { zh: '预收冲应收单', en: 'Advance settlements' }, menu: { subsystem: 'finance', order: 16 }, permission: 'finance/advance-settlement.view', component: lazy(() => settlement().then((page) => ({ default: page.AdvanceSettlementList }))) },
  { path: '/finance/advance-settlement/$id', title: { zh: '预收冲应收单', en: 'Advance settlement' }, permission: 'finance/advance-settlement.view', component: lazy(() => settlement().then((page) => ({ default: page.AdvanceSettlementPage }))) },
  { path: '/finance/prepayment-settlement', title: { zh: '预付冲应付单', en: 'Prepayment settlements' }, menu: { subsystem: 'finance', order: 17 }, permission: 'finance/prepayment-settlement.view', component: lazy(() => settlement().then((page) => ({ default: page.PrepaymentSettlementList }))) },
  { path: '/finance/prepayment-settlement/$id', title: { zh: '预付冲应付单', en: 'Prepayment settlement' }, permission: 'finance/prepayment-settlement.view', component: lazy(() => settlement().then((page) => ({ default: page.PrepaymentSettlementPage }))) },
];
