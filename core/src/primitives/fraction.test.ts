// Goal: a written fraction is exactly its decimal, or says that it is not.
// Method: values known by hand; for any fraction, multiplied back it is the numerator, off by at most half a unit of the last place.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOfFraction } from './fraction.ts';

test.each([
  ['1/2', '0.5', true], ['1 1/2', '1.5', true], ['3/4', '0.75', true], ['-2 1/4', '-2.25', true], ['8/4', '2', true], ['1/64', '0.015625', true], ['1/3', '0.333333', false], ['2/3', '0.666667', false], ['1/128', '0.007813', false], [' 1 / 2 ', '0.5', true],
])('%s is %s, exact %s', (text, decimal, exact) => expect(decimalOfFraction(text, 6)).toEqual({ decimal, exact }));
test.each(['1/0', '1//2', '1/2/3', 'a/b', '1.5/2', '0.5', ''])('%s is no fraction', (text) => expect(decimalOfFraction(text, 6)).toBeUndefined());

test('multiplied back it is the numerator', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (whole, above, below) => {
    const { decimal, exact } = decimalOfFraction(`${whole} ${above}/${below}`, 6) ?? { decimal: '', exact: false };
    const [units = '0', fraction = ''] = decimal.split('.');
    const off = BigInt(units + fraction.padEnd(6, '0')) * BigInt(below) - BigInt(whole * below + above) * 1_000_000n;
    expect(exact).toBe(off === 0n);
    expect((off < 0n ? -off : off) * 2n <= BigInt(below)).toBe(true);
  }));
});
