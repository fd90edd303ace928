import { formatMoney, money, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, attackDatabase, type AttackDatabase, book, inCommand, issue, item, line, linesOf, place, receive, refusalOf, reverse } from '../attack-company.ts';
import { ensurePeriodOpen, loadBalances, lockPools } from '../books.api.ts';

let db: AttackDatabase;
beforeAll(async () => { db = await attackDatabase('entry'); });
afterAll(() => db?.close());

const pools = () => inCommand(db.pools.write, {}, (tx) => tx.rows<{ account_id: string; item_id: string; quantity: string; value: string }>(sql`
  select account_id, item_id, quantity, value from ledger.pool where company_id = 1 order by id`));

describe('booking', () => {
  it('receives, issues at average and reverses with settlement: 10 at 5, 10 at 7, issue 10 at 6, the second receipt reversed', async () => {
    const second = await inCommand(db.pools.write, {}, async (tx) => {
      await receive(tx, '2026-01-05', { quantity: '10', value: '50' });
      return receive(tx, '2026-01-06', { quantity: '10', value: '70' });
    });
    const issued = await inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-01-07', { quantity: '10' }));
    expect(formatMoney(issued.amount)).toBe('60.00');
    await inCommand(db.pools.write, {}, (tx) => reverse(tx, second, '2026-01-08'));
    expect(await pools()).toEqual([{ account_id: account.raw, item_id: item.steel, quantity: '0.000000', value: '0.00' }]);
    const wip = await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`
      select sum(case side when 'D' then amount else -amount end) as balance from ledger.entry_line where company_id = 1 and account_id = 12 and work_order_id = 900`));
    expect(wip).toEqual([{ balance: '50.00' }]);
  });

  it('follows goods that were dispatched and sold when their receipt is reversed', async () => {
    const day = '2026-02-03';
    const [, second] = await inCommand(db.pools.write, {}, async (tx) => [
      await receive(tx, day, { quantity: '10', value: '50', itemId: item.bolt }), await receive(tx, day, { quantity: '10', value: '70', itemId: item.bolt })] as const);
    await inCommand(db.pools.write, {}, async (tx) => {
      const keys = [{ itemId: item.bolt, role: 'inventory', selector: 'raw' }, { itemId: item.bolt, role: 'goods-dispatched' }];
      const [stock, away] = await lockPools(tx, parseDay(day), keys);
      const goods = { itemId: item.bolt, quantity: parseQuantity('10') };
      await book(tx, 'test/delivery', day, await linesOf(tx, day, [
        { movement: 'delivery', amount: money(6000n), selectors: { class: 'raw' }, debit: { placeId: place.dispatched, pool: away }, credit: { placeId: place.main, pool: stock }, stock: goods }]));
      await book(tx, 'test/delivery', day, await linesOf(tx, day, [
        { movement: 'revenue-cost', amount: money(6000n), debit: { placeId: place.customer, orderLineId: '31' }, credit: { placeId: place.dispatched, pool: away }, stock: goods }]));
    });
    await inCommand(db.pools.write, {}, (tx) => reverse(tx, second, day));
    const cost = await inCommand(db.pools.write, {}, (tx) => tx.rows(sql`
      select order_line_id, sum(case side when 'D' then amount else -amount end) as balance from ledger.entry_line where company_id = 1 and account_id = 18 group by order_line_id`));
    expect(cost).toEqual([{ order_line_id: '31', balance: '50.00' }]);
  });

  it('says what is on hand and refuses more', async () => {
    await inCommand(db.pools.write, {}, (tx) => receive(tx, '2026-03-02', { quantity: '3', value: '10' }));
    const [onHand] = await inCommand(db.pools.write, {}, (tx) => loadBalances(tx, [{ itemId: item.steel, placeId: place.main }, { itemId: item.steel, placeId: place.second }]));
    expect(onHand).toBe(parseQuantity('3'));
    const refused = await refusalOf(inCommand(db.pools.write, {}, (tx) => issue(tx, '2026-03-03', { quantity: '2', placeId: place.second })));
    expect(refused.code).toBe('MW111');
    expect(refused.detail).toMatchObject({ place: '二仓', quantity: 2, on_hand: 0 });
  });

  it('moves inside a pool carry no amount, other owners\' goods neither account nor amount', async () => {
    await inCommand(db.pools.write, {}, async (tx) => {
      const [pool] = await lockPools(tx, parseDay('2026-03-04'), [{ itemId: item.steel, role: 'inventory', selector: 'raw' }]);
      await book(tx, 'test/issue', '2026-03-04', await linesOf(tx, '2026-03-04', [
        { movement: 'move', amount: money(0n), debit: { placeId: place.second, pool }, credit: { placeId: place.main, pool }, stock: { itemId: item.steel, quantity: parseQuantity('1') } },
        { movement: 'consigned-in', amount: money(0n), debit: { placeId: place.main }, credit: { placeId: place.customer }, stock: { itemId: item.bolt, ownerId: '66', quantity: parseQuantity('4') } },
      ]));
      expect(await loadBalances(tx, [
        { itemId: item.steel, placeId: place.second }, { itemId: item.bolt, placeId: place.main, ownerId: '66' }, { itemId: item.bolt, placeId: place.main }])).toEqual([1000000n, 4000000n, 0n]);
    });
  });

  it('refuses a manual-looking line on a controlled account and a closed period in words first', async () => {
    expect((await refusalOf(inCommand(db.pools.write, {}, (tx) => book(tx, 'test/issue', '2026-03-05', [line('D', '5', account.payable, { partyId: '5' }), line('C', '5', account.cash)])))).code).toBe('MW108');
    expect(await inCommand(db.pools.write, {}, (tx) => ensurePeriodOpen(tx, parseDay('2026-03-05'), ['stock']))).toBeUndefined();
    expect(await inCommand(db.pools.write, {}, (tx) => ensurePeriodOpen(tx, parseDay('2026-04-05'), ['stock']))).toMatchObject({ code: 'period-closed', parameters: { period: 202604, area: 'stock' } });
  });
});
