/** Goal: a sales order lives through the real database: saved, warned about credit, approved, listed, closed; roles are refused. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

let company: TestCompany;
let itemId: string;
beforeAll(async () => {
  company = await testCompany('sales order', { today: '2026-06-25' });
  itemId = await company.item('HD-4402', { class: 'finished', source: 'make' });
});
afterAll(() => company?.close());

const order = (change: object = {}) => ({
  customer: company.customerId, day: '2026-06-10', customerOrder: 'HY-77', lines: [{ item: itemId, quantity: '10', priceWithTax: '113', dueDay: '2026-06-20' }], ...change,
});

describe('sales order', () => {
  it('is saved with its worth and number, approved and shown with what remains', async () => {
    const saved = await company.run('sales/sales-order.save', order());
    expect(saved.output.number).toMatch(/^SO-2606-\d{4}$/);
    await company.run('sales/sales-order.approve', { id: saved.output.id, version: 1 });
    const got = await company.ask<{ state: string; total: string; lines: { remaining: string; delivered: string }[]; can: Record<string, unknown> }>('sales/sales-order.get', { id: saved.output.id });
    expect(got).toMatchObject({ state: 'approved', total: '1130.00', customerOrder: 'HY-77', lines: [{ remaining: '10.000000', delivered: '0.000000' }] });
    expect(got.can['approve']).toMatchObject({ zh: expect.stringContaining('已审核') });
    expect(got.can['close']).toBeNull();
    const list = await company.ask<{ rows: Record<string, unknown>[]; totals: Record<string, string> }>('sales/sales-order.list', { filter: [{ field: 'overdueDays', operator: 'from', value: '1' }] });
    expect(list.rows).toMatchObject([{ number: saved.output.number, overdueDays: 5, undelivered: '1130.00', state: 'approved', firstItem: 'HD-4402 HD-4402' }]);
    expect(list.totals['undelivered']).toBe('1130.00');
    await company.run('sales/sales-order.close', { id: saved.output.id, version: 2 });
    const closed = await company.ask<{ rows: Record<string, unknown>[] }>('sales/sales-order.list', { filter: [{ field: 'state', operator: 'is', value: 'closed' }] });
    expect(closed.rows).toMatchObject([{ undelivered: '0', overdueDays: 0 }]);
  });

  it('warns when the limit is passed and asks before approving, counting approved orders, not the order itself twice', async () => {
    const { output } = await company.run('sales/customer.save', { code: 'C002', name: '杭州恒轨', creditLimit: '2000.00' });
    const first = await company.run('sales/sales-order.save', order({ customer: output.id }));
    expect(first).toMatchObject({ warnings: [] });
    await company.run('sales/sales-order.approve', { id: first.output.id, version: 1 });
    const second = await company.run('sales/sales-order.save', order({ customer: output.id }));
    expect((second as unknown as { warnings: { code: string; message: { zh: string } }[] }).warnings).toMatchObject([{ code: 'credit-exceeded', message: { zh: expect.stringContaining('超出 260.00') } }]);
    const approve = (accept: string[]) => company.run('sales/sales-order.approve', { id: second.output.id, version: 1 }, { accept });
    expect(await company.refused(approve([]))).toBe('needs-confirmation');
    expect((await approve(['credit-exceeded'])).output.version).toBe(2);
  });

  it('counts the other of two approvals at once: one is asked', async () => {
    const { output: customer } = await company.run('sales/customer.save', { code: 'C003', name: '嘉兴双至', creditLimit: '2000.00' });
    const orders = await Promise.all([1, 2].map(() => company.run('sales/sales-order.save', order({ customer: customer.id }))));
    const admin = new pg.Pool({ connectionString: company.database.urls.admin, max: 2 });
    try {
      const holder = await admin.connect();
      await holder.query('begin');
      await holder.query('select 1 from sales.customer where id = $1 for update', [customer.id]);
      const approvals = orders.map(({ output }) => company.run('sales/sales-order.approve', { id: output.id, version: 1 }).then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error)));
      for (let tries = 0; ; tries += 1) {
        const { rows } = await admin.query<{ waiting: number }>('select count(distinct l.pid)::integer as waiting from pg_locks as l join pg_stat_activity as a on a.pid = l.pid and a.datname = current_database() where not l.granted');
        if ((rows[0]?.waiting ?? 0) >= 2) break;
        if (tries > 400) throw new Error('nobody waits for the customer');
        await delay(25);
      }
      await holder.query('commit');
      holder.release();
      expect((await Promise.all(approvals)).sort()).toEqual(['done', 'needs-confirmation']);
    } finally {
      await admin.end();
    }
  });

  it('refuses a seller without the permission to approve, in words', async () => {
    const saved = await company.run('sales/sales-order.save', order());
    const seller = company.actor('seller', ['sales/sales-order.save', 'sales/sales-order.view']);
    expect(await company.refused(company.run('sales/sales-order.approve', { id: saved.output.id, version: 1 }, { as: seller }))).toBe('not-permitted');
    expect(await company.refused(company.ask('sales/sales-order.list', {}, company.actor('keeper', ['sales/delivery.view'])))).toBe('not-permitted');
  });

  it('refuses an older version and a second approval', async () => {
    const saved = await company.run('sales/sales-order.save', order());
    expect(await company.refused(company.run('sales/sales-order.approve', { id: saved.output.id, version: 7 }))).toBe('conflict');
    await company.run('sales/sales-order.approve', { id: saved.output.id, version: 1 });
    expect(await company.refused(company.run('sales/sales-order.approve', { id: saved.output.id, version: 2 }))).toBe('wrong-state');
  });
});

describe('credit policy "hold"', () => {
  it('does not let an order beyond the limit be approved, and says by how much', async () => {
    const strict = await testCompany('credit hold', { policy: { creditPolicy: 'hold' } });
    try {
      const item = await strict.item('HD-1', { class: 'finished', source: 'make' });
      await strict.run('sales/customer.save', { id: strict.customerId, version: 1, code: 'C001', name: '宁波华耀电气', creditLimit: '1000.00' });
      const saved = await strict.run('sales/sales-order.save', { customer: strict.customerId, day: '2026-06-10', lines: [{ item, quantity: '10', priceWithTax: '113', dueDay: '2026-06-20' }] });
      const problem = await strict.run('sales/sales-order.approve', { id: saved.output.id, version: 1 }).catch((error: { problem: { code: string; message: { zh: string } } }) => error.problem);
      expect(problem).toMatchObject({ code: 'credit-exceeded', message: { zh: expect.stringContaining('超出 130.00') } });
    } finally {
      await strict.close();
    }
  });
});
