/** Open sales orders brought along at the start: one row per open line, with what is still to be delivered as the quantity. */
import { z } from 'zod';
import { field } from '../../../kernel/contract.ts';
import { importContract } from '../../../kernel/exchange/import.contract.ts';
import { orderImport, type OrderRow } from '../../documents/api.ts';
import { loadItems } from '../../engineering/api.ts';
import { salesOrder, salesOrderHead, salesOrderLine, salesOrderRefusals } from './sales-order.contract.ts';
import { decideSaveSalesOrder, type PricedOrder, type SalesOrderInput } from './sales-order.rules.ts';
import { loadCustomer, loadLinesForApproval, writeSalesOrder } from './sales-order.store.ts';

export const salesOrderImport = importContract({
  noun: 'sales/sales-order',
  title: { zh: '未完销售订单', en: 'Open sales orders' },
  row: z.object({
    order: field.code('原订单号', 'Original order no.', { width: 140 }),
    customer: field.reference('客户编码', 'Customer code', 'sales/customer', { width: 110 }),
    day: salesOrderHead.shape.day,
    item: field.reference('物料编码', 'Item code', 'engineering/item', { width: 150 }),
    quantity: field.amount('未发数量', 'Quantity to deliver'),
    priceWithTax: salesOrderLine.shape.priceWithTax,
    taxRate: salesOrderLine.shape.taxRate,
    dueDay: salesOrderLine.shape.dueDay,
    note: salesOrderLine.shape.note,
  }),
  key: ['order', 'item', 'dueDay'],
  examples: { order: 'XS-2512-007', customer: 'C001', day: '2025-12-12', item: 'CAB-1200', quantity: '30', priceWithTax: '1695', dueDay: '2026-01-20' },
  explanation: [{ zh: '原订单号相同的行组成一张销售订单，引入后即为已审核。', en: 'Rows with the same original number make one order, approved at once.' }],
});

const text = (value: unknown): string => String(value ?? '');
export const salesOrderImportCommand = orderImport<SalesOrderInput, PricedOrder>({
  exchange: salesOrderImport,
  noun: salesOrder.noun,
  prefix: 'SO',
  party: 'customer',
  original: { table: 'sales.sales_order', column: 'customer_order', partyColumn: 'customer_id' },
  inputOf(rows: readonly OrderRow[]): SalesOrderInput {
    const first = rows[0];
    return {
      ...salesOrderHead.parse({ customer: text(first?.['customer']), day: text(first?.['day']), customerOrder: text(first?.order) }),
      lines: rows.map((row) => salesOrderLine.parse({ item: text(row['item']), quantity: text(row['quantity']), priceWithTax: text(row['priceWithTax']), taxRate: text(row['taxRate']), dueDay: text(row['dueDay']), note: text(row['note']) })),
    };
  },
  /** Orders a customer had before the start are not held up by his limit. */
  async decide(tx, inputs, { companyId }) {
    const items = await loadItems(tx, companyId, inputs.flatMap((input) => input.lines.map((line) => line.item)));
    const customers = new Map(await Promise.all([...new Set(inputs.map((input) => input.customer))].map(async (id) => [id, await loadCustomer(tx, companyId, id)] as const)));
    return inputs.map((input) => decideSaveSalesOrder({ register: undefined, customer: customers.get(input.customer), credit: undefined, items }, input));
  },
  refusals: salesOrderRefusals,
  write: writeSalesOrder,
  async executables(tx, companyId, ids) {
    const lines = await Promise.all(ids.map(async (id) => (await loadLinesForApproval(tx, companyId, id)).map((line) => ({ ...line, document_id: id }))));
    return lines.flat().map((line) => ({ document_id: line.document_id, line_id: line.id, measure: 'delivered', item_id: line.item_id, quantity: line.quantity }));
  },
  partyOf: (input) => input.customer,
});
