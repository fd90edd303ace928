/** 总账: vouchers, ledgers, chart of accounts, periods. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const voucher = () => import('./voucher.tsx');
export const pages: readonly PageEntry[] = [
  { path: '/ledger/voucher', title: { zh: '记账凭证', en: 'Vouchers' }, menu: { subsystem: 'finance', order: 1 }, permission: 'ledger/voucher.view', component: lazy(() => voucher().then((page) => ({ default: page.VoucherList }))) },
  { path: '/ledger/voucher/$id', title: { zh: '记账凭证', en: 'Voucher' }, permission: 'ledger/voucher.view', component: lazy(() => voucher().then((page) => ({ default: page.VoucherPage }))) },
  { path: '/ledger/trial-balance', title: { zh: '科目余额表', en: 'Trial balance' }, menu: { subsystem: 'finance', order: 2 }, permission: 'ledger/report.view', component: lazy(() => import('./trial-balance.tsx').then((page) => ({ default: page.TrialBalancePage }))) },
  { path: '/ledger/detail', title: { zh: '明细账', en: 'Detail ledger' }, menu: { subsystem: 'finance', order: 3 }, permission: 'ledger/report.view', component: lazy(() => import('./detail-ledger.tsx').then((page) => ({ default: page.DetailLedgerPage }))) },
  { path: '/ledger/period', title: { zh: '期末结账', en: 'Period close' }, menu: { subsystem: 'finance', order: 4 }, permission: 'ledger/period.view', component: lazy(() => import('./period.tsx').then((page) => ({ default: page.PeriodPage }))) },
  { path: '/ledger/account', title: { zh: '会计科目', en: 'Accounts' }, menu: { subsystem: 'finance', order: 9 }, permission: 'ledger/account.view', component: lazy(() => import('./account.tsx').then((page) => ({ default: page.AccountPage }))) },
  { path: '/ledger/opening', title: { zh: '期初单', en: 'Opening balances' }, menu: { subsystem: 'finance', order: 10 }, permission: 'ledger/opening.view', component: lazy(() => import('./opening.tsx').then((page) => ({ default: page.OpeningList }))) },
  { path: '/ledger/opening/$id', title: { zh: '期初单', en: 'Opening balance' }, permission: 'ledger/opening.view', component: lazy(() => import('./opening.tsx').then((page) => ({ default: page.OpeningPage }))) },
];
