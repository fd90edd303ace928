/**
 * Two small companies for tests of the books: accounts, rules, places, two open periods, and booking straight through the
 * books' API, without any module. For tests only; the kinds `test/…` exist in test databases alone.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { issueAtAverage } from '@millwright/core/costing/moving-average';
import { type Movement, postMovements } from '@millwright/core/ledger/posting';
import { reverseEntry } from '@millwright/core/ledger/reversal';
import { money, type Money, parseMoney, parseQuantity, quantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import { testDatabase, type TestDatabase } from '../../../../tools/test-database.ts';
import { query, type Tx } from '../../kernel/transaction.ts';
import { insertEntry, loadEntryForReversal, loadPostingRules, lockPools, type NewEntry } from './books.api.ts';

export const company = { one: '1', two: '2' } as const;
export const account = { raw: '10', accrued: '11', wip: '12', cash: '13', expense: '14', goods: '15', payable: '16', dispatched: '17', costOfSales: '18', opening: '19', transit: '30' } as const;
export const place = { supplier: '20', main: '21', production: '22', second: '23', opening: '24', dispatched: '25', customer: '26' } as const;
export const item = { steel: '100', bolt: '101' } as const;
export const user = { preparer: '7', auditor: '8' } as const;

export type AttackDatabase = TestDatabase & { readonly admin: pg.Client };

/** A database with both companies and periods 202601–202603 open; `close` ends the superuser's connection too. */
export async function attackDatabase(name: string, periods: readonly number[] = [202601, 202602, 202603]): Promise<AttackDatabase> {
  const db = await testDatabase(name);
  const admin = new pg.Client({ connectionString: db.urls.admin });
  await admin.connect();
  await foundCompanies(admin);
  await openPeriods(db.pools.write, periods);
  return { ...db, admin, close: async () => { await admin.end(); await db.close(); } };
}

/** As superuser, once per test database. */
export async function foundCompanies(admin: pg.ClientBase): Promise<void> {
  await admin.query(`
    insert into documents.kind (kind, prefix, name_zh, name_en, books, area) values
      ('test/opening', 'T-QC', '期初', 'Opening', true, 'ledger'), ('test/receipt', 'T-RK', '入库', 'Receipt', true, 'stock'), ('test/issue', 'T-LL', '领料', 'Issue', true, 'stock'),
      ('test/delivery', 'T-FH', '发货', 'Delivery', true, 'stock'), ('test/order', 'T-DD', '订单', 'Order', false, 'trade');
    insert into ledger.opening_kind values ('test/opening');
    insert into ledger.control_kind values ('inventory', 'test/opening'), ('inventory', 'test/receipt'), ('accrued-receipt', 'test/receipt'), ('inventory', 'test/issue'), ('wip', 'test/issue'),
      ('inventory', 'test/delivery'), ('payable', 'test/receipt')`);
  for (const id of Object.values(company)) {
    await admin.query(`
      insert into kernel.company (id, code, name, state) values (${id}, 'C${id}', '测试公司${id}', 'live');
      insert into ledger.account (company_id, id, code, name, class, normal_side, control) values
        (${id}, 10, '1403', '原材料', 'asset', 'D', 'inventory'), (${id}, 11, '220202', '暂估应付', 'liability', 'C', 'accrued-receipt'),
        (${id}, 12, '4001', '生产成本', 'cost', 'D', 'wip'), (${id}, 13, '1001', '库存现金', 'asset', 'D', null), (${id}, 14, '5602', '管理费用', 'profit', 'D', null),
        (${id}, 15, '1405', '库存商品', 'asset', 'D', 'inventory'), (${id}, 16, '220201', '应付账款', 'liability', 'C', 'payable'),
        (${id}, 17, '140502', '发出商品', 'asset', 'D', 'inventory'), (${id}, 18, '5401', '主营业务成本', 'profit', 'D', null), (${id}, 19, '3999', '期初清算', 'equity', 'C', null),
        (${id}, 30, '1402', '在途物资', 'asset', 'D', 'goods-in-transit');
      insert into ledger.account_role (company_id, id, role, selector, account_id, valid_from) values
        (${id}, 1, 'inventory', 'raw', 10, '2020-01-01'), (${id}, 2, 'inventory', '', 15, '2020-01-01'), (${id}, 3, 'accrued-receipt', '', 11, '2020-01-01'),
        (${id}, 4, 'wip.material', '', 12, '2020-01-01'), (${id}, 5, 'goods-dispatched', '', 17, '2020-01-01'), (${id}, 6, 'cost-of-sales', '', 18, '2020-01-01'),
        (${id}, 7, 'opening', '', 19, '2020-01-01');
      insert into ledger.posting_rule (company_id, id, rule_set, valid_from, movement, debit_role, credit_role) values
        (${id}, 1, 'small-enterprise', '2020-01-01', 'purchase-receipt', 'inventory.<class>', 'accrued-receipt'),
        (${id}, 2, 'small-enterprise', '2020-01-01', 'issue-to-order', 'wip.material', 'inventory.<class>'),
        (${id}, 3, 'small-enterprise', '2020-01-01', 'delivery', 'goods-dispatched', 'inventory.<class>'),
        (${id}, 4, 'small-enterprise', '2020-01-01', 'revenue-cost', 'cost-of-sales', 'goods-dispatched'),
        (${id}, 5, 'small-enterprise', '2020-01-01', 'opening-stock', 'inventory.<class>', 'opening');
      insert into inventory.place (company_id, id, code, name, kind) values
        (${id}, 20, 'S', '供应商', 'supplier'), (${id}, 21, 'W1', '主仓', 'warehouse'), (${id}, 22, 'P', '生产', 'production'), (${id}, 23, 'W2', '二仓', 'warehouse'),
        (${id}, 24, 'O', '期初', 'opening'), (${id}, 25, 'D', '发出', 'dispatched'), (${id}, 26, 'C', '客户', 'customer')`);
  }
}

/** A command's transaction as the kernel opens it. */
export async function inCommand<T>(pool: pg.Pool, of: { companyId?: string; userId?: string }, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('millwright.company', $1, true), set_config('millwright.user', $2, true)", [of.companyId ?? company.one, of.userId ?? user.preparer]);
    const sent: Promise<unknown>[] = [];
    const tx = {
      rows: async <Row>(statement: Sql) => {
        await Promise.all(sent.splice(0));
        return query<Row>(client, statement);
      },
      send: (statement: Sql) => {
        const outcome = query(client, statement);
        outcome.catch(() => undefined);
        sent.push(outcome);
      },
      emit: () => undefined,
    } as unknown as Tx;
    const result = await work(tx, client);
    await Promise.all(sent);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

export async function openPeriods(pool: pg.Pool, periods: readonly number[]): Promise<void> {
  for (const companyId of Object.values(company)) {
    await inCommand(pool, { companyId }, async (tx) => {
      for (const period of periods) await tx.rows(sql`select ledger.open_period(${period})`);
    });
  }
}

let lastId = 5000;
const nextId = (): string => String(++lastId);

/** Registers a document and returns its id. */
export async function registerDocument(tx: Tx, kind: string, day: string, options: { state?: string; reversesId?: string; companyId?: string } = {}): Promise<string> {
  const id = nextId();
  await tx.rows(sql`
    insert into documents.document (company_id, id, kind, number, business_day, state, reverses_id)
    values (${options.companyId ?? company.one}, ${id}, ${kind}, ${`${kind}-${id}`}, ${day}, ${options.state ?? 'booked'}, ${options.reversesId ?? null})`);
  return id;
}

export async function book(tx: Tx, kind: string, day: string, lines: readonly EntryLine[], entry: Partial<NewEntry> = {}): Promise<string> {
  const documentId = await registerDocument(tx, kind, day);
  await insertEntry(tx, { documentId, day: parseDay(day), ...entry }, lines);
  return documentId;
}

export async function linesOf(tx: Tx, day: string, movements: readonly Movement[]): Promise<readonly EntryLine[]> {
  const posted = postMovements(await loadPostingRules(tx, parseDay(day)), movements);
  if (!posted.ok) throw new Error(JSON.stringify(posted.refusals));
  return posted.change;
}

/** Receives steel into the main store at an amount; returns the document. */
export async function receive(tx: Tx, day: string, amount: { quantity: string; value: string; itemId?: string; placeId?: string }): Promise<string> {
  const itemId = amount.itemId ?? item.steel;
  const [pool] = await lockPools(tx, parseDay(day), [{ itemId, role: 'inventory', selector: 'raw' }]);
  if (!pool) throw new Error('no pool');
  return book(tx, 'test/receipt', day, await linesOf(tx, day, [{
    movement: 'purchase-receipt', amount: parseMoney(amount.value), selectors: { class: 'raw' },
    debit: { placeId: amount.placeId ?? place.main, pool }, credit: { placeId: place.supplier, partyId: '5', openItemId: '77' },
    stock: { itemId, quantity: parseQuantity(amount.quantity) },
  }]));
}

/** Issues steel to a work order at average; returns document and value. */
export async function issue(tx: Tx, day: string, asked: { quantity: string; workOrderId?: string; itemId?: string; placeId?: string }): Promise<{ documentId: string; amount: Money }> {
  const itemId = asked.itemId ?? item.steel;
  const [pool] = await lockPools(tx, parseDay(day), [{ itemId, role: 'inventory', selector: 'raw' }]);
  if (!pool) throw new Error('no pool');
  const issued = issueAtAverage(pool, parseQuantity(asked.quantity));
  if (!issued.ok) throw Object.assign(new Error('pool-short'), { code: 'pool-short' });
  const documentId = await book(tx, 'test/issue', day, await linesOf(tx, day, [{
    movement: 'issue-to-order', amount: issued.change.amount, selectors: { class: 'raw' },
    debit: { placeId: place.production, workOrderId: asked.workOrderId ?? '900', costElement: 'material' }, credit: { placeId: asked.placeId ?? place.main, pool },
    stock: { itemId, quantity: parseQuantity(asked.quantity) },
  }]));
  return { documentId, amount: issued.change.amount };
}

/** Reverses a document in full; returns the reversing document. */
export async function reverse(tx: Tx, documentId: string, day: string): Promise<string> {
  const loaded = await loadEntryForReversal(tx, documentId, parseDay(day));
  if (!loaded) throw new Error('nothing to reverse');
  const reversed = reverseEntry(loaded.entry.lines, loaded.holdings, loaded.departures, loaded.adjustments);
  if (!reversed.ok) throw Object.assign(new Error(reversed.refusals[0]?.code), { code: reversed.refusals[0]?.code });
  const kinds = await tx.rows<{ kind: string }>(sql`select kind from documents.document where company_id = kernel.company_id() and id = ${documentId}`);
  const reversalId = await registerDocument(tx, kinds[0]?.kind ?? '', day, { reversesId: documentId });
  await tx.rows(sql`update documents.document set state = 'reversed' where company_id = kernel.company_id() and id = ${documentId}`);
  await insertEntry(tx, { documentId: reversalId, day: parseDay(day), reversesId: loaded.entry.id }, reversed.change);
  return reversalId;
}

/** A line with nothing on it but what is given; for building entries that should be refused. */
export const line = (side: 'D' | 'C', amount: string, accountId: string | null, more: Partial<EntryLine> = {}): EntryLine =>
  ({ side, amount: parseMoney(amount), accountId, quantity: quantity(0n), settles: false, movement: '', summary: '', ...more });
export const noMoney = money(0n);

/** The error a piece of work ends with: its SQLSTATE (or refusal code), constraint and DETAIL. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; constraint?: string | undefined; detail: Record<string, unknown>; message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, constraint, detail, message } = error as { code?: string; constraint?: string; detail?: string; message: string };
    let parsed: Record<string, unknown> = {};
    try { parsed = JSON.parse(detail ?? '{}') as Record<string, unknown>; } catch { /* PostgreSQL's own detail is prose */ }
    return { code: code ?? message, constraint, detail: parsed, message };
  }
  return { code: 'accepted', detail: {}, message: '' };
}
