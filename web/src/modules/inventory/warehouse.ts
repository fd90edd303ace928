/** Warehouses, with labels for their doors. */
import { warehouse } from '@millwright/server/modules/inventory/warehouse/warehouse.contract';
import type { MasterOptions } from '../../record/master/MasterPage.tsx';

export const warehouseOptions: MasterOptions = {
  contract: warehouse, columns: 1,
  listOptions: { labels: { title: { zh: '仓库标签', en: 'Warehouse labels' }, of: (row) => ({ code: String(row['code']), name: String(row['name']) }) } },
};
