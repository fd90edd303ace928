/** Open purchase orders brought along at the start: one row per open line, with what is still to come as the quantity. */
import { z } from 'zod';
import { field } from '../../../kernel/contract.ts';
import { importContract } from '../../../kernel/exchange/import.contract.ts';
import { orderImport, type OrderRow } from '../../documents/api.ts';
import { loadItems } from '../../engineering/api.ts';
import { purchaseOrder, purchaseOrderHead, purchaseOrderLine, purchaseOrderRefusals } from './purchase-order.contract.ts';
import { decideSavePurchaseOrder, type PricedOrder, type PurchaseOrderInput } from './purchase-order.rules.ts';
import { loadLinesForApproval, loadSupplier, writePurchaseOrder } from './purchase-order.store.ts';

export const purchaseOrderImport = importContract({
  noun: 'purchasing/purchase-order',
  title: { zh: '未完采购订单', en: 'Open purchase orders' },
  row: z.object({
    order: field.code('原订单号', 'Original order no.', { width: 140 }),
    supplier: field.reference('供应商编码', 'Supplier code', 'purchasing/supplier', { width: 110 }),
    day: purchaseOrderHead.shape.day,
    item: field.reference('物料编码', 'Item code', 'engineering/item', { width: 150 }),
    quantity: field.amount('未到数量', 'Quantity to come'),
    priceWithTax: purchaseOrderLine.shape.priceWithTax,
    taxRate: purchaseOrderLine.shape.taxRate,
    dueDay: purchaseOrderLine.shape.dueDay,
    note: purchaseOrderLine.shape.note,
  }),
  key: ['order', 'item', 'dueDay'],
  examples: { order: 'CG-2512-018', supplier: 'S001', day: '2025-12-08', item: 'STL-SPCC-15', quantity: '200', priceWithTax: '81.36', dueDay: '2026-01-15' },
  explanation: [{ zh: '原订单号相同的行组成一张采购订单，引入后即为已审核。', en: 'Rows with the same original number make one order, approved at once.' }],
});

const text = (value: unknown): string => String(value ?? '');
export const purchaseOrderImportCommand = orderImport<PurchaseOrderInput, PricedOrder>({
  exchange: purchaseOrderImport,
  noun: purchaseOrder.noun,
  prefix: 'PO',
  party: 'supplier',
  original: { table: 'purchasing.purchase_order', column: 'contract_number', partyColumn: 'supplier_id' },
  inputOf(rows: readonly OrderRow[]): PurchaseOrderInput {
    const first = rows[0];
    return {
      ...purchaseOrderHead.parse({ supplier: text(first?.['supplier']), day: text(first?.['day']), contractNumber: text(first?.order) }),
      lines: rows.map((row) => purchaseOrderLine.parse({ item: text(row['item']), quantity: text(row['quantity']), priceWithTax: text(row['priceWithTax']), taxRate: text(row['taxRate']), dueDay: text(row['dueDay']), note: text(row['note']) })),
    };
  },
  async decide(tx, inputs, { companyId }) {
    const items = await loadItems(tx, companyId, inputs.flatMap((input) => input.lines.map((line) => line.item)));
    const suppliers = new Map(await Promise.all([...new Set(inputs.map((input) => input.supplier))].map(async (id) => [id, await loadSupplier(tx, companyId, id)] as const)));
    return inputs.map((input) => decideSavePurchaseOrder({ register: undefined, supplier: suppliers.get(input.supplier), items }, input));
  },
  refusals: purchaseOrderRefusals,
  write: writePurchaseOrder,
  async executables(tx, companyId, ids) {
    const lines = (await Promise.all(ids.map((id) => loadLinesForApproval(tx, companyId, id)))).flat();
    return lines.map((line) => ({ document_id: line.document_id, line_id: line.id, measure: 'received', item_id: line.item_id, quantity: line.quantity, quantity_tolerance: line.receipt_tolerance }));
  },
  partyOf: (input) => input.supplier,
});
