import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { testWorkshop, type Workshop } from '../test-workshop.ts';

type Got = {
  number: string; state: string; version: number; remaining: string; kitting: string; bomRevision: string | null; can: Record<string, unknown>;
  components: { item: { code: string }; required: string; issued: string; remaining: string; onHand: string; operationNo: number; issueMethod: string }[];
  operations: { operationNo: number; available: string }[];
};

describe('work order', () => {
  let company: TestCompany;
  let workshop: Workshop;
  beforeAll(async () => {
    company = await testCompany('work-order');
    workshop = await testWorkshop(company);
  });
  afterAll(() => company.close());
  const get = (id: string) => company.ask<Got>('shopfloor/work-order.get', { id });

  it('freezes bill and routing on saving', async () => {
    const found = await get(await workshop.order('10'));
    expect(found.number).toMatch(/^MO-2606-\d{4}$/);
    // plates: 10 × 2 × 1.05 = 21; screws: 10 × 4
    expect(found.components.map((line) => [line.item.code, line.required, line.operationNo, line.issueMethod])).toEqual([['PL-01', '21.000000', 10, 'pick'], ['SC-01', '40.000000', 20, 'backflush']]);
    expect(found.operations.map((operation) => [operation.operationNo, operation.available])).toEqual([[10, '10.000000'], [20, '0']]);
    expect(found.bomRevision).toBe('A');
  });
  it('asks before it releases, naming what is short, and withdraws', async () => {
    const id = await workshop.order('10');
    const release = (accept: string[]) => company.run('shopfloor/work-order.release', { id, version: 1 }, { accept });
    expect(await company.refused(release([]))).toBe('needs-confirmation');
    expect((await release(['material-short'])).warnings).toMatchObject([{ code: 'material-short', message: { zh: '物料未齐套：PL-01 面板 21；SC-01 螺钉 M6 40' } }]);
    expect((await get(id)).can['hold']).toBeNull();
    await company.run('shopfloor/work-order.hold', { id, version: 2 });
    expect(await company.refused(company.run('shopfloor/work-order.unrelease', { id, version: 3 }))).toBe('wrong-state');
    await company.run('shopfloor/work-order.resume', { id, version: 3 });
    await company.run('shopfloor/work-order.unrelease', { id, version: 4 });
    await company.run('shopfloor/work-order.save', { id, version: 5, item: workshop.cabinet, quantity: '20', day: '2026-06-01', startDay: '2026-06-02', dueDay: '2026-06-12' });
    expect((await get(id)).components.map((line) => line.required)).toEqual(['42.000000', '80.000000']);
    await company.run('shopfloor/work-order.remove', { id, version: 6 });
    expect(await company.refused(get(id))).toBe('not-found');
  });
  it('counts what other released orders still need as spoken for', async () => {
    await workshop.stock(workshop.plate, '30', '50');
    await workshop.stock(workshop.screw, '100', '0.5');
    const first = await workshop.order('10');
    expect((await company.run('shopfloor/work-order.release', { id: first, version: 1 })).warnings).toEqual([]);
    const second = await workshop.order('10');
    const { warnings } = await company.run('shopfloor/work-order.release', { id: second, version: 1 }, { accept: ['material-short'] });
    expect(warnings[0]?.message.zh).toBe('物料未齐套：PL-01 面板 12');
    for (const id of [first, second]) await company.run('shopfloor/work-order.unrelease', { id, version: 2 });
  });
  it.each<[string, Record<string, string>, string]>([
    ['an unknown product', { item: '1' }, 'item-unknown'],
    ['a bought item', { item: 'plate' }, 'item-not-made'],
    ['half a cabinet', { quantity: '1.5' }, 'too-many-decimals'],
    ['due before the start', { dueDay: '2026-06-01' }, 'due-before-start'],
    ['an unknown warehouse', { warehouse: '1' }, 'warehouse-unknown'],
    ['nothing', { quantity: '0' }, 'bad-input'],
  ])('refuses %s', async (_name, fields, code) => {
    const given = fields['item'] === 'plate' ? { item: workshop.plate } : fields;
    expect(await company.refused(workshop.order('10', given))).toBe(code);
  });
  it('refuses release without a bill, a warehouse, or a bill below a phantom', async () => {
    const bare = await company.item('CB-99', { name: '无 BOM', class: 'finished', source: 'make', warehouse: workshop.finishedWarehouse });
    const id = await workshop.order('1', { item: bare });
    expect(await company.refused(company.run('shopfloor/work-order.release', { id, version: 1 }))).toBe('bom-missing');
    const homeless = await company.item('CB-98', { name: '无仓库', class: 'finished', source: 'make', warehouse: null });
    expect(await company.refused(workshop.order('1', { item: homeless }))).toBe('warehouse-missing');
  });
  it('lists with progress, lateness and kitting', async () => {
    const id = await workshop.released('3');
    const page = await company.ask<{ rows: { id: string; daysLate: number; kitting: string; progress: string; item: { code: string } }[]; total: number }>('shopfloor/work-order.list', { filter: [{ field: 'daysLate', operator: 'from', value: '1' }], search: 'jg' });
    const row = page.rows.find((one) => one.id === id);
    expect([row?.daysLate, row?.kitting, Number(row?.progress), row?.item.code]).toEqual([3, 'ready', 0, 'CB-01']);
  });
});
