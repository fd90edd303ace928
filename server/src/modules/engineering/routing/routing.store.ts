/** SQL on routings and their operations. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import type { VersionTables } from '../version/version-lifecycle.ts';
import type { RoutingInput } from './routing.rules.ts';

export const routingTables: VersionTables = {
  table: 'engineering.routing', headColumns: ['note'], lineTable: 'engineering.routing_operation', lineKey: 'routing_id',
  lineColumns: ['operation_no', 'name', 'work_center_id', 'setup_minutes', 'run_minutes', 'queue_days', 'piece_rate', 'instruction'],
};

/** Two imports of the same routings follow one another. */
export const lockRoutings = (tx: Tx, companyId: string): void => tx.send(sql`select pg_advisory_xact_lock(hashtextextended('engineering.routing', ${companyId}::bigint))`);

export const lockRouting = (tx: Tx, companyId: string, id: string) =>
  one<{ state: string; version: number }>(tx, sql`select state, version from engineering.routing where company_id = ${companyId} and id = ${id} for update`);

export const routingRevisionExists = async (reader: Reader, companyId: string, itemId: string, revision: string, except: string | undefined): Promise<boolean> =>
  (await reader.rows(sql`select 1 from engineering.routing where company_id = ${companyId} and item_id = ${itemId} and revision = ${revision} and id <> ${except ?? '0'}`)).length > 0;

export const activeWorkCenters = async (reader: Reader, companyId: string, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await reader.rows<{ id: string }>(sql`select id from engineering.work_center where company_id = ${companyId} and active and id = any (${[...new Set(ids)]}::bigint[])`)).map((row) => row.id));

/** Head and operations; a draft's operations are replaced as a whole. */
export function writeRouting(tx: Tx, companyId: string, id: string, input: RoutingInput): void {
  tx.send(sql`
    insert into engineering.routing (company_id, id, item_id, revision, valid_from, valid_to, note)
    values (${companyId}, ${id}, ${input.item}, ${input.revision}, ${input.validFrom}, ${input.validTo}, ${input.note})
    on conflict (company_id, id) do update
    set item_id = excluded.item_id, revision = excluded.revision, valid_from = excluded.valid_from, valid_to = excluded.valid_to, note = excluded.note,
      version = engineering.routing.version + 1`);
  if (input.id !== undefined) tx.send(sql`delete from engineering.routing_operation where company_id = ${companyId} and routing_id = ${id}`);
  tx.send(sql`
    insert into engineering.routing_operation (company_id, routing_id, operation_no, name, work_center_id, setup_minutes, run_minutes, queue_days, piece_rate, instruction)
    select ${companyId}, ${id}, r."operationNo", r.name, r."workCenter", r."setupMinutes", r."runMinutes", r."queueDays", r."pieceRate", r.instruction
    from ${recordset(input.lines, { operationNo: 'integer', name: 'text', workCenter: 'bigint', setupMinutes: 'numeric', runMinutes: 'numeric', queueDays: 'integer', pieceRate: 'numeric', instruction: 'text' })}`);
}
