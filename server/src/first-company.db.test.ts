/** A start without the demo: one company once, and its people can sign in and find an open period. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../tools/test-database.ts';
import { createApplication, createRuntime } from './application.ts';
import { openFirstCompany } from './first-company.ts';
import { clockAt } from './kernel/clock.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('first-company');
});
afterAll(() => database.close());

it('is opened once, and everybody in it can sign in', async () => {
  const today = parseDay('2026-11-24');
  const runtime = createRuntime(database.pools, clockAt(today));
  const open = () => openFirstCompany(database.pools, runtime.identity, today, { name: '我的工厂', roles: [{ code: 'administrator', name: '系统管理员', permissions: ['*'] }, { code: 'accountant', name: '会计', permissions: ['ledger/*'] }] });
  const first = await open();
  expect(first?.logins.map(({ login }) => login)).toEqual(['administrator', 'accountant']);
  expect(first?.password).toMatch(/^[\w-]{12}$/);
  expect(await open()).toBeUndefined();
  const server = await createApplication({ pools: database.pools, runtime, log: () => undefined });
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { login: 'accountant', password: first?.password } });
  expect(answer.json()).toMatchObject({ companies: [{ code: 'C01', name: '我的工厂', period: { period: 202611, open: true }, permissions: ['ledger/*'] }] });
  await server.close();
});
