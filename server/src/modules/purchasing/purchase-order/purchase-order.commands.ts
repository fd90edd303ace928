/** save, and the life of an order: approve, unapprove, close, reopen, remove. */
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { accept } from '@millwright/core/primitives/outcome';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { changeDocument, insertDocument, lockDocument, orderLifecycle } from '../../documents/api.ts';
import { loadItems } from '../../engineering/api.ts';
import { purchaseOrder, purchaseOrderRefusals, savePurchaseOrder } from './purchase-order.contract.ts';
import { purchaseOrderImportCommand } from './purchase-order.import.ts';
import { decideSavePurchaseOrder } from './purchase-order.rules.ts';
import { loadLinesForApproval, loadSupplier, type PurchaseOrderLineRow, writePurchaseOrder } from './purchase-order.store.ts';

export const purchaseOrderCommands: AnyCommand[] = [
  purchaseOrderImportCommand,
  command({
    contract: savePurchaseOrder,
    async load(tx, input, { companyId }) {
      const [register, supplier, items] = await Promise.all([
        input.id === undefined ? undefined : lockDocument(tx, companyId, purchaseOrder.noun, input.id),
        loadSupplier(tx, companyId, input.supplier),
        loadItems(tx, companyId, input.lines.map((line) => line.item)),
      ]);
      return { register, supplier, items };
    },
    decide(facts, input) {
      const decision = decideSavePurchaseOrder(facts, input);
      return decision.ok ? accept({ input, order: decision.change, register: facts.register, supplierName: facts.supplier?.name ?? '' }) : decision;
    },
    async apply(tx, { input, order, register, supplierName }, { companyId, identity }) {
      const day = parseDay(input.day);
      const id = register?.id ?? (await identity.nextId());
      const number = register?.number ?? (await identity.nextNumber(companyId, 'PO', periodOf(day)));
      const lineIds = await identity.nextIds(order.lines.length);
      if (register) changeDocument(tx, companyId, id, { state: 'draft', day, partyId: input.supplier, summary: supplierName });
      else insertDocument(tx, companyId, { id, kind: purchaseOrder.noun, number, day, state: 'draft', partyId: input.supplier, summary: supplierName });
      writePurchaseOrder(tx, companyId, id, lineIds, input, order);
      return { id, version: (register?.version ?? 0) + 1, number };
    },
  }),
  ...orderLifecycle<PurchaseOrderLineRow[]>({
    contract: purchaseOrder,
    refusals: purchaseOrderRefusals,
    load: (tx, id, { companyId }) => loadLinesForApproval(tx, companyId, id),
    checkApproval: () => [],
    executables: (lines) => lines.map((line) => ({ line_id: line.id, measure: 'received', item_id: line.item_id, quantity: line.quantity, quantity_tolerance: line.receipt_tolerance })),
  }),
];
