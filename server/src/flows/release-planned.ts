/**
 * Releasing planned orders 投放: purchase orders by supplier and work orders, hundreds in one transaction. They come into force
 * at once where the planner may approve or release them, else they stay drafts for whoever may. The customer's orders are
 * linked to what is bought and made for them, so a trace goes from the order through the plan to the receipt. Short material is
 * asked about row by row, as when a work order is released alone.
 * Locks: the planned orders in the order of their numbers; of two people the second is told who was faster.
 */
import { accept } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { parseQuantity, parseRate, formatQuantity, type Quantity, multiplyQuantityHalfUp } from '@millwright/core/primitives/decimal';
import { mayDo } from '../kernel/authorize.ts';
import { type AnyCommand, command, type Context } from '../kernel/command.ts';
import type { Tx } from '../kernel/transaction.ts';
import { insertDocuments, insertExecutablesOf, insertLinks } from '../modules/documents/api.ts';
import { loadItems } from '../modules/engineering/api.ts';
import { decideRelease, holdOffRuns, loadRun, loadServed, loadSuppliers, lockPlannedOrders, markReleased, type Release, releasePlannedOrders, type ServedLine } from '../modules/planning/api.ts';
import { priceOrder, purchaseOrder, writePurchaseOrder } from '../modules/purchasing/api.ts';
import { checkTogether, type FrozenOrder, freezeWorkOrder, loadEngineering, loadUncommitted, newWorkOrders } from '../modules/shopfloor/api.ts';

type Released = { readonly kind: string; readonly id: string; readonly number: string; readonly state: string; readonly orders: number[] };
type Change = { readonly release: Release; readonly served: ReadonlyMap<number, readonly ServedLine[]> };

/** Purchase orders: a register row, head and lines each; in force with lines that can be received. */
async function buy(tx: Tx, context: Context, { purchases }: Release): Promise<Released[]> {
  const { companyId, identity, actor, today } = context;
  const mayApprove = mayDo(actor, 'purchasing/purchase-order.approve');
  const released: Released[] = [];
  const executables = [];
  for (const { supplier, priced, lines } of purchases) {
    const [id, number, lineIds] = [await identity.nextId(), await identity.nextNumber(companyId, 'PO', periodOf(today)), await identity.nextIds(lines.length)];
    const state = mayApprove && priced ? 'approved' : 'draft';
    const order = { supplier: supplier.id, day: today, paymentDays: supplier.payment_days, contractNumber: '', note: '', lines: lines.map((line) => ({ ...line, dueDay: parseDay(line.dueDay), note: '' })) };
    released.push({ kind: purchaseOrder.noun, id, number, state, orders: lines.map((line) => line.orderNo) });
    insertDocuments(tx, companyId, [{ id, kind: purchaseOrder.noun, number, day: today, state, partyId: supplier.id, summary: supplier.name }]);
    writePurchaseOrder(tx, companyId, id, lineIds, order, priceOrder(order));
    if (state === 'approved') executables.push(...lines.map((line, index) => ({
      document_id: id, line_id: lineIds[index] ?? '', measure: 'received' as const, item_id: line.item, quantity: line.quantity,
      quantity_tolerance: toleranceOf(line.quantity, line.receiptTolerance),
    })));
  }
  insertExecutablesOf(tx, companyId, executables);
  return released;
}
const toleranceOf = (quantity: string, rate: string): string => formatQuantity(multiplyQuantityHalfUp(parseQuantity(quantity), parseRate(rate) as bigint as Quantity));

const mayReleaseWork = ({ actor }: Context): boolean => mayDo(actor, 'shopfloor/work-order.release');
async function make(tx: Tx, context: Context, { works }: Release): Promise<Released[]> {
  if (works.length === 0) return [];
  const state = mayReleaseWork(context) ? 'released' : 'draft';
  const created = await newWorkOrders(tx, context, works.map((work) => work.order), state);
  return created.map(({ id, number }, index) => ({ kind: 'shopfloor/work-order', id, number, state, orders: [works[index]?.orderNo ?? 0] }));
}

export const releasePlanned: AnyCommand[] = [
  command({
    contract: releasePlannedOrders,
    async load(tx, { runId, orders: lines }, context) {
      const { companyId, today } = context;
      const orderNos = [...new Set(lines.map((line) => line.orderNo))];
      const named = lines.flatMap((line) => line.supplier ?? []);
      const [, rows, run, served] = await Promise.all([holdOffRuns(tx, companyId), lockPlannedOrders(tx, companyId, runId, orderNos), loadRun(tx, companyId, runId), loadServed(tx, companyId, runId, orderNos)]);
      const [items, engineering] = await Promise.all([
        loadItems(tx, companyId, rows.map((row) => row.item_id)),
        loadEngineering(tx, companyId, rows.filter((row) => row.source === 'make').map((row) => row.item_id)),
      ]);
      const asks = mayReleaseWork(context);
      const [suppliers, available] = await Promise.all([
        loadSuppliers(tx, companyId, [...new Set([...named, ...[...items.values()].flatMap((item) => item.supplier_id ?? [])])]),
        asks ? loadUncommitted(tx, companyId, [...engineering.made.keys()]) : new Map(),
      ]);
      const servedBy = new Map<number, ServedLine[]>();
      for (const line of served) {
        const list = servedBy.get(line.order_no);
        if (list) list.push(line);
        else servedBy.set(line.order_no, [line]);
      }
      return { today, run, orders: new Map(rows.map((row) => [row.order_no, row])), items, suppliers, engineering, freeze: freezeWorkOrder, ask: (works: readonly FrozenOrder[]) => (asks ? checkTogether(engineering, available, works) : []), served: servedBy };
    },
    decide(facts, input) {
      const decision = decideRelease(facts, input);
      return decision.ok ? accept<Change>({ release: decision.change, served: facts.served }, decision.warnings) : decision;
    },
    async apply(tx, { release, served }, context) {
      const documents = [...(await buy(tx, context, release)), ...(await make(tx, context, release))];
      const { companyId } = context;
      const origins = documents.flatMap(({ id, orders }) => [...new Set(orders.flatMap((orderNo) => (served.get(orderNo) ?? []).map((line) => line.document_id)))].map((from) => ({ from, to: id })));
      insertLinks(tx, companyId, origins);
      markReleased(tx, companyId, release.run.id, documents.flatMap(({ id, orders }) => orders.map((orderNo) => ({ orderNo, documentId: id }))));
      return { documents };
    },
  }),
];
