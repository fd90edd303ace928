/**
 * The plan as arrays: what a run gives back and a server writes out without making an object per order. Quantities are
 * millionths, instants seconds. Orders of one item are contiguous, and an order's number is always above those of the
 * orders it supplies. Pegging is a list of edges supply → need; the edges of one supply are contiguous.
 * Trap: `growing` arrays are only filled up to `count`; `finish` cuts them.
 */
/** `missing` is the part of a need that nothing supplies, so that every need is pegged in full. */
export const supplyKinds = { stock: 0, receipt: 1, order: 2, missing: 3 } as const;
/** What delayed a demand in a finite plan. */
export const causeKinds = { none: 0, leadTime: 1, stock: 2 } as const;
export const needKinds = { demand: 0, order: 1 } as const;

export interface OrderArrays {
  readonly count: number;
  readonly operation: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Quantity started. */
  readonly quantity: Float64Array;
  /** Good quantity: what is left after the yield. */
  readonly good: Float64Array;
}
export interface PeggingArrays {
  readonly count: number;
  /** supplyKinds; `supply` is the item for stock and missing, else a receipt or an order. */
  readonly supplyKind: Uint8Array;
  readonly supply: Int32Array;
  /** needKinds; `need` is a demand or an order. */
  readonly needKind: Uint8Array;
  readonly need: Int32Array;
  readonly item: Int32Array;
  readonly quantity: Float64Array;
}
export interface DeliveryArrays {
  readonly count: number;
  readonly demand: Int32Array;
  readonly date: Float64Array;
  readonly quantity: Float64Array;
}
export interface PlanArrays {
  readonly orders: OrderArrays;
  /** Orders of item i are firstOrder[i] … afterLastOrder[i] − 1. */
  readonly firstOrder: Int32Array;
  readonly afterLastOrder: Int32Array;
  readonly pegging: PeggingArrays;
  readonly deliveries: DeliveryArrays;
  /** Millionths of each demand that are never delivered. */
  readonly short: Float64Array;
  /** By item: the most that is missing because nothing can supply it, and since when (NaN where nothing is missing). */
  readonly missing: Float64Array;
  readonly missingFrom: Float64Array;
  /** By item: stock and firm receipts that no need ever takes. */
  readonly excess: Float64Array;
  /** By demand: causeKinds and the operation or item it names; all `none` in a one-pass plan, where delays are projected. */
  readonly causeKind: Uint8Array;
  readonly causeOf: Int32Array;
  /** By receipt: when it is first needed, Infinity for never. */
  readonly receiptNeededAt: Float64Array;
}

export class PlanCancelled extends Error {
  constructor() {
    super('the planning run was cancelled');
  }
}

/** Lots so small, or quantities so large, that the plan cannot be held; names the item. */
export class PlanTooLarge extends Error {
  readonly item: number;
  constructor(item: number, message: string) {
    super(message);
    this.item = item;
  }
}

export const tooManyOrders = (item: number, most: number): PlanTooLarge =>
  new PlanTooLarge(item, `more than ${most} orders: the largest lot is too small for the needs`);

interface Growable {
  readonly length: number;
  set(from: ArrayLike<number>): void;
}

const grown = <Values extends Growable>(values: Values, make: (length: number) => Values): Values => {
  const larger = make(values.length * 2);
  larger.set(values as unknown as ArrayLike<number>);
  return larger;
};
const ints = (length: number): Int32Array => new Int32Array(length);
const doubles = (length: number): Float64Array => new Float64Array(length);
const bytes = (length: number): Uint8Array => new Uint8Array(length);

export class GrowingOrders {
  count = 0;
  operation = ints(1024);
  start = doubles(1024);
  end = doubles(1024);
  quantity = doubles(1024);
  good = doubles(1024);

  add(operation: number, start: number, end: number, quantity: number, good: number): void {
    const at = this.count;
    if (at === this.operation.length) this.grow();
    this.operation[at] = operation;
    this.start[at] = start;
    this.end[at] = end;
    this.quantity[at] = quantity;
    this.good[at] = good;
    this.count = at + 1;
  }

  finish(): OrderArrays {
    const { count } = this;
    const [operation, start, end] = [this.operation.slice(0, count), this.start.slice(0, count), this.end.slice(0, count)];
    return { count, operation, start, end, quantity: this.quantity.slice(0, count), good: this.good.slice(0, count) };
  }

  private grow(): void {
    this.operation = grown(this.operation, ints);
    this.start = grown(this.start, doubles);
    this.end = grown(this.end, doubles);
    this.quantity = grown(this.quantity, doubles);
    this.good = grown(this.good, doubles);
  }
}

export class GrowingPegging {
  count = 0;
  supplyKind = bytes(1024);
  supply = ints(1024);
  needKind = bytes(1024);
  need = ints(1024);
  item = ints(1024);
  quantity = doubles(1024);

  add(supplyKind: number, supply: number, needKind: number, need: number, item: number, quantity: number): void {
    const at = this.count;
    if (at === this.supply.length) this.grow();
    this.supplyKind[at] = supplyKind;
    this.supply[at] = supply;
    this.needKind[at] = needKind;
    this.need[at] = need;
    this.item[at] = item;
    this.quantity[at] = quantity;
    this.count = at + 1;
  }

  finish(): PeggingArrays {
    const { count } = this;
    return {
      count,
      supplyKind: this.supplyKind.slice(0, count),
      supply: this.supply.slice(0, count),
      needKind: this.needKind.slice(0, count),
      need: this.need.slice(0, count),
      item: this.item.slice(0, count),
      quantity: this.quantity.slice(0, count),
    };
  }

  private grow(): void {
    this.supplyKind = grown(this.supplyKind, bytes);
    this.supply = grown(this.supply, ints);
    this.needKind = grown(this.needKind, bytes);
    this.need = grown(this.need, ints);
    this.item = grown(this.item, ints);
    this.quantity = grown(this.quantity, doubles);
  }
}
