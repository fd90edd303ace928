import { describe, expect, it } from 'vitest';
import { money, parseMoney, parseQuantity } from '../primitives/decimal.ts';
import { signedAmount } from './entry-line.ts';
import { mergeLines, type Movement, postMovements, PostingRules } from './posting.ts';

const rules = new PostingRules(
  [
    { movement: 'purchase-receipt', debitRole: 'inventory.<class>', creditRole: 'accrued-receipt' },
    { movement: 'issue-to-order', debitRole: 'wip.material', creditRole: 'inventory.<class>' },
    { movement: 'expense', debitRole: 'expense', creditRole: 'cash' },
    { movement: 'lost', debitRole: 'nowhere', creditRole: 'cash' },
  ],
  [
    { role: 'inventory', selector: 'raw', accountId: '1403' }, { role: 'inventory', selector: '', accountId: '1405' }, { role: 'accrued-receipt', selector: '', accountId: '220202' },
    { role: 'wip.material', selector: '', accountId: '4001' }, { role: 'expense', selector: '', accountId: '5602' }, { role: 'cash', selector: '', accountId: '1001' },
  ],
);
const raw = { id: '9', accountId: '1403', itemId: 'steel' };
const receipt = (more: Partial<Movement> = {}): Movement => ({
  movement: 'purchase-receipt', amount: parseMoney('50'), selectors: { class: 'raw' }, debit: { placeId: 'main', pool: raw },
  credit: { placeId: 'supplier', partyId: 's1', openItemId: 'line1' }, stock: { itemId: 'steel', quantity: parseQuantity('10') }, ...more,
});
const lines = (movements: readonly Movement[]) => {
  const posted = postMovements(rules, movements);
  if (!posted.ok) throw new Error(JSON.stringify(posted.refusals));
  return posted.change;
};

describe('posting', () => {
  it('a receipt of 10 at 5.00 is two lines of both books', () => {
    expect(lines([receipt()]).map(({ side, amount, accountId, placeId, quantity, poolId, partyId, openItemId }) => ({ side, amount, accountId, placeId, quantity, poolId, partyId, openItemId }))).toEqual([
      { side: 'D', amount: 5000n, accountId: '1403', placeId: 'main', quantity: 10000000n, poolId: '9', partyId: undefined, openItemId: undefined },
      { side: 'C', amount: 5000n, accountId: '220202', placeId: 'supplier', quantity: -10000000n, poolId: undefined, partyId: 's1', openItemId: 'line1' },
    ]);
  });
  it('a red one keeps its sides and turns negative, goods and money alike', () => {
    const red = lines([receipt({ amount: parseMoney('-50'), stock: { itemId: 'steel', quantity: parseQuantity('-10') } })]);
    expect(red.map(({ side, amount, quantity }) => [side, amount, quantity])).toEqual([['D', -5000n, -10000000n], ['C', -5000n, 10000000n]]);
    expect(red.map(signedAmount)).toEqual([-5000n, 5000n]);
  });
  it('the class picks the account, the default where the class has none', () => {
    expect(rules.account('inventory.<class>', { class: 'raw' })).toBe('1403');
    expect(rules.account('inventory.<class>', { class: 'finished' })).toBe('1405');
    expect(rules.account('inventory.<class>')).toBe('1405');
  });
  it('equal lines are added up, quantities in a pool are not', () => {
    const twice = lines([receipt(), receipt()]);
    expect(twice.map(({ side, amount }) => [side, amount])).toEqual([['D', 5000n], ['C', 10000n], ['D', 5000n]]);
    expect(lines([{ movement: 'expense', amount: money(100n) }, { movement: 'expense', amount: money(250n) }])).toHaveLength(2);
  });
  it('lines that cancel out or say nothing disappear', () => {
    const [line] = lines([receipt()]);
    if (!line) throw new Error('no line');
    expect(mergeLines([{ ...line, poolId: null, quantity: 0n as typeof line.quantity }, { ...line, poolId: null, quantity: 0n as typeof line.quantity, amount: money(-5000n) }])).toEqual([]);
  });
  it('goods of another owner carry neither account nor amount', () => {
    const consigned = lines([{ movement: 'consigned-in', amount: money(0n), debit: { placeId: 'main' }, credit: { placeId: 'customer' }, stock: { itemId: 'box', ownerId: 'c1', quantity: parseQuantity('4') } }]);
    expect(consigned.map(({ accountId, amount, ownerId, quantity }) => [accountId, amount, ownerId, quantity])).toEqual([[null, 0n, 'c1', 4000000n], [null, 0n, 'c1', -4000000n]]);
  });
  it('names the rule or role that is missing', () => {
    expect(postMovements(rules, [{ movement: 'unheard-of', amount: money(1n) }])).toMatchObject({ ok: false, refusals: [{ code: 'posting-rule-missing', parameters: { movement: 'unheard-of' } }] });
    expect(postMovements(rules, [{ movement: 'lost', amount: money(1n) }])).toMatchObject({ ok: false, refusals: [{ code: 'account-role-missing', parameters: { role: 'nowhere' } }] });
  });
  it('a pool of another account than the rule names is a bug', () => {
    expect(() => lines([receipt({ debit: { placeId: 'main', pool: { ...raw, accountId: '1405' } } })])).toThrow('pool of another account');
  });
});
