/**
 * Pegging walked through every level, one statement per level: up from a supply to whoever takes it, down from a need to what
 * gives it. Planned orders and open work orders go on to their own users and components; customer lines, stock and purchase
 * lines end a branch. Trap: one sheet of steel can serve a thousand lines; a walk stops at `stepsMax` and says that it was cut.
 */
import sql, { type Sql } from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader } from '../../../kernel/transaction.ts';
import { orderNumber } from '../sql-texts.ts';
import type { PegStep } from './planned-order.contract.ts';

type Place = { readonly pos: number; readonly kind: string; readonly ref: string };
type Edge = Omit<PegStep, 'depth' | 'parent'> & { readonly pos: number; readonly next: string | null; readonly nextRef: string | null };
export type Walk = { readonly steps: PegStep[]; readonly cut: boolean };
const stepsMax = 400;
const levelsMax = 30;

export const walkUp = (reader: Reader, companyId: string, runId: string, from: Omit<Place, 'pos'>): Promise<Walk> => walk(from, (frontier) => reader.rows<Edge>(upSql(companyId, runId, frontier)));
export const walkDown = (reader: Reader, companyId: string, runId: string, from: Omit<Place, 'pos'>): Promise<Walk> => walk(from, (frontier) => reader.rows<Edge>(downSql(companyId, runId, frontier)));

async function walk(from: Omit<Place, 'pos'>, level: (frontier: readonly Place[]) => Promise<Edge[]>): Promise<Walk> {
  const steps: PegStep[] = [];
  let frontier: Place[] = [{ ...from, pos: -1 }];
  for (let depth = 0; frontier.length > 0 && depth < levelsMax; depth += 1) {
    const edges = await level(frontier);
    frontier = [];
    for (const { pos, next, nextRef, ...edge } of edges) {
      if (steps.length >= stepsMax) return { steps: readingOrder(steps), cut: true };
      if (next !== null && nextRef !== null) frontier.push({ pos: steps.length, kind: next, ref: nextRef });
      steps.push({ ...edge, depth, parent: pos });
    }
  }
  return { steps: readingOrder(steps), cut: frontier.length > 0 };
}

/** Each step right before what hangs on it. */
function readingOrder(steps: readonly PegStep[]): PegStep[] {
  const children = new Map<number, number[]>();
  steps.forEach(({ parent }, index) => children.set(parent, [...(children.get(parent) ?? []), index]));
  const ordered: PegStep[] = [];
  const visit = (index: number, parent: number): void => {
    const at = ordered.length;
    ordered.push({ ...(steps[index] as PegStep), parent });
    for (const child of children.get(index) ?? []) visit(child, at);
  };
  for (const root of children.get(-1) ?? []) visit(root, -1);
  return ordered;
}

const frontierSql = (frontier: readonly Place[]): Sql => recordset(frontier, { pos: 'integer', kind: 'text', ref: 'bigint' }, 'f');

/** A component is shown as the work order that waits for it. */
const upSql = (companyId: string, runId: string, frontier: readonly Place[]): Sql => sql`
  select f.pos, p.need_kind as kind, p.need_ref::text as ref, p.quantity::text as quantity,
    coalesce(${orderNumber('r.run_no', 'o.order_no')}, d.number || coalesce('-' || lpad(l.line_no::text, 2, '0'), ''), '') as title,
    i.id::text as "itemId", i.code as "itemCode", i.name as "itemName", coalesce(o.start_day, n.day) as day,
    coalesce(n.document_id, o.released_document_id)::text as "documentId", coalesce(d.kind, rd.kind) as "documentKind", c.name as party, coalesce(n.late_days, greatest(0, r.day - o.start_day), 0) as late,
    case p.need_kind when 'order' then 'order' when 'work-order-component' then 'work-order' end as next,
    case p.need_kind when 'order' then p.need_ref when 'work-order-component' then n.document_id end::text as "nextRef"
  from ${frontierSql(frontier)}
  join planning.run as r on r.company_id = ${companyId} and r.id = ${runId}
  left join planning.planned_order as so on so.company_id = r.company_id and so.run_id = r.id and f.kind = 'order' and so.order_no = f.ref
  left join planning.supply as ss on ss.company_id = r.company_id and ss.run_id = r.id and f.kind <> 'order' and ss.line_id = f.ref
  left join planning.item_plan as si on si.company_id = r.company_id and si.run_id = r.id and si.item_id = ss.item_id
  join planning.pegging as p on p.company_id = r.company_id and p.run_id = r.id and p.seq >= coalesce(so.first_edge, si.first_edge)
    and p.seq < coalesce(so.first_edge + so.edge_count, si.first_edge + si.edge_count) and p.supply_kind = f.kind and p.supply_ref = f.ref
  left join planning.planned_order as o on o.company_id = r.company_id and o.run_id = r.id and p.need_kind = 'order' and o.order_no = p.need_ref
  left join planning.need as n on n.company_id = r.company_id and n.run_id = r.id and p.need_kind <> 'order' and n.line_id = p.need_ref
  left join documents.document as d on d.company_id = r.company_id and d.id = n.document_id
  left join documents.document as rd on rd.company_id = r.company_id and rd.id = o.released_document_id
  left join foundation.party as c on c.company_id = r.company_id and c.id = d.party_id
  left join sales.sales_order_line as l on l.company_id = r.company_id and l.id = n.line_id and n.kind = 'sales-order-line'
  left join shopfloor.work_order as w on w.company_id = r.company_id and w.id = n.document_id and n.kind = 'work-order-component'
  join engineering.item as i on i.company_id = r.company_id and i.id = coalesce(o.item_id, w.item_id, n.item_id)
  order by f.pos, p.seq
  limit ${stepsMax + 1}`;

/** The needs of a work order are its components; those of a planned order are the edges that end at it. */
const downSql = (companyId: string, runId: string, frontier: readonly Place[]): Sql => sql`
  select f.pos, p.supply_kind as kind, p.supply_ref::text as ref, p.quantity::text as quantity,
    coalesce(${orderNumber('r.run_no', 'o.order_no')}, d.number, '') as title, i.id::text as "itemId", i.code as "itemCode", i.name as "itemName", coalesce(o.due_day, s.day) as day,
    coalesce(s.document_id, o.released_document_id)::text as "documentId", coalesce(d.kind, rd.kind) as "documentKind", coalesce(c.name, v.name) as party,
    coalesce(greatest(0, r.day - coalesce(o.start_day, s.day)), 0) as late,
    case p.supply_kind when 'order' then 'order' when 'work-order' then 'work-order' end as next,
    case when p.supply_kind in ('order', 'work-order') then p.supply_ref end::text as "nextRef"
  from ${frontierSql(frontier)}
  join planning.run as r on r.company_id = ${companyId} and r.id = ${runId}
  left join planning.need as c0 on c0.company_id = r.company_id and c0.run_id = r.id and f.kind = 'work-order' and c0.document_id = f.ref and c0.kind = 'work-order-component'
  join planning.pegging as p on p.company_id = r.company_id and p.run_id = r.id and p.need_ref = coalesce(c0.line_id, f.ref)
    and p.need_kind = case f.kind when 'work-order' then 'work-order-component' else f.kind end
  left join planning.planned_order as o on o.company_id = r.company_id and o.run_id = r.id and p.supply_kind = 'order' and o.order_no = p.supply_ref
  left join planning.supply as s on s.company_id = r.company_id and s.run_id = r.id and p.supply_kind in ('purchase-order-line', 'work-order') and s.line_id = p.supply_ref
  left join documents.document as d on d.company_id = r.company_id and d.id = s.document_id
  left join documents.document as rd on rd.company_id = r.company_id and rd.id = o.released_document_id
  left join foundation.party as c on c.company_id = r.company_id and c.id = d.party_id
  left join foundation.party as v on v.company_id = r.company_id and v.id = o.supplier_id
  join engineering.item as i on i.company_id = r.company_id and i.id = coalesce(o.item_id, s.item_id, p.supply_ref)
  order by f.pos, p.seq
  limit ${stepsMax + 1}`;
