/**
 * Reversal, worked by hand and at random: receipts, issues, moves and reversals in any order, as an accountant's assistant would
 * make them. After every step: an empty pool is worth nothing, no value is negative, every entry balances, replaying reproduces
 * every issue, and the warehouse's total is the finance book's.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueAtAverage, replayMovingAverage } from '../costing/moving-average.ts';
import { applyToPool, emptyPool, poolFault, type PoolState } from '../costing/pool.ts';
import { money, negateMoney, negateQuantity, parseMoney, parseQuantity, quantity } from '../primitives/decimal.ts';
import { type EntryLine, entryFault, signedAmount } from './entry-line.ts';
import { postMovements, PostingRules } from './posting.ts';
import { type Departure, reverseEntry } from './reversal.ts';

const rules = new PostingRules(
  [{ movement: 'receipt', debitRole: 'inventory', creditRole: 'accrued' }, { movement: 'issue', debitRole: 'wip', creditRole: 'inventory' }],
  [{ role: 'inventory', selector: '', accountId: 'inv' }, { role: 'accrued', selector: '', accountId: 'acc' }, { role: 'wip', selector: '', accountId: 'wip' }],
);
type Entry = { lines: readonly EntryLine[]; kind: 'receipt' | 'issue' | 'reversal'; reversed: boolean };
class Books {
  state: PoolState = emptyPool;
  readonly entries: Entry[] = [];
  readonly pool = { id: 'p', accountId: 'inv', itemId: 'i' };

  post(kind: 'receipt' | 'issue', amount: bigint, count: bigint, order: string): void {
    const out = kind === 'issue';
    const posted = postMovements(rules, [{
      movement: kind, amount: money(amount), stock: { itemId: 'i', quantity: quantity(count) },
      debit: out ? { placeId: 'production', workOrderId: order } : { placeId: 'store', pool: this.pool },
      credit: out ? { placeId: 'store', pool: this.pool } : { placeId: 'supplier' },
    }]);
    if (!posted.ok) throw new Error('refused');
    this.write({ lines: posted.change, kind, reversed: false });
  }
  receive(count: bigint, amount: bigint): void {
    this.post('receipt', amount, count, '');
  }
  issue(count: bigint, order: string): boolean {
    const issue = issueAtAverage(this.state, quantity(count));
    if (issue.ok) this.post('issue', issue.change.amount, count, order);
    return issue.ok;
  }
  reverse(index: number): string {
    const entry = this.entries[index];
    if (!entry || entry.reversed || entry.kind === 'reversal') return 'not reversible';
    const departures: Departure[] = this.entries.slice(index + 1).filter((later) => later.kind === 'issue' && !later.reversed).reverse()
      .flatMap((later) => later.lines.filter((line) => line.side === 'D').map((counter) => ({ poolId: 'p', amount: counter.amount, counter })));
    const reversed = reverseEntry(entry.lines, [{ ...this.state, id: 'p' }], departures);
    if (!reversed.ok) return reversed.refusals[0]?.code ?? '';
    entry.reversed = true;
    this.write({ lines: reversed.change, kind: 'reversal', reversed: false });
    return 'reversed';
  }
  write(entry: Entry): void {
    this.entries.push(entry);
    for (const line of entry.lines) if (line.poolId) this.state = applyToPool(this.state, line.quantity, signedAmount(line));
  }
  balance(account: string, order?: string): bigint {
    return this.entries.flatMap(({ lines }) => lines).filter((line) => line.accountId === account && (order === undefined || line.workOrderId === order)).reduce((sum, line) => sum + signedAmount(line), 0n);
  }
}

describe('reversal', () => {
  it('10 at 5, 10 at 7, issue 10 at average, reverse the second receipt: the order carries 50, the pool nothing', () => {
    const books = new Books();
    books.receive(parseQuantity('10'), parseMoney('50'));
    books.receive(parseQuantity('10'), parseMoney('70'));
    books.issue(parseQuantity('10'), 'order 1');
    expect(books.reverse(1)).toBe('reversed');
    expect(books.state).toEqual(emptyPool);
    expect(books.balance('wip', 'order 1')).toBe(5000n);
    expect(books.balance('acc')).toBe(-5000n);
    expect(books.entries[3]?.lines.filter((line) => line.settles).map(({ side, amount, accountId, workOrderId }) => [side, amount, accountId, workOrderId]))
      .toEqual([['D', 1000n, 'inv', undefined], ['D', -1000n, 'wip', 'order 1']]);
  });
  it('the same, the first receipt reversed: the order carries the 70 that its goods cost', () => {
    const books = new Books();
    books.receive(parseQuantity('10'), parseMoney('50'));
    books.receive(parseQuantity('10'), parseMoney('70'));
    books.issue(parseQuantity('4'), 'order 1');
    books.issue(parseQuantity('6'), 'order 2');
    expect(books.reverse(0)).toBe('reversed');
    expect([books.state.value, books.balance('wip', 'order 1'), books.balance('wip', 'order 2')]).toEqual([0n, 2800n, 4200n]);
  });
  it('goods that are gone are not reversed', () => {
    const books = new Books();
    books.receive(parseQuantity('10'), parseMoney('50'));
    books.issue(parseQuantity('4'), 'order 1');
    expect(books.reverse(0)).toBe('reversal-goods-gone');
  });
  it('without a place for the value it is refused', () => {
    const own: EntryLine = { side: 'D', amount: parseMoney('70'), accountId: 'inv', poolId: 'p', itemId: 'i', quantity: parseQuantity('10'), settles: false, movement: 'receipt', summary: '' };
    const counter: EntryLine = { ...own, side: 'C', accountId: 'acc', poolId: null, quantity: negateQuantity(own.quantity) };
    expect(reverseEntry([own, counter], [{ id: 'p', quantity: parseQuantity('10'), value: parseMoney('60') }], [])).toMatchObject({ ok: false, refusals: [{ code: 'reversal-value-gone' }] });
  });
  it('a plain reversal negates every line on its own side', () => {
    const books = new Books();
    books.receive(parseQuantity('3'), parseMoney('10'));
    books.reverse(0);
    expect(books.entries[1]?.lines).toEqual(books.entries[0]?.lines.map((line) => ({ ...line, amount: negateMoney(line.amount), quantity: negateQuantity(line.quantity) })));
  });

  it('holds for any sequence of receipts, issues and reversals', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('receive' as const), count: fc.bigInt({ min: 1n, max: 30_000_000n }), amount: fc.bigInt({ min: 0n, max: 100_000n }) }),
      fc.record({ do: fc.constant('issue' as const), count: fc.bigInt({ min: 1n, max: 30_000_000n }), order: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('issue all' as const), order: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('reverse' as const), index: fc.nat({ max: 25 }) }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const books = new Books();
      for (const one of steps) {
        if (one.do === 'receive') books.receive(one.count, one.amount);
        else if (one.do === 'issue') books.issue(one.count, one.order);
        else if (one.do === 'issue all') { if (books.state.quantity > 0n) books.issue(books.state.quantity, one.order); }
        else books.reverse(one.index);
        expect(poolFault(books.state)).toBeUndefined();
        expect(books.balance('inv')).toBe(books.state.value);
      }
      for (const entry of books.entries) expect(entryFault(entry.lines)).toBeUndefined();
      const replayed = replayMovingAverage(books.entries.flatMap((entry) => entry.lines.filter((line) => line.poolId)
        .map((line) => ({ quantity: line.quantity, amount: signedAmount(line), valued: entry.kind === 'issue' && line.side === 'C' }))));
      expect(replayed).toEqual({ state: books.state, firstBreak: undefined });
    }), { numRuns: 500 });
  });
});
