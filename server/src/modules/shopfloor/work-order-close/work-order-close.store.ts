/** SQL on the closes of orders. */
import { formatMoney, type Money } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { one, type Reader, type Tx } from '../../../kernel/transaction.ts';

export function writeClose(tx: Tx, companyId: string, id: string, orderId: string, stock: Money, sold: Money): void {
  tx.send(sql`
    insert into shopfloor.work_order_close (company_id, id, work_order_id, stock_amount, sold_amount)
    values (${companyId}, ${id}, ${orderId}, ${formatMoney(stock)}, ${formatMoney(sold)})`);
}

export function copyRedClose(tx: Tx, companyId: string, originalId: string, redId: string): void {
  tx.send(sql`
    insert into shopfloor.work_order_close (company_id, id, work_order_id, stock_amount, sold_amount)
    select company_id, ${redId}, work_order_id, -stock_amount, -sold_amount
    from shopfloor.work_order_close
    where company_id = ${companyId} and id = ${originalId}`);
}

/** The close of an order that is in force; undefined when it was closed without a rest. */
export const closeInForce = (reader: Reader, companyId: string, orderId: string): Promise<{ id: string } | undefined> =>
  one<{ id: string }>(reader, sql`
    select c.id
    from shopfloor.work_order_close as c
    join documents.document as d on d.company_id = c.company_id and d.id = c.id and d.state = 'booked' and d.reverses_id is null
    where c.company_id = ${companyId} and c.work_order_id = ${orderId}`);
