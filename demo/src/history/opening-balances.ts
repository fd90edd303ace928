/**
 * The opening trial balance: money, what customers owe and suppliers are owed invoice by invoice, plant, a bank loan, wages and tax to be paid, capital; what
 * is left over is the owners' undistributed profit, so that the opening clearing account comes to zero.
 */
import { formatMoney, type Money, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { padded, yuan } from '../factory/figures.ts';
import type { Factory } from '../factory/factory.ts';
import { createRandom } from '../factory/random.ts';
import { monthlyWagesFen, openingTaxFen } from './monthly-vouchers.ts';
import { openingStock } from './opening-stock.ts';

export type OpeningBalance = { readonly account: string; readonly party?: string; readonly reference?: string; readonly debit?: string; readonly credit?: string };
export type OpeningReceivable = { readonly customer: string; readonly reference: string; readonly amount: string; readonly collectAfterDays: number };

export function openingReceivables(factory: Factory): readonly OpeningReceivable[] {
  const random = createRandom(1122);
  return factory.customers.slice(0, 20).flatMap(({ code }, index) => Array.from({ length: random.chance(40) ? 2 : 1 }, (_, turn) => ({
    customer: code, reference: `XSFP-${padded(260 + index * 3 + turn, 4)}`, amount: yuan(random.between(180, 1900) * 11_300 + random.below(90) * 113), collectAfterDays: random.between(2, 75),
  })));
}

export type OpeningPayable = { readonly supplier: string; readonly reference: string; readonly amount: string; readonly payAfterDays: number };
export function openingPayables(factory: Factory): readonly OpeningPayable[] {
  const random = createRandom(2202);
  return factory.suppliers.slice(0, 36).filter((_, index) => index % 2 === 1).map(({ code }, index) => ({
    supplier: code, reference: `CGFP-${padded(410 + index * 7, 4)}`, amount: yuan(random.between(60, 900) * 11_300 + random.below(90) * 113), payAfterDays: random.between(5, 55),
  }));
}

const debits: readonly OpeningBalance[] = [
  { account: '1001', debit: '18600.00' },
  { account: '1002.01', debit: '3862417.36' },
  { account: '1601', debit: '8642300.00' },
];
const credits: readonly OpeningBalance[] = [
  { account: '1602', credit: '3256408.52' },
  { account: '2001', credit: '2000000.00' },
  { account: '2211', credit: yuan(monthlyWagesFen.production + monthlyWagesFen.selling + monthlyWagesFen.admin) },
  { account: '2221.02', credit: yuan(openingTaxFen) },
  { account: '3001', credit: '6000000.00' },
];

export function openingBalances(factory: Factory): readonly OpeningBalance[] {
  const receivables = openingReceivables(factory).map(({ customer, reference, amount }): OpeningBalance => ({ account: '1122', party: customer, reference, debit: amount }));
  const total = (texts: readonly (string | undefined)[]): bigint => sumMoney(texts.map((text) => parseMoney(text ?? '0')));
  const payables = openingPayables(factory).map(({ supplier, reference, amount }): OpeningBalance => ({ account: '2202.01', party: supplier, reference, credit: amount }));
  const assets = total([...debits, ...receivables].map(({ debit }) => debit)) + total(openingStock(factory).map(({ amount }) => amount));
  const profit = assets - total([...credits, ...payables].map(({ credit }) => credit));
  if (profit <= 0n) throw new RangeError('the opening balance shows no profit to leave over');
  return [...debits, ...receivables, ...payables, ...credits, { account: '3104.01', credit: formatMoney(profit as Money) }];
}
