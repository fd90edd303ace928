/** A warehouse made by mistake can go; one that ever held something stays, as do the places that are no warehouses; accounts stay always. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

let company: TestCompany;
beforeAll(async () => { company = await testCompany('warehouse'); });
afterAll(() => company?.close());

it('goes while it never held anything, and stays afterwards', async () => {
  const { output: unused } = await company.run('inventory/warehouse.save', { code: 'X1', name: '多建的仓', usage: 'raw' });
  await company.run('inventory/warehouse.remove', { id: unused.id, version: 1 });
  const { output: used } = await company.run('inventory/warehouse.save', { code: 'X2', name: '用过的仓', usage: 'raw' });
  const item = await company.item('WH-1');
  const { output: order } = await company.run('purchasing/purchase-order.save', { supplier: company.supplierId, day: '2026-06-01', lines: [{ item, quantity: '1', priceWithTax: '11.3', dueDay: '2026-06-02' }] });
  await company.run('purchasing/purchase-order.approve', { id: order.id, version: 1 });
  const { lines } = await company.ask<{ lines: { orderLine: string }[] }>('purchasing/purchase-receipt.propose', { sourceId: order.id });
  await company.run('purchasing/purchase-receipt.save', { supplier: company.supplierId, day: '2026-06-02', book: true, lines: [{ orderLine: lines[0]?.orderLine, item, warehouse: used.id, quantity: '1' }] });
  expect(await company.refused(company.run('inventory/warehouse.remove', { id: used.id, version: 1 }))).toBe('in-use');
});

it('other places and accounts stay, whoever asks', async () => {
  const client = await company.runtime.writePool.connect();
  try {
    for (const [text, code] of [['delete from inventory.place where kind = \'supplier\'', '23503'], ['delete from ledger.account', '42501']]) {
      await client.query('begin');
      await client.query("select set_config('millwright.company', $1, true)", [company.companyId]);
      await expect(client.query(text ?? '')).rejects.toMatchObject({ code });
      await client.query('rollback');
    }
  } finally {
    client.release();
  }
  expect(company.runtime.registry.commands.has('ledger/account.remove')).toBe(false);
});
