/**
 * How much an operation may report: no more than the one before it passed good (the first: than was started), less what it has
 * taken already. Scrap passes nothing on. Time left empty is the standard: set-up once, with the first report, and run time per piece.
 */
import { timeCost } from '@millwright/core/costing/work-order-cost';
import { addQuantity, formatQuantity, type Money, multiplyQuantityHalfUp, parseQuantity, type Quantity, subtractQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { checkOrderOpen, tooFine } from '../shop-texts.ts';
import type { Operation, OrderFacts } from '../work-order/order-facts.store.ts';
import type { saveOperationReport } from './operation-report.contract.ts';

export type OperationReportInput = z.output<typeof saveOperationReport.input>;
export type Report = {
  readonly operation: Operation; readonly good: Quantity; readonly scrap: Quantity; readonly processed: Quantity; readonly minutes: Quantity;
  readonly labour: Money; readonly overhead: Money;
};
type Order = Pick<OrderFacts, 'register' | 'operations' | 'quantity' | 'decimals' | 'code'>;
export type ReportFacts = { readonly order: Order | undefined; readonly causeUsable: boolean };

export function decideReport({ order, causeUsable }: ReportFacts, input: OperationReportInput): Decision<Report> {
  const blocked = checkOrderOpen(order, input.day, ['released', 'completed']);
  if (blocked || !order) return refuseAll([blocked ?? { code: 'order-unknown' }]);
  const operation = order.operations.find((one) => one.id === input.operation);
  if (!operation) return refuse('operation-unknown', {}, ['operation']);
  const [good, scrap] = [parseQuantity(input.goodQuantity), parseQuantity(input.scrapQuantity)];
  const given = input.minutes === null ? undefined : parseQuantity(input.minutes);
  if (good < 0n || scrap < 0n || (given ?? 0n) < 0n) return refuse('negative-report', {}, [good < 0n ? 'goodQuantity' : scrap < 0n ? 'scrapQuantity' : 'minutes']);
  const processed = addQuantity(good, scrap);
  if (processed === 0n) return refuse('nothing-reported', {}, ['goodQuantity']);
  if (tooFine(good, order.decimals) || tooFine(scrap, order.decimals)) return refuse('too-many-decimals', { code: order.code, decimals: order.decimals }, ['goodQuantity']);
  if (scrap > 0n && input.cause === null) return refuse('cause-missing', {}, ['cause']);
  if (input.cause !== null && !causeUsable) return refuse('cause-unknown', {}, ['cause']);
  const available = availableAt(order, operation);
  if (processed > available) return refuse('more-than-passed', { operation: operation.name, available: formatQuantity(available), quantity: formatQuantity(processed), because: reasonOf(order, operation) }, ['goodQuantity']);
  const minutes = given ?? standardMinutes(operation, processed);
  return accept({ operation, good, scrap, processed, minutes, labour: timeCost(minutes, operation.labourRate), overhead: timeCost(minutes, operation.overheadRate) });
}

export const standardMinutes = (operation: Operation, processed: Quantity): Quantity =>
  addQuantity(multiplyQuantityHalfUp(operation.runMinutes, processed), operation.reports === 0 ? operation.setupMinutes : (0n as Quantity));

export function availableAt(order: Pick<Order, 'operations' | 'quantity'>, operation: Operation): Quantity {
  const before = order.operations[order.operations.indexOf(operation) - 1];
  const left = subtractQuantity(subtractQuantity(before ? before.good : order.quantity, operation.good), operation.scrap);
  return left > 0n ? left : (0n as Quantity);
}
const reasonOf = (order: Order, operation: Operation): string => {
  const before = order.operations[order.operations.indexOf(operation) - 1];
  return before ? `前道「${before.name}」合格 ${formatQuantity(before.good)}` : `投产 ${formatQuantity(order.quantity)}`;
};

/** A report stays while later operations or completions stand on what it passed. */
export function checkReportReversal(order: Pick<OrderFacts, 'operations' | 'completed'>, operationId: string, good: Quantity): Refusal[] {
  const index = order.operations.findIndex((one) => one.id === operationId);
  const operation = order.operations[index];
  if (!operation) return [];
  const passed = subtractQuantity(operation.good, good);
  const next = order.operations[index + 1];
  if (next) {
    const taken = addQuantity(next.good, next.scrap);
    return taken > passed ? [{ code: 'passed-on', parameters: { operation: next.name, quantity: formatQuantity(taken) } }] : [];
  }
  return order.completed > passed ? [{ code: 'completed-already', parameters: { quantity: formatQuantity(order.completed) } }] : [];
}
