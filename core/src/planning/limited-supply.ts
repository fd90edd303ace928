/**
 * Asks an item for a quantity at an instant, in a plan that respects material and (where asked) lead times: what can be
 * promised from stock, then planned orders, each of which asks its components in turn for its start. An answer says how much
 * was got, and if that is not all, the first instant at which asking again makes sense and what stands in the way.
 * Every attempt that fails is taken back. Trap: safety time is given up before a demand is made late.
 */
import { divideMillionthsUp, lowerToMultiple, millionthsPerUnit, multiplyMillionths, roundingOf, yieldMillionthsDown } from '@millwright/core/primitives/engine-quantity';
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { causeKinds, tooManyOrders } from '@millwright/core/planning/plan-arrays';
import { StockLedger } from '@millwright/core/planning/stock-ledger';
import { chooseSource, latestOrderEnd, lotFor, orderEnd, orderStart, yieldAt } from '@millwright/core/planning/supply-choice';
import { earliestStart } from '@millwright/core/planning/working-time';

/** What stands in the way: the lead time of an operation, or the stock of an item. */
export interface Cause {
  readonly kind: number;
  readonly of: number;
}
export interface Answer {
  readonly got: number;
  readonly next: number;
  readonly cause: Cause;
}
export interface LimitedOrder {
  readonly operation: number;
  readonly start: number;
  readonly end: number;
  readonly quantity: number;
  readonly good: number;
  /** The uses it was planned with: all that are in effect, and one of each group of alternates. */
  readonly uses: readonly number[];
}

const never = Number.POSITIVE_INFINITY;
const mostOrders = 1_000_000;
/** Millionths: so little is rounding, and neither worth an order nor a delay. */
export const limitedRounding = roundingOf(9);

export class LimitedSupply {
  readonly ledger: StockLedger;
  readonly orders: LimitedOrder[] = [];
  private readonly model: CompiledModel;

  constructor(model: CompiledModel) {
    this.model = model;
    this.ledger = new StockLedger(model);
  }

  /** Gives up to the quantity at the instant and books it out. */
  ask(item: number, quantity: number, instant: number): Answer {
    const fromStock = Math.min(quantity, this.ledger.promisable(item, instant));
    this.ledger.book(item, instant, -fromStock);
    if (fromStock >= quantity - limitedRounding) return { got: quantity, next: never, cause: { kind: causeKinds.none, of: -1 } };
    const rest = quantity - fromStock;
    const upTo = this.model.tables.items.orderUpTo[item] as number;
    const filled = Number.isNaN(upTo) ? rest : Math.max(rest, upTo - this.ledger.stockAt(item, instant) + rest);
    const planned = this.replenish(item, filled, instant);
    const taken = Math.min(planned.got, rest);
    this.ledger.book(item, instant, -taken);
    const waits = this.ledger.nextPromise(item, instant);
    const got = fromStock + taken >= quantity - limitedRounding ? quantity : fromStock + taken;
    return { got, next: Math.min(planned.next, waits), cause: planned.next <= waits ? planned.cause : { kind: causeKinds.stock, of: item } };
  }

  /** Plans orders that are there at the instant, from the preferred source on; may bring more than asked for. */
  replenish(item: number, wanted: number, instant: number): Answer {
    const { start, entry } = this.model.sourcesOfItem;
    const preferred = chooseSource(this.model, item, instant, wanted);
    const sources = Array.from(entry.subarray(start[item], start[item + 1])).filter((operation) => operation !== preferred);
    if (preferred !== -1) sources.unshift(preferred);
    let got = 0;
    let next = never;
    let cause: Cause = { kind: causeKinds.stock, of: item };
    for (const operation of sources) {
      while (got < wanted) {
        const lot = this.planLot(operation, wanted - got, instant);
        got += lot.got;
        if (lot.got > 0) continue;
        if (lot.next < next) [next, cause] = [lot.next, lot.cause];
        break;
      }
    }
    return { got, next, cause };
  }

  reset(mark: { ledger: number; orders: number }): void {
    if (this.ledger.mark() > mark.ledger) this.ledger.takeBack(mark.ledger);
    this.orders.length = mark.orders;
  }

  mark(): { ledger: number; orders: number } {
    return { ledger: this.ledger.mark(), orders: this.orders.length };
  }

  /** One order of the operation; first with its safety time, then without. */
  private planLot(operation: number, wanted: number, instant: number): Answer {
    const withSafety = this.planLotBy(operation, wanted, latestOrderEnd(this.model, operation, instant), instant);
    const safety = this.model.tables.operations.safetySeconds[operation] as number;
    if (withSafety.got > 0 || safety === 0) return withSafety;
    return this.planLotBy(operation, wanted, latestOrderEnd(this.model, operation, instant + safety), instant);
  }

  private planLotBy(operation: number, wanted: number, end: number, instant: number): Answer {
    const { items, operations, rules, now } = this.model.tables;
    const share = yieldAt(this.model, operation, end);
    if (share === 0) return this.waitForYield(operation, instant);
    const fixedLot = items.policyQuantity[operations.item[operation] as number] as number;
    let lot = lotFor(this.model, operation, divideMillionthsUp(wanted, share), fixedLot);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const start = orderStart(this.model, operation, end, lot);
      if (rules.respectLeadTime && start < now) return this.later(operation, lot, now, instant, { kind: causeKinds.leadTime, of: operation });
      const mark = this.mark();
      const found = this.askComponents(operation, lot, start);
      if (found.lot === lot) {
        if (this.orders.length >= mostOrders) throw tooManyOrders(operations.item[operation] as number, mostOrders);
        const good = yieldMillionthsDown(lot, share);
        this.ledger.book(operations.item[operation] as number, end, good);
        this.orders.push({ operation, start, end, quantity: lot, good, uses: found.uses });
        return { got: good, next: never, cause: found.cause };
      }
      this.reset(mark);
      if (found.lot === 0 || attempt === 2) return this.later(operation, lot, found.next, instant, found.cause);
      lot = found.lot;
    }
    return { got: 0, next: never, cause: { kind: causeKinds.stock, of: operations.item[operation] as number } };
  }

  /** Nothing now: when an order that starts at the given instant would end. */
  private later(operation: number, lot: number, start: number, instant: number, cause: Cause): Answer {
    if (start === never) return { got: 0, next: never, cause };
    const calendar = this.model.calendars[this.model.tables.operations.calendar[operation] as number];
    const begin = calendar ? earliestStart(calendar, start) : start;
    return { got: 0, next: Math.max(instant + 1, orderEnd(this.model, operation, begin, lot)), cause };
  }

  private waitForYield(operation: number, instant: number): Answer {
    const { yields } = this.model.tables.operations;
    let next = never;
    for (let at = yields.start[operation] as number; at < (yields.start[operation + 1] as number); at += 1) {
      if ((yields.from[at] as number) > instant) next = Math.min(next, yields.from[at] as number);
    }
    return { got: 0, next, cause: { kind: causeKinds.leadTime, of: operation } };
  }

  /** Books the components of a lot out at its start. The lot found is the largest that lot rules and components allow. */
  private askComponents(operation: number, lot: number, start: number): { lot: number; uses: number[]; next: number; cause: Cause } {
    const chosen: number[] = [];
    let possible = lot;
    let next = Number.NEGATIVE_INFINITY;
    let cause: Cause = { kind: causeKinds.none, of: -1 };
    for (const group of this.useGroups(operation, start)) {
      const found = this.askAlternates(group, lot, start);
      chosen.push(found.use);
      possible = Math.min(possible, found.lot);
      if (found.lot < lot && found.answer.next > next) [next, cause] = [found.answer.next, found.answer.cause];
    }
    if (possible === lot) return { lot, uses: chosen, next: never, cause };
    const { operations } = this.model.tables;
    const smaller = lowerToMultiple(possible, operations.lotMultiple[operation] as number);
    const allowed = smaller > 0 && smaller >= (operations.lotMinimum[operation] as number) ? smaller : 0;
    return { lot: allowed, uses: chosen, next: Math.min(next, this.nextChange(operation, start)), cause };
  }

  /** The first alternate that has all; where none has, the one that allows the largest lot. */
  private askAlternates(group: readonly number[], lot: number, start: number): { use: number; lot: number; answer: Answer } {
    const { uses } = this.model.tables;
    let best: { use: number; lot: number; answer: Answer } | undefined;
    let next = never;
    for (const use of group) {
      const perUnit = uses.perUnit[use] as number;
      const perOrder = uses.perOrder[use] as number;
      const needed = multiplyMillionths(lot, perUnit) + perOrder;
      const mark = this.mark();
      const answer = this.ask(uses.item[use] as number, needed, start);
      if (answer.got >= needed) return { use, lot, answer };
      next = Math.min(next, answer.next);
      const part = perUnit === 0 || answer.got <= perOrder ? 0 : yieldMillionthsDown(answer.got - perOrder, millionthsPerUnit / perUnit);
      if (!best || part > best.lot) best = { use, lot: Math.min(part, lot - 1), answer };
      if (use !== group.at(-1)) this.reset(mark);
    }
    if (!best) throw new Error('a group of alternates has no member');
    return { ...best, answer: { ...best.answer, next } };
  }

  /** The uses in effect at the instant: each alone, or together with its alternates by rank. */
  private useGroups(operation: number, instant: number): number[][] {
    const { uses } = this.model.tables;
    const { start, entry } = this.model.usesOfOperation;
    const groups = new Map<number, number[]>();
    const all: number[][] = [];
    for (const use of entry.subarray(start[operation], start[operation + 1])) {
      if (instant < (uses.from[use] as number) || instant >= (uses.to[use] as number)) continue;
      const group = uses.group[use] as number;
      const known = group === -1 ? undefined : groups.get(group);
      if (known) known.push(use);
      else {
        const fresh = [use];
        all.push(fresh);
        if (group !== -1) groups.set(group, fresh);
      }
    }
    return all.map((group) => group.sort((a, b) => (uses.rank[a] as number) - (uses.rank[b] as number) || a - b));
  }

  /** The next date at which another set of components is in effect. */
  private nextChange(operation: number, instant: number): number {
    const { uses } = this.model.tables;
    const { start, entry } = this.model.usesOfOperation;
    let next = never;
    for (const use of entry.subarray(start[operation], start[operation + 1])) {
      for (const date of [uses.from[use] as number, uses.to[use] as number]) if (date > instant) next = Math.min(next, date);
    }
    return next;
  }
}
