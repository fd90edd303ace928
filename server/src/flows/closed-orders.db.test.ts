/**
 * What comes to a work order that has been closed, on paper. Ten cabinets cost 1,256.00 (see shopfloor.db.test): 4 are in stock
 * (502.40), 3 dispatched (376.80), 3 sold (376.80). The plates' invoice is 100.00 dearer: 100.00 in the open order's work in process,
 * which the close shares 40 / 30 / 30. After it the screws are 10.00 dearer: 4 / 3 / 3. In May 21 plates at 60 turn up: June's 21 cost
 * 21 ÷ 42 × 2,310 = 1,155.00 instead of 1,050.00, so 42 / 31.50 / 31.50 more. The plates' invoice goes back: 40 / 30 / 30 less.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';
import { testCompany, type TestCompany } from '../test-company.ts';
import { describeBreak, runVerify } from '../verify.ts';

describe('a closed work order', () => {
  let company: TestCompany;
  let workshop: Workshop;
  let admin: pg.Client;
  let order: string;
  let invoice: { id: string; version: number };
  type Row = Record<string, unknown>;
  const plain = (row: Row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value !== null && typeof value === 'object' && 'id' in value ? (value as { id: unknown }).id : value]));
  const push = async (noun: string, sourceId: string, day: string, change: Row = {}, head: Row = {}, accept: string[] = []) => {
    const { lines = [], ...proposal } = await company.ask<{ lines?: Row[] } & Row>(`${noun}.propose`, { sourceId });
    return (await company.run(`${noun}.save`, { ...plain(proposal), ...head, day, book: true, lines: lines.map((line) => ({ ...plain(line), ...change })) }, { accept })).output;
  };
  const bill = async (item: string, amount: string, invoiceNumber: string) => {
    const { rows } = await company.ask<{ rows: { id: string }[] }>('purchasing/purchase-receipt.list', { sort: { by: 'number', descending: false } });
    const place = item === workshop.plate ? 0 : 1;
    return push('finance/supplier-invoice', rows[place]?.id ?? '', '2026-06-12', { amount, tax: '0' }, { invoiceNumber, invoiceKind: 'ordinary' }, ['price-differs']);
  };
  const version = async () => (await company.ask<{ version: number }>('shopfloor/work-order.get', { id: order })).version;
  const turn = async (action: string) => company.run(`shopfloor/work-order.${action}`, { id: order, version: await version(), day: '2026-06-11' });
  /** Work in process, stock, dispatched, cost of sales. */
  const balances = async () => {
    const { rows } = await admin.query<{ code: string; balance: string }>(`
      select a.code, sum(case l.side when 'D' then l.amount else -l.amount end)::text as balance
      from ledger.entry_line as l
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
      group by a.code`);
    const all = Object.fromEntries(rows.map((row) => [row.code, row.balance]));
    return ['4001.01', '1405.01', '1405.06', '5401'].map((code) => all[code] ?? '0.00');
  };
  const sound = async () => expect((await runVerify(admin)).breaks.map(describeBreak)).toEqual([]);

  beforeAll(async () => {
    company = await testCompany('closed-orders');
    workshop = await testWorkshop(company);
    admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
    await workshop.stock(workshop.plate, '21', '50');
    await workshop.stock(workshop.screw, '40', '0.5');
    order = await workshop.released('10');
    await push('shopfloor/material-issue', order, '2026-06-03');
    const { operations } = await company.ask<{ operations: { id: string }[] }>('shopfloor/work-order.get', { id: order });
    for (const operation of operations) await company.run('shopfloor/operation-report.save', { workOrder: order, operation: operation.id, day: '2026-06-05', goodQuantity: '10', book: true });
    await company.run('shopfloor/completion.save', { workOrder: order, day: '2026-06-08', quantity: '10', book: true });
    const { output: sold } = await company.run('sales/sales-order.save', { customer: company.customerId, day: '2026-06-08', lines: [{ item: workshop.cabinet, quantity: '6', priceWithTax: '226', dueDay: '2026-06-10' }] });
    await company.run('sales/sales-order.approve', { id: sold.id, version: 1 });
    const delivery = await push('sales/delivery', sold.id, '2026-06-09');
    await push('sales/acceptance', delivery.id, '2026-06-10', { quantity: '3' });
  });
  afterAll(async () => {
    await admin?.end();
    await company?.close();
  });

  it('shares its rest over stock, goods dispatched and cost of sales', async () => {
    expect(await balances()).toEqual(['0.00', '502.40', '376.80', '376.80']);
    invoice = await bill(workshop.plate, '1150', 'FP1');
    expect(await balances()).toEqual(['100.00', '502.40', '376.80', '376.80']);
    await turn('close');
    expect(await balances()).toEqual(['0.00', '542.40', '406.80', '406.80']);
    expect((await company.ask<{ rows: Row[] }>('shopfloor/work-order-close.list', {})).rows).toMatchObject([{ stockAmount: '70.00', soldAmount: '30.00' }]);
    await sound();
  });
  it('passes a later price on the same way', async () => {
    await bill(workshop.screw, '30', 'FP2');
    expect(await balances()).toEqual(['0.00', '546.40', '409.80', '409.80']);
    await sound();
  });
  it('passes a revaluation on, dated at its close', async () => {
    await workshop.stock(workshop.plate, '21', '60', '2026-05-28');
    expect(await balances()).toEqual(['0.00', '588.40', '441.30', '441.30']);
    const { rows } = await admin.query("select business_day::text as day, summary from documents.document where kind = 'ledger/revaluation' order by id");
    expect(rows).toEqual([{ day: '2026-06-03', summary: '补记前期业务引起的成本调整' }, { day: '2026-06-11', summary: '结案工单的后续成本调整' }]);
    await sound();
  });
  it('gives nothing back when a price it bore while open is reversed', async () => {
    await company.run('finance/supplier-invoice.reverse', { id: invoice.id, version: invoice.version, day: '2026-06-15' });
    expect(await balances()).toEqual(['0.00', '548.40', '411.30', '411.30']);
    await sound();
  });
  it('reopened has what its close took, and closed again the same figures', async () => {
    await turn('reopen');
    expect(await balances()).toEqual(['100.00', '508.40', '381.30', '381.30']);
    await turn('close');
    expect(await balances()).toEqual(['0.00', '548.40', '411.30', '411.30']);
    await sound();
  });
  it('closed at the same moment as a dearer invoice of what it took keeps nothing', async () => {
    const other = await workshop.released('10');
    await push('shopfloor/material-issue', other, '2026-06-12');
    const before = Number((await balances())[3]);
    const { rows } = await company.ask<{ rows: { id: string; number: string }[] }>('purchasing/purchase-receipt.list', {});
    const may = rows.find((row) => row.number.includes('2605'))?.id ?? '';
    const [holder, watcher] = [1, 2].map(() => new pg.Client({ connectionString: company.database.urls.admin })) as [pg.Client, pg.Client];
    await Promise.all([holder.connect(), watcher.connect()]);
    const waiting = async (count: number) => {
      for (let tries = 0; ; tries += 1) {
        const { rows: found } = await watcher.query<{ waiting: number }>(`
          select count(distinct l.pid)::integer as waiting
          from pg_locks as l
          join pg_stat_activity as a on a.pid = l.pid and a.datname = current_database()
          where not l.granted`);
        if ((found[0]?.waiting ?? 0) >= count) return;
        if (tries > 400) throw new Error('nobody waits');
        await delay(25);
      }
    };
    const { version: seen } = await company.ask<{ version: number }>('shopfloor/work-order.get', { id: other });
    await holder.query('begin');
    await holder.query('select 1 from documents.document where id = $1 for update', [other]);
    const closing = company.run('shopfloor/work-order.close', { id: other, version: seen, day: '2026-06-13' });
    await waiting(1);
    const billing = push('finance/supplier-invoice', may, '2026-06-13', { amount: '1281', tax: '0' }, { invoiceNumber: 'FP3', invoiceKind: 'ordinary' }, ['price-differs']);
    await waiting(2);
    await holder.query('commit');
    await Promise.all([closing, billing]);
    await Promise.all([holder.end(), watcher.end()]);
    // 21 plates at the average of 55.00; nothing was completed, so all of it is cost of sales. Of the 21.00 more on May's paper half went with
    // June's first 21 plates, whose order passes 4.20 / 3.15 / 3.15 on, and half with these.
    expect((await balances())[0]).toBe('0.00');
    expect(Number((await balances())[3])).toBeCloseTo(before + 1155 + 10.5 + 3.15, 2);
    await sound();
  });
});
