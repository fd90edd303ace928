/** SQL on planned orders for their release: locking, what they serve, and marking them. */
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';

export type PlannedOrderRow = {
  readonly order_no: number; readonly item_id: string; readonly source: 'make' | 'buy' | 'subcontract'; readonly quantity: string; readonly start_day: string; readonly due_day: string;
  readonly supplier_id: string | null; readonly state: 'planned' | 'released'; readonly released_number: string | null;
};
export type RunRow = { readonly id: string; readonly run_no: number; readonly latest_id: string; readonly latest_no: number; readonly planning: boolean };

/**
 * Keeps a run from starting until the release is over; a run that has started is seen by loadRun afterwards. Without it a run
 * could read its snapshot just before a release and plan the same things again. The first statement of the release.
 */
export const holdOffRuns = (tx: Tx, companyId: string): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock_shared(hashtextextended('planning.run', ${companyId}::bigint))`);

/** A run that has been at it for ten minutes has lost its server. */
export const loadRun = (reader: Reader, companyId: string, runId: string): Promise<RunRow | undefined> =>
  one<RunRow>(reader, sql`
    select r.id, r.run_no, l.id as latest_id, l.run_no as latest_no,
      exists (select from planning.run as u where u.company_id = r.company_id and u.state = 'running' and u.started_at > now() - interval '10 minutes') as planning
    from planning.run as r
    cross join lateral (
      select id, run_no from planning.run where company_id = r.company_id and state = 'done' order by run_no desc limit 1
    ) as l
    where r.company_id = ${companyId} and r.id = ${runId} and r.state = 'done'`);

/**
 * Locked in the order of their numbers: of two people releasing the same orders the second waits and finds them released. By which
 * document is asked in a second statement, which sees what the first one waited for; a subquery of the first would not.
 */
export async function lockPlannedOrders(tx: Tx, companyId: string, runId: string, orderNos: readonly number[]): Promise<PlannedOrderRow[]> {
  const locked = tx.rows(sql`
    select o.order_no
    from planning.planned_order as o
    where o.company_id = ${companyId} and o.run_id = ${runId} and o.order_no = any (${orderNos}::integer[])
    order by o.order_no
    for update`);
  const rows = tx.rows<PlannedOrderRow>(sql`
    select o.order_no, o.item_id, o.source, o.quantity, o.start_day, o.due_day, o.supplier_id, o.state,
      (select d.number from documents.document as d where d.company_id = o.company_id and d.id = o.released_document_id) as released_number
    from planning.planned_order as o
    where o.company_id = ${companyId} and o.run_id = ${runId} and o.order_no = any (${orderNos}::integer[])
    order by o.order_no`);
  await locked;
  return rows;
}

/** customer: a line of a sales order; otherwise a component of a work order. */
export type ServedLine = { readonly order_no: number; readonly document_id: string; readonly line_id: string; readonly customer: boolean };
/**
 * The customer lines and work orders each planned order serves in the end, up through every level: planned orders, and what
 * open work orders are waiting for. First due first.
 */
export const loadServed = (reader: Reader, companyId: string, runId: string, orderNos: readonly number[]): Promise<ServedLine[]> =>
  reader.rows<ServedLine>(sql`
    with recursive up(origin, need_kind, need_ref) as (
      select o.order_no, p.need_kind, p.need_ref
      from planning.planned_order as o
      join planning.pegging as p on p.company_id = o.company_id and p.run_id = o.run_id and p.seq >= o.first_edge and p.seq < o.first_edge + o.edge_count
      where o.company_id = ${companyId} and o.run_id = ${runId} and o.order_no = any (${orderNos}::integer[])
      union
      select u.origin, p.need_kind, p.need_ref
      from up as u
      join planning.planned_order as o on o.company_id = ${companyId} and o.run_id = ${runId} and u.need_kind = 'order' and o.order_no = u.need_ref
      join planning.pegging as p on p.company_id = o.company_id and p.run_id = o.run_id and p.seq >= o.first_edge and p.seq < o.first_edge + o.edge_count
    )
    select u.origin as order_no, n.document_id, n.line_id, n.kind = 'sales-order-line' as customer
    from up as u
    join planning.need as n on n.company_id = ${companyId} and n.run_id = ${runId} and n.line_id = u.need_ref and n.kind = u.need_kind
    join documents.document as d on d.company_id = n.company_id and d.id = n.document_id
    where u.need_kind <> 'order'
    order by u.origin, n.day, n.line_id`);


export function markReleased(tx: Tx, companyId: string, runId: string, released: readonly { readonly orderNo: number; readonly documentId: string }[]): void {
  tx.send(sql`
    update planning.planned_order as o
    set state = 'released', released_document_id = r."documentId"
    from ${recordset(released, { orderNo: 'integer', documentId: 'bigint' })}
    where o.company_id = ${companyId} and o.run_id = ${runId} and o.order_no = r."orderNo"`);
}

export type SupplierForRelease = { readonly id: string; readonly name: string; readonly grade: string; readonly active: boolean; readonly payment_days: number };
export async function loadSuppliers(reader: Reader, companyId: string, ids: readonly string[]): Promise<ReadonlyMap<string, SupplierForRelease>> {
  const rows = await reader.rows<SupplierForRelease>(sql`
    select s.id, p.name, s.grade, p.active, s.payment_days
    from purchasing.supplier as s
    join foundation.party as p on p.company_id = s.company_id and p.id = s.id
    where s.company_id = ${companyId} and s.id = any (${ids}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
