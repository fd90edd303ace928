/** Bad models: each gives an error at the path of the bad field, several at once, and never an exception. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '@millwright/core/planning/model';

const good = {
  now: '2025-01-01T00:00:00',
  items: [{ id: 'A' }, { id: 'B' }, { id: 'C' }],
  make: [{ id: 'make A', item: 'A', run: { fixed: 'P1D' }, uses: [{ item: 'B', qty: 2 }] }],
  buy: [{ id: 'buy B', item: 'B', lead: 'P7D' }],
  demands: [{ id: 'D1', item: 'A', qty: 5, due: '2025-02-01T00:00:00' }],
};
type Change = Record<string, unknown>;
const make = (change: Change): Change => ({ ...good, make: [{ ...good.make[0], ...change }] });
const item = (change: Change): Change => ({ ...good, items: [{ id: 'A', ...change }, { id: 'B' }] });
const demand = (change: Change): Change => ({ ...good, demands: [{ ...good.demands[0], ...change }] });
const buy = (change: Change): Change => ({ ...good, buy: [{ ...good.buy[0], ...change }] });
const finite = { finite: true, respect_lead_time: true, respect_capacity: true };

const refusals: readonly (readonly [string, unknown, string, RegExp])[] = [
  ['no object', 7, 'model', /must be an object/],
  ['no now', { ...good, now: undefined }, 'now', /is missing/],
  ['now with a zone', { ...good, now: '2025-01-01T00:00:00Z' }, 'now', /time zone/],
  ['a list that is none', { ...good, items: {} }, 'items', /must be a list/],
  ['an unknown list', { ...good, bom: [] }, 'bom', /not a field/],
  ['an unknown field', item({ stok: 1 }), 'items[0].stok', /not a field/],
  ['a row that is no object', { ...good, buy: ['x'] }, 'buy[0]', /must be an object/],
  ['no id', { ...good, items: [{}] }, 'items[0].id', /is missing/],
  ['a duplicate item', { ...good, items: [...good.items, { id: 'B' }] }, 'items[3].id', /duplicate id "B", first used at items\[1\]/],
  ['the same id on a make and a buy', buy({ id: 'make A' }), 'buy[0].id', /duplicate id "make A"/],
  ['a duplicate demand', { ...good, demands: [good.demands[0], good.demands[0]] }, 'demands[1].id', /duplicate/],
  ['stock that is a text', item({ stock: '5' }), 'items[0].stock', /must be a number, not "5"/],
  ['stock that is not finite', item({ stock: Number.POSITIVE_INFINITY }), 'items[0].stock', /must be a number/],
  ['negative stock', item({ stock: -1 }), 'items[0].stock', /negative/],
  ['too much stock', item({ stock: 1e12 }), 'items[0].stock', /at most/],
  ['two steps on one date', item({ safety_stock: [{ qty: 1 }, { qty: 2 }] }), 'items[0].safety_stock[1].from', /same date/],
  ['an unknown policy', item({ policy: 'magic' }), 'items[0].policy.kind', /must be one of/],
  ['a policy without its number', item({ policy: { kind: 'fixed' } }), 'items[0].policy.quantity', /is missing/],
  ['a number the policy has no use for', item({ policy: { kind: 'fixed', quantity: 5, point: 1 } }), 'items[0].policy.point', /no meaning/],
  ['a period of nothing', item({ policy: { kind: 'period', period: 'P0D' } }), 'items[0].policy.period', /longer/],
  ['maximum below minimum', item({ policy: { kind: 'min_max', min: 5, max: 3 } }), 'items[0].policy.max', /below/],
  ['an unknown item made', make({ item: 'X' }), 'make[0].item', /unknown item "X"/],
  ['an unknown component', make({ uses: [{ item: 'X', qty: 1 }] }), 'make[0].uses[0].item', /unknown item "X"/],
  ['a use without quantity', make({ uses: [{ item: 'B' }] }), 'make[0].uses[0].qty', /is missing/],
  ['a negative use', make({ uses: [{ item: 'B', qty: -1 }] }), 'make[0].uses[0].qty', /negative/],
  ['a use that ends before it begins', make({ uses: [{ item: 'B', qty: 1, from: '2025-02-01', to: '2025-01-01' }] }), 'make[0].uses[0].to', /not after/],
  ['a negative run time', make({ run: { fixed: '-P1D' } }), 'make[0].run.fixed', /negative/],
  ['a run time in months', make({ run: { fixed: 'P1M' } }), 'make[0].run.fixed', /no fixed length/],
  ['a yield of nothing', make({ yields: 0 }), 'make[0].yields', /above 0/],
  ['yields that overlap', make({ yields: [{ qty: 1 }, { from: '2025-01-01', qty: 2 }] }), 'make[0].yields[1]', /overlaps/],
  ['an impossible lot', make({ lot: { min: 125, multiple: 100, max: 150 } }), 'make[0].lot.max', /no lot is possible/],
  ['an unknown resource', make({ resources: [{ resource: 'M' }] }), 'make[0].resources[0].resource', /unknown resource/],
  ['an unknown calendar', make({ calendar: 'SITE' }), 'make[0].calendar', /unknown calendar/],
  ['an unknown way to choose', make({ choose: 'best' }), 'make[0].choose', /must be one of/],
  ['a negative lead time', buy({ lead: 'P-7D' }), 'buy[0].lead', /negative/],
  ['a lead time that is a number', buy({ lead: 7 }), 'buy[0].lead', /not a duration/],
  ['a lead time with a typing error', buy({ lead: '7D' }), 'buy[0].lead', /not a duration/],
  ['a receipt without date', { ...good, receipts: [{ item: 'B', qty: 1 }] }, 'receipts[0].date', /is missing/],
  ['an unknown item received', { ...good, receipts: [{ item: 'X', date: '2025-01-01', qty: 1 }] }, 'receipts[0].item', /unknown item/],
  ['a closed time that never ends', { ...good, calendars: [{ id: 'K', closed: [['2025-01-02', '2025-01-01']] }] }, 'calendars[0].closed[0][1]', /not after/],
  ['a day that does not exist', demand({ due: '2025-02-30T00:00:00' }), 'demands[0].due', /not a real date/],
  ['a demand without quantity', demand({ qty: null }), 'demands[0].qty', /is missing/],
  ['an unknown item wanted', demand({ item: 'X' }), 'demands[0].item', /unknown item/],
  ['a quantity below a millionth', demand({ qty: 1e-9 }), 'demands[0].qty', /millionth/],
  ['an item that uses itself', make({ uses: [{ item: 'A', qty: 1 }] }), 'make[0].uses[0].item', /cycle in the structure: A → A/],
  [
    'a cycle over three levels',
    { ...good, make: [...good.make, { id: 'make B', item: 'B', uses: [{ item: 'C', qty: 1 }] }, { id: 'make C', item: 'C', uses: [{ item: 'A', qty: 1 }] }] },
    'make[2].uses[0].item',
    /cycle in the structure: A → B → C → A/,
  ],
  [
    'finite capacity',
    { ...good, plan: finite, resources: [{ id: 'M' }], make: [{ ...good.make[0], resources: [{ resource: 'M' }] }] },
    'plan.respect_capacity',
    /not supported/,
  ],
  ['a cost policy in a finite run', { ...item({ policy: { kind: 'period', period: 'P7D' } }), plan: finite }, 'items[0].policy', /not supported in a finite run/],
];

describe('a bad model is refused', () => {
  it.each(refusals)('%s', (_name, model, path, message) => {
    const read = readModel(model);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    const found = read.errors.find((error) => error.path === path);
    expect(read.errors.map((error) => error.path)).toContain(path);
    expect(found?.message).toMatch(message);
  });

  it('names every error, not only the first', () => {
    const read = readModel({ now: 'x', items: [{ id: 'A', stock: -1 }], demands: [{ id: 'D', item: 'Z', qty: 'q', due: 'd' }] });
    expect(read.ok ? [] : read.errors.map((error) => error.path)).toEqual(['now', 'items[0].stock', 'demands[0].qty', 'demands[0].due', 'demands[0].item']);
  });

  it('accepts the good one, an empty one, and fields that only describe', () => {
    expect(readModel(good).ok).toBe(true);
    expect(readModel({ now: '2025-01-01' }).ok).toBe(true);
    expect(readModel({ ...good, title: 'x', items: good.items.map((row) => ({ ...row, name: 'y' })) }).ok).toBe(true);
  });

  it('never throws, whatever JSON it is given', () => {
    const fields = ['id', 'item', 'qty', 'due', 'run', 'uses', 'lot', 'lead', 'closed', 'policy', 'safety_stock', 'yields', 'min', 'from', 'date'];
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ maxDepth: 1 }), tie('row'), fc.array(tie('row'), { maxLength: 3 })),
      row: fc.dictionary(fc.constantFrom(...fields), tie('any'), { maxKeys: 6 }),
    }));
    const top = fc.dictionary(fc.constantFrom('now', 'plan', 'items', 'make', 'buy', 'receipts', 'resources', 'calendars', 'demands'), value.any);
    fc.assert(
      fc.property(top, (model) => {
        const read = readModel(model);
        expect(read.ok || read.errors.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
