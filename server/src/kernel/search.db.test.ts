/** Search over masters: any fragment finds what it should, common ones in order of code, in a company's own rows only, as rows change. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClient } from './database/connect.ts';
import { testCompany, type TestCompany } from '../test-company.ts';

describe('searching masters', () => {
  let company: TestCompany;
  let admin: pg.Client;
  const codes = async (search: string, extra: object = {}) => (await company.ask<{ rows: { code: string }[] }>('engineering/item.lookup', { search, ...extra })).rows.map((row) => row.code);
  const listed = async (search: string) => (await company.ask<{ rows: { code: string }[] }>('engineering/item.list', { search })).rows.map((row) => row.code);
  beforeAll(async () => {
    company = await testCompany('search');
    admin = await openClient(company.database.urls.admin, 'search test');
    await company.item('RM-SPCC-1.5', { name: '冷轧钢板', spec: '1.5×1250×2500' });
    await company.item('RM-SECC-2.0', { name: '镀锌钢板', spec: '2.0×1250×2500' });
    await company.item('FA-1001', { name: '低压配电柜' });
    await company.item('1001', { name: '柜门铰链' });
  });
  afterAll(async () => {
    await admin.end();
    await company.close();
  });

  it.each([
    ['钢板', ['RM-SECC-2.0', 'RM-SPCC-1.5']],
    ['轧钢', ['RM-SPCC-1.5']],
    ['gangban', ['RM-SECC-2.0', 'RM-SPCC-1.5']],
    ['lzgb', ['RM-SPCC-1.5']],
    ['pcc', ['RM-SPCC-1.5']],
    ['SPCC', ['RM-SPCC-1.5']],
    ['钢板 2.0', ['RM-SECC-2.0']],
    ['1001', ['1001', 'FA-1001']],
    ['50×2500', ['RM-SECC-2.0', 'RM-SPCC-1.5']],
    ['100%', []],
    ['钢_', []],
  ])('%s', async (search, expected) => {
    expect(await codes(search)).toEqual(expected);
    expect((await listed(search)).sort()).toEqual([...expected].sort());
  });

  it('follows a changed name, and a record that is gone', async () => {
    const id = await company.item('TMP-1', { name: '旧名' });
    const item = await company.ask<{ version: number; unit: { id: string }; warehouse: { id: string } }>('engineering/item.get', { id });
    await company.run('engineering/item.save', { id, version: item.version, code: 'TMP-1', name: '新号', class: 'raw', source: 'buy', unit: company.unitId, warehouse: company.warehouseId });
    expect([await codes('旧名'), await codes('新号')]).toEqual([[], ['TMP-1']]);
    await company.run('engineering/item.remove', { id, version: item.version + 1 });
    expect(await codes('新号')).toEqual([]);
    expect((await admin.query('select gram from kernel.search_gram where id = $1', [id])).rows).toEqual([]);
  });

  it('finds enough of what is common, the code itself first', async () => {
    const { companyId } = company;
    await admin.query(`
      insert into foundation.party (company_id, id, code, name, search)
      select $1::bigint, 900000000 + n, 'X' || lpad(n::text, 6, '0'), '大众厂' || n, lower('X' || lpad(n::text, 6, '0')) || ' 大众厂' || n || ' dazhongchang dzc'
      from generate_series(1, 35000) as n`, [companyId]);
    await admin.query('insert into purchasing.supplier (company_id, id) select company_id, id from foundation.party where id > 900000000');
    const suppliers = async (search: string) => (await company.ask<{ rows: { code: string }[] }>('purchasing/supplier.lookup', { search, limit: 3 })).rows.map((row) => row.code);
    expect(await suppliers('大众')).toEqual(['X000001', 'X000002', 'X000003']);
    expect(await suppliers('x004999')).toEqual(['X004999']);
    expect(await suppliers('大众厂34999')).toEqual(['X034999']);
    expect(await suppliers('众厂 x03499')).toEqual(['X034990', 'X034991', 'X034992']);
    // Begins nowhere: all are looked through.
    expect(await suppliers('azhongc')).toEqual(['X000001', 'X000002', 'X000003']);
    expect(await suppliers('x')).toEqual(['X000001', 'X000002', 'X000003']);
    expect((await company.ask<{ rows: unknown[] }>('sales/customer.lookup', { search: '大众' })).rows).toEqual([]);
  });

  it('finds a document by the beginning of its number, by its running number, with or without its month', async () => {
    const item = await company.item('DOC-1');
    const order = (await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity: '1', priceWithTax: '11.3', dueDay: '2026-06-20' }] })).output;
    const find = async (search: string) => (await company.ask<{ rows: { number: string }[] }>('documents/document.find', { search })).rows.map((row) => row.number);
    const running = String(Number(order.number.split('-')[2])).padStart(2, '0');
    for (const typed of [order.number, order.number.toLowerCase(), order.number.slice(0, 7), running, order.number.slice(3)]) expect([typed, await find(typed)]).toEqual([typed, [order.number]]);
    // Month and running number, without the kind; a part of the running number.
    expect(await find(order.number.slice(3, 9))).toContain(order.number);
    expect(await find(`${order.number.slice(3)}9`)).toEqual([]);
    expect(await find(`${order.number}9`)).toEqual([]);
    expect(await find('%%')).toEqual([]);
  });
});
