import { stockOnHand } from '@millwright/server/modules/inventory/stock/stock.contract';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';

const stockOptions: ListOptions = {
  create: false,
  preview: false,
  columns: { quantity: { cell: (row) => <b className={Number(row['quantity']) < Number(row['safetyStock']) ? 'mw-waiting' : undefined}>{String(Number(row['quantity']).toLocaleString('en-US', { maximumFractionDigits: 6 }))}</b> } },
  subtitle: { zh: '金额为价值池按数量分摊，各仓之和等于科目余额', en: 'Values are shares of the pool; warehouses add up to the account' },
};
export const StockPage = () => <ListPage contract={stockOnHand} options={stockOptions} />;
