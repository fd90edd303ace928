/**
 * What a purchase order must be before it is saved or approved, and what its lines are worth. The supplier quotes with tax,
 * so the price with tax is what is typed: gross = quantity × price, net = gross ÷ (1 + rate), both to the cent, tax is the rest.
 */
import { decimalsOf, extendHalfUp, formatMoney, type Money, netOfTaxHalfUp, parsePrice, parseQuantity, parseRate, subtractMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { notEditable } from '../../../kernel/refusal.ts';
import { purchaseOrder, type savePurchaseOrder } from './purchase-order.contract.ts';

export type PurchaseOrderInput = z.output<typeof savePurchaseOrder.input>;
export type PricedLine = PurchaseOrderInput['lines'][number] & { readonly amount: Money; readonly tax: Money };
export type PricedOrder = { readonly lines: readonly PricedLine[]; readonly amount: Money; readonly tax: Money };
export type PurchaseOrderFacts = {
  readonly register: { readonly state: string; readonly version: number } | undefined;
  readonly supplier: { readonly name: string; readonly grade: string; readonly active: boolean } | undefined;
  readonly items: ReadonlyMap<string, { readonly code: string; readonly source: string; readonly active: boolean; readonly decimals: number }>;
};

export function decideSavePurchaseOrder(facts: PurchaseOrderFacts, input: PurchaseOrderInput): Decision<PricedOrder> {
  const { register, supplier } = facts;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(purchaseOrder, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (!supplier?.active) return refuse('supplier-unknown', {}, ['supplier']);
  if (supplier.grade === 'blocked') return refuse('supplier-blocked', { name: supplier.name }, ['supplier']);
  const refusals = input.lines.flatMap((line, index) => checkLine(facts, input.day, line, index));
  return refusals.length > 0 ? refuseAll(refusals) : accept(priceOrder(input));
}

function checkLine(facts: PurchaseOrderFacts, day: string, line: PurchaseOrderInput['lines'][number], index: number): Refusal[] {
  const item = facts.items.get(line.item);
  const row = index + 1;
  if (!item?.active) return [{ code: 'item-unknown', parameters: { row }, path: ['lines', index, 'item'] }];
  if (item.source === 'phantom') return [{ code: 'item-not-stocked', parameters: { row, code: item.code }, path: ['lines', index, 'item'] }];
  if (line.dueDay < day) return [{ code: 'due-before-order', parameters: { row, due: line.dueDay, day }, path: ['lines', index, 'dueDay'] }];
  const decimals = decimalsOf(line.quantity);
  if (decimals > item.decimals) return [{ code: 'too-many-decimals', parameters: { row, code: item.code, decimals: item.decimals }, path: ['lines', index, 'quantity'] }];
  return [];
}

export function priceOrder(input: Pick<PurchaseOrderInput, 'lines'>): PricedOrder {
  const lines = input.lines.map((line) => {
    const gross = extendHalfUp(parseQuantity(line.quantity), parsePrice(line.priceWithTax));
    const amount = netOfTaxHalfUp(gross, parseRate(line.taxRate));
    return { ...line, amount, tax: subtractMoney(gross, amount) };
  });
  return { lines, amount: sumMoney(lines.map((line) => line.amount)), tax: sumMoney(lines.map((line) => line.tax)) };
}

export const orderTotals = (order: PricedOrder): { amount: string; tax: string } => ({ amount: formatMoney(order.amount), tax: formatMoney(order.tax) });
