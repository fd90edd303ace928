// Goal: shortened money is rounded once and to the cent of its unit; waiting is counted in whole days.
import { expect, it } from 'vitest';
import { shortMoney, waitedText } from './home-figures.ts';

it.each([['18426310.55', '1842.63', '18426.31'], ['0.00', '0.00', '0.00'], ['-12500.00', '-1.25', '-12.50'], ['49.99', '0.00', '0.05'], ['50.00', '0.01', '0.05']])('%s is %s 万元 or %s thousand', (amount, zh, en) => {
  expect(shortMoney(amount).figure).toEqual({ zh, en });
});
it('says how long the oldest has waited', () => {
  expect(waitedText('2026-06-25', '2026-06-25').zh).toBe('今天');
  expect(waitedText('2026-05-30', '2026-06-02').en).toBe('oldest 3 d ago');
});
