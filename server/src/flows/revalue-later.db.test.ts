/** January's late papers after February has begun: what February's issues cost follows, dated in February. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { money, parseQuantity } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../kernel/transaction.ts';
import { attackDatabase, type AttackDatabase, book, inCommand, issue, item, linesOf, place, receive, refusalOf, reverse } from '../modules/ledger/attack-company.ts';
import { loadEntry, lockPools } from '../modules/ledger/books.api.ts';
import { describeBreak, runVerify } from '../verify.ts';
import { revalueLater } from './revalue-later.ts';

let db: AttackDatabase;
let lastId = 900_000;
beforeAll(async () => { db = await attackDatabase('revalue later'); });
afterAll(() => db?.close());

const working = { companyId: '1', identity: { nextId: async () => String(++lastId), nextNumber: async () => `CB-${++lastId}` } } as unknown as Parameters<typeof revalueLater>[1];
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inCommand(db.pools.write, {}, work);
const late = (day: string, work: (tx: Tx) => Promise<string>): Promise<string> => inTx(async (tx) => {
  const documentId = await work(tx);
  await revalueLater(tx, working, { documentId, day: parseDay(day), lines: (await loadEntry(tx, documentId))?.lines ?? [] });
  return documentId;
});
const order = async (workOrderId: string) => (await inTx((tx) => tx.rows<{ balance: string }>(sql`
  select coalesce(sum(case side when 'D' then amount else -amount end), 0) as balance from ledger.entry_line where company_id = 1 and account_id = 12 and work_order_id = ${workOrderId}`)))[0]?.balance;
const pool = async (itemId: string, accountId = '10') => (await inTx((tx) => tx.rows(sql`select quantity, value from ledger.pool where company_id = 1 and item_id = ${itemId} and account_id = ${accountId}`)))[0];
const sound = async () => expect((await runVerify(db.admin)).breaks.map(describeBreak)).toEqual([]);

describe('late lines', () => {
  it('a late receipt at 7 makes February\'s 4 of 10 at 5 cost 24; taken back, they leave nothing on the order', async () => {
    await inTx((tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50' }));
    const { documentId } = await inTx((tx) => issue(tx, '2026-02-03', { quantity: '4', workOrderId: '910' }));
    const receipt = await late('2026-01-28', (tx) => receive(tx, '2026-01-28', { quantity: '10', value: '70' }));
    expect([await order('910'), await pool(item.steel)]).toEqual(['24.00', { quantity: '16.000000', value: '96.00' }]);
    const revaluation = await inTx((tx) => tx.rows(sql`
      select d.number like 'CB-%' as numbered, d.business_day, l.from_document_id
      from documents.document as d
      join documents.link as l on l.company_id = d.company_id and l.to_document_id = d.id
      where d.company_id = 1 and d.kind = 'ledger/revaluation'`));
    expect(revaluation).toEqual([{ numbered: true, business_day: '2026-02-03', from_document_id: receipt }]);
    await sound();
    await inTx((tx) => reverse(tx, documentId, '2026-02-10'));
    expect([await order('910'), await pool(item.steel)]).toEqual(['0.00', { quantity: '20.000000', value: '120.00' }]);
    await sound();
  });

  it('taken back late as well, the receipt takes its effect along', async () => {
    const { documentId } = await inTx((tx) => issue(tx, '2026-02-12', { quantity: '5', workOrderId: '911' }));
    expect(await order('911')).toBe('30.00');
    const cheap = await late('2026-01-29', (tx) => receive(tx, '2026-01-29', { quantity: '20', value: '40' }));
    expect(await order('911')).toBe('20.00');
    await late('2026-01-30', (tx) => reverse(tx, cheap, '2026-01-30'));
    expect(await order('911')).toBe('30.00');
    await inTx((tx) => reverse(tx, documentId, '2026-03-01'));
    expect(await order('911')).toBe('0.00');
    await sound();
  });

  it('follows dispatched goods into the cost of sales', async () => {
    const bolt = { itemId: item.bolt };
    await inTx((tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50', ...bolt }));
    await inTx(async (tx) => {
      const [stock, away] = await lockPools(tx, parseDay('2026-02-05'), [{ ...bolt, role: 'inventory', selector: 'raw' }, { ...bolt, role: 'goods-dispatched' }]);
      const goods = { ...bolt, quantity: parseQuantity('4') };
      await book(tx, 'test/delivery', '2026-02-05', await linesOf(tx, '2026-02-05', [{ movement: 'delivery', amount: money(2000n), selectors: { class: 'raw' }, debit: { placeId: place.dispatched, pool: away }, credit: { placeId: place.main, pool: stock }, stock: goods }]));
      await book(tx, 'test/delivery', '2026-03-05', await linesOf(tx, '2026-03-05', [{ movement: 'revenue-cost', amount: money(2000n), debit: { placeId: place.customer, orderLineId: '31' }, credit: { placeId: place.dispatched, pool: away }, stock: goods }]));
    });
    await late('2026-01-28', (tx) => receive(tx, '2026-01-28', { quantity: '10', value: '70', ...bolt }));
    const cost = await inTx((tx) => tx.rows(sql`select period, sum(case side when 'D' then amount else -amount end) as balance from ledger.entry_line where company_id = 1 and account_id = 18 group by period`));
    expect([cost, await pool(item.bolt, '17')]).toEqual([[{ period: 202603, balance: '24.00' }], { quantity: '0.000000', value: '0.00' }]);
    await sound();
  });

  it('value that comes late to goods that are all gone follows them', async () => {
    const washer = { itemId: '103' };
    await inTx((tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50', ...washer }));
    await inTx((tx) => issue(tx, '2026-02-05', { quantity: '10', workOrderId: '914', ...washer }));
    await late('2026-01-31', async (tx) => {
      const [stock] = await lockPools(tx, parseDay('2026-01-31'), [{ ...washer, role: 'inventory', selector: 'raw' }]);
      return book(tx, 'test/receipt', '2026-01-31', await linesOf(tx, '2026-01-31', [{
        movement: 'purchase-receipt', amount: money(700n), selectors: { class: 'raw' }, debit: { pool: stock }, credit: { partyId: '5', openItemId: '77' } }]));
    });
    expect([await order('914'), await pool('103')]).toEqual(['57.00', { quantity: '0.000000', value: '0.00' }]);
    await sound();
  });

  it('a late issue takes January\'s price, and is refused when it leaves too little', async () => {
    const nut = { itemId: '102' };
    await inTx((tx) => receive(tx, '2026-01-05', { quantity: '10', value: '50', ...nut }));
    await inTx((tx) => receive(tx, '2026-02-05', { quantity: '10', value: '90', ...nut }));
    await inTx((tx) => issue(tx, '2026-02-06', { quantity: '12', workOrderId: '912', ...nut }));
    expect(await order('912')).toBe('84.00');
    await late('2026-01-20', async (tx) => (await issue(tx, '2026-01-20', { quantity: '5', workOrderId: '913', ...nut })).documentId);
    // January: 5 at 5.00. Then 5 for 25 and 10 for 90: 12 of 15 for 115 cost 92.
    expect([await order('913'), await order('912'), await pool('102')]).toEqual(['25.00', '92.00', { quantity: '3.000000', value: '23.00' }]);
    await sound();
    const greedy = late('2026-01-21', async (tx) => (await issue(tx, '2026-01-21', { quantity: '4', workOrderId: '913', ...nut })).documentId);
    expect((await refusalOf(greedy)).constraint).toBe('pool_quantity_never_negative');
  });
});
