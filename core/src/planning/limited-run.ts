/**
 * The plan that respects material and, where asked, lead times (finite = true, no capacity). Demands are promised one by one
 * by rank; each gets what can be had on its date and the rest as early as possible, within its limits (smallest delivery,
 * most lateness, all lines of an order together). Then the safety stock is filled up, and limited-tidy.ts joins and trims.
 * Trap: an earlier demand is never touched by a later one, so the result depends on rank and nothing else.
 */
import type { CompiledModel } from '@millwright/core/planning/compiled-model';
import { limitedArrays } from '@millwright/core/planning/limited-arrays';
import { type Cause, limitedRounding, LimitedSupply } from '@millwright/core/planning/limited-supply';
import { joinOrders, trimOrders } from '@millwright/core/planning/limited-tidy';
import { causeKinds, type PlanArrays, PlanCancelled } from '@millwright/core/planning/plan-arrays';
import { targetAt, targetDates } from '@millwright/core/planning/stock-target';
import type { RunOptions } from '@millwright/core/planning/unconstrained-run';

export interface Delivery {
  readonly demand: number;
  /** When the goods leave stock; the delivery time comes after. */
  readonly taken: number;
  readonly quantity: number;
}

export function runLimited(model: CompiledModel, options: RunOptions = {}): PlanArrays {
  const run = new LimitedRun(model);
  const total = model.demandOrder.length + model.itemOrder.length;
  let done = 0;
  const step = (): void => {
    if (options.cancelled?.()) throw new PlanCancelled();
    options.onProgress?.(done, total);
    done += 1;
  };
  for (const demand of model.demandOrder) {
    step();
    run.promise(demand);
  }
  for (const item of model.itemOrder) {
    step();
    run.fillSafetyStock(item);
  }
  options.onProgress?.(total, total);
  return run.finish();
}

class LimitedRun {
  private readonly model: CompiledModel;
  private readonly supply: LimitedSupply;
  private readonly deliveries: Delivery[] = [];
  private readonly causeKind: Uint8Array;
  private readonly causeOf: Int32Array;
  private readonly promisedTogether = new Set<number>();

  constructor(model: CompiledModel) {
    this.model = model;
    this.supply = new LimitedSupply(model);
    this.causeKind = new Uint8Array(model.tables.demands.count);
    this.causeOf = new Int32Array(model.tables.demands.count).fill(-1);
  }

  promise(demand: number): void {
    const order = this.model.tables.demands.together[demand] as number;
    if (order === -1) this.promiseAlone(demand);
    else if (!this.promisedTogether.has(order)) {
      this.promisedTogether.add(order);
      this.promiseTogether([...this.model.demandOrder].filter((other) => this.model.tables.demands.together[other] === order));
    }
  }

  private promiseAlone(demand: number): void {
    const { demands } = this.model.tables;
    const item = demands.item[demand] as number;
    let left = demands.quantity[demand] as number;
    const last = this.lastTaken(demand);
    for (let instant = this.firstTaken(demand); left > 0 && instant <= last; ) {
      const mark = this.supply.mark();
      const answer = this.supply.ask(item, left, instant);
      const enough = answer.got > 0 && (answer.got === left || answer.got >= (demands.minimumShipment[demand] as number));
      if (enough) this.deliveries.push({ demand, taken: instant, quantity: answer.got });
      else this.supply.reset(mark);
      if (enough) left -= answer.got;
      if (left > 0) this.holdBack(demand, answer.cause);
      instant = Math.max(instant + 1, answer.next);
    }
  }

  /** All lines on one date: the earliest of their dues, or the first later one on which all can be had in full. */
  private promiseTogether(lines: readonly number[]): void {
    const { demands } = this.model.tables;
    const delivery = (demand: number): number => demands.deliverySeconds[demand] as number;
    const last = Math.min(...lines.map((demand) => this.lastTaken(demand) + delivery(demand)));
    let date = Math.max(...lines.map((demand) => this.firstTaken(demand) + delivery(demand)));
    while (date <= last) {
      const mark = this.supply.mark();
      let next = Number.NEGATIVE_INFINITY;
      for (const demand of lines) {
        const wanted = demands.quantity[demand] as number;
        const answer = this.supply.ask(demands.item[demand] as number, wanted, date - delivery(demand));
        if (answer.got === wanted) continue;
        next = Math.max(next, answer.next + delivery(demand));
        for (const line of lines) this.holdBack(line, answer.cause);
      }
      if (next === Number.NEGATIVE_INFINITY) {
        for (const demand of lines) this.deliveries.push({ demand, taken: date - delivery(demand), quantity: demands.quantity[demand] as number });
        return;
      }
      this.supply.reset(mark);
      date = Math.max(date + 1, next);
    }
  }

  private firstTaken(demand: number): number {
    const { demands, rules, now } = this.model.tables;
    const wanted = (this.model.wantedDate[demand] as number) - (demands.deliverySeconds[demand] as number);
    return rules.respectLeadTime ? Math.max(wanted, now) : wanted;
  }

  private lastTaken(demand: number): number {
    const { demands } = this.model.tables;
    const last = (demands.due[demand] as number) + (demands.maxLateSeconds[demand] as number) - (demands.deliverySeconds[demand] as number);
    return last === Number.POSITIVE_INFINITY ? Number.MAX_SAFE_INTEGER : last;
  }

  private holdBack(demand: number, cause: Cause): void {
    if (cause.kind === causeKinds.none) return;
    this.causeKind[demand] = cause.kind;
    this.causeOf[demand] = cause.of;
  }

  /** From each date on which the stock would be below its target, as early as it can be had. */
  fillSafetyStock(item: number): void {
    const { ledger } = this.supply;
    const { now, items } = this.model.tables;
    const upTo = items.orderUpTo[item] as number;
    const dates = [...new Set([...ledger.dates(item), ...targetDates(this.model, item), now])].filter((date) => date >= now).sort((a, b) => a - b);
    dates.forEach((date, index) => {
      const until = dates[index + 1] ?? Number.MAX_SAFE_INTEGER;
      for (let instant = date; instant < until; ) {
        const missing = targetAt(this.model, item, instant) - ledger.stockAt(item, instant);
        if (missing <= limitedRounding) return;
        const answer = this.supply.replenish(item, Number.isNaN(upTo) ? missing : Math.max(missing, upTo - ledger.stockAt(item, instant)), instant);
        if (answer.got >= missing) return;
        instant = Math.max(instant + 1, answer.next);
      }
    });
  }

  finish(): PlanArrays {
    joinOrders(this.model, this.supply);
    trimOrders(this.model, this.supply);
    return limitedArrays(this.model, this.supply, this.deliveries, this.causeKind, this.causeOf);
  }
}
