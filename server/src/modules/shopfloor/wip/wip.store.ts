/** Work in process of an order, read from the journal, and what taking a document back would do to it. */
import { parseMoney } from '@millwright/core/primitives/decimal';
import type { Refusal } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import type { Reader } from '../../../kernel/transaction.ts';
import { checkOrderOpen } from '../shop-texts.ts';
import type { OrderFacts } from '../work-order/order-facts.store.ts';

/**
 * Cost that completions have taken cannot be taken back: each account of the order must keep at least nothing. Without completions
 * what is missing was taken off by a price or another reversal, and the reversal settles it. Nothing is taken back on a closed order.
 */
export async function checkTakenBack(reader: Reader, companyId: string, order: OrderFacts | undefined, documentId: string): Promise<Refusal[]> {
  const blocked = checkOrderOpen(order, '9999-12-31', ['released', 'held', 'completed']);
  if (blocked || !order) return blocked ? [blocked] : [];
  if (order.completed === 0n) return [];
  const rows = await reader.rows<{ account_id: string; amount: string }>(sql`
    select l.account_id, sum(case l.side when 'D' then l.amount else -l.amount end)::text as amount
    from ledger.entry as e
    join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'wip'
    where e.company_id = ${companyId} and e.document_id = ${documentId} and l.work_order_id = ${order.register.id}
    group by l.account_id`);
  const short = rows.some((row) => {
    const taken = parseMoney(row.amount);
    return taken > 0n && (order.wip.get(row.account_id) ?? 0n) < taken;
  });
  return short ? [{ code: 'wip-taken' }] : [];
}
