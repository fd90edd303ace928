/** SQL on what completions and reports took along. */
import { formatMoney, formatQuantity, type Money } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { recordset } from '../../../kernel/recordset.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { MovedLine } from '../material-issue/material-issue.rules.ts';

export function writeBackflush(tx: Tx, companyId: string, documentId: string, lineIds: readonly string[], lines: readonly MovedLine[], amounts: readonly Money[]): void {
  if (lines.length === 0) return;
  const rows = lines.map((line, index) => ({
    id: lineIds[index] ?? '', line_no: index + 1, component: line.component.id, item: line.component.itemId, warehouse: line.warehouse,
    quantity: formatQuantity(line.quantity), amount: formatMoney(amounts[index] ?? (0n as Money)),
  }));
  tx.send(sql`
    insert into shopfloor.backflush_line (company_id, id, document_id, line_no, component_id, item_id, warehouse_id, quantity, amount)
    select ${companyId}, r.id, ${documentId}, r.line_no, r.component, r.item, r.warehouse, r.quantity, r.amount
    from ${recordset(rows, { id: 'bigint', line_no: 'integer', component: 'bigint', item: 'bigint', warehouse: 'bigint', quantity: 'numeric', amount: 'numeric' })}`);
}

export function copyRedBackflush(tx: Tx, companyId: string, originalId: string, redId: string, lineIds: readonly string[]): void {
  tx.send(sql`
    insert into shopfloor.backflush_line (company_id, id, document_id, line_no, component_id, item_id, warehouse_id, quantity, amount)
    select company_id, (${lineIds}::bigint[])[line_no], ${redId}, line_no, component_id, item_id, warehouse_id, -quantity, -amount
    from shopfloor.backflush_line
    where company_id = ${companyId} and document_id = ${originalId}`);
}
