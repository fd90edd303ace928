import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

describe('purchase order', () => {
  let company: TestCompany;
  let item: string;
  beforeAll(async () => {
    company = await testCompany('purchase-order');
    item = await company.item('C-SPCC-15', { name: '冷轧板 SPCC 1.5×1250×2500' });
  });
  afterAll(() => company.close());
  const order = (fields: Record<string, unknown> = {}, line: Record<string, unknown> = {}) => ({
    supplier: company.supplierId, day: '2026-06-10', lines: [{ item, quantity: '260', priceWithTax: '203.40', taxRate: '0.13', dueDay: '2026-06-20', ...line }], ...fields,
  });

  it('prices as the invoice will: gross, net and tax to the cent', async () => {
    const { output } = await company.run('purchasing/purchase-order.save', order());
    expect(output.number).toMatch(/^PO-2606-\d{4}$/);
    const found = await company.ask<{ total: string; amount: string; tax: string; lines: { received: string }[]; can: Record<string, unknown> }>('purchasing/purchase-order.get', { id: output.id });
    expect([found.amount, found.tax, found.total]).toEqual(['46800.00', '6084.00', '52884.00']);
    expect(found.can['approve']).toBeNull();
    expect(found.can['close']).toMatchObject({ zh: expect.stringContaining('草稿') });
  });
  it('lives: approve, refuse editing, close, reopen, withdraw', async () => {
    const { output: { id } } = await company.run('purchasing/purchase-order.save', order());
    await company.run('purchasing/purchase-order.approve', { id, version: 1 });
    expect(await company.refused(company.run('purchasing/purchase-order.save', order({ id, version: 2 })))).toBe('wrong-state');
    await company.run('purchasing/purchase-order.close', { id, version: 2 });
    await company.run('purchasing/purchase-order.reopen', { id, version: 3 });
    await company.run('purchasing/purchase-order.unapprove', { id, version: 4 });
    await company.run('purchasing/purchase-order.remove', { id, version: 5 });
    expect(await company.refused(company.ask('purchasing/purchase-order.get', { id }))).toBe('not-found');
  });
  it.each([
    ['an unknown supplier', { supplier: '1' }, {}, 'supplier-unknown'],
    ['an unknown item', {}, { item: '1' }, 'item-unknown'],
    ['due before ordered', {}, { dueDay: '2026-06-09' }, 'due-before-order'],
    ['fractions of a piece', {}, { quantity: '1.5' }, 'too-many-decimals'],
    ['no quantity', {}, { quantity: '0' }, 'bad-input'],
    ['a day that does not exist', { day: '2026-02-30' }, {}, 'bad-input'],
  ])('refuses %s', async (_name, fields, line, code) => {
    expect(await company.refused(company.run('purchasing/purchase-order.save', order(fields, line)))).toBe(code);
  });
  it('a second save with an old version is a conflict, the same key twice is one order', async () => {
    const { output: { id } } = await company.run('purchasing/purchase-order.save', order());
    await company.run('purchasing/purchase-order.save', order({ id, version: 1, note: 'a' }));
    expect(await company.refused(company.run('purchasing/purchase-order.save', order({ id, version: 1, note: 'b' })))).toBe('conflict');
    const first = await company.run('purchasing/purchase-order.save', order(), { key: 'same-key-1' });
    const again = await company.run('purchasing/purchase-order.save', order(), { key: 'same-key-1' });
    expect(again.output.id).toBe(first.output.id);
    expect(await company.refused(company.run('purchasing/purchase-order.save', order({ note: 'other' }), { key: 'same-key-1' }))).toBe('key-reused');
  });
  it('half a character is refused at its place, a whole one is kept', async () => {
    for (const odd of [{ note: 'a\ud800b' }, { note: '\udc00' }, { note: 'a\u0000' }]) expect(await company.refused(company.run('purchasing/purchase-order.save', order(odd)))).toBe('bad-input');
    await company.run('purchasing/purchase-order.save', order({ note: '𠮷' }));
  });
  it('is closed to those without the permission', async () => {
    const outsider = company.actor('seller', ['sales/*']);
    expect(await company.refused(company.run('purchasing/purchase-order.save', order(), { as: outsider }))).toBe('not-permitted');
    expect(await company.refused(company.ask('purchasing/purchase-order.list', {}, outsider))).toBe('not-permitted');
  });
  it('lists with search by pinyin initials, filter, totals and keyset pages', async () => {
    for (let index = 0; index < 5; index += 1) await company.run('purchasing/purchase-order.save', order({ day: '2026-06-01' }));
    const page = await company.ask<{ rows: { number: string }[]; next: string; total: number; totals: Record<string, string> }>('purchasing/purchase-order.list', { search: 'nbyg', limit: 3, sort: { by: 'day', descending: false } });
    expect(page.rows).toHaveLength(3);
    const second = await company.ask<typeof page>('purchasing/purchase-order.list', { search: 'nbyg', limit: 3, sort: { by: 'day', descending: false }, cursor: page.next });
    expect(second.rows.map((row) => row.number)).not.toContain(page.rows[2]?.number);
    expect(page.total).toBeGreaterThan(5);
    expect(page.totals['amount']).toBe((46800 * page.total).toFixed(2));
    expect(await company.refused(company.ask('purchasing/purchase-order.list', { filter: [{ field: 'password', operator: 'is', value: 'x' }] }))).toBe('bad-input');
  });
});
