/** What freezing a work order reads: what engineering says of its products, and the warehouses they may go to. */
import type { Reader } from '../../../kernel/transaction.ts';
import { loadOrderData } from '../../engineering/api.ts';
import { loadPlaces } from '../../inventory/api.ts';
import type { Engineering } from './work-order.rules.ts';

/** All in one round trip, for any number of products. */
export async function loadEngineering(reader: Reader, companyId: string, itemIds: readonly string[]): Promise<Engineering> {
  const [data, places] = await Promise.all([loadOrderData(reader, companyId, itemIds), loadPlaces(reader, companyId, [], ['warehouse'])]);
  return { ...data, warehouses: places.warehouses };
}
