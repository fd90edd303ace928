/** Signing in and out, and who I am with what I may do where. The only routes that need no session. */
import { periodOf } from '@millwright/core/primitives/plain-day';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { z } from 'zod';
import { companyReading } from '../../../kernel/database/company-transaction.ts';
import { type Clock, today } from '../../../kernel/clock.ts';
import { searchable } from '../../../kernel/contract.ts';
import { kernelProblem, problem, ProblemError, render } from '../../../kernel/refusal.ts';
import { newPassword } from '../user/user.contract.ts';
import { changePassword, findSession, signIn, signOut } from './session.store.ts';

const credentials = z.object({ login: z.string().trim().min(1).max(40).regex(searchable), password: z.string().min(1).max(200) });
const passwords = z.object({ current: z.string().min(1).max(200), next: newPassword });
export const cookieName = 'millwright';
const texts = {
  wrong: { zh: '账号或密码不对。', en: 'Wrong account or password.' },
  same: { zh: '新密码不能和原来的一样，也不能是工号。', en: 'The new password must differ from the present one and from the login.' },
  current: { zh: '当前密码不对。', en: 'The present password is wrong.' },
  short: { zh: '新密码至少 8 个字符。', en: 'The new password takes at least 8 characters.' },
  locked: { zh: '输错次数太多，请 {seconds} 秒后再试。', en: 'Too many wrong passwords. Try again in {seconds} s.' },
};

export function sessionRoutes(server: FastifyInstance, pools: { auth: pg.Pool; read: pg.Pool }, clock: Clock): void {
  server.post('/api/session', async (request, reply) => {
    const parsed = credentials.safeParse(request.body);
    if (!parsed.success) throw kernelProblem(400, 'bad-input');
    const outcome = await signIn(pools.auth, parsed.data.login, parsed.data.password, { address: request.ip, agent: request.headers['user-agent'] ?? '' });
    if ('refused' in outcome) throw new ProblemError(problem(outcome.refused === 'locked' ? 429 : 401, `sign-in-${outcome.refused}`, render(texts[outcome.refused], outcome)));
    void reply.setCookie(cookieName, outcome.token, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: 14 * 86_400 });
    return describeSession(pools, outcome.token, periodOf(today(clock)));
  });
  // Nobody signed in is what every first visit finds: no error, so that none stands in the browser's console.
  server.get('/api/session', async (request, reply) => (await describeSession(pools, request.cookies[cookieName], periodOf(today(clock)))) ?? reply.status(204).send());
  server.post('/api/session/password', async (request) => {
    const parsed = passwords.safeParse(request.body);
    const problemOf = (status: number, code: string, key: keyof typeof texts, field: string, parameters = {}) => {
      const message = render(texts[key], parameters);
      return new ProblemError(problem(status, code, message, [{ code, path: [field], message }]));
    };
    if (!parsed.success) throw problemOf(400, 'password-short', 'short', 'next');
    const token = request.cookies[cookieName] ?? '';
    const outcome = await changePassword(pools.auth, token, parsed.data, request.ip);
    if (outcome?.refused === 'signed-out') throw kernelProblem(401, 'not-signed-in');
    if (outcome?.refused === 'locked') throw problemOf(429, 'sign-in-locked', 'locked', 'current', outcome);
    if (outcome) throw outcome.refused === 'wrong' ? problemOf(422, 'password-wrong', 'current', 'current') : problemOf(422, 'password-same', 'same', 'next');
    return describeSession(pools, token, periodOf(today(clock)));
  });
  server.delete('/api/session', async (request, reply) => {
    const token = request.cookies[cookieName];
    if (token) await signOut(pools.auth, token);
    void reply.clearCookie(cookieName, { path: '/' });
    return {};
  });
}

async function describeSession(pools: { auth: pg.Pool; read: pg.Pool }, token: string | undefined, period: number): Promise<unknown> {
  const session = token ? await findSession(pools.auth, token, true) : undefined;
  if (!session) return undefined;
  const { rows } = await pools.auth.query<{ id: string; code: string; name: string; state: string }>(
    `select id, code, name, state from kernel.company where id = any ($1::bigint[]) and state in ('live', 'simulation', 'training') order by code`,
    [[...session.companies.keys()]],
  );
  const companies = await Promise.all(rows.map(async (company) => ({ ...company, period: await currentPeriod(pools.read, company.id, period), permissions: [...(session.companies.get(company.id) ?? [])] })));
  return { user: { id: session.userId, name: session.userName, login: session.login, post: session.post, mustChangePassword: session.mustChange }, companies, permissions: companies[0]?.permissions ?? [] };
}

/** The period people work in: this month's, or the newest open one before it, else the first open one. */
async function currentPeriod(pool: pg.Pool, companyId: string, period: number): Promise<{ period: number; open: boolean } | null> {
  const { rows: [found] } = await companyReading(pool, companyId, null, (client) => client.query<{ period: number | null }>(`
    select coalesce(max(a.period) filter (where a.period <= $2), min(a.period))::integer as period
    from ledger.period_area as a
    where a.company_id = $1 and a.area = 'ledger' and a.state = 'open'`, [companyId, period]));
  return found?.period ? { period: found.period, open: true } : null;
}
