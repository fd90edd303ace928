/**
 * The workshops' day: receipts first, then material out to what may start, operations reported one a working day, finished goods
 * in. Only so many orders start a day, which is where lateness comes from.
 */
import { daysBetween, lastDayOf, periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import { unitMillionths } from './events.ts';
import { wholeUnits } from './plan-supply.ts';
import { groupBy, move, onHand, type Shop, takeDue, type WorkOrder } from './shop.ts';

/** What the workshops start on an ordinary day; a tenth of what waits on top of it, as overtime. */
const startsPerDay = 4;

export function receiveGoods(shop: Shop, today: PlainDay): void {
  const { supply, money } = shop.random;
  const arriving = shop.purchases.flatMap((line) => line.arrivals.filter(({ day }) => day <= today).map(({ quantity }) => ({ line, quantity })));
  for (const line of shop.purchases) line.arrivals = line.arrivals.filter(({ day }) => day > today);
  for (const [supplier, lines] of groupBy(arriving, ({ line }) => line.supplier)) {
    const received = lines.map(({ line, quantity }) => ({ of: line.order, line: line.line, item: line.item, quantity }));
    const key = shop.nextKey('RC');
    if (supply.chance(2)) slipOfThePen(shop, today, key, supplier, received);
    shop.events.push({ kind: 'receipt', key, day: today, supplier, lines: received });
    for (const { line, quantity } of lines) {
      line.open -= quantity;
      move(shop, line.item, quantity);
    }
    if (money.chance(94)) shop.received.push({ key, supplier, invoiceOn: statementDay(shop, supplier, today) });
  }
  shop.purchases = shop.purchases.filter((line) => line.open > 0);
}

/** 对账: a supplier invoices a month's receipts together, in the first days of the next month; every supplier has his own day. */
function statementDay(shop: Shop, supplier: string, today: PlainDay): PlainDay {
  return shop.calendar.after(lastDayOf(periodOf(today)), 2 + (Number(supplier.slice(1)) % 7));
}

/** The storekeeper counts one short, sees it, reverses and books anew. */
function slipOfThePen(shop: Shop, day: PlainDay, key: string, supplier: string, lines: readonly { of: string; line: number; item: string; quantity: number }[]): void {
  const wrong = `${key}-wrong`;
  shop.events.push({ kind: 'receipt', key: wrong, day, supplier, lines: lines.map((line, index) => (index === 0 && line.quantity > unitMillionths ? { ...line, quantity: line.quantity - unitMillionths } : line)) });
  shop.events.push({ kind: 'reversal', key: `${wrong}-red`, day, of: wrong, noun: 'receipt' });
}

/** 折弯 2# stands still in the last fortnight: no overtime helps, and a few deliveries will be late. */
const breakdownDays = 12;

export function startWork(shop: Shop, today: PlainDay, last: PlainDay): void {
  let starts = 0;
  const ready = shop.workOrders.filter((order) => !order.issued && order.startDay <= today);
  const broken = daysBetween(today, last) <= breakdownDays;
  for (const order of ready) {
    if (starts * 10 >= startsPerDay * 10 + (broken ? 0 : ready.length)) return;
    if (order.needs.some((need) => onHand(shop, need.item) < need.quantity)) continue;
    starts += 1;
    order.issued = true;
    const key = shop.nextKey('MI');
    if (shop.random.floor.chance(1)) {
      shop.events.push({ kind: 'issue', key: `${key}-wrong`, day: today, workOrder: order.key }, { kind: 'reversal', key: `${key}-red`, day: today, of: `${key}-wrong`, noun: 'issue' });
    }
    shop.events.push({ kind: 'issue', key, day: today, workOrder: order.key });
    // Backflushed supplies leave the shelf later; they are set aside here, so that nobody else takes them first.
    for (const need of order.needs) move(shop, need.item, -need.quantity);
    scheduleReports(shop, order, today);
  }
}

/** One operation a working day, the first on the day of issue; one in ten waits for a machine. */
function scheduleReports(shop: Shop, order: WorkOrder, today: PlainDay): void {
  const { floor } = shop.random;
  const operations = shop.structure.products.get(order.item)?.operations.length ?? 1;
  order.split = order.quantity >= 40 * unitMillionths && floor.chance(18);
  let day = today;
  for (let operation = 0; operation < operations; operation += 1) {
    if (operation > 0) day = shop.calendar.after(day, floor.chance(10) ? floor.between(2, 4) : 1);
    const isLast = operation === operations - 1;
    if (order.split && isLast) {
      order.reports.push({ operation, day, share: 'first' }, { operation, day: shop.calendar.after(day, 1), share: 'rest' });
    } else order.reports.push({ operation, day, share: 'whole' });
  }
}

export function reportWork(shop: Shop, today: PlainDay): void {
  const { floor } = shop.random;
  for (const order of shop.workOrders) {
    const { due, rest } = takeDue(order.reports, ({ day }) => day <= today);
    order.reports = rest;
    for (const { operation, share } of due) {
      const before = order.good;
      const scrap = share === 'whole' && operation === 0 && order.quantity >= 20 * unitMillionths && floor.chance(9) ? floor.between(1, 2) * unitMillionths : 0;
      const reported = share === 'first' ? wholeUnits(before * 6 / 10) : share === 'rest' ? before - order.completed : before;
      order.good -= scrap;
      shop.events.push({ kind: 'report', key: shop.nextKey('OR'), day: today, workOrder: order.key, operation, good: reported - scrap, scrap });
      if (share !== 'whole' || order.reports.length === 0) complete(shop, order, share === 'whole' ? order.good : reported, today);
    }
  }
}

function complete(shop: Shop, order: WorkOrder, quantity: number, today: PlainDay): void {
  shop.events.push({ kind: 'completion', key: shop.nextKey('CP'), day: today, workOrder: order.key, item: order.item, quantity });
  order.completed += quantity;
  if (order.completed >= order.good) order.done = today;
}

/** Completed goods may be used from the next morning on: the day's issues were booked before them. */
export function shelveCompleted(shop: Shop, firstOfToday: number): void {
  for (const event of shop.events.slice(firstOfToday)) if (event.kind === 'completion') move(shop, event.item, event.quantity);
}

/** 结案 on Fridays, of what was finished by Wednesday. */
export function closeFinished(shop: Shop, today: PlainDay, finishedBy: PlainDay): void {
  const { due, rest } = takeDue(shop.workOrders, (order) => order.done !== undefined && order.done <= finishedBy);
  shop.workOrders = rest;
  for (const order of due) shop.events.push({ kind: 'work-order-close', key: shop.nextKey('WC'), day: today, workOrder: order.key });
}
