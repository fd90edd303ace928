/** Views of lists: one's own stay one's own, shared ones are seen by all and changed by their owner only. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

describe('views of lists', () => {
  let company: TestCompany;
  const list = 'purchasing/purchase-order.list';
  const content = { filter: [{ field: 'state', operator: 'is', value: 'approved' }], search: '', names: {}, hidden: ['tax'], order: [] };
  const names = async (login: string) => (await company.ask<{ rows: { name: string; mine: boolean }[] }>('foundation/list-view.list', { list }, company.actor(login, ['*']))).rows.map((row) => `${row.name}${row.mine ? '' : '*'}`);
  const as = (login: string, ...permissions: string[]) => company.actor(login, permissions);
  beforeAll(async () => {
    company = await testCompany('list_view');
  });
  afterAll(() => company.close());

  it('are their owner\'s, unless shared', async () => {
    const own = (await company.run('foundation/list-view.save', { list, name: '我的未到货', content }, { as: as('buyer', 'foundation/list-view.save') })).output;
    expect(own.version).toBe(1);
    expect([await names('buyer'), await names('keeper')]).toEqual([['我的未到货'], []]);
    expect(await company.refused(company.run('foundation/list-view.save', { list, name: '部门未到货', shared: true, content }, { as: as('buyer', 'foundation/list-view.save') }))).toBe('view-not-shared');
    const shared = (await company.run('foundation/list-view.save', { list, name: '部门未到货', shared: true, content }, { as: as('buyer', 'foundation/list-view.*') })).output;
    expect([await names('buyer'), await names('keeper')]).toEqual([['我的未到货', '部门未到货'], ['部门未到货*']]);
    expect(await company.refused(company.run('foundation/list-view.save', { ...shared, list, name: '改名', content }, { as: as('keeper', '*') }))).toBe('view-of-others');
    expect(await company.refused(company.run('foundation/list-view.remove', { id: own.id, version: 1 }, { as: as('keeper', '*') }))).toBe('view-of-others');
    expect(await company.refused(company.run('foundation/list-view.remove', { id: shared.id, version: 1 }, { as: as('keeper', 'foundation/list-view.save') }))).toBe('view-of-others');
    expect(await company.refused(company.run('foundation/list-view.save', { list, name: '我的未到货', content }, { as: as('buyer', '*') }))).toBe('view-name-taken');
    await company.run('foundation/list-view.save', { id: own.id, version: 1, list, name: '我的未到货', content: { ...content, search: '钢' } }, { as: as('buyer', '*') });
    expect(await company.refused(company.run('foundation/list-view.save', { id: own.id, version: 1, list, name: '我的未到货', content }, { as: as('buyer', '*') }))).toBe('conflict');
    await company.run('foundation/list-view.remove', { id: shared.id, version: 1 }, { as: as('keeper', '*') });
    expect([await names('buyer'), await names('keeper')]).toEqual([['我的未到货'], []]);
  });

  it('need a permission, and refuse what is no list', async () => {
    expect(await company.refused(company.ask('foundation/list-view.list', { list }, as('keeper')))).toBe('not-permitted');
    expect(await company.refused(company.run('foundation/list-view.save', { list, name: 'x', content }, { as: as('keeper') }))).toBe('not-permitted');
    expect(await company.refused(company.run('foundation/list-view.save', { list: '; drop', name: 'x', content }))).toBe('bad-input');
  });
});
