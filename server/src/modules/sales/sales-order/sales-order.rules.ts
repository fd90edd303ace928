/**
 * What a sales order must be before it is saved or approved, and what its lines are worth. The price with tax is what is typed:
 * gross = quantity × price, net = gross ÷ (1 + rate), both to the cent, tax is the rest. Credit is used by what the customer
 * owes and by what approved orders will still turn into a receivable; a limit of zero means none was agreed.
 */
import { addMoney, decimalsOf, extendHalfUp, formatMoney, type Money, netOfTaxHalfUp, parseMoney, parsePrice, parseQuantity, parseRate, subtractMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import { notEditable } from '../../../kernel/refusal.ts';
import { salesOrder, type saveSalesOrder } from './sales-order.contract.ts';

export type SalesOrderInput = z.output<typeof saveSalesOrder.input>;
export type PricedLine = SalesOrderInput['lines'][number] & { readonly amount: Money; readonly tax: Money };
export type PricedOrder = { readonly lines: readonly PricedLine[]; readonly amount: Money; readonly tax: Money };
/** Without the order in question. */
export type Credit = { readonly name: string; readonly limit: string; readonly used: string; readonly policy: 'warn' | 'hold' };
export type SalesOrderFacts = {
  readonly register: { readonly state: string; readonly version: number } | undefined;
  readonly customer: { readonly name: string; readonly active: boolean } | undefined;
  readonly credit: Credit | undefined;
  readonly items: ReadonlyMap<string, { readonly code: string; readonly source: string; readonly active: boolean; readonly decimals: number }>;
};

export function decideSaveSalesOrder(facts: SalesOrderFacts, input: SalesOrderInput): Decision<PricedOrder> {
  const { register, customer, credit } = facts;
  if (input.id !== undefined) {
    if (!register) return refuse('not-found');
    if (register.version !== input.version) return refuse('conflict');
    const locked = notEditable(salesOrder, register.state);
    if (locked) return refuseAll([locked]);
  }
  if (!customer?.active) return refuse('customer-unknown', {}, ['customer']);
  const refusals = input.lines.flatMap((line, index) => checkLine(facts, input.day, line, index));
  if (refusals.length > 0) return refuseAll(refusals);
  const order = priceOrder(input);
  return accept(order, credit ? checkCredit(credit, addMoney(order.amount, order.tax)) : []);
}

function checkLine(facts: SalesOrderFacts, day: string, line: SalesOrderInput['lines'][number], index: number): Refusal[] {
  const item = facts.items.get(line.item);
  const row = index + 1;
  if (!item?.active) return [{ code: 'item-unknown', parameters: { row }, path: ['lines', index, 'item'] }];
  if (item.source === 'phantom') return [{ code: 'item-not-stocked', parameters: { row, code: item.code }, path: ['lines', index, 'item'] }];
  if (line.dueDay < day) return [{ code: 'due-before-order', parameters: { row, due: line.dueDay, day }, path: ['lines', index, 'dueDay'] }];
  const decimals = decimalsOf(line.quantity);
  if (decimals > item.decimals) return [{ code: 'too-many-decimals', parameters: { row, code: item.code, decimals: item.decimals }, path: ['lines', index, 'quantity'] }];
  return [];
}

export function priceOrder(input: Pick<SalesOrderInput, 'lines'>): PricedOrder {
  const lines = input.lines.map((line) => {
    const gross = extendHalfUp(parseQuantity(line.quantity), parsePrice(line.priceWithTax));
    const amount = netOfTaxHalfUp(gross, parseRate(line.taxRate));
    return { ...line, amount, tax: subtractMoney(gross, amount) };
  });
  return { lines, amount: sumMoney(lines.map((line) => line.amount)), tax: sumMoney(lines.map((line) => line.tax)) };
}

/** One refusal when the order's total no longer fits into the limit: told on saving, asked on approval, and where the policy holds, a no. */
export function checkCredit(credit: Credit, orderTotal: Money): Refusal[] {
  const limit = parseMoney(credit.limit);
  const total = addMoney(parseMoney(credit.used), orderTotal);
  if (limit === 0n || total <= limit) return [];
  return [{ code: 'credit-exceeded', path: ['customer'], parameters: { name: credit.name, limit: credit.limit, used: credit.used, total: formatMoney(total), excess: formatMoney(subtractMoney(total, limit)) } }];
}

export const orderTotals = (order: PricedOrder): { amount: string; tax: string } => ({ amount: formatMoney(order.amount), tax: formatMoney(order.tax) });
