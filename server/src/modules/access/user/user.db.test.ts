// Goal: people change their own password and administrators look after people, and nobody gets further than their own roles reach.
// Method: a company whose real roles carry the permissions, the commands as the server runs them, and the routes with real cookies.
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../../../application.ts';
import { testCompany, type TestCompany } from '../../../test-company.ts';
import { setUpCompany } from '../../foundation/company/set-up.ts';
import { authenticate, findSession, hashPassword, signIn } from '../session/session.store.ts';

let company: TestCompany;
let server: FastifyInstance;
let roles: { all: string; clerk: string };
const oneTime = 'one-time-01';
beforeAll(async () => {
  company = await testCompany('users');
  const { pools } = company.database;
  server = await createApplication({ pools, runtime: company.runtime, log: () => undefined });
  const admin = new pg.Client({ connectionString: company.database.urls.admin });
  await admin.connect();
  const { rows } = await admin.query<{ id: string }>("insert into access.role (company_id, id, code, name, permissions) values ($1, 990001, 'clerk', '文员', '{sales/*}') returning id::text as id", [company.companyId]);
  await admin.end();
  const all = await company.ask<{ rows: { id: string; code: string }[] }>('access/role.options', {});
  roles = { all: all.rows.find((role) => role.code === 'all')?.id ?? '', clerk: rows[0]?.id ?? '' };
  // The others of the test company are administrators, too; here only the chief is one.
  await pools.maintain.query(`update access."user" set password_hash = $1 where login = 'chief'`, [await hashPassword('chief-password')]);
  for (const login of ['buyer', 'keeper', 'accountant', 'auditor', 'seller', 'planner', 'foreman']) await change(login, { roles: [roles.clerk] });
});
afterAll(async () => {
  await server.close();
  await company.close();
});

type User = { id: string; version: number; login: string; name: string; post: string; active: boolean; roles: string[] };
const get = (id: string) => company.ask<User>('access/user.get', { id });
const idOf = (login: string) => company.userIds.get(login) ?? '';
const change = async (login: string, changes: object, as = company.chief) => company.run('access/user.save', { ...(await get(idOf(login))), ...changes }, { as });
const add = (login: string, changes: object = {}) => company.run('access/user.save', { login, name: login, roles: [roles.clerk], password: oneTime, ...changes });
const enter = async (login: string, password: string) => {
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { login, password } });
  return { status: answer.statusCode, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '', body: answer.json<{ user?: { mustChangePassword: boolean } }>() };
};
const changePassword = async (cookie: string, current: string, next: string) => {
  const answer = await server.inject({ method: 'POST', url: '/api/session/password', headers: { cookie }, payload: { current, next } });
  return [answer.statusCode, answer.json<{ code?: string }>().code];
};
const may = async (cookie: string) => (await server.inject({ method: 'POST', url: '/api/queries/sales/customer.list', headers: { cookie, 'x-company': company.companyId }, payload: {} })).statusCode;

describe('a new user', () => {
  it('signs in with the one-time password, may do nothing until it is changed, and then what the roles say', async () => {
    await add('clerk1', { post: '销售内勤' });
    const { rows } = await company.ask<{ rows: Record<string, unknown>[] }>('access/user.list', { search: 'clerk1' });
    expect(rows).toMatchObject([{ login: 'clerk1', post: '销售内勤', roles: '文员', mustChange: true, active: true }]);
    expect(JSON.stringify(rows)).not.toContain('argon2');
    const { cookie, body } = await enter('clerk1', oneTime);
    expect(body.user?.mustChangePassword).toBe(true);
    expect(await may(cookie)).toBe(401);
    expect(await changePassword(cookie, 'wrong', 'a-new-password')).toEqual([422, 'password-wrong']);
    expect(await changePassword(cookie, oneTime, 'short')).toEqual([400, 'password-short']);
    expect(await changePassword(cookie, oneTime, oneTime)).toEqual([422, 'password-same']);
    expect(await changePassword(cookie, oneTime, 'a-new-password')).toEqual([200, undefined]);
    expect(await may(cookie)).toBe(200);
    expect((await enter('clerk1', oneTime)).status).toBe(401);
    expect((await enter('clerk1', 'a-new-password')).body.user?.mustChangePassword).toBe(false);
  });
  it('needs a login of its own, a role there is, and a password', async () => {
    await add('clerk2');
    expect(await company.refused(add('clerk2'))).toBe('login-taken');
    expect(await company.refused(add('CLERK2'))).toBe('login-taken');
    expect(await company.refused(add('clerk3', { roles: ['123456'] }))).toBe('role-unknown');
    expect(await company.refused(add('clerk3', { password: undefined }))).toBe('password-missing');
    expect(await company.refused(add('a b'))).toBe('bad-input');
    expect(await company.refused(add('clerk3', { roles: [] }))).toBe('bad-input');
  });
});

describe('a password', () => {
  it('changed by its owner ends the other sessions and keeps this one', async () => {
    const [one, other] = [await enter('clerk1', 'a-new-password'), await enter('clerk1', 'a-new-password')];
    expect(await changePassword(one.cookie, 'a-new-password', 'another-password')).toEqual([200, undefined]);
    expect([await may(one.cookie), await may(other.cookie)]).toEqual([200, 401]);
  });
  it('reset by an administrator ends every session and must be changed', async () => {
    const { cookie } = await enter('clerk1', 'another-password');
    const [row] = (await company.ask<{ rows: { id: string }[] }>('access/user.list', { search: 'clerk1' })).rows;
    const user = await get(row?.id ?? '');
    await company.run('access/user.reset-password', { id: user.id, version: user.version, password: 'one-time-02' });
    expect(await company.refused(company.run('access/user.reset-password', { id: user.id, version: user.version, password: 'one-time-03' }))).toBe('conflict');
    expect(await findSession(company.database.pools.auth, `${cookie.split('=')[1]}x`)).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    expect(await may(cookie)).toBe(401);
    expect((await enter('clerk1', 'one-time-02')).body.user?.mustChangePassword).toBe(true);
  });
  it('guessed at by whoever holds a session slows down as at the sign-in page', async () => {
    const { cookie } = await enter('chief', 'chief-password');
    for (let count = 0; count < 5; count += 1) expect((await changePassword(cookie, `guess-${count}`, 'a-new-password'))[0]).toBe(422);
    expect(await changePassword(cookie, 'chief-password', 'a-new-password')).toEqual([429, 'sign-in-locked']);
  });
});

describe('administration', () => {
  it('is refused to others, and to nobody left', async () => {
    const buyer = company.actor('buyer', ['sales/*', 'foundation/*']);
    for (const name of ['access/user.list', 'access/role.options']) expect(await company.refused(company.ask(name, {}, buyer))).toBe('not-permitted');
    expect(await company.refused(change('buyer', { roles: [roles.all] }, buyer))).toBe('not-permitted');
    expect(await company.refused(change('chief', { active: false }))).toBe('own-account');
    expect(await company.refused(change('chief', { roles: [roles.clerk] }))).toBe('own-account');
    // Somebody whose session still carries the permission although no role gives it any more cannot leave the company without one.
    expect(await company.refused(change('chief', { active: false }, company.actor('keeper', ['*'])))).toBe('beyond-reach');
    expect(await company.refused(company.run('access/user.reset-password', { id: idOf('chief'), version: (await get(idOf('chief'))).version, password: oneTime }))).toBe('own-password');
  });
  it('two administrators who disable each other at the same moment: one stays', async () => {
    await change('seller', { roles: [roles.all] });
    const [chief, seller] = [await get(idOf('chief')), await get(idOf('seller'))];
    const outcomes = await Promise.all([
      company.refused(company.run('access/user.save', { ...seller, active: false })),
      company.refused(company.run('access/user.save', { ...chief, active: false }, { as: company.actor('seller', ['*']) })),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'was not refused')).toHaveLength(1);
    const { rows } = await company.database.pools.auth.query(`select login from access."user" where login in ('chief', 'seller') and active`);
    expect(rows).toHaveLength(1);
    await company.database.pools.maintain.query(`update access."user" set active = true where login in ('chief', 'seller')`);
  });
  it('disabled, nobody signs in; enabled again, they do; the login stays', async () => {
    const [row] = (await company.ask<{ rows: { id: string }[] }>('access/user.list', { search: 'clerk2' })).rows;
    const user = await get(row?.id ?? '');
    await company.run('access/user.save', { ...user, active: false });
    expect((await enter('clerk2', oneTime)).status).toBe(401);
    await company.run('access/user.save', { ...user, version: user.version + 1, active: true });
    expect((await enter('clerk2', oneTime)).status).toBe(200);
    expect(await company.refused(company.run('access/user.save', { ...user, version: user.version + 2, login: 'other' }))).toBe('login-stays');
  });
  it('ends where a person works in a company the administrator does not look after', async () => {
    const { pools } = company.database;
    await setUpCompany(pools.maintain, company.runtime.identity, { code: 'T2', name: '别的公司', firstPeriod: 202601, periodCount: 1, calendar: [], roles: [{ code: 'x', name: 'x', permissions: ['*'] }], people: [], members: [{ userId: idOf('planner'), roles: ['x'] }] });
    expect(await company.refused(change('planner', { name: '改名' }))).toBe('beyond-reach');
    const { version } = await get(idOf('planner'));
    expect(await company.refused(company.run('access/user.reset-password', { id: idOf('planner'), version, password: oneTime }))).toBe('beyond-reach');
  });
  it('gives nobody more than the administrator has', async () => {
    const admin = new pg.Client({ connectionString: company.database.urls.admin });
    await admin.connect();
    await admin.query("insert into access.role (company_id, id, code, name, permissions) values ($1, 990002, 'hr', '人事', '{access/*}')", [company.companyId]);
    await admin.end();
    await add('hr1', { roles: ['990002'] });
    const [row] = (await company.ask<{ rows: { id: string }[] }>('access/user.list', { search: 'hr1' })).rows;
    const user = await get(row?.id ?? '');
    const as = { userId: user.id, userName: 'hr1', permissions: new Set(['access/*']) };
    expect(await company.refused(company.run('access/user.save', { ...user, roles: ['990002', roles.all] }, { as }))).toBe('beyond-own');
    expect(await company.refused(company.run('access/user.save', { login: 'puppet', name: 'x', roles: [roles.all], password: oneTime }, { as }))).toBe('beyond-own');
  });
  it('is told in the history: who was added, changed, disabled, given another role or password, and no hash', async () => {
    await add('clerk9');
    const [row] = (await company.ask<{ rows: { id: string }[] }>('access/user.list', { search: 'clerk9' })).rows;
    const id = row?.id ?? '';
    await company.run('access/user.save', { ...(await get(id)), name: '新名', active: false, roles: [roles.all] });
    await company.run('access/user.reset-password', { id, version: 2, password: 'one-time-09' });
    const history = await company.ask<{ rows: { person: string; action: string; command: string; subject: string | null; changes: { column: string; before: unknown; after: unknown }[] }[] }>('foundation/history.get', { noun: 'access/user', key: id });
    const told = history.rows.map(({ action, command, subject, changes }) => [action, command, subject, changes.map(({ column }) => column).filter((column) => column !== 'password_set_at').join()]);
    expect(told.slice(0, 1)).toEqual([['U', 'access/user.reset-password', null, '']]);
    expect(told.slice(1).sort()).toEqual([
      ['D', 'access/user.save', '文员', ''], ['I', 'access/user.save', null, ''], ['I', 'access/user.save', '文员', ''], ['I', 'access/user.save', expect.stringMatching(/./), ''], ['U', 'access/user.save', null, expect.stringMatching(/^(active,name|name,active)$/)],
    ].sort());
    expect(new Set(history.rows.map(({ person }) => person)).size).toBe(1);
    expect(JSON.stringify(history)).not.toContain('argon2');
  });
  it('a session of a one-time password is nobody to the API', async () => {
    const entered = await signIn(company.database.pools.auth, 'clerk2', oneTime, { address: '10.1.1.1', agent: '' });
    expect('token' in entered && (await authenticate(company.database.pools.auth, entered.token, company.companyId))).toBeUndefined();
  });
});
