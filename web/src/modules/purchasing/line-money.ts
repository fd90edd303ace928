/** Amounts of a priced line while one types, worked out by the same exact arithmetic as on the server. */
import { extendHalfUp, formatMoney, type Money, netOfTaxHalfUp, parseMoney, parsePrice, parseQuantity, parseRate, subtractMoney, sumMoney, zeroMoney } from '@millwright/core/primitives/decimal';
import type { GridRow } from '../../ui/grid/grid-model.ts';

const decimal = /^-?\d{1,12}(\.\d+)?$/;
/** Gross, net and tax of quantity × price with tax; undefined until both can be read. */
export function lineAmounts(line: GridRow): { gross: Money; net: Money; tax: Money } | undefined {
  const [quantity, price, rate] = [line['quantity'], line['priceWithTax'], line['taxRate'] ?? '0'].map(String);
  if (!quantity || !price || !rate || !decimal.test(quantity) || !decimal.test(price) || !decimal.test(rate)) return undefined;
  try {
    const gross = extendHalfUp(parseQuantity(quantity), parsePrice(price));
    const net = netOfTaxHalfUp(gross, parseRate(rate));
    return { gross, net, tax: subtractMoney(gross, net) };
  } catch {
    return undefined;
  }
}
export const grossText = (line: GridRow): string | undefined => {
  const amounts = lineAmounts(line);
  return amounts && formatMoney(amounts.gross);
};
export function totalsOf(lines: readonly GridRow[]): { gross: string; net: string; tax: string } {
  const all = lines.map(lineAmounts).filter((amounts) => amounts !== undefined);
  return { gross: formatMoney(sumMoney(all.map((one) => one.gross))), net: formatMoney(sumMoney(all.map((one) => one.net))), tax: formatMoney(sumMoney(all.map((one) => one.tax))) };
}
/** Sum of a money column as it stands in the grid; what cannot be read counts as nothing. */
export const sumColumn = (lines: readonly GridRow[], field: string): string =>
  formatMoney(sumMoney(lines.map((line) => (decimal.test(String(line[field] ?? '')) ? parseMoney(String(line[field])) : zeroMoney))));
