/**
 * 计划员's Monday and Thursday: what open orders need beyond stock and what is on its way becomes work orders and purchase orders,
 * parents before components. A plain net of everything due in the next weeks, by the items' own lot rules; the product's MRP is
 * richer, but it cannot run before the history it plans from exists.
 */
import { addDays, daysBetween, type PlainDay } from '@millwright/core/primitives/plain-day';
import type { ItemRow } from '../factory/rows.ts';
import { unitMillionths } from './events.ts';
import { groupBy, onHand, type PurchaseLine, type Shop } from './shop.ts';

const horizonDays = 42;
/** In the last days the planner looks less far, so that MRP has something to propose when the demo is opened. */
const lastHorizonDays = 16;
type Wanted = { quantity: number; day: PlainDay };

export function planSupply(shop: Shop, today: PlainDay, last: PlainDay): void {
  const wanted = new Map<string, Wanted>();
  const want = (item: string, quantity: number, day: PlainDay): void => {
    const known = wanted.get(item);
    wanted.set(item, { quantity: (known?.quantity ?? 0) + quantity, day: known && known.day < day ? known.day : day });
  };
  const until = addDays(today, daysBetween(today, last) <= 4 ? lastHorizonDays : horizonDays);
  for (const line of shop.sales) if (line.open > 0 && (line.dueDay <= until || isMould(shop, line.item))) want(line.item, line.open, shop.calendar.before(line.dueDay, 2));
  for (const order of shop.workOrders) if (!order.issued) for (const need of order.needs) want(need.item, need.quantity, order.startDay);
  const coming = new Map<string, number>();
  for (const line of shop.purchases) coming.set(line.item, (coming.get(line.item) ?? 0) + line.open);
  for (const order of shop.workOrders) if (order.done === undefined) coming.set(order.item, (coming.get(order.item) ?? 0) + order.quantity - order.completed);

  const buying: { item: ItemRow; quantity: number; day: PlainDay }[] = [];
  for (const code of shop.structure.order) {
    const item = shop.structure.items.get(code);
    if (!item || item.class === 'service' || item.source === 'phantom') continue;
    const need = wanted.get(code);
    const quantity = lotFor(item, (need?.quantity ?? 0) - onHand(shop, code) - (coming.get(code) ?? 0), need !== undefined);
    if (quantity === 0) continue;
    const day = need && need.day > today ? need.day : today;
    if (item.source === 'make') {
      for (const component of releaseWorkOrder(shop, code, quantity, today, day, last)) want(component.item, component.quantity, component.day);
    } else buying.push({ item, quantity, day });
  }
  for (const [supplier, lines] of groupBy(buying, ({ item }) => item.supplier ?? 'S0001')) orderFrom(shop, supplier, lines, today, last);
}
const isMould = (shop: Shop, code: string): boolean => shop.structure.items.get(code)?.class === 'mould';

/** The item's lot rule in whole units; 0 when nothing is short. Period goods are made for about a month ahead. */
function lotFor(item: ItemRow, shortage: number, running: boolean): number {
  const units = (text: string | null | undefined): number => Number(text ?? '0') * unitMillionths;
  if (item.orderPolicy === 'min-max') {
    if (!running || shortage <= -units(item.reorderPoint)) return 0;
    return roundUp(shortage + units(item.orderUpTo), units(item.lotMultiple));
  }
  const short = shortage + (running ? units(item.safetyStock) : 0);
  if (short <= 0) return 0;
  const ahead = item.orderPolicy !== 'period' ? short : item.source === 'make' ? short * 3 : short * 2;
  return roundUp(Math.max(ahead, units(item.lotMinimum)), units(item.lotMultiple));
}
function roundUp(quantity: number, multiple: number): number {
  const step = multiple > 0 ? multiple : unitMillionths;
  const rest = quantity % step;
  return rest === 0 ? quantity : quantity - rest + step;
}

function releaseWorkOrder(shop: Shop, item: string, quantity: number, today: PlainDay, needDay: PlainDay, last: PlainDay): { item: string; quantity: number; day: PlainDay }[] {
  const { calendar, structure } = shop;
  const leadDays = structure.items.get(item)?.leadDays ?? 3;
  const ideal = calendar.before(needDay, leadDays);
  const startDay = ideal > today ? ideal : today;
  const key = shop.nextKey('MO');
  const dueDay = calendar.after(startDay, leadDays);
  const draft = isFresh(today, last) && Number(key.slice(3)) % 3 === 0;
  shop.events.push({ kind: 'work-order', key, day: today, item, quantity, startDay, dueDay, draft });
  const needs = structure.needs(item, quantity);
  if (!draft) shop.workOrders.push({ key, item, quantity, startDay, needs, issued: false, reports: [], good: quantity, completed: 0, split: false, done: undefined });
  return needs.map((need) => ({ ...need, day: startDay }));
}

/** One order per supplier; goods come as promised in seven of ten cases, otherwise late, and now and then in two parts. */
function orderFrom(shop: Shop, supplier: string, lines: { item: ItemRow; quantity: number; day: PlainDay }[], today: PlainDay, last: PlainDay): void {
  const { random: { supply }, calendar } = shop;
  const key = shop.nextKey('PO');
  const draft = isFresh(today, last) && Number(key.slice(3)) % 3 === 0;
  const ordered = lines.map(({ item, quantity, day }) => {
    const earliest = calendar.after(today, item.leadDays ?? 5);
    return { item: item.code, quantity, dueDay: day > earliest ? day : earliest };
  });
  shop.events.push({ kind: 'purchase-order', key, day: today, supplier, lines: ordered, draft });
  if (draft) return;
  const slip = supply.chance(70) ? 0 : supply.between(1, 5);
  const inParts = supply.chance(15);
  ordered.forEach((line, index) => {
    const day = calendar.after(line.dueDay, slip);
    const first = inParts && line.quantity > 10 * unitMillionths ? wholeUnits(line.quantity * 6 / 10) : line.quantity;
    const arrivals = first === line.quantity ? [{ day, quantity: first }] : [{ day, quantity: first }, { day: calendar.after(day, supply.between(2, 5)), quantity: line.quantity - first }];
    shop.purchases.push({ order: key, line: index, supplier, item: line.item, open: line.quantity, arrivals } satisfies PurchaseLine);
  });
}
/** Orders typed in the last days: some still wait for whoever releases or approves them. */
const isFresh = (today: PlainDay, last: PlainDay): boolean => daysBetween(today, last) <= 4;
export const wholeUnits = (quantity: number): number => Math.trunc(quantity / unitMillionths) * unitMillionths;
