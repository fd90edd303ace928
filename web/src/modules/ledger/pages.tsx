/** 总账: vouchers, ledgers, chart of accounts, periods. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';
import { masterPages } from '../../record/master/master-pages.tsx';

const voucher = () => import('./voucher.tsx');
export const pages: readonly PageEntry[] = [
  { path: '/ledger/voucher', title: { zh: '记账凭证', en: 'Vouchers' }, menu: { subsystem: 'finance', order: 1 }, permission: 'ledger/voucher.view', component: lazy(() => voucher().then((page) => ({ default: page.VoucherList }))) },
  { path: '/ledger/voucher/$id', title: { zh: '记账凭证', en: 'Voucher' }, permission: 'ledger/voucher.view', component: lazy(() => voucher().then((page) => ({ default: page.VoucherPage }))) },
  { path: '/ledger/unvouchered-entry', title: { zh: '待生成凭证的业务', en: 'Entries without voucher' }, permission: 'ledger/voucher.view', component: lazy(() => voucher().then((page) => ({ default: page.UnvoucheredList }))) },
  { path: '/ledger/trial-balance', title: { zh: '科目余额表', en: 'Trial balance' }, menu: { subsystem: 'finance', order: 2 }, permission: 'ledger/report.view', component: lazy(() => import('./trial-balance.tsx').then((page) => ({ default: page.TrialBalancePage }))) },
  { path: '/ledger/general', title: { zh: '总账', en: 'General ledger' }, menu: { subsystem: 'finance', order: 3 }, permission: 'ledger/report.view', component: lazy(() => import('./general-ledger.tsx').then((page) => ({ default: page.GeneralLedgerPage }))) },
  { path: '/ledger/detail', title: { zh: '明细账', en: 'Detail ledger' }, menu: { subsystem: 'finance', order: 4 }, permission: 'ledger/report.view', component: lazy(() => import('./detail-ledger.tsx').then((page) => ({ default: page.DetailLedgerPage }))) },
  { path: '/ledger/unposted', title: { zh: '未记账分录', en: 'Unposted entries' }, permission: 'ledger/report.view', component: lazy(() => import('./unposted.tsx').then((page) => ({ default: page.UnpostedPage }))) },
  { path: '/ledger/period', title: { zh: '期末结账', en: 'Period close' }, menu: { subsystem: 'finance', order: 5 }, permission: 'ledger/period.view', component: lazy(() => import('./period.tsx').then((page) => ({ default: page.PeriodPage }))) },
  ...masterPages('ledger/account', { zh: '会计科目', en: 'Accounts' }, { subsystem: 'finance', order: 9 }, () => import('@millwright/server/modules/ledger/account/account.contract').then(({ account }) => ({ contract: account, columns: 1 }))),
  { path: '/ledger/opening', title: { zh: '期初单', en: 'Opening balances' }, menu: { subsystem: 'finance', order: 10 }, permission: 'ledger/opening.view', component: lazy(() => import('./opening.tsx').then((page) => ({ default: page.OpeningList }))) },
  { path: '/ledger/opening/$id', title: { zh: '期初单', en: 'Opening balance' }, permission: 'ledger/opening.view', component: lazy(() => import('./opening.tsx').then((page) => ({ default: page.OpeningPage }))) },
  // Documents that are nothing but their entry; the second address is where a manual voucher's document is looked up.
  { path: '/ledger/revaluation/$id', title: { zh: '成本调整', en: 'Revaluation' }, permission: 'ledger/entry.view', component: lazy(() => import('./ledger-document.tsx').then((page) => ({ default: page.LedgerDocumentPage }))) },
  { path: '/ledger/document/$id', title: { zh: '账簿单据', en: 'Ledger document' }, permission: 'ledger/entry.view', component: lazy(() => import('./ledger-document.tsx').then((page) => ({ default: page.LedgerDocumentPage }))) },
];
