/**
 * A small company for tests: a fresh database with the chart, rules and periods of 2026, a handful of masters, and people of
 * different posts. Everything goes through the real commands; the clock stands where the test says.
 */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { randomUUID } from 'node:crypto';
import { createRuntime } from './application.ts';
import { clockAt } from './kernel/clock.ts';
import type { Actor } from './kernel/command.ts';
import { runCommand, type Reply, type Runtime } from './kernel/run-command.ts';
import { runQuery } from './kernel/run-query.ts';
import { type CompanyIds, setUpCompany } from './modules/foundation/company/set-up.ts';
import { testDatabase, type TestDatabase } from '../../tools/test-database.ts';

type Saved = Omit<Reply, 'output'> & { readonly output: { readonly id: string; readonly version: number; readonly number: string } };
export type TestCompany = CompanyIds & {
  readonly database: TestDatabase;
  readonly runtime: Runtime;
  /** As somebody who may do everything. */
  readonly chief: Actor;
  readonly unitId: string;
  readonly warehouseId: string;
  readonly supplierId: string;
  readonly customerId: string;
  actor(login: string, permissions: readonly string[]): Actor;
  run(name: string, input: unknown, options?: { as?: Actor; key?: string; dryRun?: boolean; accept?: readonly string[] }): Promise<Saved>;
  ask<Output = Record<string, unknown>>(name: string, input: unknown, as?: Actor): Promise<Output>;
  /** A new item; code, class and source as given. */
  item(code: string, fields?: Record<string, unknown>): Promise<string>;
  /** The error's problem code of a call that must be refused. */
  refused(call: Promise<unknown>): Promise<string>;
  close(): Promise<void>;
};

export async function testCompany(name: string, options: { today?: string; policy?: Record<string, unknown> } = {}): Promise<TestCompany> {
  const database = await testDatabase(name);
  const runtime = createRuntime(database.pools, clockAt(parseDay(options.today ?? '2026-06-15')));
  const people = ['chief', 'buyer', 'keeper', 'accountant', 'auditor', 'seller', 'planner', 'foreman'];
  const ids = await setUpCompany(database.pools.maintain, runtime.identity, {
    code: 'T1', name: '测试公司', firstPeriod: 202601, periodCount: 12, calendar: [], ...(options.policy ? { policy: options.policy } : {}),
    roles: [{ code: 'all', name: '全部', permissions: ['*'] }],
    people: people.map((login) => ({ login, name: login, post: login, passwordHash: 'x', roles: ['all'] })),
  });
  const actor = (login: string, permissions: readonly string[]): Actor => ({ userId: ids.userIds.get(login) ?? '0', userName: login, permissions: new Set(permissions) });
  const chief = actor('chief', ['*']);
  const company = {
    ...ids, database, runtime, chief, actor,
    run: (command: string, input: unknown, { as = chief, key = randomUUID() as string, dryRun = false, accept = [] as readonly string[] } = {}) =>
      runCommand(runtime, { name: command, companyId: ids.companyId, actor: as, input, idempotencyKey: key, dryRun, accept }) as Promise<unknown> as Promise<Saved>,
    ask: <Output>(query: string, input: unknown, as = chief) => runQuery(runtime, { name: query, companyId: ids.companyId, actor: as, input }) as Promise<Output>,
    refused: (call: Promise<unknown>) => call.then(() => 'was not refused', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error)),
    close: () => database.close(),
  };
  const unitId = (await company.run('foundation/unit.save', { code: 'pcs', name: '件', decimals: 0 })).output.id;
  const warehouseId = (await company.run('inventory/warehouse.save', { code: 'W01', name: '原料仓', usage: 'raw' })).output.id;
  const supplierId = (await company.run('purchasing/supplier.save', { code: 'S001', name: '宁波甬钢' })).output.id;
  const customerId = (await company.run('sales/customer.save', { code: 'C001', name: '宁波华耀电气' })).output.id;
  return {
    ...company, unitId, warehouseId, supplierId, customerId,
    item: async (code, fields = {}) => (await company.run('engineering/item.save', { code, name: code, class: 'raw', source: 'buy', unit: unitId, warehouse: warehouseId, ...fields })).output.id,
  };
}
