/** One feature of the text form at a time, with numbers worked out by hand; the cases in core/scenarios show them together. */
import { describe, expect, it } from 'vitest';
import { describe as describePlan, type PlanResult } from '@millwright/core/planning/describe';
import { readModel } from '@millwright/core/planning/model';
import { compile, plan } from '@millwright/core/planning/plan';
import { PlanTooLarge } from '@millwright/core/planning/plan-arrays';

function planOf(model: object): PlanResult {
  const read = readModel({ now: '2025-01-01', ...model });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const { compiled, names } = compile(read.model);
  return describePlan({ compiled, names, plan: plan(compiled) });
}
/** "buy A 5 @ 01-09..01-10" for each order. */
const orders = (model: object): string[] =>
  planOf(model).orders.map((row) => `${row.order} ${row.qty} @ ${row.start.slice(5, 13).replace('T00', '')}..${row.end.slice(5, 13).replace('T00', '')}`);
const wanted = (item: string, qty: number, due: string, more: object = {}): object => ({ id: `${item} ${due}`, item, qty, due, ...more });

describe('yield', () => {
  it('starts more than is wanted, so that the good quantity is enough', () => {
    expect(orders({ items: [{ id: 'A' }], make: [{ id: 'm', item: 'A', yields: 0.8 }], demands: [wanted('A', 10, '2025-01-10')] })).toEqual(['m 12.5 @ 01-10..01-10']);
  });

  it('follows its dates by the end of the order, and the next source stands in where it makes nothing', () => {
    const yields = [{ from: '2025-01-01', to: '2025-02-01', qty: 0.5 }, { from: '2025-02-01', to: '2025-03-01', qty: 2 }];
    const model = { items: [{ id: 'A' }], make: [{ id: 'm', item: 'A', yields }], buy: [{ id: 'b', item: 'A', rank: 2 }] };
    const demands = ['2025-01-10', '2025-02-01', '2025-03-05'].map((due) => wanted('A', 10, due));
    expect(orders({ ...model, demands })).toEqual(['b 10 @ 03-05..03-05', 'm 20 @ 01-10..01-10', 'm 5 @ 02-01..02-01']);
  });
});

describe('rounding', () => {
  it('does not call for a lot: three thirds of what is there are enough', () => {
    const make = [{ id: 'm', item: 'A', lot: { min: 0 }, uses: [{ item: 'B', qty: 1 / 3 }] }, { id: 'n', item: 'C', lot: { min: 0 }, uses: [{ item: 'B', qty: 2 / 3 }] }];
    const demands = [wanted('A', 1, '2025-01-10'), wanted('C', 1, '2025-01-11'), wanted('A', 1, '2025-01-12'), wanted('C', 1, '2025-01-13')];
    const model = { items: [{ id: 'A' }, { id: 'B', stock: 2 }, { id: 'C' }], make, buy: [{ id: 'b', item: 'B', lot: { min: 500 } }], demands };
    for (const rules of [{ finite: false }, { finite: true, respect_lead_time: true }]) {
      const result = planOf({ ...model, plan: rules });
      expect(result.orders.map((row) => row.order)).toEqual(['m', 'm', 'n', 'n']);
      expect(result.problems).toEqual([]);
      expect(result.reasons).toEqual([]);
    }
  });
});

describe('uses', () => {
  const model = { items: [{ id: 'A' }, { id: 'B' }, { id: 'C' }], buy: [{ id: 'b', item: 'B' }, { id: 'c', item: 'C' }], demands: [wanted('A', 10, '2025-01-10'), wanted('A', 10, '2025-02-10')] };
  const made = (uses: object[], more: object = {}): object => ({ ...model, make: [{ id: 'm', item: 'A', run: { fixed: 'P2D' }, uses, ...more }] });

  it('take a fixed quantity per order on top, and scrap', () => {
    expect(orders(made([{ item: 'B', qty: 2, fixed_qty: 3, scrap: 0.1 }])).filter((row) => row.startsWith('b'))).toEqual(['b 25 @ 01-08..01-08', 'b 25 @ 02-08..02-08']);
  });

  it('take the fixed quantity for each of the lots', () => {
    const lots = made([{ item: 'B', qty: 1, fixed_qty: 1 }], { lot: { max: 4 } });
    expect(orders(lots).filter((row) => row.startsWith('b'))).toEqual(['b 13 @ 01-08..01-08', 'b 13 @ 02-08..02-08']);
  });

  it('change at the start of the order: "to" is the first instant without', () => {
    const uses = [{ item: 'B', qty: 1, to: '2025-02-08' }, { item: 'C', qty: 1, from: '2025-02-08' }];
    expect(orders(made(uses)).slice(0, 2)).toEqual(['b 10 @ 01-08..01-08', 'c 10 @ 02-08..02-08']);
  });

  it('take the best rank of alternates that is in effect', () => {
    const uses = [{ item: 'B', qty: 1, alternates: 'g', rank: 1, to: '2025-02-01' }, { item: 'C', qty: 3, alternates: 'g', rank: 2 }];
    expect(orders(made(uses)).slice(0, 2)).toEqual(['b 10 @ 01-08..01-08', 'c 30 @ 02-08..02-08']);
  });
});

describe('lots', () => {
  const bought = (lot: object, qty: number, more: object = {}): string[] =>
    orders({ items: [{ id: 'A' }], buy: [{ id: 'b', item: 'A', lead: 'P1D', lot, ...more }], demands: [wanted('A', qty, '2025-01-10')] }).map((row) => row.split(' ')[1] ?? '');

  it.each([
    [{}, 0.4, ['1']],
    [{ min: 0 }, 0.4, ['0.4']],
    [{ min: 125, multiple: 100 }, 90, ['200']],
    [{ multiple: 0.1 }, 1.23, ['1.3']],
    [{ max: 10 }, 25, ['5', '10', '10']],
    [{ min: 8, max: 10 }, 21, ['8', '10', '10']],
    [{ multiple: 4, max: 10 }, 17, ['4', '8', '8']],
  ])('%o for %f', (lot, qty, expected) => {
    expect(bought(lot, qty)).toEqual(expected);
  });

  it('too small for the needs are an error, not a full memory', () => {
    const read = readModel({ now: '2025-01-01', items: [{ id: 'A' }], buy: [{ id: 'b', item: 'A', lot: { max: 0.001 } }], demands: [wanted('A', 10_000, '2025-01-10')] });
    if (!read.ok) throw new Error('refused');
    expect(() => plan(compile(read.model).compiled, { mostOrders: 1000 })).toThrow(PlanTooLarge);
  });
});

describe('choice of the source', () => {
  const model = {
    items: [{ id: 'A' }, { id: 'B' }],
    make: [{ id: 'm1', item: 'A', rank: 1, cost: 5, uses: [{ item: 'B', qty: 2 }] }, { id: 'm2', item: 'A', rank: 2, cost: 20 }],
    buy: [{ id: 'b', item: 'B', cost: 10 }],
    demands: [wanted('A', 1, '2025-01-10')],
  };

  it('is by rank', () => {
    expect(orders(model)).toEqual(['b 2 @ 01-10..01-10', 'm1 1 @ 01-10..01-10']);
  });

  it('is by the cost of the good unit with all its components where one source asks for it', () => {
    const make = [model.make[0], { ...model.make[1], choose: 'lowest cost' }];
    expect(orders({ ...model, make })).toEqual(['m2 1 @ 01-10..01-10']);
  });
});

describe('times', () => {
  const calendars = [{ id: 'SITE', closed: [{ from: '2025-01-11', to: '2025-01-13' }] }];
  const model = { items: [{ id: 'A' }], calendars, demands: [wanted('A', 4, '2025-01-14')] };

  it('a lead time is in open time on the calendar of the buy', () => {
    expect(orders({ ...model, buy: [{ id: 'b', item: 'A', lead: 'P3D', calendar: 'SITE' }] })).toEqual(['b 4 @ 01-09..01-14']);
  });

  it('a run time per unit counts the quantity started', () => {
    expect(orders({ ...model, make: [{ id: 'm', item: 'A', yields: 0.5, run: { fixed: 'PT4H', per_unit: 'PT1H' } }] })).toEqual(['m 8 @ 01-13T12..01-14']);
  });

  it('a safety time ends the order earlier', () => {
    expect(orders({ ...model, make: [{ id: 'm', item: 'A', run: { fixed: 'P1D' }, safety_time: 'P2D', calendar: 'SITE' }] })).toEqual(['m 4 @ 01-10..01-11']);
  });

  it('a resource at 50 % efficiency doubles the run time', () => {
    const make = [{ id: 'm', item: 'A', run: { fixed: 'P1D' }, resources: [{ resource: 'M' }] }];
    expect(orders({ ...model, make, resources: [{ id: 'M', efficiency: 50 }] })).toEqual(['m 4 @ 01-12..01-14']);
  });

  it('a calendar closed by default works only in what is opened', () => {
    const shifts = [{ id: 'S', open: false, opened: [['2025-01-06T08:00', '2025-01-06T16:00'], ['2025-01-07T08:00', '2025-01-07T16:00']] }];
    const make = [{ id: 'm', item: 'A', run: { fixed: 'PT10H' }, calendar: 'S' }];
    expect(orders({ ...model, calendars: shifts, make })).toEqual(['m 4 @ 01-06T14..01-07T16']);
  });
});

describe('policies', () => {
  const buy = [{ id: 'b', item: 'A' }];
  const demands = [wanted('A', 4, '2025-01-05'), wanted('A', 4, '2025-01-08'), wanted('A', 4, '2025-01-20')];

  it.each([
    ['lot_for_lot', ['b 4 @ 01-05..01-05', 'b 4 @ 01-08..01-08', 'b 4 @ 01-20..01-20']],
    [{ kind: 'fixed', quantity: 10 }, ['b 10 @ 01-05..01-05', 'b 10 @ 01-20..01-20']],
    [{ kind: 'fixed', quantity: 3 }, ['b 3 @ 01-05..01-05', 'b 3 @ 01-05..01-05', 'b 3 @ 01-08..01-08', 'b 3 @ 01-20..01-20']],
    [{ kind: 'period', period: 'P7D' }, ['b 8 @ 01-05..01-05', 'b 4 @ 01-20..01-20']],
    [{ kind: 'min_max', min: 2, max: 9 }, ['b 9 @ 01-01..01-01', 'b 8 @ 01-08..01-08']],
    [{ kind: 'reorder_point', point: 1, quantity: 6 }, ['b 6 @ 01-01..01-01', 'b 6 @ 01-08..01-08', 'b 6 @ 01-20..01-20']],
  ])('%j', (policy, expected) => {
    expect(orders({ items: [{ id: 'A', policy }], buy, demands })).toEqual(expected);
  });
});

describe('problems and reasons', () => {
  it('a component with a long lead time holds the demand up', () => {
    const make = [{ id: 'm', item: 'A', run: { fixed: 'P2D' }, uses: [{ item: 'B', qty: 1 }] }];
    const result = planOf({ items: [{ id: 'A' }, { id: 'B' }], make, buy: [{ id: 'b', item: 'B', lead: 'P20D' }], demands: [wanted('A', 1, '2025-01-10')] });
    expect(result.problems).toEqual([
      { kind: 'late', demand: 'A 2025-01-10', due: '2025-01-10T00:00:00', date: '2025-01-23T00:00:00', by: 'P13D' },
      { kind: 'start in the past', order: 0, item: 'B', start: '2024-12-19T00:00:00', by: 'P13D' },
    ]);
    expect(result.reasons).toEqual([{ demand: 'A 2025-01-10', kind: 'lead time', item: 'B', order: 'b', by: 'P13D' }]);
  });

  it('an item without supply is named, and the demand that hangs on it', () => {
    const result = planOf({ items: [{ id: 'A', stock: 3 }], demands: [wanted('A', 5, '2025-01-10')] });
    expect(result.problems).toEqual([
      { kind: 'short', demand: 'A 2025-01-10', qty: 5 },
      { kind: 'no supply', item: 'A', date: '2025-01-10T00:00:00', qty: 2 },
    ]);
    expect(result.reasons).toEqual([{ demand: 'A 2025-01-10', kind: 'stock', item: 'A' }]);
    expect(result.pegging.at(-1)).toEqual({ item: 'A', qty: 2, from: { missing: 'A' }, to: { demand: 'A 2025-01-10' } });
  });

  it('receipts are expedited, deferred and cancelled against the needs', () => {
    const receipts = [
      { id: 'R1', item: 'A', date: '2025-01-20', qty: 10 },
      { id: 'R2', item: 'A', date: '2025-01-21', qty: 10 },
      { id: 'R3', item: 'A', date: '2025-01-22', qty: 7 },
      { id: 'R0', item: 'B', date: '2024-12-30', qty: 5 },
    ];
    const model = { items: [{ id: 'A', stock: 2 }, { id: 'B' }], buy: [{ id: 'b', item: 'A' }], receipts, demands: [wanted('A', 5, '2025-01-10'), wanted('A', 10, '2025-02-10')] };
    const found = planOf({ ...model, plan: { exceptions: true } }).problems.filter((problem) => 'receipt' in problem);
    expect(found).toEqual([
      { kind: 'expedite', receipt: 'R1', item: 'A', date: '2025-01-20T00:00:00', qty: 10, to: '2025-01-10T00:00:00' },
      { kind: 'defer', receipt: 'R2', item: 'A', date: '2025-01-21T00:00:00', qty: 10, to: '2025-02-10T00:00:00' },
      { kind: 'cancel', receipt: 'R3', item: 'A', date: '2025-01-22T00:00:00', qty: 7 },
      { kind: 'past due', receipt: 'R0', item: 'B', date: '2024-12-30T00:00:00', qty: 5 },
      { kind: 'cancel', receipt: 'R0', item: 'B', date: '2024-12-30T00:00:00', qty: 5 },
    ]);
    expect(planOf(model).problems.filter((problem) => problem.kind === 'defer')).toEqual([]);
  });

  it('an overloaded resource is told with the time and the units that are missing', () => {
    const make = [{ id: 'm', item: 'A', run: { fixed: 'P4D' }, lot: { max: 1 }, resources: [{ resource: 'M' }] }];
    const resources = [{ id: 'M', capacity: [{ qty: 1 }, { from: '2025-01-09', qty: 3 }] }];
    const result = planOf({ items: [{ id: 'A' }], make, resources, demands: [wanted('A', 3, '2025-01-10')] });
    expect(result.problems).toEqual([{ kind: 'overload', resource: 'M', from: '2025-01-06T00:00:00', to: '2025-01-09T00:00:00', units: 2 }]);
  });
});

describe('pegging through every level', () => {
  it('shares an order out among the demands it serves in the end', () => {
    const make = [{ id: 'm', item: 'A', uses: [{ item: 'B', qty: 2 }] }, { id: 'n', item: 'B', uses: [{ item: 'C', qty: 1 }], lot: { min: 30 } }];
    const demands = [wanted('A', 4, '2025-01-10'), wanted('A', 6, '2025-01-12')];
    const result = planOf({ items: [{ id: 'A' }, { id: 'B' }, { id: 'C' }], make, buy: [{ id: 'c', item: 'C', lot: { multiple: 7 } }], demands });
    expect(result.orders.map((row) => `${row.order} ${row.qty}`)).toEqual(['c 35', 'm 4', 'm 6', 'n 30']);
    expect(result.serves).toEqual([
      { order: 0, demand: 'A 2025-01-10', qty: 8 },
      { order: 0, demand: 'A 2025-01-12', qty: 12 },
      { order: 1, demand: 'A 2025-01-10', qty: 4 },
      { order: 2, demand: 'A 2025-01-12', qty: 6 },
      { order: 3, demand: 'A 2025-01-10', qty: 8 },
      { order: 3, demand: 'A 2025-01-12', qty: 12 },
    ]);
  });
});

describe('a finite plan', () => {
  const plan = { finite: true, respect_lead_time: true };

  it('keeps the lines of an order together, the fast ones bought as late as possible', () => {
    const line = (id: string, lead: string): object => ({ id: `buy ${id}`, item: id, lead });
    const together = { order: 'S', order_policy: 'all together' };
    const model = { plan, items: [{ id: 'L1' }, { id: 'L2' }], buy: [line('L1', 'P14D'), line('L2', 'P6D')], demands: [wanted('L1', 2, '2025-01-05', together), wanted('L2', 2, '2025-01-06', together)] };
    expect(planOf(model).deliveries.map((row) => row.date.slice(5, 10))).toEqual(['01-15', '01-15']);
    expect(orders(model)).toEqual(['buy L1 2 @ 01-01..01-15', 'buy L2 2 @ 01-09..01-15']);
  });

  it('says what held a demand', () => {
    const model = { plan, items: [{ id: 'A' }, { id: 'B' }], buy: [{ id: 'b', item: 'A', lead: 'P14D' }], demands: [wanted('A', 2, '2025-01-05'), wanted('B', 2, '2025-01-05', { max_late: 'P9D' })] };
    expect(planOf(model).reasons).toEqual([
      { demand: 'A 2025-01-05', kind: 'lead time', item: 'A', order: 'b' },
      { demand: 'B 2025-01-05', kind: 'stock', item: 'B' },
    ]);
  });

  it('may start in the past where lead times are not respected, but never without material', () => {
    const make = [{ id: 'm', item: 'A', run: { fixed: 'P20D' }, uses: [{ item: 'B', qty: 1 }] }];
    const model = { plan: { finite: true }, items: [{ id: 'A' }, { id: 'B', stock: 3 }], make, demands: [wanted('A', 5, '2025-01-10')] };
    expect(orders(model)).toEqual(['m 3 @ 12-21..01-10']);
    expect(planOf(model).short).toEqual([{ demand: 'A 2025-01-10', qty: 2 }]);
  });

  it('takes the next alternate where the first has not enough', () => {
    const uses = [{ item: 'B', qty: 1, alternates: 'g', rank: 1 }, { item: 'C', qty: 1, alternates: 'g', rank: 2 }];
    const model = { plan, items: [{ id: 'A' }, { id: 'B', stock: 3 }, { id: 'C', stock: 9 }], make: [{ id: 'm', item: 'A', uses }], demands: [wanted('A', 5, '2025-01-10')] };
    expect(planOf(model).pegging.filter((row) => 'order' in row.to).map((row) => row.from)).toEqual([{ stock: 'C' }]);
  });
});
