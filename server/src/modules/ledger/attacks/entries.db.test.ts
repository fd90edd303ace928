/** Invariants 1 and 2 attacked: entries are whole, balanced, one INSERT, and stay as they are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackDatabase, type AttackDatabase, company, inCommand, receive, refusalOf, reverse } from '../attack-company.ts';
import { attackAs, cash, documentRow, entryRows, expense, insertRow, lineRows, newId, refused } from './attack.ts';
import sql from 'sql-template-tag';

let db: AttackDatabase;
let booked: { documentId: string; entryId: string };
const database = () => db;
beforeAll(async () => {
  db = await attackDatabase('attack entries');
  const documentId = await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50' }));
  const entry = await db.admin.query<{ id: string }>('select id from ledger.entry where document_id = $1', [documentId]);
  booked = { documentId, entryId: entry.rows[0]?.id ?? '' };
});
afterAll(() => db?.close());

const document = (more = {}) => { const id = newId(); return { id, row: documentRow(id, more) }; };
const attempt = (lines: Parameters<typeof entryRows>[0]['lines'], more: Partial<Parameters<typeof entryRows>[0]> = {}) => {
  const { id, row } = document();
  return [row, entryRows({ documentId: id, lines, ...more })];
};
const balanced = [expense('D', 5), cash('C', 5)];

describe('an honest entry of this kind is taken', () => {
  it('so that the refusals below are not about something else', async () => {
    expect((await attackAs(db, 'write', attempt(balanced))).code).toBe('accepted');
  });
});

describe('1: whole and balanced, one INSERT', () => {
  refused('debits above credits', 'MW101', database, () => attempt([expense('D', 5), cash('C', 4)]));
  refused('goods that come from nowhere', 'MW102', database, () => attempt([
    expense('D', 5, { item_id: 101, place_id: 22, quantity: 3 }), cash('C', 5, { item_id: 101, place_id: 20, quantity: -2 })]));
  refused('one item out, another in', 'MW102', database, () => attempt([
    expense('D', 5, { item_id: 101, place_id: 22, quantity: 3 }), cash('C', 5, { item_id: 100, place_id: 20, quantity: -3 })]));
  refused('fewer lines than announced', 'MW103', database, () => attempt(balanced, { lineCount: 3 }));
  refused('more lines than announced', 'MW103', database, () => attempt([...balanced, expense('D', 0), cash('C', 0)], { lineCount: 2 }));
  refused('a single line', '23514', database, () => attempt([expense('D', 0)]));
  refused('an entry without lines', 'MW119', database, () => {
    const { id, row } = document();
    return [row, insertRow('ledger.entry', { company_id: 1, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 2 })];
  });
  refused('half now, half in a second statement (fools a deferred check)', 'MW103', database, () => {
    const { id, row } = document();
    const entry = insertRow('ledger.entry', { company_id: 1, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 2 });
    const newest = `(select max(id) from ledger.entry where company_id = 1 and document_id = ${id})`;
    return [row, entry, lineRows(newest, [expense('D', 5)]), lineRows(newest, [cash('C', 5)]).replace('v.n', 'v.n + 1')];
  });
  refused('a balanced pair added late in the same transaction (fools a transition table)', 'MW103', database, () => {
    const { id, row } = document();
    return [row, entryRows({ documentId: id, lines: balanced }), lineRows(`(select max(id) from ledger.entry where document_id = ${id})`, balanced).replace('v.n', 'v.n + 2')];
  });
  refused('two INSERTs in one statement that do not add up', 'MW101', database, () => {
    const { id, row } = document();
    const entry = insertRow('ledger.entry', { company_id: 1, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 4 });
    const newest = `(select max(id) from ledger.entry where document_id = ${id})`;
    return [row, entry, `with half as (${lineRows(newest, [expense('D', 5), cash('C', 4)])} returning 1) ${lineRows(newest, [expense('D', 4), cash('C', 4)]).replace('v.n', 'v.n + 2')}`];
  });
  refused('late lines for an entry of an earlier transaction', 'MW104', database, () => lineRows(booked.entryId, balanced).replace('v.n', 'v.n + 2'));
  refused("another entry's id, lines in another period", 'MW104', database, () => lineRows(booked.entryId, balanced, 202602));
  refused('lines of an entry that does not exist', 'MW104', database, () => lineRows('99999999', balanced));
  refused('an id of my choice', '42501', database, () => {
    const { id, row } = document();
    return [row, insertRow('ledger.entry', { company_id: 1, id: 4711, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 2 }).replace('values', 'overriding system value values')];
  });
  refused('a transaction number of my choice', '42501', database, () => {
    const { id, row } = document();
    return [row, insertRow('ledger.entry', { company_id: 1, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 2, written_xid: '1' })];
  });
  refused('a period other than the day\'s', '23514', database, () => attempt(balanced, { entry: { period: 202602 } }));
  refused('an area other than the kind\'s', 'MW121', database, () => attempt(balanced, { entry: { area: 'trade' } }));
  refused('a receipt that passes for an opening', 'MW121', database, () => attempt(balanced, { entry: { is_opening: true } }));
  refused('lines for another company\'s entry after switching company', 'MW104', database, () => {
    const { id, row } = document();
    const entry = insertRow('ledger.entry', { company_id: 1, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 2 });
    return [row, entry, `select set_config('millwright.company', '${company.two}', true)`,
      lineRows('(select coalesce(max(id), 0) from ledger.entry)', balanced).replaceAll('select 1, 202601', `select ${company.two}, 202601`)];
  });
  refused('rows of another company', '42501', database, () => lineRows(booked.entryId, balanced).replace('select 1, 202601', `select ${company.two}, 202601`));
  refused('switching the checks off', '42501', database, () => 'alter table ledger.entry_line disable trigger all');
  refused('switching the checks off for the session', '42501', database, () => "set session_replication_role = replica");
  refused('becoming the owner', '42501', database, () => 'set role millwright_owner');
  refused('a table of my own under the journal', '42501', database, () => 'create table ledger.mine () inherits (ledger.entry_line)');
  refused('an upsert that changes', '42501', database, () => `${lineRows(booked.entryId, balanced)} on conflict (company_id, period, entry_id, line_no) do update set amount = 9`);
  refused('an older snapshot', 'MW105', database, () => attempt(balanced), { isolation: 'repeatable read' });

  it('a bulk COPY does not get past row-level security', async () => {
    const met = await attackAs(db, 'write', 'copy ledger.entry_line from stdin');
    expect(met.code).not.toBe('accepted');
  });
  it('an entry that is rolled back to a savepoint leaves no half', async () => {
    const { id, row } = document();
    const met = await attackAs(db, 'write', [row, 'savepoint before', entryRows({ documentId: id, lines: balanced }), 'rollback to before',
      insertRow('ledger.entry', { company_id: 1, period: 202601, area: 'stock', day: '2026-01-10', document_id: id, line_count: 2 })]);
    expect(met.code).toBe('MW119');
  });
});

describe('2: nothing written is changed or removed', () => {
  for (const table of ['ledger.entry', 'ledger.entry_line'] as const) {
    refused(`update ${table}`, '42501', database, () => `update ${table} set summary = 'x' where company_id = 1`);
    refused(`delete from ${table}`, '42501', database, () => `delete from ${table} where company_id = 1`);
    refused(`truncate ${table}`, '42501', database, () => `truncate ${table} cascade`);
    it(`not even the owner of ${table} can`, async () => {
      for (const change of [`update ${table} set summary = 'x'`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await db.admin.query('begin; set local role millwright_owner');
        expect((await refusalOf(db.admin.query(change))).code).toBe('MW115');
        await db.admin.query('rollback');
      }
    });
  }

  const reversing = (lines: Parameters<typeof entryRows>[0]['lines'], reverses: string, reversedDocument: string | number) => {
    const { id, row } = document({ reverses_id: reversedDocument });
    return [row, `update documents.document set state = 'reversed' where company_id = 1 and id = ${reversedDocument}`, entryRows({ documentId: id, lines, entry: { reverses_id: reverses } })];
  };
  let plain: { documentId: number; entryId: string };
  beforeAll(async () => {
    const id = newId();
    await attackAs(db, 'write', [documentRow(id), entryRows({ documentId: id, lines: balanced })]);
    const found = await db.admin.query<{ id: string }>('select id from ledger.entry where document_id = $1', [id]);
    plain = { documentId: id, entryId: found.rows[0]?.id ?? '' };
  });
  refused('a reversal of half the amount', 'MW116', database, () => reversing([expense('D', -2), cash('C', -2)], plain.entryId, plain.documentId));
  refused('a reversal on the other account', 'MW116', database, () => reversing([cash('D', -5), cash('C', -5)], plain.entryId, plain.documentId));
  refused('a reversal on the other side instead of red', 'MW116', database, () => reversing([cash('D', 5), expense('C', 5)], plain.entryId, plain.documentId));
  refused('a reversal with lines of its own', 'MW116', database, () => reversing([expense('D', -5), cash('C', -5), expense('D', 1), cash('C', 1)], plain.entryId, plain.documentId));
  refused('settlement lines in an entry that reverses nothing', 'MW118', database, () => attempt([expense('D', 5, { settles: true }), cash('C', 5, { settles: true })]));
  refused('a reversal whose document reverses another one', 'MW116', database, () => {
    const { id, row } = document();
    return [row, entryRows({ documentId: id, lines: [expense('D', -5), cash('C', -5)], entry: { reverses_id: plain.entryId } })];
  });
  refused('a reversal that leaves its document as it was', 'MW120', database, () => {
    const { id, row } = document({ reverses_id: plain.documentId });
    return [row, entryRows({ documentId: id, lines: [expense('D', -5), cash('C', -5)], entry: { reverses_id: plain.entryId } })];
  });

  it('twice is once too often, and a reversal is final', async () => {
    const documentId = await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-01-06', { quantity: '1', value: '5' }));
    const reversal = await inCommand(db.pools.write, {}, (tx) => reverse(tx, documentId, '2026-01-07'));
    const ids = await inCommand(db.pools.write, {}, (tx) => tx.rows<{ id: string }>(sql`select id from ledger.entry where company_id = 1 and document_id in (${documentId}, ${reversal}) order by id`));
    const again = document();
    const lines = [expense('D', -5), cash('C', -5)];
    expect((await attackAs(db, 'write', [again.row, entryRows({ documentId: again.id, lines, entry: { reverses_id: ids[0]?.id ?? '' } })])).constraint).toBe('entry_reversed_once');
    const back = document({ reverses_id: reversal });
    expect((await attackAs(db, 'write', [back.row, entryRows({ documentId: back.id, lines, entry: { reverses_id: ids[1]?.id ?? '' } })])).code).toBe('MW117');
  });
});
