/** What a work order must be before it is saved or released, and what it freezes of bill and routing (SHP-01). */
import { validOn, orderNeeds, type Need } from '@millwright/core/bom/order-needs';
import { decimalsOf, formatQuantity, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal, type Warning } from '@millwright/core/primitives/outcome';
import { parseDay } from '@millwright/core/primitives/plain-day';
import type { z } from 'zod';
import { notEditable } from '../../../kernel/refusal.ts';
import type { OrderData, RoutingOperation } from '../../engineering/api.ts';
import { type saveWorkOrder, workOrder } from './work-order.contract.ts';

/** What freezing needs to know of the products and everything their orders may reach. */
export type Engineering = OrderData & { readonly warehouses: ReadonlySet<string> };

/** One order to be made, by hand or from a plan. */
export type WorkOrderRequest = {
  readonly item: string;
  readonly quantity: string;
  readonly day: string;
  readonly startDay: string;
  readonly dueDay: string;
  readonly warehouse?: string | null | undefined;
  readonly salesOrderLine?: string | null | undefined;
  readonly plannedOrder?: string | null | undefined;
  readonly note?: string | undefined;
};
export type FrozenComponent = Need & { readonly warehouseId: string | null };
export type FrozenOrder = Omit<WorkOrderRequest, 'warehouse'> & {
  readonly warehouseId: string;
  readonly summary: string;
  readonly bomId: string | undefined;
  readonly routingId: string | undefined;
  readonly components: readonly FrozenComponent[];
  readonly operations: readonly RoutingOperation[];
};

/** Bill and routing as they are on the start day. An order without a bill may be saved; release refuses it. */
export function freezeWorkOrder(engineering: Engineering, request: WorkOrderRequest): Decision<FrozenOrder> {
  const item = engineering.made.get(request.item);
  if (!item?.active) return refuse('item-unknown', {}, ['item']);
  const { code } = item;
  if (item.source !== 'make') return refuse('item-not-made', { code }, ['item']);
  if (decimalsOf(request.quantity) > item.decimals) return refuse('too-many-decimals', { code, decimals: item.decimals }, ['quantity']);
  if (request.dueDay < request.startDay) return refuse('due-before-start', { due: request.dueDay, start: request.startDay }, ['dueDay']);
  const warehouseId = request.warehouse ?? item.warehouseId;
  if (!warehouseId) return refuse('warehouse-missing', { code }, ['warehouse']);
  if (!engineering.warehouses.has(warehouseId)) return refuse('warehouse-unknown', {}, ['warehouse']);
  const day = parseDay(request.startDay);
  const needs = orderNeeds(engineering, request.item, parseQuantity(request.quantity), day);
  if (!needs.ok) return needs;
  const routing = validOn(engineering.routings.get(request.item), day);
  return accept({
    ...request, warehouseId, summary: `${code} ${item.name}`, bomId: needs.change.billId, routingId: routing?.id,
    components: needs.change.needs.map((need) => ({ ...need, warehouseId: engineering.made.get(need.itemId)?.warehouseId ?? null })),
    operations: routing?.operations ?? [],
  });
}


type SaveFacts = { readonly register: { readonly state: string; readonly version: number } | undefined; readonly engineering: Engineering };
export function decideSaveWorkOrder({ register, engineering }: SaveFacts, input: z.output<typeof saveWorkOrder.input>): Decision<FrozenOrder> {
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(workOrder, register.state);
    if (locked) return refuseAll([locked]);
  }
  return freezeWorkOrder(engineering, input);
}

export type ReleaseFacts = {
  readonly bomId: string | null;
  readonly components: readonly { readonly code: string; readonly name: string; readonly issueMethod: string; readonly warehouseId: string | null; readonly required: Quantity; readonly available: Quantity }[];
};
/** Refusals first; short items are asked about: starting with what is there is the foreman's decision. */
export function checkRelease({ bomId, components }: ReleaseFacts): { readonly refusals: readonly Refusal[]; readonly warnings: readonly Warning[] } {
  if (bomId === null) return { refusals: [{ code: 'bom-missing' }], warnings: [] };
  const homeless = components.find((component) => component.issueMethod === 'backflush' && component.warehouseId === null);
  if (homeless) return { refusals: [{ code: 'component-without-warehouse', parameters: { code: homeless.code } }], warnings: [] };
  return { refusals: [], warnings: materialShort(components) };
}

type Wanted = Pick<ReleaseFacts['components'][number], 'code' | 'name' | 'required' | 'available'>;
function materialShort(components: readonly Wanted[]): Warning[] {
  const short = components.filter((component) => component.required > component.available);
  const items = short.map(({ code, name, required, available }) => `${code} ${name} ${formatQuantity((required - available) as Quantity)}`).join('；');
  return short.length > 0 ? [{ code: 'material-short', parameters: { items }, ask: true }] : [];
}
/** The same for orders released together, each after those before it: what one takes the next no longer finds. */
export function checkTogether({ made }: Engineering, available: ReadonlyMap<string, Quantity>, orders: readonly FrozenOrder[]): readonly (readonly Warning[])[] {
  const left = new Map(available);
  return orders.map((order) => {
    const required = new Map<string, Quantity>();
    for (const { itemId, quantity } of order.components) required.set(itemId, ((required.get(itemId) ?? 0n) + quantity) as Quantity);
    const wanted = [...required].map(([itemId, quantity]): Wanted => {
      const there = left.get(itemId) ?? (0n as Quantity);
      left.set(itemId, (there - quantity) as Quantity);
      return { code: made.get(itemId)?.code ?? '', name: made.get(itemId)?.name ?? '', required: quantity, available: there };
    });
    return materialShort(wanted.sort((a, b) => (a.code < b.code ? -1 : 1)));
  });
}

/** Completed once all that can still come has come; scrap lowers what can come, its reversal raises it again. */
export const stateByProgress = (quantity: Quantity, scrapped: Quantity, completed: Quantity): 'released' | 'completed' =>
  completed > 0n && completed >= quantity - scrapped ? 'completed' : 'released';
