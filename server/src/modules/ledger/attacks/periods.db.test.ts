/** Invariant 6 attacked: closed areas, older snapshots, and closing against booking with real waiting. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackDatabase, type AttackDatabase, inCommand, issue, receive, refusalOf } from '../attack-company.ts';
import { attackAs, cash, documentRow, entryRows, expense, heldTransaction, newId, refused, untilWaiting } from './attack.ts';
import sql from 'sql-template-tag';

let db: AttackDatabase;
const database = () => db;
beforeAll(async () => {
  db = await attackDatabase('attack periods');
  await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50' }));
  for (const area of ['trade', 'stock']) await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`select ledger.close_area(202601, ${area})`));
});
afterAll(() => db?.close());

const attempt = (day: string, kind = 'test/receipt', area = 'stock') => {
  const id = newId();
  const period = Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
  return [documentRow(id, { kind, business_day: day }), entryRows({ documentId: id, lines: [expense('D', 5), cash('C', 5)], entry: { period, day, area } })];
};
const close = (period: number, area: string) => `select ledger.close_area(${period}, '${area}')`;

describe('6: closed areas', () => {
  refused('an entry of a closed area', 'MW106', database, () => attempt('2026-01-31'));
  refused('an entry of a period that was never opened', 'MW106', database, () => attempt('2026-09-01'));
  refused('an area opened by hand', '42501', database, () => "update ledger.period_area set state = 'open' where company_id = 1");
  refused('an area added by hand with a state', '42501', database, () => "insert into ledger.period_area (company_id, period, area, state) values (1, 202601, 'stock', 'open')");
  refused('a second row for a closed area', '23505', database, () => "insert into ledger.period_area (company_id, period, area) values (1, 202601, 'stock')");
  refused('a period before the first', 'MW131', database, () => "insert into ledger.period values (1, 202512, '2025-12-01', '2025-12-31')");
  refused('a forged interval', '42501', database, () => 'update ledger.period_interval set closed_entry_mark = 0 where company_id = 1');
  refused('a removed interval', '42501', database, () => 'delete from ledger.period_interval where company_id = 1');
  refused('closing out of order', 'MW130', database, () => close(202601, 'receivable-payable'));
  refused('closing the later period first', 'MW131', database, () => close(202602, 'inventory-cost'));
  refused('closing twice', 'MW132', database, () => close(202601, 'stock'));
  refused('closing from an older snapshot', 'MW105', database, () => close(202601, 'inventory-cost'), { isolation: 'repeatable read' });
  refused('closing the ledger with entries without vouchers', 'MW133', database, () => [close(202601, 'inventory-cost'), close(202601, 'receivable-payable'), close(202601, 'ledger')]);
  refused('reopening an earlier area first', 'MW134', database, () => "select ledger.reopen_area(202601, 'trade', 'because')");
  refused('reopening without a reason', 'MW137', database, () => "select ledger.reopen_area(202601, 'stock', ' ')");
  refused('leaving a period out', 'MW131', database, () => 'select ledger.open_period(202612)');

  it('an older snapshot gets past no close: the transaction that began before it is refused', async () => {
    const old = await db.pools.writeBulk.connect();
    await old.query('begin isolation level repeatable read');
    await old.query("select set_config('millwright.company', '1', true), set_config('millwright.user', '7', true), count(*) from ledger.period_area");
    await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`select ledger.close_area(202602, 'trade')`));
    const met = await refusalOf((async () => { for (const statement of attempt('2026-02-02')) await old.query(statement); })());
    await old.query('rollback');
    old.release();
    expect(met.code).toBe('MW105');
  });

  it('a close waits for the booking that came first, which stands', async () => {
    const booking = await heldTransaction(db, attempt('2026-02-10'));
    const closing = await heldTransaction(db, []);
    const closed = closing.client.query(close(202602, 'stock'));
    await untilWaiting(db, closing.processId);
    await booking.end('commit');
    await closed;
    await closing.end('commit');
    expect((await attackAs(db, 'write', attempt('2026-02-11'))).code).toBe('MW106');
  });

  it('a booking waits for the close that came first, and is refused', async () => {
    const closing = await heldTransaction(db, [close(202603, 'trade'), close(202603, 'stock')]);
    const booking = await heldTransaction(db, []);
    const met = refusalOf((async () => { for (const statement of attempt('2026-03-10')) await booking.client.query(statement); })());
    await untilWaiting(db, booking.processId);
    await closing.end('commit');
    expect(await met).toMatchObject({ code: 'MW106', detail: { period: 202603, area: 'stock' } });
    await booking.end('rollback');
  });

  it('reopened, it takes entries again; the closed interval keeps its marks', async () => {
    await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`select ledger.reopen_area(202603, 'stock', '补录')`));
    await inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-03-11', { quantity: '1' }));
    const intervals = await db.admin.query("select reason, reopened_by, reopened_entry_mark >= closed_entry_mark as ordered from ledger.period_interval where company_id = 1 and period = 202603 and area = 'stock'");
    expect(intervals.rows).toEqual([{ reason: '补录', reopened_by: '7', ordered: true }]);
  });

  it('an entry numbered before a reopening is sent back for a new number (40001), so that the interval stays true', async () => {
    const id = newId();
    const early = await heldTransaction(db, [documentRow(id, { business_day: '2026-03-12' }),
      `insert into ledger.entry (company_id, period, area, day, document_id, line_count) values (1, 202603, 'stock', '2026-03-12', ${id}, 2)`]);
    await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`select ledger.close_area(202603, 'stock')`));
    await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`select ledger.reopen_area(202603, 'stock', '再补')`));
    const met = await refusalOf(early.client.query(`insert into ledger.entry_line (company_id, period, entry_id, line_no, side, amount, account_id)
      select 1, 202603, e.id, v.n, v.side, 5, v.account from ledger.entry as e cross join (values (1, 'D', 14), (2, 'C', 13)) as v (n, side, account) where e.document_id = ${id}`));
    expect(met.code).toBe('40001');
    await early.end('rollback');
  });
});
