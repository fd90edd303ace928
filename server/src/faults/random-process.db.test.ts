/**
 * Property: whatever eight people do at once with the documents of the whole process — buy, receive, invoice, pay, make, issue,
 * report, complete, close, sell, deliver, accept, bill, collect, settle advances, make vouchers, reverse anything at random — every invariant holds
 * afterwards, stock is never negative, voucher numbers have no gap and both books are equal. Refusals are fine; nothing else is.
 * The seed is printed; MILLWRIGHT_SEED repeats the choices (not the timing).
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';
import { testCompany, type TestCompany } from '../test-company.ts';
import { describeBreak, runVerify } from '../verify.ts';

const seed = Number(process.env['MILLWRIGHT_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
const people = 8;
const stepsEach = Number(process.env['MILLWRIGHT_STEPS'] ?? 80);

/** mulberry32: small, seeded, good enough to choose steps. */
function chance(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Done = { noun: string; id: string };
describe('eight people at once', () => {
  let company: TestCompany;
  let shop: Workshop;
  let admin: pg.Client;
  beforeAll(async () => {
    company = await testCompany('random-process', { today: '2026-06-25' });
    shop = await testWorkshop(company);
    await shop.stock(shop.plate, '400', '12.37');
    await shop.stock(shop.screw, '900', '0.43');
    const { output: bought } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item: shop.cabinet, quantity: '150', priceWithTax: '61.07', dueDay: '2026-06-01' }] });
    await company.run('purchasing/purchase-order.approve', { id: bought.id, version: 1 });
    const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: bought.id });
    await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-01', book: true, lines: [{ orderLine: lines[0]?.orderLine, item: shop.cabinet, warehouse: shop.finishedWarehouse, quantity: '150' }] });
    admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await company.close();
  });

  it('the books stand whatever they do', { timeout: 600_000 }, async () => {
    process.stdout.write(`random process seed ${seed}\n`);
    const booked: Done[] = [];
    const open: Record<'bought' | 'sold' | 'made', string[]> = { bought: [], sold: [], made: [] };
    const refusals = new Map<string, number>();
    const plain = (value: unknown): unknown => (value !== null && typeof value === 'object' && 'id' in value ? (value as { id: unknown }).id : value);
    const flat = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]));

    const push = async (noun: string, sourceId: string, random: () => number, head: Record<string, unknown> = {}): Promise<void> => {
      const { lines, ...proposal } = await company.ask<Record<string, unknown> & { lines?: Record<string, unknown>[] }>(`${noun}.propose`, { sourceId });
      // Nothing remains to be pushed: not a refusal, only a step that found nothing to do.
      if (lines?.length === 0) return;
      const some = (lines ?? []).map(flat).map((line) => {
        const quantity = Number(line['quantity'] ?? 0);
        const taken = random() < 0.5 ? quantity : Math.max(1, Math.floor(quantity * random()));
        if (!quantity || taken >= quantity) return line;
        const share = (name: string) => (line[name] === undefined ? {} : { [name]: ((Number(line[name]) * taken) / quantity).toFixed(2) });
        return { ...line, quantity: String(taken), ...share('amount'), ...share('tax') };
      });
      const input = { ...flat(proposal), ...(lines ? { lines: some } : {}), day: '2026-06-24', book: true, ...head };
      const { output } = await company.run(`${noun}.save`, input, { accept: ['price-differs', 'over-ordered', 'advance', 'prepayment'] });
      booked.push({ noun, id: output.id });
    };
    const pick = <Value>(values: readonly Value[], random: () => number): Value | undefined => values[Math.floor(random() * values.length)];
    const latest = (noun: string, random: () => number) => pick(booked.filter((done) => done.noun === noun), random)?.id;
    const whole = (random: () => number, most: number) => String(1 + Math.floor(random() * most));

    const steps: Record<string, (random: () => number) => Promise<void>> = {
      buy: async (random) => {
        const item = random() < 0.5 ? shop.plate : shop.screw;
        const { output } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-20', lines: [{ item, quantity: whole(random, 40), priceWithTax: (1 + random() * 20).toFixed(4), dueDay: '2026-06-24' }] });
        await company.run('purchasing/purchase-order.approve', { id: output.id, version: 1 });
        open.bought.push(output.id);
      },
      receive: async (random) => { const id = pick(open.bought, random); if (id) await push('purchasing/purchase-receipt', id, random); },
      bill: async (random) => { const id = latest('purchasing/purchase-receipt', random); if (id) await push('finance/supplier-invoice', id, random, { invoiceNumber: `F${Math.floor(random() * 1e9)}` }); },
      pay: async (random) => { const id = latest('finance/supplier-invoice', random); if (id) await push('finance/payment', id, random); },
      plan: async (random) => {
        const { output } = await company.run('shopfloor/work-order.save', { item: shop.cabinet, quantity: whole(random, 8), day: '2026-06-20', startDay: '2026-06-20', dueDay: '2026-06-25' });
        await company.run('shopfloor/work-order.release', { id: output.id, version: 1 }, { accept: ['material-short'] });
        open.made.push(output.id);
      },
      issue: async (random) => { const id = pick(open.made, random); if (id) await push('shopfloor/material-issue', id, random); },
      giveBack: async (random) => { const id = pick(open.made, random); if (id) await push('shopfloor/material-return', id, random); },
      report: async (random) => {
        const id = pick(open.made, random);
        if (!id) return;
        const order = await company.ask<{ operations?: { id: string }[] }>('shopfloor/work-order.get', { id });
        const operation = pick(order.operations ?? [], random);
        const proposal = flat(await company.ask<Record<string, unknown>>('shopfloor/operation-report.propose', { sourceId: id, ...(operation ? { operation: operation.id } : {}) }));
        const { output } = await company.run('shopfloor/operation-report.save', { ...proposal, day: '2026-06-24', book: true });
        booked.push({ noun: 'shopfloor/operation-report', id: output.id });
      },
      complete: async (random) => { const id = pick(open.made, random); if (id) await push('shopfloor/completion', id, random); },
      close: async (random) => {
        const id = pick(open.made, random);
        if (!id || random() < 0.6) return;
        const { version } = await company.ask<{ version: number }>('shopfloor/work-order.get', { id });
        await company.run('shopfloor/work-order.close', { id, version, day: '2026-06-25' });
      },
      sell: async (random) => {
        const { output } = await company.run('sales/sales-order.save', { customer: company.customerId, day: '2026-06-20', lines: [{ item: shop.cabinet, quantity: whole(random, 5), priceWithTax: (80 + random() * 90).toFixed(2), dueDay: '2026-06-30' }] });
        await company.run('sales/sales-order.approve', { id: output.id, version: 1 });
        open.sold.push(output.id);
      },
      deliver: async (random) => { const id = pick(open.sold, random); if (id) await push('sales/delivery', id, random); },
      accept: async (random) => { const id = latest('sales/delivery', random); if (id) await push('sales/acceptance', id, random); },
      invoice: async (random) => { const id = latest('sales/acceptance', random); if (id) await push('sales/sales-invoice', id, random, { invoiceNumber: `S${Math.floor(random() * 1e9)}` }); },
      collect: async (random) => { const id = latest('sales/acceptance', random); if (id) await push('finance/collection', id, random); },
      receiveAhead: async (random) => {
        const { output } = await company.run('finance/collection.save', { customer: company.customerId, day: '2026-06-24', bankAccount: company.accountIds.get('1002.01'), amount: (1 + random() * 300).toFixed(2), book: true });
        booked.push({ noun: 'finance/collection', id: output.id });
      },
      payAhead: async (random) => {
        const { output } = await company.run('finance/payment.save', { supplier: company.supplierId, day: '2026-06-24', bankAccount: company.accountIds.get('1002.01'), amount: (1 + random() * 300).toFixed(2), book: true });
        booked.push({ noun: 'finance/payment', id: output.id });
      },
      settleAdvance: async (random) => push('finance/advance-settlement', company.customerId, random),
      settlePrepaid: async (random) => push('finance/prepayment-settlement', company.supplierId, random),
      reverse: async (random) => {
        const done = pick(booked, random);
        if (!done) return;
        const { version } = await company.ask<{ version: number }>(`${done.noun}.get`, { id: done.id });
        await company.run(`${done.noun}.reverse`, { id: done.id, version, day: '2026-06-25' });
      },
      voucher: async () => {
        const [clerk, auditor] = [company.actor('accountant', ['*']), company.actor('auditor', ['*'])];
        await company.run('ledger/voucher.generate', { period: 202606 }, { as: clerk });
        const { rows } = await company.ask<{ rows: { id: string }[] }>('ledger/voucher.list', { filter: [{ field: 'state', operator: 'is', value: 'draft' }], limit: 20 });
        if (rows.length > 0) await company.run('ledger/voucher.audit', { ids: rows.map((row) => row.id) }, { as: auditor });
      },
    };
    const often = new Set(['receive', 'issue', 'report', 'deliver', 'accept', 'reverse']);
    const names = Object.keys(steps).flatMap((name) => (often.has(name) ? [name, name, name] : [name]));
    const work = async (person: number): Promise<void> => {
      const random = chance(seed + person * 7919);
      for (let step = 0; step < stepsEach; step += 1) {
        const name = pick(names, random) ?? 'buy';
        await steps[name]?.(random).catch((error: { problem?: { status: number; code: string } }) => {
          if (!error.problem || (error.problem.status >= 500 && error.problem.status !== 503)) throw error;
          refusals.set(`${name}: ${error.problem.code}`, (refusals.get(`${name}: ${error.problem.code}`) ?? 0) + 1);
        });
      }
    };
    await Promise.all(Array.from({ length: people }, (_, person) => work(person)));

    const verdict = await runVerify(admin, {});
    expect(verdict.breaks.map(describeBreak)).toEqual([]);
    const tie = await company.ask<{ totals: Record<string, string> }>('inventory/report.books-tie', { period: 202606 });
    expect(tie.totals['difference']).toBe('0.00');
    const { rows: numbers } = await admin.query<{ gaps: string }>('select count(*) filter (where number is not null) <> coalesce(max(number), 0) as gaps from ledger.voucher');
    expect(numbers[0]?.gaps).toBe(false);
    process.stdout.write(`${booked.length} documents booked, refusals: ${[...refusals].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([code, count]) => `${code} ×${count}`).join(', ')}\n`);
    // Fewer would mean that the steps refuse one another and nothing is tried.
    expect(booked.length).toBeGreaterThan(people * stepsEach * 0.15);
    expect(new Set(booked.map((done) => done.noun)).size).toBeGreaterThanOrEqual(9);
  });
});
