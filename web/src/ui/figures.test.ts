import { expect, it } from 'vitest';
import { dayFromText, dayText, decimalFromText, isPercentage, moneyText, percentFromText, percentText, priceText, quantityText } from './figures.ts';

it.each([
  ['18426310.55', '18,426,310.55'],
  ['-12430', '−12,430.00'],
  ['0', '0.00'],
  ['1286.4', '1,286.40'],
  ['', ''],
])('money %s reads %s', (value, text) => expect(moneyText(value)).toBe(text));

it.each([
  ['2400.000000', 0, '2,400'],
  ['12.5', 0, '12.5'],
  ['1284.35', 3, '1,284.350'],
  ['-0.000001', 0, '−0.000001'],
  ['0.123456', 3, '0.123456'],
])('quantity %s with %i places reads %s', (value, places, text) => expect(quantityText(value, places)).toBe(text));

it('prices are shortened for reading, never in full', () => {
  expect([priceText('8.33333333'), priceText('-8.33335'), priceText('0.00012345'), priceText('1234.5678')]).toEqual(['8.3333', '−8.3334', '0.0001235', '1,234.5678']);
  expect(priceText('8.33333333', true)).toBe('8.33333333');
  expect(priceText('5')).toBe('5.00');
});

it.each([['0.13', '13%'], ['0.005', '0.5%'], ['1', '100%'], ['0', '0%'], ['0.123456', '12.3456%'], ['1.5', '150%']])(
  'rate %s reads %s', (value, text) => expect(percentText(value)).toBe(text));
it.each([['13', '0.13'], ['13%', '0.13'], ['0.5', '0.005'], ['100', '1'], ['12.3456', '0.123456'], ['0', '0'], ['abc', undefined]])(
  'percentage typed as %s is stored as %s', (text, value) => expect(percentFromText(text)).toBe(value));
it('exchange rates are no percentages', () => {
  expect(isPercentage('税率', undefined)).toBe(true);
  expect(isPercentage('汇率', undefined)).toBe(false);
  expect(isPercentage('换算率', undefined)).toBe(false);
});

it.each([['1,234.50', '1234.50'], ['１２．５', '12.5'], ['−3', '-3'], ['(3.5)', '-3.5'], ['.5', '0.5'], ['12a', undefined], ['-', undefined], ['007', '7']])(
  'number typed as %s is taken as %s', (text, value) => expect(decimalFromText(text)).toBe(value));

it.each([
  ['2026-11-24', '2026-11-24'], ['20261124', '2026-11-24'], ['11-24', '2026-11-24'], ['1124', '2026-11-24'], ['905', '2026-09-05'], ['11/4', '2026-11-04'],
  ['7', '2026-11-07'], ['2026年12月1日', '2026-12-01'], ['26-12-1', '2026-12-01'], ['0230', undefined], ['x', undefined],
])('day typed as %s is %s', (text, day) => expect(dayFromText(text, '2026-11-24')).toBe(day));

it('shows the year only when it is another one, or in documents', () => {
  expect(dayText('2026-11-24', false, '2026-01-01')).toBe('11-24');
  expect(dayText('2025-11-24', false, '2026-01-01')).toBe('2025-11-24');
  expect(dayText('2026-11-24', true, '2026-01-01')).toBe('2026-11-24');
});
