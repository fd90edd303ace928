/** What may be paid: settlements within what is open, their sum within the amount; the rest is a prepayment, said before it is booked. */
import { formatMoney, type Money, parseMoney, subtractMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { savePayment } from './payment.contract.ts';

export type PaymentInput = z.output<typeof savePayment.input>;
export type OpenItem = { readonly id: string; readonly number: string; readonly day: string; readonly supplier_id: string; readonly open: string };
export type PaymentFacts = { readonly openItems: ReadonlyMap<string, OpenItem>; readonly isMoneyAccount: boolean };
export type SettledPayment = { readonly lines: readonly { readonly openItem: string; readonly amount: Money }[]; readonly prepaid: Money };

export function decidePayment(facts: PaymentFacts, input: PaymentInput): Decision<SettledPayment> {
  const amount = parseMoney(input.amount);
  if (amount <= 0n) return refuse('amount-not-positive', {}, ['amount']);
  if (!facts.isMoneyAccount) return refuse('account-not-money', {}, ['bankAccount']);
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  input.lines.forEach((line, index) => {
    const row = index + 1;
    const item = facts.openItems.get(line.openItem);
    const settled = parseMoney(line.amount);
    if (!item || item.supplier_id !== input.supplier) refusals.push({ code: 'open-item-unknown', parameters: { row }, path: ['lines', index, 'openItem'] });
    else if (seen.has(line.openItem)) refusals.push({ code: 'line-twice', parameters: { row }, path: ['lines', index, 'openItem'] });
    else if (input.day < item.day) refusals.push({ code: 'day-before-item', parameters: { row, number: item.number, itemDay: item.day }, path: ['day'] });
    else if (settled <= 0n || settled > parseMoney(item.open)) refusals.push({ code: 'more-than-open', parameters: { row, number: item.number, open: item.open, amount: line.amount }, path: ['lines', index, 'amount'] });
    seen.add(line.openItem);
  });
  if (refusals.length > 0) return refuseAll(refusals);
  const lines = input.lines.map((line) => ({ openItem: line.openItem, amount: parseMoney(line.amount) }));
  const settled = sumMoney(lines.map((line) => line.amount));
  if (settled > amount) return refuse('settled-above-amount', { settled: formatMoney(settled), amount: input.amount }, ['amount']);
  const prepaid = subtractMoney(amount, settled);
  // Without lines a prepayment is meant; beside settled lines the rest may be a slip.
  return accept({ lines, prepaid }, prepaid > 0n ? [{ code: 'prepayment', parameters: { rest: formatMoney(prepaid) }, ask: lines.length > 0 }] : []);
}
