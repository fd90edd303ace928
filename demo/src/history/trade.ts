/**
 * Selling and money: orders come in, goods go out when they are due and there, customers sign, pay late or in part; suppliers
 * invoice what was received, now and then at another price, and are paid on the tenth and the twenty-fifth.
 */
import { addDays, daysBetween, type PlainDay } from '@millwright/core/primitives/plain-day';
import { unitMillionths } from './events.ts';
import { drawWish } from './market.ts';
import { wholeUnits } from './plan-supply.ts';
import { groupBy, move, onHand, type SalesLine, type Shop, takeDue } from './shop.ts';

export function takeOrders(shop: Shop, today: PlainDay, last: PlainDay): void {
  const { sales } = shop.random;
  const arriving = sales.chance(15) ? 2 : sales.chance(46) ? 1 : 0;
  for (let count = 0; count < (today === last ? 3 : arriving); count += 1) {
    const key = shop.nextKey('SO');
    const wish = drawWish(sales, today, Number(key.slice(3)));
    const draft = today === last;
    shop.events.push({ kind: 'sales-order', key, day: today, ...wish, draft });
    if (!draft) wish.lines.forEach(({ item, quantity, dueDay }, line) => shop.sales.push({ order: key, line, customer: wish.customer, item, dueDay, open: quantity }));
  }
}

/** 首件返工、待检: of what falls due in the last ten days every second order waits for the quality department. */
const isHeld = ({ order, dueDay }: SalesLine, last: PlainDay): boolean => daysBetween(dueDay, last) >= 0 && daysBetween(dueDay, last) <= 10 && Number(order.slice(3)) % 2 === 0;

/** A lorry per customer: what is due within three days and there; part of it when the day has come. */
export function deliverGoods(shop: Shop, today: PlainDay, last: PlainDay): void {
  const { sales } = shop.random;
  const soon = addDays(today, 3);
  const due = shop.sales.filter((line) => line.open > 0 && line.dueDay <= soon && !isHeld(line, last)).sort((a, b) => (a.dueDay < b.dueDay ? -1 : a.dueDay > b.dueDay ? 1 : 0));
  const loaded: { line: (typeof due)[number]; quantity: number }[] = [];
  for (const line of due) {
    const there = wholeUnits(onHand(shop, line.item));
    const enough = there >= line.open;
    if (!enough && (line.dueDay > today || there * 10 < line.open * 3)) continue;
    const quantity = enough ? line.open : there;
    if (quantity < unitMillionths) continue;
    move(shop, line.item, -quantity);
    line.open -= quantity;
    loaded.push({ line, quantity });
  }
  for (const [customer, lines] of groupBy(loaded, ({ line }) => line.customer)) {
    const key = shop.nextKey('DN');
    const delivered = lines.map(({ line, quantity }) => ({ of: line.order, line: line.line, item: line.item, quantity }));
    if (sales.chance(2)) shop.events.push({ kind: 'delivery', key: `${key}-wrong`, day: today, customer, lines: delivered.slice(0, 1) }, { kind: 'reversal', key: `${key}-red`, day: today, of: `${key}-wrong`, noun: 'delivery' });
    shop.events.push({ kind: 'delivery', key, day: today, customer, lines: delivered });
    shop.delivered.push({ key, customer, acceptOn: shop.calendar.after(today, sales.between(1, 4)) });
  }
  shop.sales = shop.sales.filter((line) => line.open > 0);
}

export function acceptDeliveries(shop: Shop, today: PlainDay): void {
  const { money } = shop.random;
  const { due, rest } = takeDue(shop.delivered, ({ acceptOn }) => acceptOn <= today);
  shop.delivered = rest;
  for (const { key: delivery, customer } of due) {
    const key = shop.nextKey('SA');
    shop.events.push({ kind: 'acceptance', key, day: today, customer, delivery });
    const terms = shop.factory.customers.find(({ code }) => code === customer)?.paymentDays ?? 60;
    const accepted = { key, customer, collectOn: addDays(today, terms + money.between(-8, 22)) };
    shop.accepted.push(accepted);
    shop.uninvoicedSales.push(accepted);
  }
}

/** Invoices go out on Tuesdays and Fridays, one a customer. */
export function invoiceSales(shop: Shop, today: PlainDay): void {
  for (const [customer, list] of groupBy(shop.uninvoicedSales, (accepted) => accepted.customer)) {
    shop.events.push({ kind: 'sales-invoice', key: shop.nextKey('SI'), day: today, customer, acceptances: list.map(({ key }) => key) });
  }
  shop.uninvoicedSales = [];
}

export function collectMoney(shop: Shop, today: PlainDay): void {
  const { money } = shop.random;
  const { due, rest } = takeDue(shop.accepted, ({ collectOn }) => collectOn <= today);
  shop.accepted = rest;
  for (const [customer, list] of groupBy(due, (accepted) => accepted.customer)) {
    shop.events.push({ kind: 'collection', key: shop.nextKey('CO'), day: today, customer, acceptances: list.map(({ key }) => key), openings: [], percent: money.chance(15) ? 60 : 100 });
  }
  const old = takeDue(shop.takenOver, ({ collectOn }) => collectOn <= today);
  shop.takenOver = old.rest;
  for (const [customer, list] of groupBy(old.due, (receivable) => receivable.customer)) {
    shop.events.push({ kind: 'collection', key: shop.nextKey('CO'), day: today, customer, acceptances: [], openings: list.map(({ amount }) => amount), percent: 100 });
  }
}

export function invoicePurchases(shop: Shop, today: PlainDay): void {
  const { money } = shop.random;
  const { due, rest } = takeDue(shop.received, ({ invoiceOn }) => invoiceOn <= today);
  shop.received = rest;
  for (const [supplier, list] of groupBy(due, (received) => received.supplier)) {
    const key = shop.nextKey('PI');
    const differencePercent = money.chance(8) ? money.pick([-2, -1, 1, 2, 3]) : 0;
    shop.events.push({ kind: 'supplier-invoice', key, day: today, supplier, receipts: list.map(({ key: receipt }) => receipt), differencePercent });
    const terms = shop.factory.suppliers.find(({ code }) => code === supplier)?.paymentDays ?? 60;
    shop.invoiced.push({ key, supplier, payOn: addDays(today, terms - 10) });
  }
}

export function paySuppliers(shop: Shop, today: PlainDay): void {
  const { money } = shop.random;
  const { due, rest } = takeDue(shop.invoiced, ({ payOn }) => payOn <= today);
  shop.invoiced = rest;
  for (const [supplier, list] of groupBy(due, (invoiced) => invoiced.supplier)) {
    shop.events.push({ kind: 'payment', key: shop.nextKey('PY'), day: today, supplier, invoices: list.map(({ key }) => key), openings: [], percent: money.chance(10) ? 50 : 100 });
  }
  const old = takeDue(shop.owed, ({ payOn }) => payOn <= today);
  shop.owed = old.rest;
  for (const [supplier, list] of groupBy(old.due, (payable) => payable.supplier)) {
    shop.events.push({ kind: 'payment', key: shop.nextKey('PY'), day: today, supplier, invoices: [], openings: list.map(({ amount }) => amount), percent: 100 });
  }
}
