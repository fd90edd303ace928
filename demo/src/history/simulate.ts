/**
 * Twenty-six weeks of the factory, day by day, as a list of documents. Pure: the same factory and the same last day give the same
 * list. Within a day the order is the order of booking: nothing is used before the document that brought it.
 */
import { addDays, daysBetween, type PlainDay, weekday } from '@millwright/core/primitives/plain-day';
import { buildFactory, type Factory } from '../factory/factory.ts';
import type { DemoEvent } from './events.ts';
import { planSupply } from './plan-supply.ts';
import { openShop, type Shop } from './shop.ts';
import { closeFinished, receiveGoods, reportWork, shelveCompleted, startWork } from './shop-floor.ts';
import { acceptDeliveries, collectMoney, deliverGoods, invoicePurchases, invoiceSales, paySuppliers, takeOrders } from './trade.ts';
import { workingDays } from './working-days.ts';

export type History = { readonly days: readonly { readonly day: PlainDay; readonly events: readonly DemoEvent[] }[]; readonly shop: Shop };

export function simulate(from: PlainDay, last: PlainDay, factory: Factory = buildFactory()): History {
  const calendar = workingDays(addDays(from, -60), addDays(last, 200));
  const shop = openShop(factory, calendar, from);
  const days: { day: PlainDay; events: readonly DemoEvent[] }[] = [];
  for (let day = from; day <= last; day = addDays(day, 1)) {
    if (!calendar.isWorking(day) && day !== last) continue;
    const first = shop.events.length;
    workDay(shop, day, last, first);
    days.push({ day, events: shop.events.slice(first) });
  }
  return { days, shop };
}

function workDay(shop: Shop, day: PlainDay, last: PlainDay, first: number): void {
  const week = weekday(day);
  takeOrders(shop, day, last);
  if (week === 1 || day === last) planSupply(shop, day, last);
  receiveGoods(shop, day);
  startWork(shop, day, last);
  reportWork(shop, day);
  shelveCompleted(shop, first);
  deliverGoods(shop, day, last);
  acceptDeliveries(shop, day);
  if (week === 2 || week === 5) invoiceSales(shop, day);
  collectMoney(shop, day);
  invoicePurchases(shop, day);
  if (isPayDay(shop, day)) paySuppliers(shop, day);
  if (week === 5) closeFinished(shop, day, addDays(day, -2));
}

/** The tenth and the twenty-fifth, or the next working day. */
function isPayDay(shop: Shop, day: PlainDay): boolean {
  const date = Number(day.slice(8));
  return [10, 25].some((payDay) => {
    const late = date - payDay;
    return late >= 0 && late < 4 && Array.from({ length: late }, (_, index) => addDays(day, -1 - index)).every((earlier) => !shop.calendar.isWorking(earlier)) && daysBetween(addDays(day, -late), day) === late;
  });
}
