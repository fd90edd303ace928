/** Figures on paper: 90 minutes at 36.00 an hour; 1,000.00 of material over 3 pieces; a rest of 10.01 with 2 of 3 pieces in stock. */
import { describe, expect, it } from 'vitest';
import { formatMoney, type Money, parseMoney, parsePrice, parseQuantity } from '../primitives/decimal.ts';
import { closeSplit, completionShare, type ElementAmounts, timeCost } from './work-order-cost.ts';

const amounts = (material: string, labour = '0', overhead = '0'): ElementAmounts => ({ material: parseMoney(material), labour: parseMoney(labour), overhead: parseMoney(overhead) });
const shown = (of: ElementAmounts) => [of.material, of.labour, of.overhead].map((amount) => formatMoney(amount));
const quantity = parseQuantity;

describe('cost of a work order', () => {
  it('time at the hourly rate', () => {
    expect(formatMoney(timeCost(quantity('90'), parsePrice('36')))).toBe('54.00');
    expect(formatMoney(timeCost(quantity('0.25'), parsePrice('36.02')))).toBe('0.15');
    expect(formatMoney(timeCost(quantity('10'), parsePrice('0')))).toBe('0.00');
  });
  it('each completion takes its share, the last one the remainder', () => {
    let wip = amounts('1000', '100', '0.02');
    const first = completionShare(wip, quantity('1'), quantity('3'));
    expect(shown(first)).toEqual(['333.33', '33.33', '0.01']);
    wip = amounts('666.67', '66.67', '0.01');
    expect(shown(completionShare(wip, quantity('1'), quantity('2')))).toEqual(['333.34', '33.34', '0.01']);
    expect(shown(completionShare(amounts('333.33', '33.33', '0'), quantity('1'), quantity('1')))).toEqual(['333.33', '33.33', '0.00']);
  });
  it('gives nothing from work in process that is worth nothing', () => {
    expect(shown(completionShare(amounts('-5', '3'), quantity('1'), quantity('1')))).toEqual(['0.00', '0.00', '0.00']);
    expect(shown(completionShare(amounts('-5', '30'), quantity('1'), quantity('1')))).toEqual(['-5.00', '30.00', '0.00']);
  });
  it('closes into the stock that is there and the rest into cost of sales', () => {
    const split = closeSplit(amounts('10.01', '0.02'), quantity('3'), quantity('2'), parseMoney('500'));
    expect([shown(split.stock), shown(split.sold)]).toEqual([['6.67', '0.01', '0.00'], ['3.34', '0.01', '0.00']]);
    expect(shown(closeSplit(amounts('10.01'), quantity('3'), quantity('7'), parseMoney('500')).sold)).toEqual(['0.00', '0.00', '0.00']);
    expect(shown(closeSplit(amounts('10.01'), quantity('3'), quantity('0'), 0n as Money).sold)).toEqual(['10.01', '0.00', '0.00']);
    expect(shown(closeSplit(amounts('10.01'), quantity('0'), quantity('5'), parseMoney('9')).sold)).toEqual(['10.01', '0.00', '0.00']);
  });
  it('a red rest never brings the stock below nothing', () => {
    expect(shown(closeSplit(amounts('-10'), quantity('3'), quantity('3'), parseMoney('4')).sold)).toEqual(['-10.00', '0.00', '0.00']);
    expect(shown(closeSplit(amounts('-10'), quantity('3'), quantity('3'), parseMoney('40')).stock)).toEqual(['-10.00', '0.00', '0.00']);
  });
});
