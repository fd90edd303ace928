/** Invariants 3, 4 and 5 attacked: no negative stock, value only where goods are, and accounts that keep to their documents. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackDatabase, type AttackDatabase, inCommand, issue, item, receive, refusalOf } from '../attack-company.ts';
import { attackAs, cash, documentRow, entryRows, expense, heldTransaction, newId, refused, untilWaiting } from './attack.ts';

let db: AttackDatabase;
let pool: number;
const database = () => db;
beforeAll(async () => {
  db = await attackDatabase('attack stock');
  await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50' }));
  pool = Number((await db.admin.query<{ id: string }>('select id from ledger.pool where company_id = 1')).rows[0]?.id);
});
afterAll(() => db?.close());

type Line = Parameters<typeof entryRows>[0]['lines'][number];
const attempt = (lines: readonly Line[], kind = 'test/issue', more: Line = {}) => {
  const id = newId();
  return [documentRow(id, { kind }), entryRows({ documentId: id, lines, entry: more })];
};
let seq = 2;
const out = (quantity: number, amount: number, more: Line = {}): Line =>
  ({ side: 'C', amount, account_id: 10, item_id: 100, place_id: 21, pool_id: pool, pool_seq: seq, quantity: -quantity, ...more });
const toOrder = (quantity: number, amount: number, more: Line = {}): Line =>
  ({ side: 'D', amount, account_id: 12, item_id: 100, place_id: 22, quantity, work_order_id: 900, ...more });

describe('an honest issue is taken', () => {
  it('so that the refusals below are not about something else', async () => {
    const met = await attackAs(db, 'write', [...attempt([toOrder(1, 5), out(1, 5)]), 'set constraints all immediate', 'do $$ begin raise exception sqlstate $c$TAKEN$c$; end $$']);
    expect(met.code).toBe('TAKEN');
  });
});

describe('3: stock and value', () => {
  refused('more than is there', 'MW111', database, () => attempt([toOrder(10, 50), out(10, 50, { place_id: 23 })]));
  refused('more than the pool holds', '23514', database, () => attempt([toOrder(11, 50), out(11, 50)]), { constraint: 'pool_quantity_never_negative' });
  refused('everything out, value left behind', '23514', database, () => attempt([toOrder(10, 49), out(10, 49)]), { constraint: 'pool_empty_without_value' });
  refused('more value out than there is', '23514', database, () => attempt([toOrder(1, 51), out(1, 51)]), { constraint: 'pool_value_never_negative' });
  refused('value alone out of the pool', '23514', database, () => attempt([toOrder(0, 51, { place_id: null, item_id: null }), out(0, 51, { place_id: null })]), { constraint: 'pool_value_never_negative' });
  refused('unvalued goods that are not there', 'MW111', database, () => attempt([
    { side: 'D', amount: 0, item_id: 101, place_id: 26, owner_id: 66, quantity: 1 }, { side: 'C', amount: 0, item_id: 101, place_id: 21, owner_id: 66, quantity: -1 }]));
  refused('a sequence number left out', 'MW113', database, () => attempt([toOrder(1, 5), out(1, 5, { pool_seq: 3 })]));
  refused('a sequence number used twice', '23505', database, () => attempt([toOrder(1, 5), out(1, 5, { pool_seq: 1 })]), { constraint: 'entry_line_pool' });
  refused('a balance of my own', '42501', database, () => 'update ledger.balance set quantity = 1000 where company_id = 1');
  refused('a balance for a place that has none', '42501', database, () => 'insert into ledger.balance values (1, 101, 21, 0, 0, 5)');
  refused('a pool of my own', '42501', database, () => 'update ledger.pool set value = 0 where company_id = 1');
  refused('a sequence of my own', '42501', database, () => 'update ledger.pool_period set next_seq = 1 where company_id = 1');
  it('a method of my choice: a new pool is valued at once all the same', async () => {
    const met = await attackAs(db, 'write', ["select * from ledger.lock_pools('2026-01-10', '[{\"account_id\": 10, \"item_id\": 4711, \"method\": \"month-average\"}]')",
      "do $$ begin if exists (select from ledger.pool where item_id = 4711 and method <> 'moving-average') then raise exception sqlstate 'FORGE'; end if; end $$"]);
    expect(met.code).toBe('accepted');
  });
  refused('a place turned virtual', '42501', database, () => "update inventory.place set kind = 'supplier' where company_id = 1 and id = 21");

  it('a late receipt at another price, without revaluing what was issued later → MW114; a late issue that leaves too little → MW112', async () => {
    const bolts = { itemId: item.bolt };
    await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-02-05', { quantity: '10', value: '50', ...bolts }));
    await inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-02-06', { quantity: '8', ...bolts }));
    expect(await refusalOf(inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-15', { quantity: '10', value: '70', ...bolts })))).toMatchObject({ code: 'MW114', detail: { period: 202601, later_period: 202602 } });
    await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-15', { quantity: '2', value: '10', ...bolts }));
    expect(await refusalOf(inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-01-16', { quantity: '3', ...bolts })))).toMatchObject({ code: 'pool-short' });
    await inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-01-16', { quantity: '2', ...bolts }));
  });

  it('two issues race for the last stock: one waits for the other and is refused', async () => {
    const first = await heldTransaction(db, attempt([toOrder(9, 45), out(9, 45)]));
    const second = await heldTransaction(db, []);
    const racing = refusalOf((async () => { for (const statement of attempt([toOrder(8, 40), out(8, 40, { pool_seq: 3 })])) await second.client.query(statement); })());
    await untilWaiting(db, second.processId);
    await first.end('commit');
    expect((await racing).constraint).toBe('pool_quantity_never_negative');
    await second.end('rollback');
  });

  it('and through the front door: of eight issues of 3 from 10 exactly three succeed', async () => {
    await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-20', { quantity: '9', value: '45' }));
    const met = await Promise.all(Array.from({ length: 8 }, () => refusalOf(inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-01-21', { quantity: '3' })))));
    expect(met.map(({ code }) => code).sort()).toEqual([...Array<string>(3).fill('accepted'), ...Array<string>(5).fill('pool-short')]);
    expect((await db.admin.query('select quantity, value from ledger.pool where id = $1', [pool])).rows).toEqual([{ quantity: '1.000000', value: '5.00' }]);
  });
});

describe('3: revaluations', () => {
  beforeAll(async () => {
    seq = Number((await db.admin.query<{ next_seq: string }>('select next_seq from ledger.pool_period where pool_id = $1 and period = 202601', [pool])).rows[0]?.next_seq);
  });
  const revaluation = (target: string, more: Line = {}) => attempt([
    { side: 'D', amount: 5, account_id: 12, work_order_id: 900, quantity: 0, adjusts_entry_id: target, adjusts_line_no: 1, ...more }, { side: 'C', amount: 5, account_id: 13, quantity: 0 }], 'ledger/revaluation', { area: 'inventory-cost' });
  refused('a revaluation of nothing', 'MW123', database, () => revaluation('99999999'));
  refused('a revaluation of another account', 'MW123', database, () => revaluation('1', { account_id: 13, work_order_id: null }));
  refused('a revaluation that moves goods', 'MW123', database, () => attempt([
    toOrder(1, 5, { adjusts_entry_id: 1, adjusts_line_no: 1 }), out(1, 5)], 'ledger/revaluation', { area: 'inventory-cost' }));
  refused('a replay called off', '42501', database, () => 'delete from ledger.late_line where company_id = 1');
  it('a revaluation that the replay does not bear out → MW114', async () => {
    const target = (await db.admin.query<{ entry_id: string; line_no: number; next_seq: string }>(`
      select l.entry_id, l.line_no, s.next_seq from ledger.entry_line as l join ledger.pool_period as s on s.pool_id = l.pool_id and s.period = l.period
      where l.pool_id = $1 and l.period = 202601 and l.side = 'C' and l.quantity < 0 order by l.entry_id limit 1`, [pool])).rows[0];
    const met = await attackAs(db, 'write', attempt([
      { side: 'C', amount: 1, account_id: 10, item_id: 100, pool_id: pool, pool_seq: Number(target?.next_seq), quantity: 0, adjusts_entry_id: target?.entry_id ?? '', adjusts_line_no: target?.line_no ?? 0 },
      { side: 'D', amount: 1, account_id: 12, work_order_id: 900 }], 'ledger/revaluation', { area: 'inventory-cost' }));
    expect(met.code).toMatch(/MW114|MW112/);
  });
});

describe('4: lines carry what their account demands', () => {
  refused('inventory without a pool', 'MW109', database, () => attempt([toOrder(0, 5, { place_id: null, item_id: null }), { side: 'C', amount: 5, account_id: 10 }]));
  refused('a pool under another account', 'MW109', database, () => attempt([toOrder(1, 5), out(1, 5, { account_id: 15 })]));
  refused('a pool under a free account', 'MW109', database, () => attempt([toOrder(1, 5), out(1, 5, { account_id: 14 })]));
  refused('a pool of another item', 'MW109', database, () => attempt([toOrder(1, 5, { item_id: 101 }), out(1, 5, { item_id: 101 })]));
  refused('own goods into a store without a pool', 'MW109', database, () => attempt([expense('D', 5, { item_id: 100, place_id: 21, quantity: 1 }), cash('C', 5, { item_id: 100, place_id: 22, quantity: -1 })]));
  refused('goods of another owner in our pool', 'MW109', database, () => attempt([toOrder(1, 5), out(1, 5, { owner_id: 66 })]));
  refused('a pool in a virtual place', 'MW109', database, () => attempt([toOrder(1, 5), out(1, 5, { place_id: 22 })]));
  refused('work in progress without an order', 'MW110', database, () => attempt([toOrder(1, 5, { work_order_id: null }), out(1, 5)]));
  refused('a payable without a party', 'MW110', database, () => attempt([expense('D', 5), { side: 'C', amount: 5, account_id: 16 }], 'test/receipt'));
  refused('an accrual without a receipt line', 'MW110', database, () => attempt([expense('D', 5), { side: 'C', amount: 5, account_id: 11, party_id: 5 }], 'test/receipt'));
  refused('an unknown account', 'MW107', database, () => attempt([expense('D', 5, { account_id: 999 }), cash('C', 5)]));
  refused('an unknown place', 'MW122', database, () => attempt([expense('D', 5, { item_id: 100, place_id: 999, quantity: 1 }), cash('C', 5, { item_id: 100, place_id: 22, quantity: -1 })]));
});

describe('5: controlled accounts', () => {
  refused('a payable from an issue', 'MW108', database, () => attempt([expense('D', 5), { side: 'C', amount: 5, account_id: 16, party_id: 5 }]));
  refused('goods in transit from a receipt', 'MW108', database, () => attempt([{ side: 'D', amount: 5, account_id: 30 }, cash('C', 5)], 'test/receipt'));
  refused('inventory from a manual voucher', 'MW108', database, () => attempt([expense('D', 5, { account_id: 14 }), out(0, 5, { place_id: null })], 'ledger/voucher', { area: 'ledger' }));
  refused('the list of kinds', '42501', database, () => "insert into ledger.control_kind values ('payable', 'test/issue')");
  refused('the kinds themselves', '42501', database, () => "update documents.kind set books = false where kind = 'test/issue'");
  it('an account with lines gives up its control → MW150', async () => {
    expect((await attackAs(db, 'write', 'update ledger.account set control = null where company_id = 1 and id = 10')).code).toBe('MW150');
    expect((await attackAs(db, 'read', 'update ledger.account set control = null where company_id = 1 and id = 10')).code).not.toBe('accepted');
  });
});
