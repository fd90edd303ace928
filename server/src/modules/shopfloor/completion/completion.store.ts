/** SQL on completions. */
import { formatMoney, formatQuantity, type Money } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';
import type { Completed, CompletionInput } from './completion.rules.ts';

export function writeCompletion(tx: Tx, companyId: string, id: string, itemId: string, input: CompletionInput, completed: Completed, amount: Money): void {
  tx.send(sql`
    insert into shopfloor.completion (company_id, id, work_order_id, item_id, warehouse_id, quantity, amount, note)
    values (${companyId}, ${id}, ${input.workOrder}, ${itemId}, ${completed.warehouse}, ${formatQuantity(completed.quantity)}, ${formatMoney(amount)}, ${input.note})
    on conflict (company_id, id) do update
    set work_order_id = excluded.work_order_id, item_id = excluded.item_id, warehouse_id = excluded.warehouse_id, quantity = excluded.quantity, amount = excluded.amount, note = excluded.note`);
}

/** A stored draft in the form it was saved with. */
export async function readCompletionDraft(reader: Reader, companyId: string, id: string): Promise<Omit<CompletionInput, 'book'> | undefined> {
  const found = await one<{ draft: Omit<CompletionInput, 'book'> }>(reader, sql`
    select jsonb_build_object('id', c.id::text, 'workOrder', c.work_order_id::text, 'day', d.business_day, 'quantity', trim_scale(c.quantity)::text, 'warehouse', c.warehouse_id::text, 'note', c.note) as draft
    from shopfloor.completion as c
    join documents.document as d on d.company_id = c.company_id and d.id = c.id
    where c.company_id = ${companyId} and c.id = ${id}`);
  return found?.draft;
}

export function copyRedCompletion(tx: Tx, companyId: string, originalId: string, redId: string): void {
  tx.send(sql`
    insert into shopfloor.completion (company_id, id, work_order_id, item_id, warehouse_id, quantity, amount, note)
    select company_id, ${redId}, work_order_id, item_id, warehouse_id, -quantity, -amount, note
    from shopfloor.completion
    where company_id = ${companyId} and id = ${originalId}`);
}
