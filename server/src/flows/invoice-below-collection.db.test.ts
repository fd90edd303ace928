/**
 * A paper smaller than what was accepted and collected, by hand: 1130.00 accepted and 1130.00 (or 1100.00) collected, the paper says
 * 900.00 + 117.00. The customer has paid 113.00 (83.00) too much: an advance, and nothing is owed. At the same moment as a
 * collection either comes first, and no receivable falls below nothing.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SalesScene, salesScene } from '../modules/sales/sales-scene.ts';

describe('an invoice below what was collected', () => {
  let scene: SalesScene;
  let admin: pg.Pool;
  let number = 2700;
  beforeAll(async () => {
    scene = await salesScene('invoice below collection');
    admin = new pg.Pool({ connectionString: scene.company.database.urls.admin, max: 2 });
    await scene.stock('10', '45.2');
  });
  afterAll(async () => {
    await admin?.end();
    await scene?.close();
  });
  const accepted = async () => scene.push('sales/acceptance', (await scene.push('sales/delivery', (await scene.order([{ quantity: '1', priceWithTax: '1130' }])).id)).id);
  const collect = (openItem: string, amount: string) => scene.company.run('finance/collection.save', {
    customer: scene.company.customerId, day: '2026-06-22', bankAccount: scene.company.accountIds.get('1002.01'), amount, book: true, lines: [{ openItem, amount }],
  });
  const smaller = async (acceptance: string, accept: string[] = ['overpaid']) => {
    const { lines, ...head } = await scene.company.ask<{ lines: Record<string, unknown>[] } & Record<string, unknown>>('sales/sales-invoice.propose', { sourceId: acceptance });
    const input = { ...head, customer: scene.company.customerId, day: '2026-06-22', invoiceNumber: String(++number), book: true, lines: lines.map((line) => ({ ...line, item: scene.item, amount: '900', tax: '117' })) };
    return (await scene.company.run('sales/sales-invoice.save', input, { accept })).output;
  };
  const openItems = async () => (await admin.query<{ item: string; code: string; open: string }>(`
    select l.open_item_id as item, a.code, sum(case l.side when 'D' then l.amount else -l.amount end)::text as open
    from ledger.entry_line as l
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.code in ('1122', '2203')
    group by l.open_item_id, a.code
    having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0`)).rows;

  it.each([['1130.00', '-113.00'], ['1100.00', '-83.00']])('after %s collected leaves an advance of %s, and goes back to the cent', async (collected, advance) => {
    const acceptance = await accepted();
    const { output: collection } = await collect(acceptance.id, collected);
    const invoice = await smaller(acceptance.id);
    expect(await openItems()).toEqual([{ item: invoice.id, code: '2203', open: advance }]);
    expect(await scene.balances()).toMatchObject({ '5001': '-900.00', '2221.01.07': '-117.00' });
    expect(await scene.broken()).toEqual([]);
    // Without the money the advance would be one that nobody paid.
    await expect(scene.reverse('finance/collection', collection)).rejects.toMatchObject({ problem: { code: 'invoiced-below', message: { zh: expect.stringContaining(invoice.number) } } });
    await scene.reverse('sales/sales-invoice', invoice);
    expect(await openItems()).toEqual(collected === '1130.00' ? [] : [{ item: acceptance.id, code: '1122', open: '30.00' }]);
    await scene.reverse('finance/collection', collection);
    await scene.reverse('sales/acceptance', acceptance);
    expect(await openItems()).toEqual([]);
    expect(await scene.broken()).toEqual([]);
  });

  it('asks before it is booked', async () => {
    const acceptance = await accepted();
    await collect(acceptance.id, '1130');
    expect(await scene.company.refused(smaller(acceptance.id, []))).toBe('needs-confirmation');
  });

  it('at the same moment as the collection never leaves a receivable below nothing', async () => {
    const acceptance = await accepted();
    const before = (await openItems()).filter((one) => one.code === '2203').length;
    const holder = await admin.connect();
    await holder.query('begin');
    await holder.query('select 1 from sales.customer where id = $1 for update', [scene.company.customerId]);
    const outcomes = [() => smaller(acceptance.id), () => collect(acceptance.id, '1130')].map((start) => start().then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error)));
    for (let tries = 0; ; tries += 1) {
      const { rows } = await admin.query<{ waiting: number }>(`
        select count(distinct l.pid)::integer as waiting
        from pg_locks as l
        join pg_stat_activity as a on a.pid = l.pid and a.datname = current_database()
        where not l.granted`);
      if ((rows[0]?.waiting ?? 0) >= 2) break;
      if (tries > 400) throw new Error('nobody waits for the customer');
      await delay(25);
    }
    await holder.query('commit');
    holder.release();
    const [invoiced, collected] = await Promise.all(outcomes);
    expect(invoiced).toBe('done');
    expect(['done', 'more-than-open']).toContain(collected);
    const after = await openItems();
    // Collected first: 113.00 of advance. Invoiced first: 1017.00 still owed and the collection of 1130.00 refused.
    expect(after.filter((one) => one.code === '1122').map((one) => one.open)).toEqual(collected === 'done' ? [] : ['1017.00']);
    expect(after.filter((one) => one.code === '2203')).toHaveLength(collected === 'done' ? before + 1 : before);
    expect(await scene.broken()).toEqual([]);
  });
});
