import { stockOnHand } from '@millwright/server/modules/inventory/stock/stock.contract';
import { warehouse } from '@millwright/server/modules/inventory/warehouse/warehouse.contract';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';

const stockOptions: ListOptions = {
  create: false,
  preview: false,
  columns: { quantity: { cell: (row) => <b className={Number(row['quantity']) < Number(row['safetyStock']) ? 'mw-waiting' : undefined}>{String(Number(row['quantity']).toLocaleString('en-US', { maximumFractionDigits: 6 }))}</b> } },
  subtitle: { zh: '金额为价值池按数量分摊，各仓之和等于科目余额', en: 'Values are shares of the pool; warehouses add up to the account' },
};
export const StockPage = () => <ListPage contract={stockOnHand} options={stockOptions} />;

const warehouseOptions: MasterOptions = { contract: warehouse, columns: 1, listOptions: { labels: { title: { zh: '仓库标签', en: 'Warehouse labels' }, of: (row) => ({ code: String(row['code']), name: String(row['name']) }) } } };
export const WarehousePage = () => <MasterPage options={warehouseOptions} />;
