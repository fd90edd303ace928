/** What may go back from an order, and at which value: the average of what the order was charged, the last unit takes the rest. */
import { formatQuantity, type Money, parseQuantity, type Quantity, shareHalfUp, subtractMoney, subtractQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { IssuedValue } from '../material/material.store.ts';
import type { IssueFacts, MovedLine } from '../material-issue/material-issue.rules.ts';
import { checkOrderOpen, tooFine } from '../shop-texts.ts';
import type { saveMaterialReturn } from './material-return.contract.ts';

export type MaterialReturnInput = z.output<typeof saveMaterialReturn.input>;

export function decideReturn({ order, warehouses }: IssueFacts, input: Pick<MaterialReturnInput, 'day' | 'lines'>): Decision<readonly MovedLine[]> {
  const blocked = checkOrderOpen(order, input.day, ['released', 'completed']);
  if (blocked || !order) return refuseAll([blocked ?? { code: 'order-unknown' }]);
  const given = new Map<string, Quantity>();
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
    const before = given.get(component.id) ?? (0n as Quantity);
    const issued = subtractQuantity(component.issued, before);
    if (quantity > issued) return refusals.push({ code: 'over-return', parameters: { row, code, issued: formatQuantity(issued), quantity: line.quantity }, path: path('quantity') });
    if (!warehouses.has(line.warehouse)) return refusals.push({ code: 'warehouse-unknown', parameters: { row }, path: path('warehouse') });
    given.set(component.id, (before + quantity) as Quantity);
    return lines.push({ component, warehouse: line.warehouse, quantity });
  });
  return refusals.length > 0 ? refuseAll(refusals) : accept(lines);
}

/** Line after line, each on what the one before it left with the order. */
export function valueReturned(lines: readonly MovedLine[], values: ReadonlyMap<string, IssuedValue>): readonly Money[] {
  const left = new Map(values);
  return lines.map(({ component, quantity }) => {
    const has = left.get(component.itemId);
    if (!has || has.quantity < quantity) throw new Error(`the journal has less of ${component.code} on the order than its counters`);
    const amount = shareHalfUp(has.amount, quantity, has.quantity);
    left.set(component.itemId, { quantity: subtractQuantity(has.quantity, quantity), amount: subtractMoney(has.amount, amount) });
    return amount;
  });
}

type Executed = { readonly source_line_id: string; readonly measure: string; readonly quantity: string };
/** Taking a return back issues again: no component may then have more than it needs. */
export function checkReturnReversal(order: Pick<NonNullable<IssueFacts['order']>, 'components'> | undefined, executions: readonly Executed[]): Refusal[] {
  return (order?.components ?? []).flatMap((component): Refusal[] => {
    const returned = executions.filter((row) => row.measure === 'issued' && row.source_line_id === component.id).reduce((sum, row) => sum - parseQuantity(row.quantity), 0n);
    return returned > 0n && component.issued + returned > component.required ? [{ code: 'issued-again', parameters: { code: component.code } }] : [];
  });
}
