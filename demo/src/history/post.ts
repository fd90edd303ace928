/**
 * Carries the simulated history out through the product's own commands. What can be pushed down is asked of the product (propose),
 * as a browser does; prices and terms come from the masters.
 */
import { formatQuantity, formatMoney, applyRateHalfUp, divideHalfUp, parseMoney, parsePrice, parseRate, quantity as millionths, sumMoney, type Money } from '@millwright/core/primitives/decimal';

import type { Factory } from '../factory/factory.ts';
import { padded } from '../factory/figures.ts';
import type { Desk, Line, Saved } from './desk.ts';
import type {
  AcceptanceEvent, CloseEvent, CollectionEvent, CompletionEvent, DeliveryEvent, DemoEvent, EventKind, IssueEvent, LineOf, PaymentEvent, PurchaseOrderEvent, ReceiptEvent, ReportEvent, ReversalEvent,
  SalesInvoiceEvent, SalesOrderEvent, SupplierInvoiceEvent, WorkOrderEvent,
} from './events.ts';

/** Documents posted so far, by the simulation's key. */
type Posted = { readonly id: string; version: number; lines: readonly string[] };
export type Poster = {
  post(desk: Desk, event: DemoEvent): Promise<void>;
  /** Between two stages of a day: learns the line ids of the orders just placed. */
  lookUpLines(desk: Desk): Promise<void>;
  /** Learns the versions that documents have by now. */
  lookUpVersions(desk: Desk, keys: readonly string[]): Promise<void>;
};

const text = (quantity: number): string => formatQuantity(millionths(BigInt(quantity)));
const idIn = (value: unknown): string => (typeof value === 'object' && value !== null ? (value as { id: string }).id : String(value));

export function createPoster(factory: Factory): Poster {
  const posted = new Map<string, Posted>();
  const items = new Map(factory.items.map((item) => [item.code, item]));
  const of = (key: string): Posted => {
    const found = posted.get(key);
    if (!found) throw new Error(`${key} has not been posted`);
    return found;
  };
  const keep = (key: string, saved: Saved): void => void posted.set(key, { id: saved.id, version: saved.version, lines: [] });
  /** Orders whose lines have not been looked up yet. */
  const placed = { 'sales-order': [] as string[], 'purchase-order': [] as string[], 'work-order': [] as string[] };
  const sourced = (desk: Desk, lines: readonly LineOf[]) => lines.map(({ of: order, line, item, quantity }) => ({
    orderLine: of(order).lines[line], item: desk.idOf('engineering/item', item), warehouse: desk.idOf('inventory/warehouse', items.get(item)?.warehouse ?? 'W01'), quantity: text(quantity),
  }));

  const handlers: { readonly [Kind in EventKind]: (desk: Desk, event: Extract<DemoEvent, { kind: Kind }>) => Promise<void> } = {
    async 'sales-order'(desk, event: SalesOrderEvent) {
      const customer = factory.customers.find(({ code }) => code === event.customer);
      const saved = await desk.run('linxiao', 'sales/sales-order.save', {
        customer: desk.idOf('sales/customer', event.customer), day: event.day, customerOrder: event.customerOrder, shipTo: customer?.shipTo ?? '', paymentDays: customer?.paymentDays ?? 60,
        lines: event.lines.map((line) => ({ item: desk.idOf('engineering/item', line.item), quantity: text(line.quantity), priceWithTax: items.get(line.item)?.salesPrice, taxRate: '0.13', dueDay: line.dueDay })),
      });
      const approved = event.draft ? saved : await desk.run('shenjia', 'sales/sales-order.approve', { id: saved.id, version: saved.version });
      keep(event.key, { ...saved, version: approved.version });
      placed[event.kind].push(event.key);
    },
    async 'purchase-order'(desk, event: PurchaseOrderEvent) {
      const supplier = factory.suppliers.find(({ code }) => code === event.supplier);
      const saved = await desk.run('luwenbin', 'purchasing/purchase-order.save', {
        supplier: desk.idOf('purchasing/supplier', event.supplier), day: event.day, paymentDays: supplier?.paymentDays ?? 60, contractNumber: `HD-CG-${event.day.slice(0, 4)}-${padded(Number(event.key.slice(3)), 3)}`,
        lines: event.lines.map((line) => ({ item: desk.idOf('engineering/item', line.item), quantity: text(line.quantity), priceWithTax: items.get(line.item)?.purchasePrice, taxRate: supplier?.taxRate ?? '0.13', dueDay: line.dueDay })),
      });
      const worth = event.lines.reduce((sum, line) => sum + BigInt(line.quantity) * parsePrice(items.get(line.item)?.purchasePrice ?? '0'), 0n);
      // 10 万以上 goes to the finance manager, as on the approval page.
      const approver = worth >= 100_000n * 100_000_000_000_000n ? 'zhouguoliang' : 'xuhaiyan';
      const approved = event.draft ? saved : await desk.run(approver, 'purchasing/purchase-order.approve', { id: saved.id, version: saved.version });
      keep(event.key, { ...saved, version: approved.version });
      placed[event.kind].push(event.key);
    },
    async 'work-order'(desk, event: WorkOrderEvent) {
      const saved = await desk.run('chensiyuan', 'shopfloor/work-order.save', {
        item: desk.idOf('engineering/item', event.item), quantity: text(event.quantity), day: event.day, startDay: event.startDay, dueDay: event.dueDay,
      });
      if (event.draft) return keep(event.key, saved);
      const released = await desk.run('chensiyuan', 'shopfloor/work-order.release', { id: saved.id, version: saved.version });
      keep(event.key, { ...saved, version: released.version });
      placed[event.kind].push(event.key);
    },
    async receipt(desk, event: ReceiptEvent) {
      keep(event.key, await desk.run('heli', 'purchasing/purchase-receipt.save', {
        supplier: desk.idOf('purchasing/supplier', event.supplier), day: event.day, deliveryNote: `SH${event.day.slice(2).replaceAll('-', '')}${event.key.replace(/\D/g, '')}`, book: true, lines: sourced(desk, event.lines),
      }));
    },
    async issue(desk, event: IssueEvent) {
      const { lines } = await desk.ask('heli', 'shopfloor/material-issue.propose', { sourceId: of(event.workOrder).id });
      keep(event.key, await desk.run('heli', 'shopfloor/material-issue.save', {
        workOrder: of(event.workOrder).id, day: event.day, book: true,
        lines: desk.linesFor('shopfloor/material-issue.save', lines),
      }));
    },
    async report(desk, event: ReportEvent) {
      keep(event.key, await desk.run('maguofu', 'shopfloor/operation-report.save', {
        workOrder: of(event.workOrder).id, operation: of(event.workOrder).lines[event.operation], day: event.day, book: true, goodQuantity: text(event.good), scrapQuantity: text(event.scrap),
        cause: event.scrap > 0 ? desk.idOf('foundation/cause-code', causes[Number(event.key.slice(3)) % causes.length] ?? 'BF01') : null, person: workers[Number(event.key.slice(3)) % workers.length],
      }));
    },
    async completion(desk, event: CompletionEvent) {
      keep(event.key, await desk.run('heli', 'shopfloor/completion.save', { workOrder: of(event.workOrder).id, day: event.day, quantity: text(event.quantity), book: true }));
    },
    async 'work-order-close'(desk, event: CloseEvent) {
      keep(event.key, await desk.run('hejingyi', 'shopfloor/work-order.close', { id: of(event.workOrder).id, version: of(event.workOrder).version }));
    },
    async delivery(desk, event: DeliveryEvent) {
      keep(event.key, await desk.run('heli', 'sales/delivery.save', {
        customer: desk.idOf('sales/customer', event.customer), day: event.day, shipTo: factory.customers.find(({ code }) => code === event.customer)?.shipTo ?? '', book: true, lines: sourced(desk, event.lines),
      }));
    },
    async acceptance(desk, event: AcceptanceEvent) {
      const { lines } = await desk.ask('linxiao', 'sales/acceptance.propose', { sourceId: of(event.delivery).id });
      keep(event.key, await desk.run('linxiao', 'sales/acceptance.save', {
        customer: desk.idOf('sales/customer', event.customer), day: event.day, signedBy: factory.customers.find(({ code }) => code === event.customer)?.contact ?? '', book: true,
        lines: desk.linesFor('sales/acceptance.save', lines),
      }));
    },
    async 'sales-invoice'(desk, event: SalesInvoiceEvent) {
      const proposals = await Promise.all(event.acceptances.map((key) => desk.ask('hejingyi', 'sales/sales-invoice.propose', { sourceId: of(key).id })));
      keep(event.key, await desk.run('hejingyi', 'sales/sales-invoice.save', {
        customer: desk.idOf('sales/customer', event.customer), day: event.day, invoiceNumber: invoiceNumber('2633', event.day, event.key), book: true,
        lines: desk.linesFor('sales/sales-invoice.save', proposals.flatMap(({ lines }) => lines)),
      }));
    },
    async collection(desk, event: CollectionEvent) {
      const proposals = await Promise.all(event.acceptances.map((key) => desk.ask<Line & { lines: readonly Line[] }>('sunmeiling', 'finance/collection.propose', { sourceId: of(key).id })));
      const customer = desk.idOf('sales/customer', event.customer);
      if (event.openings.length > 0) proposals.push(await takenOver(desk, 'finance/receivable.open-items', { customer }, event.openings));
      keep(event.key, await settle(desk, 'finance/collection', 'customer', customer, event, proposals));
    },
    async 'supplier-invoice'(desk, event: SupplierInvoiceEvent) {
      const proposals = await Promise.all(event.receipts.map((key) => desk.ask<{ paymentDays: number; lines: readonly Line[] }>('hejingyi', 'finance/supplier-invoice.propose', { sourceId: of(key).id })));
      const rate = parseRate(factory.suppliers.find(({ code }) => code === event.supplier)?.taxRate ?? '0.13');
      keep(event.key, await desk.run('hejingyi', 'finance/supplier-invoice.save', {
        supplier: desk.idOf('purchasing/supplier', event.supplier), day: event.day, invoiceNumber: invoiceNumber('2632', event.day, event.key), invoiceKind: 'special', paymentDays: proposals[0]?.paymentDays ?? 60, book: true,
        lines: desk.linesFor('finance/supplier-invoice.save', proposals.flatMap(({ lines }) => lines), (line) => {
          if (event.differencePercent === 0) return {};
          const amount = divideHalfUp(parseMoney(String(line['amount'])) * BigInt(100 + event.differencePercent), 100n) as Money;
          return { amount: formatMoney(amount), tax: formatMoney(applyRateHalfUp(amount, rate)) };
        }),
      }));
    },
    async payment(desk, event: PaymentEvent) {
      const proposals = await Promise.all(event.invoices.map((key) => desk.ask<Line & { lines: readonly Line[] }>('sunmeiling', 'finance/payment.propose', { sourceId: of(key).id })));
      const supplier = desk.idOf('purchasing/supplier', event.supplier);
      if (event.openings.length > 0) proposals.push(await takenOver(desk, 'finance/payable.open-items', { supplier }, event.openings));
      keep(event.key, await settle(desk, 'finance/payment', 'supplier', supplier, event, proposals));
    },
    async reversal(desk, event: ReversalEvent) {
      const command = { receipt: 'purchasing/purchase-receipt.reverse', issue: 'shopfloor/material-issue.reverse', delivery: 'sales/delivery.reverse' }[event.noun];
      await desk.run('heli', command, { id: of(event.of).id, version: of(event.of).version, day: event.day });
    },
  };
  return {
    post: (desk, event) => (handlers[event.kind] as (desk: Desk, event: DemoEvent) => Promise<void>)(desk.on(event.day), event),
    async lookUpLines(desk) {
      await Promise.all((['sales-order', 'purchase-order', 'work-order'] as const).map(async (kind) => {
        const keys = placed[kind].splice(0);
        if (keys.length === 0) return;
        const lines = await desk.lineIds(kind, keys.map((key) => of(key).id));
        for (const key of keys) of(key).lines = lines.get(of(key).id) ?? [];
      }));
    },
    async lookUpVersions(desk, keys) {
      if (keys.length === 0) return;
      const versions = await desk.versions(keys.map((key) => of(key).id));
      for (const key of keys) of(key).version = versions.get(of(key).id) ?? of(key).version;
    },
  };
}

/** Open items of the opening balance have no document to push down from; they are picked from the list of what is open. */
async function takenOver(desk: Desk, query: string, party: Line, amounts: readonly string[]): Promise<Line & { lines: readonly Line[] }> {
  const { rows } = await desk.ask<{ rows: readonly Line[] }>('sunmeiling', query, party);
  const lines = rows.filter((row) => row['kind'] === 'ledger/opening' && amounts.includes(String(row['open']))).map((row) => ({ openItem: row['id'], open: row['open'] }));
  return { bankAccount: desk.idOf('ledger/account', '1002.01'), lines };
}

/** Money against open items: everything that is open, or the same share of each when the partner (or we) pay in part. */
async function settle(desk: Desk, noun: string, partyField: string, party: string, event: CollectionEvent | PaymentEvent, proposals: readonly (Line & { lines: readonly Line[] })[]): Promise<Saved> {
  const lines = proposals.flatMap((proposal) => proposal.lines).map((line) => ({
    openItem: String(line['openItem']), amount: formatMoney(divideHalfUp(parseMoney(String(line['open'] ?? line['amount'])) * BigInt(event.percent), 100n) as Money),
  })).filter(({ amount }) => amount !== '0.00');
  return desk.run('sunmeiling', `${noun}.save`, {
    [partyField]: party, day: event.day, bankAccount: idIn(proposals[0]?.['bankAccount']), amount: formatMoney(sumMoney(lines.map(({ amount }) => parseMoney(amount)))), book: true, lines,
  });
}

const causes = ['BF01', 'BF02', 'BF03', 'BF04', 'BF05'];
const workers = ['赵铁军', '钱国强', '孙志高', '李卫民', '周建忠', '吴小芳', '郑大勇', '王秀兰'];
/** Twenty digits as on a full electronic invoice; made up, and counted on, so that none appears twice. */
const invoiceNumber = (prefix: string, day: string, key: string): string => `${prefix}${day.slice(2).replaceAll('-', '')}${padded(Number(key.replace(/\D/g, '')), 10)}`;
