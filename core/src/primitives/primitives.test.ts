import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capitalAmount } from './capitals.ts';
import {
  allocateByLargestRemainder, applyRateHalfUp, divideHalfUp, extendHalfUp, formatMoney, formatPrice, formatQuantity, money, netOfTaxHalfUp,
  parseMoney, parsePrice, parseQuantity, parseRate, shareHalfUp, shortenedHalfUp, sumMoney, unitCostHalfUp,
} from './decimal.ts';
import { addDays, dayFromNumber, dayNumber, daysBetween, firstDayOf, isDay, lastDayOf, nextPeriod, parseDay, periodOf, previousPeriod, weekday } from './plain-day.ts';

describe('decimals', () => {
  it('shortens for reading without making a small price none', () => {
    expect(['8.33333333', '8.33335', '-8.33335', '0.00012345678', '0.99999999', '0.0', '12', '9.99996'].map((text) => shortenedHalfUp(text, 4))).toEqual(['8.3333', '8.3334', '-8.3334', '0.0001235', '1.0000', '0.0', '12', '10.0000']);
  });
  it('reads and writes exactly', () => {
    expect(parseMoney('-12.3')).toBe(-1230n);
    expect(formatMoney(parseMoney('-0.05'))).toBe('-0.05');
    expect(formatQuantity(parseQuantity('12.500000'))).toBe('12.5');
    expect(formatPrice(parsePrice('8.33333333'))).toBe('8.33333333');
    expect(() => parseMoney('1.005')).toThrow('decimal places');
    expect(() => parseMoney('1e3')).toThrow('not a decimal');
  });
  it('rounds half up on both sides of zero', () => {
    expect(divideHalfUp(5n, 2n)).toBe(3n);
    expect(divideHalfUp(-5n, 2n)).toBe(-3n);
    expect(extendHalfUp(parseQuantity('3'), parsePrice('1.005'))).toBe(302n);
  });
  it('works out tax as an invoice does', () => {
    expect(applyRateHalfUp(parseMoney('159160.00'), parseRate('0.13'))).toBe(parseMoney('20690.80'));
    expect(netOfTaxHalfUp(parseMoney('113.00'), parseRate('0.13'))).toBe(parseMoney('100.00'));
  });
  it('moving average of the published example: 13 @ 8290, +5 @ 8800, −10', () => {
    const value = sumMoney([parseMoney('107770'), parseMoney('44000')]);
    expect(formatPrice(unitCostHalfUp(value, parseQuantity('18')))).toBe('8431.66666667');
    expect(formatMoney(shareHalfUp(value, parseQuantity('10'), parseQuantity('18')))).toBe('84316.67');
  });
  it('allocates without losing a cent', () => {
    expect(allocateByLargestRemainder(money(100n), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    fc.assert(fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 20 }), (total, weights) => {
      expect(sumMoney(allocateByLargestRemainder(money(total), weights))).toBe(total);
    }));
  });
});

describe('plain days', () => {
  it('agrees with the calendar', () => {
    expect(dayNumber(parseDay('1970-01-01'))).toBe(0);
    expect(weekday(parseDay('2026-11-24'))).toBe(2);
    expect(addDays(parseDay('2024-02-28'), 2)).toBe('2024-03-01');
    expect(daysBetween(parseDay('2026-01-01'), parseDay('2027-01-01'))).toBe(365);
    expect([periodOf(parseDay('2026-12-03')), nextPeriod(202612), previousPeriod(202601), firstDayOf(202602), lastDayOf(202602)])
      .toEqual([202612, 202701, 202512, '2026-02-01', '2026-02-28']);
    expect(isDay('2025-02-29')).toBe(false);
  });
  it('counts back and forth over a thousand years', () => {
    fc.assert(fc.property(fc.integer({ min: -25000, max: 370000 }), (number) => {
      const day = dayFromNumber(number);
      expect(dayNumber(day)).toBe(number);
      expect(new Date(number * 86_400_000).toISOString().slice(0, 10)).toBe(day);
    }));
  });
});

describe('capital amounts', () => {
  it.each([
    ['179850.80', '壹拾柒万玖仟捌佰伍拾元捌角整'],
    ['0.00', '零元整'],
    ['1000.00', '壹仟元整'],
    ['1007.05', '壹仟零柒元零伍分'],
    ['100000.00', '壹拾万元整'],
    ['100000005.31', '壹亿零伍元叁角壹分'],
    ['60500.00', '陆万零伍佰元整'],
    ['-12430.00', '负壹万贰仟肆佰叁拾元整'],
    ['0.30', '叁角整'],
  ])('%s → %s', (amount, text) => expect(capitalAmount(parseMoney(amount))).toBe(text));
});
