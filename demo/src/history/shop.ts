/**
 * The factory's state while the simulation runs: what lies on the shelves, which orders are open. It mirrors what the product will
 * book, document by document, so that nothing is issued or delivered that is not there.
 */
import { addDays, type PlainDay } from '@millwright/core/primitives/plain-day';
import type { Factory } from '../factory/factory.ts';
import { createRandom, type Random } from '../factory/random.ts';
import type { DemoEvent, LineOf } from './events.ts';
import { unitMillionths } from './events.ts';
import { openingPayables, openingReceivables } from './opening-balances.ts';
import { openingStock } from './opening-stock.ts';
import { type Need, type Structure, structureOf } from './structure.ts';
import type { WorkingDays } from './working-days.ts';

export type SalesLine = { readonly order: string; readonly line: number; readonly customer: string; readonly item: string; readonly dueDay: PlainDay; open: number };
export type PurchaseLine = { readonly order: string; readonly line: number; readonly supplier: string; readonly item: string; open: number; arrivals: { day: PlainDay; quantity: number }[] };
export type WorkOrder = {
  readonly key: string;
  readonly item: string;
  readonly quantity: number;
  readonly startDay: PlainDay;
  readonly needs: readonly Need[];
  issued: boolean;
  /** Reports still to come: operation index and day. */
  reports: { operation: number; day: PlainDay; share: 'first' | 'rest' | 'whole' }[];
  good: number;
  completed: number;
  /** Several completions of one order. */
  split: boolean;
  done: PlainDay | undefined;
};
export type Delivered = { readonly key: string; readonly customer: string; readonly acceptOn: PlainDay };
export type Accepted = { readonly key: string; readonly customer: string; readonly collectOn: PlainDay };
export type Received = { readonly key: string; readonly supplier: string; readonly invoiceOn: PlainDay };
export type Invoiced = { readonly key: string; readonly supplier: string; readonly payOn: PlainDay };

export type Shop = {
  readonly factory: Factory;
  readonly structure: Structure;
  readonly calendar: WorkingDays;
  readonly random: { readonly sales: Random; readonly supply: Random; readonly floor: Random; readonly money: Random };
  readonly stock: Map<string, number>;
  sales: SalesLine[];
  purchases: PurchaseLine[];
  workOrders: WorkOrder[];
  delivered: Delivered[];
  accepted: Accepted[];
  /** Receivables of the opening balance. */
  takenOver: { readonly customer: string; readonly amount: string; readonly collectOn: PlainDay }[];
  uninvoicedSales: Accepted[];
  /** Payables of the opening balance. */
  owed: { readonly supplier: string; readonly amount: string; readonly payOn: PlainDay }[];
  received: Received[];
  invoiced: Invoiced[];
  readonly events: DemoEvent[];
  /** "SO-17": running number by kind. */
  nextKey(kind: string): string;
};

export function openShop(factory: Factory, calendar: WorkingDays, from: PlainDay): Shop {
  const numbers = new Map<string, number>();
  return {
    factory, calendar, structure: structureOf(factory),
    random: { sales: createRandom(101), supply: createRandom(202), floor: createRandom(303), money: createRandom(404) },
    stock: new Map(openingStock(factory).map(({ item, quantity }) => [item, Number(quantity) * unitMillionths])),
    sales: [], purchases: [], workOrders: [], delivered: [], accepted: [], takenOver: openingReceivables(factory).map(({ customer, amount, collectAfterDays }) => ({ customer, amount, collectOn: addDays(from, collectAfterDays) })), owed: openingPayables(factory).map(({ supplier, amount, payAfterDays }) => ({ supplier, amount, payOn: addDays(from, payAfterDays) })),
    uninvoicedSales: [], received: [], invoiced: [], events: [],
    nextKey(kind) {
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      return `${kind}-${number}`;
    },
  };
}

export const onHand = (shop: Shop, item: string): number => shop.stock.get(item) ?? 0;
export function move(shop: Shop, item: string, quantity: number): void {
  const left = onHand(shop, item) + quantity;
  if (left < 0) throw new Error(`${item} would fall below zero`);
  shop.stock.set(item, left);
}
/** Takes the elements that are due out of a list. */
export function takeDue<Element>(list: readonly Element[], isDue: (element: Element) => boolean): { due: Element[]; rest: Element[] } {
  const due: Element[] = [];
  const rest: Element[] = [];
  for (const element of list) (isDue(element) ? due : rest).push(element);
  return { due, rest };
}
export function groupBy<Element>(list: readonly Element[], keyOf: (element: Element) => string): [string, Element[]][] {
  const groups = new Map<string, Element[]>();
  for (const element of list) groups.set(keyOf(element), [...(groups.get(keyOf(element)) ?? []), element]);
  return [...groups];
}
export type { LineOf };
