/** Invariant 7 attacked: gapless numbers under concurrency, two people, posted vouchers that stay. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackDatabase, type AttackDatabase, inCommand, receive, refusalOf, reverse, user } from '../attack-company.ts';
import { attackAs, cash, documentRow, entryRows, expense, heldTransaction, insertRow, newId, refused, untilWaiting } from './attack.ts';
import sql from 'sql-template-tag';

let db: AttackDatabase;
let posted: number;
let audited: number;
let draft: number;
let entries: string[];
const database = () => db;
const voucherRow = (id: number, more = {}) => insertRow('ledger.voucher', { company_id: 1, id, period: 202601, day: '2026-01-31', origin: 'generated', ...more });
const link = (voucher: number, entry: string) => `insert into ledger.voucher_entry (company_id, voucher_id, entry_id) values (1, ${voucher}, ${entry})`;
const audit = (voucher: number) => `update ledger.voucher set state = 'audited' where company_id = 1 and id = ${voucher}`;
const asAuditor = (statements: readonly string[]) => inCommand(db.pools.write, { userId: user.auditor }, async (_, client) => { for (const statement of statements) await client.query(statement); });
const asPreparer = (statements: readonly string[]) => inCommand(db.pools.write, {}, async (_, client) => { for (const statement of statements) await client.query(statement); });
const newEntry = async (day = '2026-01-05') => {
  const documentId = await inCommand(db.pools.write, {}, (tx) => receive(tx, day, { quantity: '1', value: '5' }));
  return { documentId, entryId: (await db.admin.query<{ id: string }>('select id from ledger.entry where document_id = $1', [documentId])).rows[0]?.id ?? '' };
};

beforeAll(async () => {
  db = await attackDatabase('attack vouchers');
  entries = [];
  for (let count = 0; count < 4; count += 1) entries.push((await newEntry()).entryId);
  [posted, audited, draft] = [newId(), newId(), newId()];
  await asPreparer([voucherRow(posted), link(posted, entries[0] ?? ''), voucherRow(audited), link(audited, entries[1] ?? ''), voucherRow(draft), link(draft, entries[2] ?? '')]);
  await asAuditor([audit(posted), audit(audited)]);
  await asPreparer([`insert into ledger.voucher_post (company_id, voucher_id) values (1, ${posted})`]);
});
afterAll(() => db?.close());

const numbers = async () => (await db.admin.query<{ number: number }>("select number from ledger.voucher where company_id = 1 and period = 202601 and number is not null order by number")).rows.map(({ number }) => number);

describe('7: vouchers', () => {
  refused('a number of my choice', '42501', database, () => voucherRow(newId(), { number: 9 }));
  refused('a changed number', '42501', database, () => `update ledger.voucher set number = 9 where company_id = 1 and id = ${posted}`);
  refused('a voucher born audited', '42501', database, () => voucherRow(newId(), { state: 'audited' }));
  refused('auditing what I prepared', 'MW140', database, () => audit(draft));
  refused('naming another preparer', '42501', database, () => `update ledger.voucher set prepared_by = 99 where company_id = 1 and id = ${draft}`);
  refused('naming an auditor', '42501', database, () => `update ledger.voucher set audited_by = 99 where company_id = 1 and id = ${draft}`);
  refused('posting a draft', 'MW141', database, () => `insert into ledger.voucher_post (company_id, voucher_id) values (1, ${draft})`);
  refused('a state without its posting', 'MW141', database, () => `update ledger.voucher set state = 'posted' where company_id = 1 and id = ${audited}`);
  refused('an audited voucher back to draft', 'MW141', database, () => `update ledger.voucher set state = 'draft' where company_id = 1 and id = ${audited}`);
  refused('a changed posted voucher', 'MW142', database, () => `update ledger.voucher set summary = 'x' where company_id = 1 and id = ${posted}`);
  refused('a voided posted voucher', 'MW142', database, () => `update ledger.voucher set state = 'void' where company_id = 1 and id = ${posted}`);
  refused('a changed audited voucher', 'MW142', database, () => `update ledger.voucher set day = '2026-01-30' where company_id = 1 and id = ${audited}`);
  refused('a deleted voucher', '42501', database, () => `delete from ledger.voucher where company_id = 1 and id = ${draft}`);
  refused('a deleted posting', '42501', database, () => 'delete from ledger.voucher_post where company_id = 1');
  refused('a counter set back', '42501', database, () => 'update ledger.voucher_counter set last_number = 0 where company_id = 1');
  refused('an entry slipped into an audited voucher', 'MW142', database, () => link(audited, entries[3] ?? ''));
  refused('an entry taken off a posted voucher', 'MW142', database, () => `delete from ledger.voucher_entry where company_id = 1 and voucher_id = ${posted}`);
  refused('an entry on two vouchers', '23505', database, () => link(draft, entries[0] ?? ''), { constraint: 'voucher_entry_once' });
  refused('voiding by hand', '42501', database, () => `update ledger.voucher_entry set voided = true where company_id = 1`);
  refused('lines on a voucher that is not manual', 'MW142', database, () => insertRow('ledger.voucher_line', { company_id: 1, voucher_id: draft, line_no: 1, side: 'D', amount: 5, account_id: 14 }));
  refused('a controlled account by hand', 'MW146', database, () => {
    const [id, voucher] = [newId(), newId()];
    return [documentRow(id, { kind: 'ledger/voucher', state: 'draft' }), voucherRow(voucher, { origin: 'manual', document_id: id }),
      insertRow('ledger.voucher_line', { company_id: 1, voucher_id: voucher, line_no: 1, side: 'D', amount: 5, account_id: 16, party_id: 5 })];
  });
  refused('netting entries that are no pair', 'MW148', database, () => insertRow('ledger.netting', { company_id: 1, entry_id: entries[2] ?? '', reversal_id: entries[3] ?? '', reason: 'x' }));

  it('raw SQL: whoever changes head, lines or list of a draft has prepared it, also in one statement with the audit', async () => {
    const [id, manual, list] = [newId(), newId(), newId()];
    const line = (voucher: number, line_no: number, side: string, amount = 5) => insertRow('ledger.voucher_line', { company_id: 1, voucher_id: voucher, line_no, side, amount, account_id: side === 'D' ? 14 : 13 });
    await asPreparer([documentRow(id, { kind: 'ledger/voucher', state: 'draft' }), voucherRow(manual, { origin: 'manual', document_id: id }), line(manual, 1, 'D'), line(manual, 2, 'C'), voucherRow(list)]);
    const at = (voucher: number) => `where company_id = 1 and ${voucher === manual ? 'voucher_id' : 'id'} = ${voucher}`;
    const changes = [
      [`update ledger.voucher_line set amount = 900 ${at(manual)}`],
      [`delete from ledger.voucher_line ${at(manual)}`],
      [line(manual, 3, 'D'), line(manual, 4, 'C')],
      [`update ledger.voucher set summary = 'mine' where company_id = 1 and id = ${manual}`],
    ];
    for (const change of changes) expect((await refusalOf(asAuditor([...change, audit(manual)]))).code, change[0]).toBe('MW140');
    expect((await refusalOf(asAuditor([`update ledger.voucher set summary = 'mine', state = 'audited' where company_id = 1 and id = ${list}`]))).code).toBe('MW140');
    expect((await refusalOf(asAuditor([link(list, (await newEntry()).entryId), audit(list)]))).code).toBe('MW140');
    await asAuditor([changes[0]?.[0] ?? '']);
    const preparer = await db.admin.query('select prepared_by from ledger.voucher where id = $1', [manual]);
    expect(preparer.rows[0]).toEqual({ prepared_by: user.auditor });
  });

  it('an audited voucher without entries → MW147, and its number is not lost', async () => {
    const before = await numbers();
    const empty = newId();
    await asPreparer([voucherRow(empty)]);
    expect((await refusalOf(asAuditor([audit(empty)]))).code).toBe('MW147');
    await asAuditor([audit(draft)]);
    expect(await numbers()).toEqual([...before, before.length + 1]);
  });

  it('an entry of another period → MW144; two kinds on one voucher → MW145', async () => {
    const february = await newEntry('2026-02-01');
    const voucher = newId();
    const manual = newId();
    await asPreparer([voucherRow(voucher), documentRow(manual, { kind: 'test/issue' }), entryRows({ documentId: manual, lines: [expense('D', 5), cash('C', 5)] })]);
    const other = (await db.admin.query<{ id: string }>('select id from ledger.entry where document_id = $1', [manual])).rows[0]?.id ?? '';
    expect((await refusalOf(asPreparer([link(voucher, february.entryId)]))).code).toBe('MW144');
    expect((await refusalOf(asPreparer([link(voucher, entries[3] ?? ''), link(voucher, other)]))).code).toBe('MW145');
  });

  it('two audits race: the second waits for the counter and takes the next number; a rolled-back one leaves no gap', async () => {
    const before = (await numbers()).length;
    const vouchers: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { entryId } = await newEntry('2026-02-02').then(async () => newJanuary());
      const id = newId();
      await asPreparer([voucherRow(id), link(id, entryId)]);
      vouchers.push(id);
    }
    const lost = await heldTransaction(db, audit(vouchers[0] ?? 0), user.auditor);
    const next = await heldTransaction(db, [], user.auditor);
    const waiting = next.client.query(audit(vouchers[1] ?? 0));
    await untilWaiting(db, next.processId);
    await lost.end('rollback');
    await waiting;
    await next.end('commit');
    await asAuditor([audit(vouchers[2] ?? 0)]);
    expect(await numbers()).toEqual(Array.from({ length: before + 2 }, (_, index) => index + 1));
  });

  it('a void voucher keeps its number and frees its entries; a reversed pair is netted once', async () => {
    const { documentId, entryId } = await newJanuaryBoth();
    const [first, second] = [newId(), newId()];
    await asPreparer([voucherRow(first), link(first, entryId)]);
    await asAuditor([audit(first)]);
    await asPreparer([`update ledger.voucher set state = 'void' where company_id = 1 and id = ${first}`]);
    const before = await numbers();
    await asPreparer([voucherRow(second), link(second, entryId), `delete from ledger.voucher_entry where company_id = 1 and voucher_id = ${second}`]);
    const reversal = await inCommand(db.pools.write, {}, (tx) => reverse(tx, documentId, '2026-01-25'));
    const pair = await inCommand(db.pools.write, {}, (tx) => tx.rows<{ id: string }>(sql`select id from ledger.entry where company_id = 1 and document_id = ${reversal}`));
    const netting = insertRow('ledger.netting', { company_id: 1, entry_id: entryId, reversal_id: pair[0]?.id ?? '', reason: '审核不通过' });
    await asPreparer([netting]);
    expect((await refusalOf(asPreparer([netting]))).code).toBe('23505');
    expect((await refusalOf(asPreparer([link(second, entryId)]))).code).toBe('MW148');
    expect(await numbers()).toEqual(before);
    expect((await attackAs(db, 'write', 'delete from ledger.netting where company_id = 1')).code).toBe('42501');
  });

  // Steel has moved in February by now, so January entries use the other free accounts.
  async function newJanuaryBoth() {
    const id = newId();
    await asPreparer([documentRow(id), entryRows({ documentId: id, lines: [expense('D', 5), cash('C', 5)] })]);
    return { documentId: String(id), entryId: (await db.admin.query<{ id: string }>('select id from ledger.entry where document_id = $1', [id])).rows[0]?.id ?? '' };
  }
  const newJanuary = newJanuaryBoth;
});
