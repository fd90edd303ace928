/**
 * SQL on bills of material. Trap: two people can close a circle together, each adding one half. Whoever saves or approves a
 * bill first takes the company's lock on bills, then reads what lies below; the second one sees the first one's bill.
 */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import type { VersionTables } from '../version/version-lifecycle.ts';
import type { BomInput, Edge } from './bom.rules.ts';

export const bomTables: VersionTables = {
  table: 'engineering.bom', headColumns: ['base_quantity', 'yield_rate', 'note'], lineTable: 'engineering.bom_line', lineKey: 'bom_id',
  lineColumns: ['line_no', 'component_id', 'quantity_per', 'quantity_fixed', 'scrap_rate', 'operation_no', 'issue_method', 'position'],
};

export const lockBills = (tx: Tx, companyId: string): void => tx.send(sql`select pg_advisory_xact_lock(hashtextextended('engineering.bom', ${companyId}::bigint))`);

export const lockBom = (tx: Tx, companyId: string, id: string) =>
  one<{ state: string; version: number; item_id: string }>(tx, sql`select state, version, item_id from engineering.bom where company_id = ${companyId} and id = ${id} for update`);

export const revisionExists = async (reader: Reader, companyId: string, itemId: string, revision: string, except: string | undefined): Promise<boolean> =>
  (await reader.rows(sql`select 1 from engineering.bom where company_id = ${companyId} and item_id = ${itemId} and revision = ${revision} and id <> ${except ?? '0'}`)).length > 0;

/** Every parent–component pair of approved bills at or below the given items. */
export const edgesBelow = (reader: Reader, companyId: string, itemIds: readonly string[]): Promise<Edge[]> =>
  reader.rows<Edge>(sql`
    with recursive below(item_id) as (
      select distinct unnest(${itemIds}::bigint[])
      union
      select l.component_id
      from below as w
      join engineering.bom as b on b.company_id = ${companyId} and b.item_id = w.item_id and b.state = 'approved'
      join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id
    )
    select distinct b.item_id as parent, l.component_id as component
    from below as w
    join engineering.bom as b on b.company_id = ${companyId} and b.item_id = w.item_id and b.state = 'approved'
    join engineering.bom_line as l on l.company_id = b.company_id and l.bom_id = b.id`);

export const componentsOf = async (reader: Reader, companyId: string, bomId: string): Promise<string[]> =>
  (await reader.rows<{ component_id: string }>(sql`select component_id from engineering.bom_line where company_id = ${companyId} and bom_id = ${bomId}`)).map((row) => row.component_id);

/** Codes for the sentence that names a path. */
export const codesOf = async (reader: Reader, companyId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await reader.rows<{ id: string; code: string }>(sql`select id, code from engineering.item where company_id = ${companyId} and id = any (${ids}::bigint[])`)).map((row) => [row.id, row.code]));

/** Head and lines; a draft's lines are replaced as a whole. */
export function writeBom(tx: Tx, companyId: string, id: string, input: BomInput): void {
  tx.send(sql`
    insert into engineering.bom (company_id, id, item_id, revision, valid_from, valid_to, base_quantity, note)
    values (${companyId}, ${id}, ${input.item}, ${input.revision}, ${input.validFrom}, ${input.validTo}, ${input.baseQuantity}, ${input.note})
    on conflict (company_id, id) do update
    set item_id = excluded.item_id, revision = excluded.revision, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      base_quantity = excluded.base_quantity, note = excluded.note, version = engineering.bom.version + 1`);
  if (input.id !== undefined) tx.send(sql`delete from engineering.bom_line where company_id = ${companyId} and bom_id = ${id}`);
  const lines = input.lines.map((line, index) => ({ ...line, line_no: index + 1 }));
  tx.send(sql`
    insert into engineering.bom_line (company_id, bom_id, line_no, component_id, quantity_per, quantity_fixed, scrap_rate, operation_no, issue_method, position)
    select ${companyId}, ${id}, r.line_no, r.component, r."quantityPer", r."quantityFixed", r."scrapRate", r."operationNo", r."issueMethod", r.position
    from ${recordset(lines, { line_no: 'integer', component: 'bigint', quantityPer: 'numeric', quantityFixed: 'numeric', scrapRate: 'numeric', operationNo: 'integer', issueMethod: 'text', position: 'text' })}`);
}
