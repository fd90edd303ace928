/** One row per refusal, in the order of the checks; time and cost on paper. */
import { formatMoney, formatQuantity, parseQuantity } from '@millwright/core/primitives/decimal';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { testOperation, testOrder } from '../test-order.ts';
import type { OrderFacts } from '../work-order/order-facts.store.ts';
import { checkReportReversal, decideReport, type OperationReportInput } from './operation-report.rules.ts';

const quantity = parseQuantity;
type Fields = Omit<Partial<OperationReportInput>, 'day'> & { readonly day?: string };
const input = ({ day = '2026-06-02', ...fields }: Fields = {}): OperationReportInput =>
  ({ workOrder: 'order', operation: 'cut', day: parseDay(day), goodQuantity: '4', scrapQuantity: '0', cause: null, person: '', minutes: null, note: '', book: true, ...fields });
const after = (good: string, scrap: string) => testOrder({ operations: [testOperation('cut', 10, { good: quantity(good), scrap: quantity(scrap), reports: 1 }), testOperation('assemble', 20)] });

describe('reporting an operation', () => {
  it.each<[string, OrderFacts | undefined, Fields, string]>([
    ['no such order', undefined, {}, 'order-unknown'],
    ['a held order', testOrder({ state: 'held' }), {}, 'order-not-open'],
    ['the day before', testOrder(), { day: '2026-05-31' }, 'day-before-order'],
    ['another order\'s operation', testOrder(), { operation: 'paint' }, 'operation-unknown'],
    ['less than nothing', testOrder(), { goodQuantity: '-1' }, 'negative-report'],
    ['negative scrap', testOrder(), { scrapQuantity: '-1' }, 'negative-report'],
    ['negative time', testOrder(), { minutes: '-1' }, 'negative-report'],
    ['nothing', testOrder(), { goodQuantity: '0' }, 'nothing-reported'],
    ['half a piece', testOrder(), { goodQuantity: '1.5' }, 'too-many-decimals'],
    ['scrap without a cause', testOrder(), { scrapQuantity: '1' }, 'cause-missing'],
    ['a cause that is none', testOrder(), { scrapQuantity: '1', cause: 'unknown' }, 'cause-unknown'],
    ['more than was started', testOrder(), { goodQuantity: '11' }, 'more-than-passed'],
    ['good and scrap above what was started', testOrder(), { goodQuantity: '10', scrapQuantity: '1', cause: 'known' }, 'more-than-passed'],
    ['more than the operation before passed', after('6', '1'), { operation: 'assemble', goodQuantity: '7' }, 'more-than-passed'],
    ['more than is left after scrap', after('6', '1'), { goodQuantity: '4' }, 'more-than-passed'],
  ])('refuses %s', (_name, order, fields, code) => {
    const decision = decideReport({ order, causeUsable: fields.cause === 'known' }, input(fields));
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  const costOf = (order: OrderFacts, fields: Fields) => {
    const decision = decideReport({ order, causeUsable: true }, input(fields));
    return decision.ok && [formatQuantity(decision.change.minutes), formatMoney(decision.change.labour), formatMoney(decision.change.overhead)];
  };
  it('takes the standard time when none is given: set-up once, then run time for good and scrap', () => {
    expect(costOf(testOrder(), {})).toEqual(['54', '32.40', '21.60']); // 30 + 4 × 6
    expect(costOf(after('4', '0'), { goodQuantity: '4', scrapQuantity: '1', cause: 'known' })).toEqual(['30', '18.00', '12.00']);
    expect(costOf(testOrder(), { minutes: '0' })).toEqual(['0', '0.00', '0.00']);
    expect(costOf(testOrder(), { minutes: '12.5' })).toEqual(['12.5', '7.50', '5.00']);
  });
  it('passes on what is good only', () => {
    const assembling = decideReport({ order: after('6', '1'), causeUsable: true }, input({ operation: 'assemble', goodQuantity: '6' }));
    expect(assembling.ok).toBe(true);
  });
});

describe('taking a report back', () => {
  const order = (cut: string, assembled: string, completed: string) => testOrder({
    completed: quantity(completed), operations: [testOperation('cut', 10, { good: quantity(cut) }), testOperation('assemble', 20, { good: quantity(assembled) })],
  });
  it.each([
    ['cut', '4', order('10', '6', '0'), undefined],
    ['cut', '5', order('10', '6', '0'), 'passed-on'],
    ['assemble', '2', order('10', '6', '4'), undefined],
    ['assemble', '3', order('10', '6', '4'), 'completed-already'],
  ])('%s less %s', (operation, good, facts, code) => {
    expect(checkReportReversal(facts, operation, quantity(good))[0]?.code).toBe(code);
  });
});
