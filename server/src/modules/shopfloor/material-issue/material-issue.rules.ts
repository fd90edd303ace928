/** What may be picked for an order: its own components, not more than is still needed, from warehouses that hold it. */
import { formatQuantity, parseQuantity, type Quantity, subtractQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { checkOrderOpen, tooFine } from '../shop-texts.ts';
import type { Component, OrderFacts } from '../work-order/order-facts.store.ts';
import type { saveMaterialIssue } from './material-issue.contract.ts';

export type MaterialIssueInput = z.output<typeof saveMaterialIssue.input>;
export type MovedLine = { readonly component: Component; readonly warehouse: string; readonly quantity: Quantity };
export type IssueFacts = {
  readonly order: Pick<OrderFacts, 'register' | 'components'> | undefined;
  readonly warehouses: ReadonlySet<string>;
};

export function decideIssue({ order, warehouses }: IssueFacts, input: Pick<MaterialIssueInput, 'day' | 'lines'>): Decision<readonly MovedLine[]> {
  const blocked = checkOrderOpen(order, input.day, ['released', 'completed']);
  if (blocked || !order) return refuseAll([blocked ?? { code: 'order-unknown' }]);
  const taken = new Map<string, Quantity>();
  const refusals: Refusal[] = [];
  const lines: MovedLine[] = [];
  input.lines.forEach((line, index) => {
    const row = index + 1;
    const path = (name: string) => ['lines', index, name];
    const component = order.components.find((one) => one.id === line.component);
    const quantity = parseQuantity(line.quantity);
    if (!component || component.itemId !== line.item) return refusals.push({ code: 'component-unknown', parameters: { row }, path: path('item') });
    const { code, decimals } = component;
    if (tooFine(quantity, decimals)) return refusals.push({ code: 'too-many-decimals', parameters: { code, decimals }, path: path('quantity') });
    const before = taken.get(component.id) ?? (0n as Quantity);
    const remaining = subtractQuantity(subtractQuantity(component.required, component.issued), before);
    if (quantity > remaining) return refusals.push({ code: 'over-issue', parameters: { row, code, remaining: formatQuantity(remaining), quantity: line.quantity }, path: path('quantity') });
    if (!warehouses.has(line.warehouse)) return refusals.push({ code: 'warehouse-unknown', parameters: { row }, path: path('warehouse') });
    taken.set(component.id, (before + quantity) as Quantity);
    return lines.push({ component, warehouse: line.warehouse, quantity });
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(lines);
}

/** Whether the warehouses hold what the lines take, line after line; the pools know only the sum over all warehouses. */
export function checkOnHand(lines: readonly MovedLine[], onHand: readonly Quantity[], placeName: (id: string) => string): Refusal[] {
  const left = new Map<string, Quantity>();
  return lines.flatMap((line, index): Refusal[] => {
    const key = `${line.component.itemId}|${line.warehouse}`;
    const there = left.get(key) ?? onHand[index] ?? (0n as Quantity);
    left.set(key, subtractQuantity(there, line.quantity));
    return there >= line.quantity ? [] : [{
      code: 'stock-short', path: ['lines', index, 'quantity'],
      parameters: { place: placeName(line.warehouse), code: line.component.code, onHand: formatQuantity(there), quantity: formatQuantity(line.quantity) },
    }];
  });
}
