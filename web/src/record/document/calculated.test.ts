import { extendHalfUp, formatMoney, parsePrice, parseQuantity } from '@millwright/core/primitives/decimal';
import { expect, it } from 'vitest';
import { calculated } from './calculated.ts';

const amount = calculated(['quantity', 'price'], (quantity, price) => formatMoney(extendHalfUp(parseQuantity(quantity), parsePrice(price))));

it('calculates', () => expect(amount({ quantity: '260', price: '203.4' })).toBe('52884.00'));
it('is blank while a part is missing', () => expect(amount({ quantity: '260' })).toBeUndefined());
it('is blank while a part cannot be read', () => expect(amount({ quantity: '26x', price: '1' })).toBeUndefined());
it('does not hide a bug', () => expect(() => calculated([], () => { throw new TypeError('bug'); })({})).toThrow('bug'));
