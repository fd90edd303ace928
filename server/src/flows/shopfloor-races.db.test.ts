/**
 * Two people at the same moment. A third connection holds the row both need until pg_locks shows both waiting, so that the race
 * is real; then one of them must be refused by what the other wrote. And drafts, permissions, bulk creation.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { accept } from '@millwright/core/primitives/outcome';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { command, module } from '../kernel/command.ts';
import { commandContract } from '../kernel/contract.ts';
import { createRegistry } from '../kernel/registry.ts';
import { runCommand } from '../kernel/run-command.ts';
import { freezeWorkOrder, loadEngineering, newWorkOrders } from '../modules/shopfloor/api.ts';
import { testWorkshop, type Workshop } from '../modules/shopfloor/test-workshop.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

type Proposed = { lines: { component: string; item: { id: string }; quantity: string; warehouse: { id: string } }[] };

describe('the shop floor under pressure', () => {
  let company: TestCompany;
  let workshop: Workshop;
  let holder: pg.Client;
  let watcher: pg.Client;
  beforeAll(async () => {
    company = await testCompany('shopfloor-races');
    workshop = await testWorkshop(company);
    [holder, watcher] = [1, 2].map(() => new pg.Client({ connectionString: company.database.urls.admin })) as [pg.Client, pg.Client];
    await Promise.all([holder.connect(), watcher.connect()]);
  });
  afterAll(async () => {
    await Promise.all([holder.end(), watcher.end()]);
    await company.close();
  });

  /** Holds the row, starts all, lets go once every one of them waits for a lock. */
  async function race(row: string, values: unknown[], starts: readonly (() => Promise<unknown>)[]): Promise<string[]> {
    await holder.query('begin');
    await holder.query(row, values);
    const outcomes = starts.map((start) => start().then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error)));
    for (let tries = 0; ; tries += 1) {
      const { rows } = await watcher.query<{ waiting: number }>(`
        select count(distinct l.pid)::integer as waiting
        from pg_locks as l
        join pg_stat_activity as a on a.pid = l.pid and a.datname = current_database()
        where not l.granted`);
      if ((rows[0]?.waiting ?? 0) >= starts.length) break;
      if (tries > 400) throw new Error('nobody waits for the row');
      await delay(25);
    }
    await holder.query('commit');
    return (await Promise.all(outcomes)).sort();
  }
  const proposal = async (order: string, quantity: string) => {
    const { lines } = await company.ask<Proposed>('shopfloor/material-issue.propose', { sourceId: order });
    return { workOrder: order, day: '2026-06-03', lines: lines.map((line) => ({ component: line.component, item: line.item.id, warehouse: line.warehouse.id, quantity })) };
  };
  const operations = async (order: string) => (await company.ask<{ version: number; operations: { id: string }[] }>('shopfloor/work-order.get', { id: order })).operations;
  const report = async (order: string, index: number, good: string) =>
    company.run('shopfloor/operation-report.save', { workOrder: order, operation: (await operations(order))[index]?.id, day: '2026-06-04', goodQuantity: good, book: true });

  it('two orders race for the last plates in stock: one gets them', async () => {
    await workshop.stock(workshop.plate, '21', '50');
    const inputs = await Promise.all([workshop.released('10'), workshop.released('10')].map(async (order) => proposal(await order, '21')));
    const outcomes = await race('select 1 from ledger.pool where company_id = $1 and item_id = $2 for update', [company.companyId, workshop.plate],
      inputs.map((input) => () => company.run('shopfloor/material-issue.save', { ...input, book: true })));
    expect(outcomes).toEqual(['done', 'stock-short']);
  });
  it('two issues race for the last need of one order: one is over', async () => {
    await workshop.stock(workshop.plate, '40', '50');
    const order = await workshop.released('10');
    const input = await proposal(order, '12');
    const outcomes = await race('select 1 from documents.document where company_id = $1 and id = $2 for update', [company.companyId, order],
      [1, 2].map(() => () => company.run('shopfloor/material-issue.save', { ...input, book: true })));
    expect(outcomes).toEqual(['done', 'over-issue']);
  });
  it('two completions race for the last quantity: one comes too late', async () => {
    await workshop.stock(workshop.screw, '100', '0.5');
    const order = await workshop.released('10');
    await report(order, 0, '10');
    await report(order, 1, '10');
    const outcomes = await race('select 1 from documents.document where company_id = $1 and id = $2 for update', [company.companyId, order],
      [1, 2].map(() => () => company.run('shopfloor/completion.save', { workOrder: order, day: '2026-06-05', quantity: '6', book: true })));
    expect(outcomes).toEqual(['done', 'more-than-remains']);
  });
  it('a report and a close race: a closed order takes no report, a report before it is in the close', async () => {
    const order = await workshop.released('5');
    const [cut] = await operations(order);
    const outcomes = await race('select 1 from documents.document where company_id = $1 and id = $2 for update', [company.companyId, order], [
      () => company.run('shopfloor/work-order.close', { id: order, version: 2, day: '2026-06-10' }),
      () => company.run('shopfloor/operation-report.save', { workOrder: order, operation: cut?.id, day: '2026-06-04', goodQuantity: '5', book: true }),
    ]);
    expect([['done', 'done'], ['done', 'order-not-open']]).toContainEqual(outcomes);
    const { rows } = await watcher.query(`
      select sum(case l.side when 'D' then l.amount else -l.amount end) as rest
      from ledger.entry_line as l
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'wip'
      where l.work_order_id = $1`, [order]);
    expect(Number(rows[0].rest)).toBe(0);
  });

  it('keeps a draft apart from the books, and refuses to close over it', async () => {
    await workshop.stock(workshop.plate, '60', '50');
    const order = await workshop.released('10');
    const draft = await company.run('shopfloor/material-issue.save', await proposal(order, '10'));
    expect(await company.refused(company.run('shopfloor/work-order.close', { id: order, version: 2, day: '2026-06-10' }))).toBe('open-drafts');
    expect(await company.refused(company.run('shopfloor/work-order.unrelease', { id: order, version: 2 }))).toBe('has-documents');
    expect(await company.refused(company.run('shopfloor/material-issue.book', { id: draft.output.id, version: 2 }))).toBe('conflict');
    const keeper = company.actor('keeper', ['shopfloor/material-issue.save']);
    expect(await company.refused(company.run('shopfloor/material-issue.book', { id: draft.output.id, version: 1 }, { as: keeper }))).toBe('not-permitted');
    expect(await company.refused(company.run('shopfloor/material-issue.save', { ...(await proposal(order, '1')), book: true }, { as: keeper }))).toBe('not-permitted');
    await company.run('shopfloor/material-issue.book', { id: draft.output.id, version: 1 });
    expect(await company.refused(company.run('shopfloor/material-issue.remove', { id: draft.output.id, version: 2 }))).toBe('wrong-state');
    const [cut] = await operations(order);
    const reported = await company.run('shopfloor/operation-report.save', { workOrder: order, operation: cut?.id, day: '2026-06-04', goodQuantity: '3' });
    await company.run('shopfloor/operation-report.book', { id: reported.output.id, version: 1 });
    const spare = await company.run('shopfloor/operation-report.save', { workOrder: order, operation: cut?.id, day: '2026-06-04', goodQuantity: '3' });
    await company.run('shopfloor/operation-report.remove', { id: spare.output.id, version: 1 });
    expect(await company.refused(company.run('shopfloor/work-order.close', { id: order, version: 2, day: '2026-05-31' }))).toBe('close-before-order');
    expect(await company.refused(company.run('shopfloor/completion.save', { workOrder: order, day: '2026-06-05', quantity: '1' }))).toBe('more-than-reported');
  });
  it('an issue stays while its material has gone back', async () => {
    await workshop.stock(workshop.plate, '10', '50');
    const order = await workshop.released('10');
    const issued = await company.run('shopfloor/material-issue.save', { ...(await proposal(order, '8')), book: true });
    const back = await company.run('shopfloor/material-return.save', { ...(await proposal(order, '3')), book: true });
    const reverse = (noun: string, id: string) => company.run(`shopfloor/${noun}.reverse`, { id, version: 1, day: '2026-06-15' });
    expect(await company.refused(reverse('material-issue', issued.output.id))).toBe('already-returned');
    await reverse('material-return', back.output.id);
    await reverse('material-issue', issued.output.id);
  });
  it('books a report that costs nothing, and takes it back', async () => {
    const order = await workshop.released('2');
    const [cut] = await operations(order);
    const free = await company.run('shopfloor/operation-report.save', { workOrder: order, operation: cut?.id, day: '2026-06-04', goodQuantity: '2', minutes: '0', book: true });
    await company.run('shopfloor/operation-report.reverse', { id: free.output.id, version: 1, day: '2026-06-15' });
    expect(await company.refused(company.run('shopfloor/operation-report.reverse', { id: free.output.id, version: 2, day: '2026-06-15' }))).toBe('wrong-state');
  });
  it('creates hundreds of orders in one command', async () => {
    const bulk = command({
      contract: commandContract({ name: 'shopfloor/test.bulk', title: { zh: '批量', en: 'Bulk' }, input: z.object({ count: z.number() }), output: z.object({ numbers: z.array(z.string()) }) }),
      load: (tx, _input, { companyId }) => loadEngineering(tx, companyId, [workshop.cabinet]),
      decide(engineering, { count }) {
        const frozen = freezeWorkOrder(engineering, { item: workshop.cabinet, quantity: '10', day: '2026-06-01', startDay: '2026-06-02', dueDay: '2026-06-12' });
        return frozen.ok ? accept(Array.from({ length: count }, () => frozen.change)) : frozen;
      },
      apply: async (tx, orders, context) => ({ numbers: (await newWorkOrders(tx, context, orders, 'released')).map((order) => order.number) }),
    });
    const registry = createRegistry([...company.runtime.registry.modules, module({ name: 'test', title: { zh: '', en: '' }, dependsOn: [], documents: [], commands: [bulk], queries: [] })]);
    const { output } = await runCommand({ ...company.runtime, registry }, { name: 'shopfloor/test.bulk', companyId: company.companyId, actor: company.chief, input: { count: 500 } });
    expect(new Set((output as { numbers: string[] }).numbers).size).toBe(500);
    const { rows } = await watcher.query("select measure, count(*)::integer as lines, sum(quantity)::integer as quantity from documents.executable as e join documents.document as d using (company_id) where e.document_id = d.id and d.number = any ($1) group by measure order by measure", [(output as { numbers: string[] }).numbers]);
    expect(rows).toEqual([{ measure: 'completed', lines: 500, quantity: 5000 }, { measure: 'issued', lines: 1000, quantity: 30500 }, { measure: 'reported', lines: 1000, quantity: 10000 }]);
  });
});
