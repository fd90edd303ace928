/**
 * One corruption per invariant, planted behind the product's back as superuser with the triggers off, and verify must name the row.
 * Each is planted and looked at in one transaction that is rolled back, so the next one starts from sound books.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { type Break, describeBreak, findBreaks, runVerify } from '../../../verify.ts';
import { attackDatabase, type AttackDatabase, inCommand, issue, receive, reverse, user } from '../attack-company.ts';
import { documentRow, insertRow, newId } from './attack.ts';

let db: AttackDatabase;
let receipt: string;
let issued: string;
let reversal: string;
let entryOf: Map<string, string>;
beforeAll(async () => {
  db = await attackDatabase('corruption');
  receipt = await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50' }));
  issued = (await inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-01-06', { quantity: '3' }))).documentId;
  const wrong = await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-07', { quantity: '2', value: '11' }));
  reversal = await inCommand(db.pools.write, {}, (tx) => reverse(tx, wrong, '2026-01-08'));
  const entries = await db.admin.query<{ document_id: string; id: string }>('select document_id, id from ledger.entry');
  entryOf = new Map(entries.rows.map((row) => [row.document_id, row.id]));
  const [order, line] = [newId(), newId()];
  await inCommand(db.pools.write, {}, async (_, client) => {
    await client.query(documentRow(order, { kind: 'test/order', state: 'confirmed' }));
    await client.query(insertRow('documents.executable', { company_id: 1, line_id: line, document_id: order, measure: 'received', quantity: 10 }));
    await client.query(insertRow('documents.execution', { company_id: 1, document_id: receipt, line_id: 1, source_line_id: line, source_document_id: order, measure: 'received', quantity: 4 }));
  });
  for (const document of [receipt, issued]) {
    const voucher = newId();
    await inCommand(db.pools.write, {}, async (_, client) => {
      await client.query(insertRow('ledger.voucher', { company_id: 1, id: voucher, period: 202601, day: '2026-01-31', origin: 'generated' }));
      await client.query(insertRow('ledger.voucher_entry', { company_id: 1, voucher_id: voucher, entry_id: entryOf.get(document) ?? '' }));
    });
    await inCommand(db.pools.write, { userId: user.auditor }, async (tx) => {
      await tx.rows(sql`update ledger.voucher set state = 'audited' where company_id = 1 and id = ${voucher}`);
      await tx.rows(sql`insert into ledger.voucher_post (company_id, voucher_id) values (1, ${voucher})`);
    });
  }
  for (const area of ['trade', 'stock']) await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`select ledger.close_area(202601, ${area})`));
  // An open transaction in any database of the cluster holds the watermark back: other tests have some.
  for (let attempt = 0; attempt < 300; attempt += 1) {
    await db.admin.query('select ledger.roll_up(1)');
    if ((await db.admin.query('select 1 from ledger.account_rollup where account_id = 12')).rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the watermark is held back');
});
afterAll(() => db?.close());

async function planted(statement: string): Promise<Break[]> {
  // The constraint as well as the triggers stand in the way of this one; both go back with the rollback.
  await db.admin.query('begin; set local session_replication_role = replica; alter table ledger.voucher drop constraint voucher_two_people');
  try {
    const changed = await db.admin.query(statement);
    expect(changed.rowCount, 'rows corrupted').toBeGreaterThan(0);
    return await findBreaks(db.admin);
  } finally {
    await db.admin.query('rollback');
  }
}

const id = (document: () => string) => entryOf.get(document()) ?? '';
const corruptions: readonly [title: string, invariant: string, statement: () => string, names: () => Partial<Break>][] = [
  ['an amount changed', '01_entry_whole', () => `update ledger.entry_line set amount = amount + 1 where entry_id = ${id(() => issued)} and line_no = 1`, () => ({ company_id: '1', document_id: issued, entry_id: id(() => issued) })],
  ['a quantity changed', '01_entry_whole', () => `update ledger.entry_line set quantity = quantity + 1 where entry_id = ${id(() => issued)} and line_no = 1`, () => ({ document_id: issued })],
  ['a line removed', '01_entry_whole', () => `delete from ledger.entry_line where entry_id = ${id(() => issued)} and line_no = 2`, () => ({ document_id: issued })],
  ['an entry removed under its lines', '01_entry_whole', () => `delete from ledger.entry where id = ${id(() => issued)}`, () => ({ entry_id: id(() => issued) })],
  ['a line added', '01_entry_whole', () => `insert into ledger.entry_line (company_id, period, entry_id, line_no, side, amount, account_id) values (1, 202601, ${id(() => issued)}, 3, 'D', 0, 13)`, () => ({ document_id: issued })],
  ['a reversal that no longer negates', '02_reversal_exact', () => `update ledger.entry_line set party_id = 6 where entry_id = ${id(() => reversal)} and party_id is not null`, () => ({ document_id: reversal, entry_id: id(() => reversal) })],
  ['a settlement out of nowhere', '02_reversal_exact', () => `update ledger.entry_line set settles = true where entry_id = ${id(() => issued)} and line_no = 1`, () => ({ entry_id: id(() => issued), line_no: 1 })],
  ['stock below zero', '03_stock_not_negative', () => `update ledger.entry_line set quantity = quantity * 4 where entry_id = ${id(() => issued)}`, () => ({ company_id: '1' })],
  ['value that left without goods', '03_stock_not_negative', () => `update ledger.entry_line set amount = 51 where entry_id = ${id(() => issued)}`, () => ({ document_id: issued })],
  ['a warehouse line outside the pool', '04_books_equal', () => `update ledger.entry_line set pool_id = null, pool_seq = null where entry_id = ${id(() => issued)} and pool_id is not null`, () => ({ entry_id: id(() => issued), line_no: 2 })],
  ['a work order lost', '04_books_equal', () => `update ledger.entry_line set work_order_id = null where entry_id = ${id(() => issued)}`, () => ({ entry_id: id(() => issued), line_no: 1 })],
  ['inventory moved to a free account', '04_books_equal', () => `update ledger.entry_line set account_id = 14 where entry_id = ${id(() => issued)} and pool_id is not null`, () => ({ entry_id: id(() => issued), line_no: 2 })],
  ['a controlled account from a foreign document', '05_controlled_accounts', () => `update ledger.entry_line set account_id = 16, party_id = 5 where entry_id = ${id(() => issued)} and line_no = 1`, () => ({ document_id: issued, entry_id: id(() => issued), line_no: 1 })],
  ['an entry slipped into a closed area', '06_closed_periods', () => `update ledger.period_interval set closed_entry_mark = 0 where area = 'stock'`, () => ({ document_id: receipt, entry_id: id(() => receipt) })],
  ['an area reopened on the quiet', '06_closed_periods', () => `update ledger.period_area set state = 'open' where period = 202601 and area = 'stock' and company_id = 1`, () => ({ company_id: '1' })],
  ['a voucher number skipped', '07_vouchers', () => 'update ledger.voucher set number = 3 where number = 2', () => ({ company_id: '1' })],
  ['a voucher removed', '07_vouchers', () => 'delete from ledger.voucher where number = 1', () => ({ company_id: '1' })],
  ['a preparer who audited', '07_vouchers', () => 'update ledger.voucher set audited_by = prepared_by where number = 1', () => ({ company_id: '1' })],
  ['a posting removed', '07_vouchers', () => 'delete from ledger.voucher_post where voucher_id = (select id from ledger.voucher where number = 1)', () => ({ company_id: '1' })],
  ['an executed quantity changed', '08_executed_quantities', () => 'update documents.executable set quantity_executed = 5', () => ({ company_id: '1' })],
  ['an execution changed', '08_executed_quantities', () => 'update documents.execution set quantity = 5', () => ({ company_id: '1' })],
  ['a document sent back to draft', '09_documents_and_entries', () => `update documents.document set state = 'draft' where id = ${receipt}`, () => ({ document_id: receipt, entry_id: id(() => receipt) })],
  ['a booked document invented', '09_documents_and_entries', () => documentRow(999_999, { created_by: 1 }), () => ({ document_id: '999999' })],
  ['a receipt that passes for an opening', '09_documents_and_entries', () => `update ledger.entry set is_opening = true where id = ${id(() => receipt)}`, () => ({ document_id: receipt, entry_id: id(() => receipt) })],
  ['a roll-up changed', '10_roll_ups', () => 'update ledger.account_rollup set debit = debit + 1 where account_id = 12', () => ({ company_id: '1' })],
  ['a roll-up by party changed', '10_roll_ups', () => 'update ledger.party_rollup set credit = credit + 1', () => ({ company_id: '1' })],
  ['a roll-up by item changed', '10_roll_ups', () => 'delete from ledger.item_rollup', () => ({ company_id: '1' })],
  ['an issue valued by hand', '11_pool_replay', () => `update ledger.entry_line set amount = 14 where entry_id = ${id(() => issued)}`, () => ({ document_id: issued, entry_id: id(() => issued), line_no: 2 })],
  ['the order of a pool changed', '11_pool_replay', () => `update ledger.entry_line set pool_seq = 9 where entry_id = ${id(() => issued)} and pool_seq is not null`, () => ({ entry_id: id(() => issued), line_no: 2 })],
  ['a pool changed', '12_pools_and_balances', () => 'update ledger.pool set value = value + 1', () => ({ company_id: '1' })],
  ['a balance changed', '12_pools_and_balances', () => 'update ledger.balance set quantity = quantity + 1', () => ({ company_id: '1' })],
  ['an order closed over its work in process', '13_closed_orders', () => documentRow(900, { kind: 'shopfloor/work-order', state: 'closed', created_by: 1 }), () => ({ company_id: '1', document_id: '900' })],
  ['a sequence set back', '12_pools_and_balances', () => 'update ledger.pool_period set next_seq = 1', () => ({ company_id: '1' })],
];

describe('verify', () => {
  it('finds sound books sound', async () => {
    expect((await runVerify(db.admin)).breaks.map(describeBreak)).toEqual([]);
  });
  for (const [title, invariant, statement, names] of corruptions) {
    it(`names ${title} (${invariant})`, async () => {
      const breaks = await planted(statement());
      expect(breaks.filter((found) => found.invariant === invariant)).toContainEqual(expect.objectContaining(names()));
    });
  }
});
