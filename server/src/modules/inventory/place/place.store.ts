/** Places a flow moves stock between: the warehouses it was told and the virtual or special ones it needs, found by kind. */
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';

export type PlaceKind = 'warehouse' | 'transit' | 'dispatched' | 'subcontractor' | 'supplier' | 'customer' | 'production' | 'consumption' | 'loss' | 'conversion' | 'opening';
export type Place = { readonly id: string; readonly code: string; readonly name: string; readonly kind: PlaceKind; readonly active: boolean };
export type Places = {
  readonly byId: ReadonlyMap<string, Place>;
  /** The id of the company's place of a kind; throws when set-up forgot it. */
  ofKind(kind: PlaceKind): string;
  /** Ids of active warehouses among those asked. */
  readonly warehouses: ReadonlySet<string>;
};

export async function loadPlaces(reader: Reader, companyId: string, ids: readonly string[], kinds: readonly PlaceKind[]): Promise<Places> {
  const rows = await reader.rows<Place>(sql`
    select id, code, name, kind, active
    from inventory.place
    where company_id = ${companyId} and (id = any (${[...new Set(ids)]}::bigint[]) or kind = any (${[...kinds]}::text[]))`);
  return {
    byId: new Map(rows.map((row) => [row.id, row])),
    ofKind(kind) {
      const found = rows.find((row) => row.kind === kind);
      if (!found) throw new Error(`company ${companyId} has no place of kind ${kind}`);
      return found.id;
    },
    warehouses: new Set(rows.filter((row) => row.kind === 'warehouse' && row.active).map((row) => row.id)),
  };
}
