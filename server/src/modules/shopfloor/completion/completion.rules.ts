/** How much of an order may be completed: what can still come (scrap never does), and what the last operation reported good. */
import { formatQuantity, minQuantity, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { checkOrderOpen, tooFine } from '../shop-texts.ts';
import type { OrderFacts } from '../work-order/order-facts.store.ts';
import type { saveCompletion } from './completion.contract.ts';

export type CompletionInput = z.output<typeof saveCompletion.input>;
export type Completed = { readonly quantity: Quantity; readonly warehouse: string; /** Before this one; it takes its share of all that can still come. */ readonly stillToCome: Quantity };
type Order = Pick<OrderFacts, 'register' | 'operations' | 'quantity' | 'completed' | 'scrapped' | 'decimals' | 'code' | 'warehouseId'>;

export function decideCompletion(order: Order | undefined, warehouses: ReadonlySet<string>, input: Pick<CompletionInput, 'day' | 'quantity' | 'warehouse'>): Decision<Completed> {
  const blocked = checkOrderOpen(order, input.day, ['released']);
  if (blocked || !order) return refuseAll([blocked ?? { code: 'order-unknown' }]);
  const quantity = parseQuantity(input.quantity);
  const { code, decimals } = order;
  if (tooFine(quantity, decimals)) return refuse('too-many-decimals', { code, decimals }, ['quantity']);
  const stillToCome = (order.quantity - order.scrapped - order.completed) as Quantity;
  if (quantity > stillToCome) return refuse('more-than-remains', { code, remaining: formatQuantity(stillToCome), quantity: formatQuantity(quantity) }, ['quantity']);
  const last = order.operations.at(-1);
  const remaining = completable(order);
  if (last && quantity > remaining) return refuse('more-than-reported', { operation: last.name, good: formatQuantity(last.good), remaining: formatQuantity(remaining), quantity: formatQuantity(quantity) }, ['quantity']);
  const warehouse = input.warehouse ?? order.warehouseId;
  if (!warehouses.has(warehouse)) return refuse('warehouse-unknown', { row: 1 }, ['warehouse']);
  return accept({ quantity, warehouse, stillToCome });
}

/** What could be completed now. */
export function completable(order: Pick<Order, 'operations' | 'quantity' | 'completed' | 'scrapped'>): Quantity {
  const stillToCome = (order.quantity - order.scrapped - order.completed) as Quantity;
  const last = order.operations.at(-1);
  const now = last ? minQuantity(stillToCome, (last.good - order.completed) as Quantity) : stillToCome;
  return now > 0n ? now : (0n as Quantity);
}
