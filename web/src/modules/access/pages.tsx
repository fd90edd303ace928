/** 权限: who may sign in and what they may do. */
import { lazy } from 'react';
import type { PageEntry } from '../../app/page-entry.ts';

const users = lazy(() => import('./users.tsx').then((page) => ({ default: page.UsersPage })));
export const pages: readonly PageEntry[] = [
  { path: '/access/user', title: { zh: '用户', en: 'Users' }, menu: { subsystem: 'company', order: 9 }, permission: 'access/user.view', component: users },
  { path: '/access/user/$id', title: { zh: '用户', en: 'User' }, permission: 'access/user.view', rail: false, component: users },
];
