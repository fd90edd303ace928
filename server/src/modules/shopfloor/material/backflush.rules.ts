/**
 * 倒冲: components taken along with output, in step with it: required × done ÷ order quantity, up to the unit, less what the order
 * has already. Those of an operation go with its report (good and scrap alike), the others with the completion.
 */
import type { Quantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse } from '@millwright/core/primitives/outcome';
import { proportionUp } from '@millwright/core/primitives/round-up';
import type { MovedLine } from '../material-issue/material-issue.rules.ts';
import type { Component, OrderFacts } from '../work-order/order-facts.store.ts';

type Order = Pick<OrderFacts, 'components' | 'operations'>;
export const backflushedBy = (order: Order, operationNo: number): Component[] =>
  order.components.filter((component) => component.issueMethod === 'backflush' && component.operationNo === operationNo);
/** Of no operation, or of one the routing does not have. */
export const backflushedAtCompletion = (order: Order): Component[] =>
  order.components.filter((component) => component.issueMethod === 'backflush' && !order.operations.some((operation) => operation.operationNo === component.operationNo));

export function backflushLines(components: readonly Component[], done: Quantity, of: Quantity): Decision<readonly MovedLine[]> {
  const lines: MovedLine[] = [];
  for (const component of components) {
    const quantity = (proportionUp(component.required, done, of, component.decimals) - component.issued) as Quantity;
    if (quantity <= 0n) continue;
    if (component.warehouseId === null) return refuse('warehouse-missing', { code: component.code });
    lines.push({ component, warehouse: component.warehouseId, quantity });
  }
  return accept(lines);
}
