/** Invariants 8, 9 and 10 attacked: executed quantities, documents and their entries, roll-ups. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackDatabase, type AttackDatabase, inCommand, receive, refusalOf } from '../attack-company.ts';
import { attackAs, cash, documentRow, entryRows, expense, heldTransaction, insertRow, newId, refused, untilWaiting } from './attack.ts';

let db: AttackDatabase;
let booked: string;
const order = newId();
const lineId = newId();
const database = () => db;
const execute = (quantity: number, documentId: string | number = booked) => insertRow('documents.execution', {
  company_id: 1, document_id: documentId, line_id: newId(), source_line_id: lineId, source_document_id: order, measure: 'received', quantity });
beforeAll(async () => {
  db = await attackDatabase('attack documents');
  booked = await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50' }));
  await inCommand(db.pools.write, {}, async (_, client) => {
    await client.query(documentRow(order, { kind: 'test/order', state: 'confirmed' }));
    await client.query(insertRow('documents.executable', { company_id: 1, line_id: lineId, document_id: order, measure: 'received', item_id: 100, quantity: 10, quantity_tolerance: 1 }));
    await client.query(execute(6));
  });
  await db.admin.query('select ledger.roll_up(1, 1)');
});
afterAll(() => db?.close());

describe('8: executed quantities', () => {
  refused('more than quantity and tolerance', '23514', database, () => execute(6));
  refused('taking back more than was executed', '23514', database, () => execute(-7));
  refused('taking back without reversing anything', 'MW003', database, () => execute(-6));
  refused('taking back behind a positive row in one statement', 'MW003', database, () => `${execute(5)}, (1, ${booked}, ${newId()}, ${lineId}, ${order}, 'received', -5)`);
  refused('a reversal that takes back what its original never executed', 'MW003', database, () => {
    const [id, red] = [newId(), newId()];
    const cancelled = { kind: 'test/order', state: 'confirmed' };
    return [documentRow(id, cancelled), documentRow(red, { ...cancelled, reverses_id: id }), execute(-1, red)];
  });
  refused('a reversal that takes back more than its original executed, in two goes', 'MW003', database, () => {
    const [id, red] = [newId(), newId()];
    const cancelled = { kind: 'test/order', state: 'confirmed' };
    return [documentRow(id, cancelled), execute(2, id), documentRow(red, { ...cancelled, reverses_id: id }), execute(-2, red), execute(-1, red)];
  });
  refused('a line made larger, so that more can be executed', '42501', database, () => `update documents.executable set quantity = 100 where company_id = 1 and line_id = ${lineId}`);
  refused('a counter of my own', '42501', database, () => `update documents.executable set quantity_executed = 0 where company_id = 1 and line_id = ${lineId}`);
  refused('a counter brought along', '42501', database, () => insertRow('documents.executable', { company_id: 1, line_id: newId(), document_id: order, measure: 'received', quantity: 10, quantity_executed: 9 }));
  refused('a changed execution', '42501', database, () => 'update documents.execution set quantity = 1 where company_id = 1');
  refused('a removed execution', '42501', database, () => 'delete from documents.execution where company_id = 1');
  refused('a line made smaller than what was executed', '42501', database, () => `update documents.executable set quantity = 3 where company_id = 1 and line_id = ${lineId}`);

  it('a reversal takes back what its original executed', async () => {
    const [id, red] = [newId(), newId()];
    const order = { kind: 'test/order', state: 'confirmed' };
    await inCommand(db.pools.write, {}, async (_, client) => {
      for (const statement of [documentRow(id, order), execute(1, id), execute(1, id), documentRow(red, { ...order, reverses_id: id }), execute(-2, red)]) await client.query(statement);
    });
    expect((await db.admin.query('select quantity_executed::text as executed from documents.executable where line_id = $1', [lineId])).rows).toEqual([{ executed: '6.000000' }]);
  });
  it('two receipts race for the rest: the second waits and is refused', async () => {
    const first = await heldTransaction(db, execute(4));
    const second = await heldTransaction(db, []);
    const met = refusalOf(second.client.query(execute(3)));
    await untilWaiting(db, second.processId);
    await first.end('commit');
    expect((await met).code).toBe('23514');
    await second.end('rollback');
  });
});

describe('9: documents and entries', () => {
  const lines = [expense('D', 5), cash('C', 5)];
  refused('a booked document without an entry', 'MW120', database, () => documentRow(newId()));
  refused('a draft becoming booked without an entry', 'MW120', database, () => {
    const id = newId();
    return [documentRow(id, { state: 'draft' }), `update documents.document set state = 'booked' where company_id = 1 and id = ${id}`];
  });
  refused('an entry for a draft', 'MW120', database, () => {
    const id = newId();
    return [documentRow(id, { state: 'draft' }), entryRows({ documentId: id, lines })];
  });
  refused('a second entry for a document', '23505', database, () => entryRows({ documentId: Number(booked), lines }), { constraint: 'entry_document_once' });
  refused('an entry without a document', '23503', database, () => entryRows({ documentId: newId(), lines }));
  refused('an entry for an order', 'MW121', database, () => entryRows({ documentId: order, lines, entry: { area: 'trade' } }));
  refused('a booked document back to draft', 'MW120', database, () => `update documents.document set state = 'draft' where company_id = 1 and id = ${booked}`);
  refused('a booked document called reversed', 'MW120', database, () => `update documents.document set state = 'reversed' where company_id = 1 and id = ${booked}`);
  refused('a draft that takes to reversing', 'MW002', database, () => {
    const id = newId();
    return [documentRow(id, { state: 'draft' }), `update documents.document set reverses_id = ${booked} where company_id = 1 and id = ${id}`];
  });
  for (const change of ["business_day = '2026-01-09'", 'party_id = 77', 'reverses_id = 77']) {
    refused(`a booked document with ${change}`, 'MW002', database, () => `update documents.document set ${change} where company_id = 1 and id = ${booked}`);
    refused(`the same by way of a draft, ${change}`, 'MW120', database, () => [
      `update documents.document set state = 'draft' where company_id = 1 and id = ${booked}`, `update documents.document set ${change}, state = 'booked' where company_id = 1 and id = ${booked}`]);
  }
  refused('a document of another kind', '42501', database, () => `update documents.document set kind = 'test/order' where company_id = 1 and id = ${booked}`);
  refused('a deleted document', 'MW001', database, () => `delete from documents.document where company_id = 1 and id = ${booked}`);
});

describe('10: roll-ups', () => {
  for (const table of ['account_rollup', 'party_rollup', 'item_rollup', 'rollup_mark']) {
    refused(`a change in ${table}`, '42501', database, () => `delete from ledger.${table} where company_id = 1`);
  }
  it('another company\'s figures stay out of reach', async () => {
    const seen = await inCommand(db.pools.write, { companyId: '2' }, async (_, client) => (await client.query('select * from ledger.account_rollup')).rows);
    expect(seen).toEqual([]);
    expect((await attackAs(db, 'read', 'select ledger.roll_up(1, 1)')).code).toBe('42501');
  });
});
