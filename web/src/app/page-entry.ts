/** How a module tells the shell about its pages. See web/README.md for complete examples. */
import type { ComponentType, LazyExoticComponent } from 'react';
import type { IconName } from '../ui/Icon.tsx';
import type { Text } from '../ui/language.tsx';

export type SubsystemKey = 'workbench' | 'sales' | 'planning' | 'purchasing' | 'inventory' | 'shopfloor' | 'quality' | 'engineering' | 'finance' | 'assets' | 'papers' | 'company' | 'project';
export type PageEntry = {
  /** "/purchasing/purchase-order", "/purchasing/purchase-order/$id"; a noun's list and record use the noun's name. */
  readonly path: string;
  readonly title: Text;
  /** In the menu when given; order within the subsystem. */
  readonly menu?: { readonly subsystem: SubsystemKey; readonly order: number };
  /** Without it the page is neither in the menu nor reachable. */
  readonly permission?: string;
  /** The menu shrinks to the rail: grids and workbenches. Default: pages ending in $id. */
  readonly rail?: boolean;
  readonly component: LazyExoticComponent<ComponentType>;
};
export type Subsystem = { readonly key: SubsystemKey; readonly title: Text; readonly icon: IconName };

/** Eleven subsystems between the workbench and the project, in the order people know. */
export const subsystems: readonly Subsystem[] = [
  { key: 'workbench', title: { zh: '工作台', en: 'Workbench' }, icon: 'home' },
  { key: 'sales', title: { zh: '销售管理', en: 'Sales' }, icon: 'sales' },
  { key: 'planning', title: { zh: '生产计划', en: 'Planning' }, icon: 'planning' },
  { key: 'purchasing', title: { zh: '供应管理', en: 'Purchasing' }, icon: 'purchasing' },
  { key: 'inventory', title: { zh: '库存管理', en: 'Inventory' }, icon: 'inventory' },
  { key: 'shopfloor', title: { zh: '车间管理', en: 'Shop floor' }, icon: 'shopfloor' },
  { key: 'quality', title: { zh: '质量管理', en: 'Quality' }, icon: 'quality' },
  { key: 'engineering', title: { zh: '工程数据', en: 'Engineering' }, icon: 'engineering' },
  { key: 'finance', title: { zh: '财务管理', en: 'Finance' }, icon: 'finance' },
  { key: 'assets', title: { zh: '资产管理', en: 'Assets' }, icon: 'assets' },
  { key: 'papers', title: { zh: '文件资料', en: 'Papers' }, icon: 'papers' },
  { key: 'company', title: { zh: '企业管理', en: 'Company' }, icon: 'company' },
  { key: 'project', title: { zh: '实施项目', en: 'Go-live project' }, icon: 'project' },
];
