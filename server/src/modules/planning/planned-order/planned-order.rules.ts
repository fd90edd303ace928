/**
 * Which planned orders may be released and what becomes of them: what is bought is joined by supplier into purchase orders, what
 * is made becomes one work order each. All or nothing, with a reason per row. Days already past move to today.
 * Trap: a purchase order that would hold a line without a price stays a draft for the buyer, whoever releases it.
 */
import { decimalsOf } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal, type Warning } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { ItemRow } from '../../engineering/api.ts';
import type { Engineering, FrozenOrder, WorkOrderRequest } from '../../shopfloor/api.ts';
import type { releasePlannedOrders } from './planned-order.contract.ts';
import type { PlannedOrderRow, RunRow, ServedLine, SupplierForRelease } from './planned-order.store.ts';

export type ReleaseInput = z.output<typeof releasePlannedOrders.input>;
export type ReleaseFacts = {
  readonly today: string;
  readonly run: RunRow | undefined;
  readonly orders: ReadonlyMap<number, PlannedOrderRow>;
  readonly items: ReadonlyMap<string, ItemRow>;
  readonly suppliers: ReadonlyMap<string, SupplierForRelease>;
  readonly engineering: Engineering;
  /** The shop floor's own rule for an order, on this engineering data. */
  readonly freeze: (engineering: Engineering, request: WorkOrderRequest) => Decision<FrozenOrder>;
  /** The shop floor's questions about orders that come into force together, in their order; none about drafts. */
  readonly ask: (orders: readonly FrozenOrder[]) => readonly (readonly Warning[])[];
  /** Customer lines served, first due first. */
  readonly served: ReadonlyMap<number, readonly ServedLine[]>;
};
export type PurchaseLine = { readonly orderNo: number; readonly item: string; readonly quantity: string; readonly priceWithTax: string; readonly taxRate: string; readonly dueDay: string; readonly receiptTolerance: string };
export type Purchase = { readonly supplier: SupplierForRelease; readonly priced: boolean; readonly lines: readonly PurchaseLine[] };
export type Release = { readonly run: RunRow; readonly purchases: readonly Purchase[]; readonly works: readonly { readonly orderNo: number; readonly order: FrozenOrder }[] };
type Wanted = { readonly row: number; readonly order: PlannedOrderRow; readonly item: ItemRow; readonly quantity: string; readonly startDay: string; readonly dueDay: string; readonly supplierId: string | undefined };

const linesMax = 500;
export const orderLabel = (runNo: number, orderNo: number): string => `PL-${runNo}-${String(orderNo).padStart(4, '0')}`;
const later = (a: string, b: string): string => (a > b ? a : b);

export function decideRelease(facts: ReleaseFacts, input: ReleaseInput): Decision<Release> {
  const { run } = facts;
  if (!run) return refuse('run-unknown', {}, ['runId']);
  if (run.id !== run.latest_id) return refuse('run-outdated', { number: run.latest_no }, ['runId']);
  if (run.planning) return refuse('run-in-progress', {}, ['runId']);
  const refusals: Refusal[] = [];
  const wanted: Wanted[] = [];
  const seen = new Set<number>();
  input.orders.forEach((line, index) => {
    const checked = checkRow(facts, run, line, index, seen);
    if ('code' in checked) refusals.push(checked);
    else wanted.push(checked);
  });
  const works = wanted.filter(({ order }) => order.source === 'make').map((one) => ({ one, decision: freeze(facts, one) }));
  for (const { decision } of works) if (!decision.ok) refusals.push(...decision.refusals);
  if (refusals.length > 0) return refuseAll([...refusals].sort((a, b) => Number(a.parameters?.['row']) - Number(b.parameters?.['row'])));
  const made = works.flatMap(({ one, decision }) => (decision.ok ? [{ one, order: decision.change }] : []));
  const asked = facts.ask(made.map(({ order }) => order));
  return accept({
    run,
    purchases: joinBySupplier(facts, wanted.filter(({ order }) => order.source !== 'make')),
    works: made.map(({ one, order }) => ({ orderNo: one.order.order_no, order })),
  }, made.flatMap(({ one }, index) => (asked[index] ?? []).map((warning): Warning => ({ ...warning, parameters: { ...warning.parameters, row: one.row }, path: ['orders', one.row - 1, 'orderNo'] }))));
}

function checkRow(facts: ReleaseFacts, run: RunRow, line: ReleaseInput['orders'][number], index: number, seen: Set<number>): Wanted | Refusal {
  const row = index + 1;
  const order = facts.orders.get(line.orderNo);
  const label = orderLabel(run.run_no, line.orderNo);
  const no = (code: string, parameters: Record<string, string | number>, field = 'orderNo'): Refusal => ({ code, parameters: { row, ...parameters }, path: ['orders', index, field] });
  if (seen.has(line.orderNo)) return no('order-twice', { order: label });
  seen.add(line.orderNo);
  if (!order) return no('order-unknown', { order: label });
  if (order.state === 'released') return no('already-released', { order: label, number: order.released_number ?? '' });
  const item = facts.items.get(order.item_id);
  if (!item?.active) return no('item-inactive', { code: item?.code ?? order.item_id });
  const quantity = line.quantity ?? order.quantity;
  if (decimalsOf(quantity) > item.decimals) return no('too-many-decimals', { code: item.code, decimals: item.decimals }, 'quantity');
  if (line.dueDay !== undefined && line.dueDay < facts.today) return no('due-in-past', { due: line.dueDay, day: facts.today }, 'dueDay');
  const startDay = later(order.start_day, facts.today);
  const base = { row, order, item, quantity, startDay, dueDay: later(line.dueDay ?? order.due_day, order.source === 'make' ? startDay : facts.today) };
  if (order.source === 'make') return { ...base, supplierId: undefined };
  const supplierId = line.supplier ?? item.supplier_id ?? undefined;
  if (supplierId === undefined) return no('no-supplier', { code: item.code }, 'supplier');
  const supplier = facts.suppliers.get(supplierId);
  if (!supplier?.active || supplier.grade === 'blocked') return no('supplier-unusable', { code: item.code }, 'supplier');
  return { ...base, supplierId };
}

function freeze({ engineering, freeze: freezeOrder, served, today }: ReleaseFacts, { row, order, item, quantity, startDay, dueDay }: Wanted): Decision<FrozenOrder> {
  const path = ['orders', row - 1, 'orderNo'];
  const decision = freezeOrder(engineering, { item: order.item_id, quantity, day: today, startDay, dueDay, salesOrderLine: served.get(order.order_no)?.find((line) => line.customer)?.line_id });
  if (!decision.ok) return refuseAll(decision.refusals.map(({ code, parameters }) => ({ code, parameters: { ...parameters, row }, path })));
  if (decision.change.bomId === undefined) return refuse('no-bom', { row, code: item.code, day: startDay }, path);
  const homeless = decision.change.components.find((component) => component.issueMethod === 'backflush' && component.warehouseId === null);
  if (homeless) return refuse('component-without-warehouse', { row, code: engineering.items.get(homeless.itemId)?.code ?? homeless.itemId }, path);
  return decision;
}

function joinBySupplier(facts: ReleaseFacts, wanted: readonly Wanted[]): Purchase[] {
  const bySupplier = new Map<string, Wanted[]>();
  for (const one of wanted) bySupplier.set(one.supplierId ?? '', [...(bySupplier.get(one.supplierId ?? '') ?? []), one]);
  return [...bySupplier].flatMap(([supplierId, all]): Purchase[] => {
    const supplier = facts.suppliers.get(supplierId);
    if (!supplier) return [];
    const sorted = [...all].sort((a, b) => (a.dueDay < b.dueDay ? -1 : a.dueDay > b.dueDay ? 1 : a.order.order_no - b.order.order_no));
    const parts: Purchase[] = [];
    for (let at = 0; at < sorted.length; at += linesMax) {
      const part = sorted.slice(at, at + linesMax);
      parts.push({
        supplier, priced: part.every(({ item }) => item.purchase_price !== null),
        lines: part.map(({ order, item, quantity, dueDay }) => ({
          orderNo: order.order_no, item: item.id, quantity, priceWithTax: item.purchase_price ?? '0', taxRate: item.tax_rate, dueDay, receiptTolerance: item.receipt_tolerance,
        })),
      });
    }
    return parts;
  });
}
