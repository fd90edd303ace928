// Goal: the history is the same every time, big enough, and never uses what is not there.
// Method: simulate twice and compare; replay the documents against the opening stock with needs worked out anew.
import { addDays, parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, test } from 'vitest';
import { historyStart } from '../company.ts';
import { buildFactory } from '../factory/factory.ts';
import type { DemoEvent } from './events.ts';
import { openingStock } from './opening-stock.ts';
import { simulate } from './simulate.ts';
import { structureOf } from './structure.ts';

const today = parseDay('2026-11-24');
const { days, shop } = simulate(historyStart(today), today);
const count = (kind: DemoEvent['kind']): number => shop.events.filter((event) => event.kind === kind).length;

describe('26 weeks of history', () => {
  test('hold at least 3,000 documents of every kind of the process', () => {
    expect(shop.events.length).toBeGreaterThan(3000);
    for (const kind of ['sales-order', 'purchase-order', 'work-order', 'receipt', 'issue', 'report', 'completion', 'delivery', 'acceptance', 'sales-invoice', 'collection', 'supplier-invoice', 'payment', 'reversal', 'work-order-close'] as const) {
      expect(count(kind), kind).toBeGreaterThan(10);
    }
  });

  test('are the same again', () => {
    expect(simulate(historyStart(today), today).days).toEqual(days);
  });

  test('move with the calendar: another last day shifts the story, whichever it is', () => {
    for (const other of ['2026-02-28', '2027-01-04', '2026-10-08']) {
      const day = parseDay(other);
      expect(simulate(historyStart(day), day).shop.events.length).toBeGreaterThan(3000);
    }
  });

  test('end in an open state: late lines, orders at work, drafts', () => {
    const late = shop.sales.filter((line) => line.dueDay < today);
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(25);
    expect(shop.workOrders.filter((order) => order.done === undefined).length).toBeGreaterThan(10);
    expect(shop.events.filter((event) => 'draft' in event && event.draft).length).toBeGreaterThanOrEqual(3);
    expect(days.at(-1)?.day).toBe(today);
  });

  test('never issue, deliver or backflush what is not on the shelf', () => {
    const structure = structureOf(buildFactory());
    const stock = new Map(openingStock(buildFactory()).map(({ item, quantity }) => [item, Number(quantity) * 1_000_000]));
    const orders = new Map(shop.events.flatMap((event) => (event.kind === 'work-order' ? [[event.key, event] as const] : [])));
    const move = (item: string, quantity: number, key: string): void => {
      stock.set(item, (stock.get(item) ?? 0) + quantity);
      expect(stock.get(item), `${item} at ${key}`).toBeGreaterThanOrEqual(0);
    };
    for (const event of shop.events) {
      if (event.key.endsWith('-wrong')) continue;
      if (event.kind === 'receipt') for (const line of event.lines) move(line.item, line.quantity, event.key);
      if (event.kind === 'completion') move(event.item, event.quantity, event.key);
      if (event.kind === 'delivery') for (const line of event.lines) move(line.item, -line.quantity, event.key);
      if (event.kind === 'issue') {
        const order = orders.get(event.workOrder);
        for (const need of structure.needs(order?.item ?? '', order?.quantity ?? 0)) move(need.item, -need.quantity, event.key);
      }
    }
  });

  test('a fortnight of it is a part of the whole kind', () => {
    const end = addDays(historyStart(today), 13);
    expect(simulate(historyStart(today), end).days.length).toBeLessThanOrEqual(10);
  });
});
