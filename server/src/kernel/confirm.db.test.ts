// Goal: a warning that asks writes nothing until its code is accepted; one that only tells never stops anybody; the same key serves both tries.
// Method: a command of the test's own on a real database; what was written is counted, not believed.
import { accept } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { modules } from '../modules.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { command, module } from './command.ts';
import { commandContract } from './contract.ts';
import type { ProblemError } from './refusal.ts';
import { createRegistry } from './registry.ts';
import { runCommand, type Reply, type Runtime } from './run-command.ts';

let percent = 30;
const warn = command({
  contract: commandContract({
    name: 'test/warning.save', title: { zh: '试', en: 'Trial' }, input: z.object({ code: z.string() }), output: z.object({ id: z.string() }),
    refusals: { dear: { zh: '贵了 {percent}%。', en: '{percent} % dearer.' }, late: { zh: '晚了。', en: 'Late.' }, told: { zh: '请留意。', en: 'Please note.' } },
  }),
  load: async () => undefined,
  decide: (_loaded, input) => accept(input, [{ code: 'dear', parameters: { percent }, path: ['code'], ask: true }, { code: 'late', ask: true }, { code: 'told' }]),
  async apply(tx, { code }, { companyId, identity }) {
    const id = await identity.nextId();
    tx.send(sql`insert into foundation.unit (company_id, id, code, name, decimals, search) values (${companyId}, ${id}, ${code}, ${code}, 0, ${code})`);
    return { id };
  },
});

let company: TestCompany;
let runtime: Runtime;
beforeAll(async () => {
  company = await testCompany('confirm');
  runtime = { ...company.runtime, registry: createRegistry([...modules, module({ name: 'test', title: { zh: '试', en: 'Test' }, dependsOn: [], documents: [], commands: [warn], queries: [] })]) };
});
afterAll(() => company.close());

const run = (code: string, more: { accept?: string[]; dryRun?: boolean } = {}): Promise<Reply> =>
  runCommand(runtime, { name: 'test/warning.save', companyId: company.companyId, actor: company.chief, input: { code }, idempotencyKey: `confirm-${code}`, ...more });
const problemOf = (call: Promise<unknown>) => call.then(() => undefined, (error: ProblemError) => error.problem);
const units = async (code: string): Promise<number> =>
  (await company.ask<{ rows: { code: string }[] }>('foundation/unit.list', {})).rows.filter((row) => row.code === code).length;

test('asks for what is not accepted, with the sentences, and has written nothing', async () => {
  expect(await problemOf(run('a'))).toMatchObject({ status: 409, code: 'needs-confirmation', errors: [{ code: 'dear', path: ['code'], message: { zh: '贵了 30%。', en: '30 % dearer.' } }, { code: 'late' }] });
  expect((await problemOf(run('a', { accept: ['dear'] })))?.errors.map((entry) => entry.code)).toEqual(['late']);
  expect(await units('a')).toBe(0);
});

test('the same key with the codes accepted is carried out once, and tells all its warnings', async () => {
  const first = await run('a', { accept: ['dear', 'late'] });
  expect(first.warnings.map((warning) => warning.code)).toEqual(['dear', 'late', 'told']);
  expect(await run('a')).toEqual(first);
  expect(await units('a')).toBe(1);
});

test('a dry run asks nobody', async () => {
  expect((await run('b', { dryRun: true })).warnings).toHaveLength(3);
  expect(await units('b')).toBe(0);
});

test('a yes to a sentence is no yes to other figures; a bare code, as programs send it, is', async () => {
  const tokens = async (accept: string[]) => (await problemOf(run('c', { accept })))?.errors.map((entry) => entry.token ?? '') ?? [];
  const read = await tokens([]);
  percent = 90;
  const meanwhile = await tokens(read);
  expect(meanwhile).toHaveLength(1);
  expect(meanwhile[0]).not.toBe(read[0]);
  expect(await units('c')).toBe(0);
  expect((await run('c', { accept: [...read, ...meanwhile] })).warnings).toHaveLength(3);
  expect(await units('c')).toBe(1);
  percent = 30;
  expect((await run('d', { accept: ['dear', 'late'] })).warnings).toHaveLength(3);
});
