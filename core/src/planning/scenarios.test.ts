/**
 * Every case in core/scenarios/planning: a planner can read one, and add one by adding a file. What a case asks of the engine
 * that it does not do yet is listed here once, with the reason; such a case must be refused, not planned wrongly.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describe as describePlan, type PlanResult } from '@millwright/core/planning/describe';
import { readModel } from '@millwright/core/planning/model';
import { compile, plan } from '@millwright/core/planning/plan';

interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly input: unknown;
  readonly expected: Pick<PlanResult, 'orders' | 'deliveries' | 'short'>;
}

const outOfScope: Readonly<Record<string, string>> = {
  'FP-CAP-2': 'needs finite capacity',
  'FP-CAP-3': 'needs finite capacity',
  'FP-ALT-2': 'needs finite capacity',
};

const folder = fileURLToPath(new URL('../../scenarios/planning/', import.meta.url));
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as Scenario);

const text = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('planning scenarios', () => {
  it('are there', () => {
    expect(scenarios.length).toBeGreaterThan(15);
    for (const id of Object.keys(outOfScope)) expect(scenarios.map((scenario) => scenario.id)).toContain(id);
  });

  it.each(scenarios.filter(({ id }) => !(id in outOfScope)).map((scenario) => [scenario.id, scenario.title, scenario] as const))('%s: %s', (_id, _title, { input, expected }) => {
    const read = readModel(input);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const { compiled, names } = compile(read.model);
    const result = describePlan({ compiled, names, plan: plan(compiled) });
    expect(text(result.orders)).toEqual(text(expected.orders));
    expect(text(result.deliveries)).toEqual(text(expected.deliveries));
    expect(text(result.short)).toEqual(text(expected.short));
  });

  it.each(Object.entries(outOfScope))('%s is refused: %s', (id) => {
    const read = readModel(scenarios.find((scenario) => scenario.id === id)?.input);
    expect(read).toMatchObject({ ok: false, errors: [{ path: 'plan.respect_capacity' }] });
  });
});
