/** Taking a list out of the house is a permission of its own, besides seeing it. */
import type { Text } from '../contract.ts';

/** "sales/sales-order.list" → "sales/sales-order.export" */
export const exportPermission = (query: string): string => `${query.slice(0, query.lastIndexOf('.'))}.export`;
export const exportTitle = (title: Text): Text => ({ zh: `导出${title.zh}`, en: `Export ${title.en}` });
