/**
 * SQL shared by issue and return, whose tables are alike: head by work order, lines by component. And the value that an order
 * got of each item, from the journal, which is what a return goes back at.
 */
import { formatMoney, formatQuantity, type Money, parseMoney, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import sql, { raw, type Sql } from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Reader, Tx } from '../../../kernel/transaction.ts';
import type { MovedLine } from '../material-issue/material-issue.rules.ts';

export type MaterialTable = 'material_issue' | 'material_return';
type Draft = { readonly workOrder: string; readonly day: string; readonly note: string; readonly lines: readonly { readonly component: string; readonly item: string; readonly warehouse: string; readonly quantity: string; readonly note: string }[] };
const tables = (table: MaterialTable): [Sql, Sql] => [raw(`shopfloor.${table}`), raw(`shopfloor.${table}_line`)];

/** Head and lines, draft or booked; the lines of a draft are replaced as a whole and carry no value yet. */
export function writeMaterial(tx: Tx, companyId: string, table: MaterialTable, id: string, replaces: boolean, lineIds: readonly string[], input: Draft, lines: readonly MovedLine[], amounts: readonly Money[]): void {
  const [heads, rows] = tables(table);
  tx.send(sql`
    insert into ${heads} (company_id, id, work_order_id, note)
    values (${companyId}, ${id}, ${input.workOrder}, ${input.note})
    on conflict (company_id, id) do update set work_order_id = excluded.work_order_id, note = excluded.note`);
  if (replaces) tx.send(sql`delete from ${rows} where company_id = ${companyId} and document_id = ${id}`);
  const written = lines.map((line, index) => ({
    id: lineIds[index] ?? '', line_no: index + 1, component: line.component.id, item: line.component.itemId, warehouse: line.warehouse,
    quantity: formatQuantity(line.quantity), amount: formatMoney(amounts[index] ?? (0n as Money)), note: input.lines[index]?.note ?? '',
  }));
  tx.send(sql`
    insert into ${rows} (company_id, id, document_id, line_no, component_id, item_id, warehouse_id, quantity, amount, note)
    select ${companyId}, r.id, ${id}, r.line_no, r.component, r.item, r.warehouse, r.quantity, r.amount, r.note
    from ${recordset(written, { id: 'bigint', line_no: 'integer', component: 'bigint', item: 'bigint', warehouse: 'bigint', quantity: 'numeric', amount: 'numeric', note: 'text' })}`);
}

/** A stored draft in the form it was saved with. */
export async function readMaterialDraft(reader: Reader, companyId: string, table: MaterialTable, id: string): Promise<(Draft & { readonly id: string }) | undefined> {
  const [heads, rows] = tables(table);
  const found = await reader.rows<{ draft: Draft & { id: string } }>(sql`
    select jsonb_build_object('id', m.id::text, 'workOrder', m.work_order_id::text, 'day', d.business_day, 'note', m.note, 'lines', (
      select jsonb_agg(jsonb_build_object('component', l.component_id::text, 'item', l.item_id::text, 'warehouse', l.warehouse_id::text, 'quantity', trim_scale(l.quantity)::text, 'note', l.note) order by l.line_no)
      from ${rows} as l
      where l.company_id = m.company_id and l.document_id = m.id
    )) as draft
    from ${heads} as m
    join documents.document as d on d.company_id = m.company_id and d.id = m.id
    where m.company_id = ${companyId} and m.id = ${id}`);
  return found[0]?.draft;
}

/** The red document's rows: the original's with the signs turned. */
export function copyRedMaterial(tx: Tx, companyId: string, table: MaterialTable, originalId: string, redId: string, lineIds: readonly string[]): void {
  const [heads, rows] = tables(table);
  tx.send(sql`
    insert into ${heads} (company_id, id, work_order_id, note)
    select company_id, ${redId}, work_order_id, note
    from ${heads}
    where company_id = ${companyId} and id = ${originalId}`);
  tx.send(sql`
    insert into ${rows} (company_id, id, document_id, line_no, component_id, item_id, warehouse_id, quantity, amount, note)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, component_id, item_id, warehouse_id, -quantity, -amount, note
    from ${rows}
    where company_id = ${companyId} and document_id = ${originalId}`);
}

export type IssuedValue = { readonly quantity: Quantity; readonly amount: Money };
/** Per item: what the order has got net of returns and reversals, and what it was charged for it. */
export async function loadIssuedValues(reader: Reader, companyId: string, orderId: string): Promise<ReadonlyMap<string, IssuedValue>> {
  const rows = await reader.rows<{ item_id: string; quantity: string; amount: string }>(sql`
    select l.item_id, sum(l.quantity)::text as quantity, sum(case l.side when 'D' then l.amount else -l.amount end)::text as amount
    from ledger.entry_line as l
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'wip'
    where l.company_id = ${companyId} and l.work_order_id = ${orderId} and l.movement in ('issue.work-order', 'issue.return')
    group by l.item_id`);
  return new Map(rows.map((row) => [row.item_id, { quantity: parseQuantity(row.quantity), amount: parseMoney(row.amount) }]));
}

/** The order a document of the shop floor belongs to. */
export async function orderOfDocument(reader: Reader, companyId: string, table: MaterialTable | 'operation_report' | 'completion' | 'work_order_close', id: string): Promise<string> {
  const rows = await reader.rows<{ work_order_id: string }>(sql`select work_order_id from ${raw(`shopfloor.${table}`)} where company_id = ${companyId} and id = ${id}`);
  return rows[0]?.work_order_id ?? '0';
}
