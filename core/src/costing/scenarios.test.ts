/** Every file of scenarios/costing: published exercises as text, so that an accountant can read and add one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatMoney, formatPrice, formatQuantity, formatRate, type Money, parseMoney, parseQuantity, subtractMoney } from '../primitives/decimal.ts';
import { issueFromLayers, type Layers, receiveLayer, stateOfLayers } from './fifo.ts';
import { valueMonth } from './month-average.ts';
import { issueAtAverage } from './moving-average.ts';
import { differenceRateHalfUp, issueDifferenceHalfUp } from './planned-price.ts';
import { applyToPool, emptyPool, type PoolState } from './pool.ts';

const folder = join(import.meta.dirname, '..', '..', 'scenarios', 'costing');
type Move = ['in', string, string] | ['out', string];
type Scenario = { title: string; method: string; moves: Move[]; plan: string; actual: string; issuePlan: string; expected: Record<string, unknown> };
const received = (move: Move): PoolState => ({ quantity: parseQuantity(move[1]), value: parseMoney(move[2] ?? '0') });
const outcome = (issues: readonly Money[], state: PoolState) => ({ issues: issues.map(formatMoney), quantity: formatQuantity(state.quantity), value: formatMoney(state.value) });

const methods: Record<string, (scenario: Scenario) => Record<string, unknown>> = {
  'moving-average': ({ moves }) => {
    let state = emptyPool;
    const issues: Money[] = [];
    for (const move of moves) {
      if (move[0] === 'in') state = applyToPool(state, received(move).quantity, received(move).value);
      else {
        const issue = issueAtAverage(state, parseQuantity(move[1]));
        if (!issue.ok) throw new Error('short');
        state = issue.change.state;
        issues.push(issue.change.amount);
      }
    }
    return outcome(issues, state);
  },
  fifo: ({ moves }) => {
    let layers: Layers = [];
    const issues: Money[] = [];
    for (const move of moves) {
      if (move[0] === 'in') layers = receiveLayer(layers, received(move));
      else {
        const issue = issueFromLayers(layers, parseQuantity(move[1]));
        if (!issue.ok) throw new Error('short');
        layers = issue.change.layers;
        issues.push(issue.change.amount);
      }
    }
    return outcome(issues, stateOfLayers(layers));
  },
  'month-average': ({ moves }) => {
    const month = valueMonth(moves.filter((move) => move[0] === 'in').map(received), moves.filter((move) => move[0] === 'out').map((move) => parseQuantity(move[1])));
    if (!month.ok) throw new Error('short');
    return { unitCost: formatPrice(month.change.unitCost), ...outcome(month.change.issueAmounts, month.change.closing) };
  },
  'planned-price': ({ plan, actual, issuePlan }) => {
    const stock = { plan: parseMoney(plan), difference: subtractMoney(parseMoney(actual), parseMoney(plan)) };
    return { rate: formatRate(differenceRateHalfUp(stock)), issueDifference: formatMoney(issueDifferenceHalfUp(stock, parseMoney(issuePlan))) };
  },
};

describe('costing scenarios', () => {
  for (const file of readdirSync(folder).sort()) {
    const scenario = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Scenario;
    it(`${file}: ${scenario.title}`, () => {
      expect(methods[scenario.method]?.(scenario)).toEqual(scenario.expected);
    });
  }
  it('refuses more than there is, whatever the method', () => {
    const layer = { quantity: parseQuantity('2'), value: parseMoney('3') };
    for (const refused of [issueAtAverage(layer, parseQuantity('3')), issueFromLayers([layer], parseQuantity('3')), valueMonth([layer], [parseQuantity('3')])]) {
      expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'pool-short' }] });
    }
  });
});
