/** SQL on items that other nouns load by. */
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

export type ItemRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly class: string;
  readonly source: string;
  readonly unit_id: string;
  readonly decimals: number;
  readonly lead_days: number;
  readonly warehouse_id: string | null;
  readonly supplier_id: string | null;
  readonly purchase_price: string | null;
  readonly sales_price: string | null;
  readonly tax_rate: string;
  readonly receipt_tolerance: string;
  readonly active: boolean;
};

/** Items by id, as a map; ids that don't exist are simply missing. */
export async function loadItems(reader: Reader, companyId: string, ids: readonly string[]): Promise<ReadonlyMap<string, ItemRow>> {
  const rows = await reader.rows<ItemRow>(sql`
    select i.id, i.code, i.name, i.class, i.source, i.unit_id, u.decimals, i.lead_days, i.warehouse_id, i.supplier_id,
      i.purchase_price, i.sales_price, i.tax_rate, i.receipt_tolerance, i.active
    from engineering.item as i
    join foundation.unit as u on u.company_id = i.company_id and u.id = i.unit_id
    where i.company_id = ${companyId} and i.id = any (${[...new Set(ids)]}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
