/**
 * A small order on paper. Ten cabinets: 21 plates at 50 (picked), 40 screws at 0.50 (backflushed at assembly).
 * Cutting: set-up 30 + 10 × 6 = 90 min at 36 and 24 an hour → 54.00 and 36.00. Assembly: 10 × 12 = 120 min at 30 and 18 → 60.00 and 36.00.
 * Material 21 × 50 + 40 × 0.5 = 1,070.00. All in all 1,070 + 114 + 72 = 1,256.00.
 */
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

type Wip = { material: string; labour: string; overhead: string; charged: string; amount: string };
type Lines = { lines: { component: string; item: { id: string; code: string }; quantity: string; warehouse: { id: string } }[] };

describe('the life of a work order', () => {
  let company: TestCompany;
  let workshop: Workshop;
  let admin: pg.Client;
  beforeAll(async () => {
    company = await testCompany('shopfloor');
    workshop = await testWorkshop(company);
    admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await company.close();
  });
  const wip = async (order: string): Promise<string[]> => {
    const { number } = await company.ask<{ number: string }>('shopfloor/work-order.get', { id: order });
    const { rows } = await company.ask<{ rows: Wip[] }>('shopfloor/wip.list', { filter: [{ field: 'number', operator: 'is', value: number }] });
    return rows[0] ? [rows[0].material, rows[0].labour, rows[0].overhead] : ['0', '0', '0'];
  };
  const get = (order: string) => company.ask<{ state: string; version: number; completed: string; remaining: string; operations: { id: string; available: string }[]; components: { id: string; issued: string }[] }>('shopfloor/work-order.get', { id: order });
  const pool = async (item: string): Promise<string[]> => {
    const { rows } = await admin.query<{ quantity: string; value: string }>(`
      select trim_scale(coalesce(sum(quantity), 0))::text as quantity, coalesce(sum(value), 0)::text as value
      from ledger.pool
      where company_id = $1 and item_id = $2`, [company.companyId, item]);
    return [rows[0]?.quantity ?? '', Number(rows[0]?.value).toFixed(2)];
  };
  const issue = async (order: string, quantity?: string, day = '2026-06-03') => {
    const { lines } = await company.ask<Lines>('shopfloor/material-issue.propose', { sourceId: order });
    return company.run('shopfloor/material-issue.save', { workOrder: order, day, book: true, lines: lines.map((line) => ({ component: line.component, item: line.item.id, warehouse: line.warehouse.id, quantity: quantity ?? line.quantity })) });
  };
  const report = async (order: string, index: number, good: string, fields: Record<string, unknown> = {}) =>
    company.run('shopfloor/operation-report.save', { workOrder: order, operation: (await get(order)).operations[index]?.id, day: '2026-06-05', goodQuantity: good, book: true, ...fields });
  const complete = (order: string, quantity: string, fields: Record<string, unknown> = {}) =>
    company.run('shopfloor/completion.save', { workOrder: order, day: '2026-06-08', quantity, book: true, ...fields });
  const reverse = (noun: string, id: string, version = 1) => company.run(`shopfloor/${noun}.reverse`, { id, version, day: '2026-06-15' });
  const cost = (noun: string, id: string) => company.ask<{ amount: string }>(`shopfloor/${noun}.get`, { id });

  it('costs what the paper says, and reversing everything restores every figure', async () => {
    await workshop.stock(workshop.plate, '21', '50');
    await workshop.stock(workshop.screw, '40', '0.5');
    const order = await workshop.released('10');
    const before = [await pool(workshop.plate), await pool(workshop.screw), await pool(workshop.cabinet)];
    const issued = await issue(order);
    expect(await wip(order)).toEqual(['1050.00', '0', '0']);
    const cut = await report(order, 0, '10');
    expect((await wip(order)).slice(1)).toEqual(['54.00', '36.00']);
    // assembly of 4: 48 min → 24.00 and 14.40, 16 screws → 8.00
    const first = await report(order, 1, '4');
    expect(await wip(order)).toEqual(['1058.00', '78.00', '50.40']);
    // 4 of 10: 423.20 + 31.20 + 20.16 = 474.56
    const four = await complete(order, '4');
    expect((await cost('completion', four.output.id)).amount).toBe('474.56');
    const second = await report(order, 1, '6');
    const six = await complete(order, '6');
    // the last one takes the rest: 1,256.00 − 474.56
    expect((await cost('completion', six.output.id)).amount).toBe('781.44');
    expect(await wip(order)).toEqual(['0.00', '0.00', '0.00']);
    expect(await pool(workshop.cabinet)).toEqual(['10', '1256.00']);
    expect([await pool(workshop.plate), await pool(workshop.screw)]).toEqual([['0', '0.00'], ['0', '0.00']]);
    expect(await get(order)).toMatchObject({ state: 'completed', remaining: '0.000000' });

    expect(await company.refused(reverse('operation-report', second.output.id))).toBe('completed-already');
    expect(await company.refused(reverse('operation-report', cut.output.id))).toBe('passed-on');
    expect(await company.refused(reverse('material-issue', issued.output.id))).toBe('wip-taken');
    await reverse('completion', six.output.id);
    expect((await get(order)).state).toBe('released');
    await reverse('operation-report', second.output.id);
    await reverse('completion', four.output.id);
    await reverse('operation-report', first.output.id);
    await reverse('operation-report', cut.output.id);
    expect(await company.refused(company.run('shopfloor/work-order.unrelease', { id: order, version: (await get(order)).version }))).toBe('has-documents');
    await reverse('material-issue', issued.output.id);
    expect(await company.refused(reverse('material-issue', issued.output.id, 2))).toBe('wrong-state');
    expect([await pool(workshop.plate), await pool(workshop.screw), await pool(workshop.cabinet)]).toEqual([before[0], before[1], ['0', '0.00']]);
    expect(await wip(order)).toEqual(['0.00', '0.00', '0.00']);
    expect((await get(order)).components.map((line) => line.issued)).toEqual(['0.000000', '0.000000']);
  });

  it('returns material at what the order was charged, the last unit with the remainder', async () => {
    const order = await workshop.released('10');
    await issue(order, '7', '2026-06-03');
    // 14 plates left at 50; dearer ones come: (14 × 50 + 7 × 56.01) ÷ 21 = 52.0033…
    await workshop.stock(workshop.plate, '7', '56.01', '2026-06-04');
    await issue(order, '6', '2026-06-05');
    // 350.00 + 6 ÷ 21 × 1,092.07 = 312.02 → 662.02 for 13
    expect((await wip(order))[0]).toBe('662.02');
    const { lines } = await company.ask<Lines>('shopfloor/material-return.propose', { sourceId: order });
    const back = (quantity: string) => company.run('shopfloor/material-return.save', { workOrder: order, day: '2026-06-06', book: true, lines: lines.map((line) => ({ component: line.component, item: line.item.id, warehouse: line.warehouse.id, quantity })) });
    expect(lines.map((line) => line.quantity)).toEqual(['13']);
    expect(await company.refused(back('14'))).toBe('over-return');
    const one = await back('4');
    expect((await cost('material-return', one.output.id)).amount).toBe('203.70'); // 662.02 × 4 ÷ 13 = 203.698
    const rest = await back('9');
    expect((await cost('material-return', rest.output.id)).amount).toBe('458.32');
    expect((await wip(order))[0]).toBe('0.00');
    await reverse('material-return', rest.output.id);
    await reverse('material-return', one.output.id);
    expect((await wip(order))[0]).toBe('662.02');
    expect((await get(order)).components[0]?.issued).toBe('13.000000');
    const { rows } = await company.ask<{ rows: { id: string; state: string }[] }>('shopfloor/material-issue.list', { search: 'pl-01', limit: 100 });
    for (const row of rows.filter((one) => one.state === 'booked')) {
      const found = await company.ask<{ workOrder: { id: string }; reverses: unknown }>('shopfloor/material-issue.get', { id: row.id });
      if (found.workOrder.id === order && !found.reverses) await reverse('material-issue', row.id);
    }
    expect(await pool(workshop.plate)).toEqual(['28', '1442.07']);
  });

  it('lets scrap lower what can come, and closes the rest into stock and cost of sales', async () => {
    const order = await workshop.released('10');
    await issue(order, undefined, '2026-06-09');
    await report(order, 0, '9', { scrapQuantity: '1', cause: workshop.scrapCause, day: '2026-06-09' });
    expect((await get(order)).operations[1]?.available).toBe('9.000000');
    expect(await company.refused(report(order, 1, '10', { day: '2026-06-09' }))).toBe('more-than-passed');
    await report(order, 1, '9', { day: '2026-06-09' });
    const done = await complete(order, '9', { day: '2026-06-09' });
    expect((await get(order)).state).toBe('completed');
    expect(await wip(order)).toEqual(['0.00', '0.00', '0.00']);
    expect(await company.refused(reverse('operation-report', done.output.id))).toBe('not-found');
    // A late extra hour would need an open operation; late material does not: one more plate's worth goes back, red.
    const { lines } = await company.ask<Lines>('shopfloor/material-return.propose', { sourceId: order });
    const plate = lines.find((line) => line.item.code === 'PL-01')!;
    await company.run('shopfloor/material-return.save', { workOrder: order, day: '2026-06-10', book: true, lines: [{ component: plate.component, item: plate.item.id, warehouse: plate.warehouse.id, quantity: '1' }] });
    const [rest] = await wip(order);
    expect(Number(rest)).toBeLessThan(0);
    const value = Number((await pool(workshop.cabinet))[1]);
    const { version } = await get(order);
    await company.run('shopfloor/work-order.close', { id: order, version, day: '2026-06-11' });
    expect(await wip(order)).toEqual(['0.00', '0.00', '0.00']);
    expect(Number((await pool(workshop.cabinet))[1])).toBeCloseTo(value + Number(rest), 2);
    expect(await company.refused(reverse('completion', done.output.id))).toBe('order-not-open');
    await company.run('shopfloor/work-order.reopen', { id: order, version: version + 1, day: '2026-06-12' });
    expect((await wip(order))[0]).toBe(rest);
    expect((await get(order)).state).toBe('completed');
    await company.run('shopfloor/work-order.close', { id: order, version: version + 2, day: '2026-06-12' });
    const { rows } = await company.ask<{ rows: { id: string; state: string; stockAmount: string }[] }>('shopfloor/work-order-close.list', {});
    expect(rows.map((row) => row.state)).toEqual(['booked', 'booked', 'reversed']);
    await reverse('work-order-close', rows[0]!.id);
    expect((await get(order)).state).toBe('completed');
  });

  it('holds no row that an invariant names', async () => {
    const folder = new URL('../db/invariants/', import.meta.url);
    for (const file of readdirSync(folder)) {
      const { rows } = await admin.query(readFileSync(new URL(file, folder), 'utf8'));
      expect(rows, file).toEqual([]);
    }
  });
});
