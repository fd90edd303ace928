/**
 * Sessions on the sign-in role's own connection. The token is 256 random bits; only its hash is stored, so a stolen table opens
 * no session. Wrong passwords slow down the address they come from, for that login only: nobody can lock a person out from elsewhere.
 */
import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type pg from 'pg';
import type { Actor } from '../../../kernel/command.ts';

const days = 14;
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Seconds to wait after so many attempts without success: five at once, then 1, 2, 4 … 300. */
const wait = 'case when f.failures < 5 then 0 else least(300, power(2, least(f.failures - 5, 20))) end';
/** What is kept of failures: a day, and the newest of them, so that guessing at names fills no disk. */
const failuresKept = 10_000;

/** argon2id, OWASP's parameters. */
export const hashPassword = (password: string): Promise<string> => hash(password, options);
const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
let decoy: Promise<string> | undefined;

export type Refused = { readonly refused: 'wrong' } | { readonly refused: 'locked'; readonly seconds: number };
export type SignIn = { readonly token: string; readonly userId: string } | Refused;

/** Every attempt counts as failed until it has succeeded, so that many at the same moment count, too. Undefined: it may be made. */
async function countAttempt(pool: pg.Pool, login: string, address: string): Promise<Refused | undefined> {
  const { rowCount } = await pool.query(
    `insert into access.sign_in_failure as f (login, address, failures, last_at) values ($1, $2, 1, now())
     on conflict (login, address) do update set failures = f.failures + 1, last_at = now()
     where f.last_at + make_interval(secs => ${wait}) <= now()`,
    [login, address],
  );
  if (rowCount !== 0) return undefined;
  const { rows: [left] } = await pool.query<{ seconds: number }>(
    `select ceil(extract(epoch from f.last_at + make_interval(secs => ${wait}) - now()))::integer as seconds from access.sign_in_failure as f where login = $1 and address = $2`,
    [login, address],
  );
  return { refused: 'locked', seconds: Math.max(1, left?.seconds ?? 1) };
}

export async function signIn(pool: pg.Pool, login: string, password: string, from: { address: string; agent: string }): Promise<SignIn> {
  const address = from.address.slice(0, 60);
  const locked = await countAttempt(pool, login, address);
  if (locked) return locked;
  const { rows } = await pool.query<{ id: string; password_hash: string; active: boolean }>('select id, password_hash, active from access."user" where login = $1', [login]);
  const user = rows[0];
  // The same work for an unknown login, so that time tells nobody which logins exist.
  const stored = user?.password_hash ?? (await (decoy ??= hashPassword('decoy')));
  const right = await verify(stored, password).catch(() => false);
  if (!right || !user?.active) return { refused: 'wrong' };
  const token = randomBytes(32).toString('base64url');
  await pool.query(
    `with cleared as (delete from access.sign_in_failure where login = $5 and address = $3)
     insert into access.session (token_hash, user_id, expires_at, remote_address, user_agent)
     values ($1, $2, now() + interval '1 day' * ${days}, $3, $4)`,
    [tokenHash(token), user.id, address, from.agent.slice(0, 200), login],
  );
  return { token, userId: user.id };
}

/**
 * A person's own password: the present one is asked again and guesses at it slow down as at the sign-in page. Every other session of the
 * person is over; this one goes on.
 */
export async function changePassword(pool: pg.Pool, token: string, passwords: { readonly current: string; readonly next: string }, address: string): Promise<Refused | { readonly refused: 'signed-out' | 'same' } | undefined> {
  const session = await findSession(pool, token);
  if (!session) return { refused: 'signed-out' };
  const from = address.slice(0, 60);
  const locked = await countAttempt(pool, session.login, from);
  if (locked) return locked;
  const { rows: [user] } = await pool.query<{ password_hash: string }>('select password_hash from access."user" where id = $1', [session.userId]);
  if (!(await verify(user?.password_hash ?? '', passwords.current).catch(() => false))) return { refused: 'wrong' };
  if (passwords.next === passwords.current || passwords.next === session.login) return { refused: 'same' };
  await pool.query(
    `with changed as (update access."user" set password_hash = $2, must_change_password = false, password_set_at = now() where id = $1),
       ended as (delete from access.session where user_id = $1 and token_hash <> $3),
       kept as (update access.session set created_at = now() where token_hash = $3)
     delete from access.sign_in_failure where login = $4 and address = $5`,
    [session.userId, await hashPassword(passwords.next), tokenHash(token), session.login, from],
  );
  cache.clear();
  return undefined;
}

/** Failures that no longer slow anybody down and sessions that have ended. */
export async function tidySessions(pool: pg.Pool): Promise<void> {
  await pool.query('delete from access.session where expires_at < now()');
  await pool.query(
    `delete from access.sign_in_failure
     where last_at < now() - interval '1 day'
       or (login, address) in (select login, address from access.sign_in_failure order by last_at desc offset $1)`,
    [failuresKept],
  );
}

export async function signOut(pool: pg.Pool, token: string): Promise<void> {
  cache.delete(token);
  await pool.query('delete from access.session where token_hash = $1', [tokenHash(token)]);
}

type Session = { readonly userId: string; readonly userName: string; readonly login: string; readonly post: string; /** Of a one-time password: nothing else before it is changed. */ readonly mustChange: boolean; readonly companies: ReadonlyMap<string, ReadonlySet<string>> };
const cache = new Map<string, { session: Session | undefined; until: number }>();
/** A revoked session or role lives on for at most this long; without it every request would pay another round trip. */
const cacheMs = 3_000;

/** The session behind a token with the permissions of every company the person may enter; undefined when there is none. A page that opens asks afresh: it shows companies that have just come. */
export async function findSession(pool: pg.Pool, token: string, afresh = false): Promise<Session | undefined> {
  const known = cache.get(token);
  const now = performance.now();
  if (known && known.until > now && !afresh) return known.session;
  const { rows } = await pool.query<{ user_id: string; name: string; login: string; post: string; must_change: boolean; company_id: string | null; permissions: string[] | null }>(
    `select u.id as user_id, u.name, u.login, u.post, u.must_change_password as must_change, r.company_id, r.permissions
     from access.session as s
     join access."user" as u on u.id = s.user_id and u.active
     left join access.user_role as ur on ur.user_id = u.id
       and ur.company_id in (select c.id from kernel.company as c where c.state in ('live', 'simulation', 'training'))
     left join access.role as r on r.company_id = ur.company_id and r.id = ur.role_id
     where s.token_hash = $1 and s.expires_at > now() and s.created_at >= u.password_set_at`,
    [tokenHash(token)],
  );
  const first = rows[0];
  const companies = new Map<string, Set<string>>();
  for (const { company_id: companyId, permissions } of rows) {
    if (companyId === null) continue;
    const granted = companies.get(companyId) ?? new Set<string>();
    for (const permission of permissions ?? []) granted.add(permission);
    companies.set(companyId, granted);
  }
  const session = first && { userId: first.user_id, userName: first.name, login: first.login, post: first.post, mustChange: first.must_change, companies };
  if (cache.size > 10_000) cache.clear();
  cache.set(token, { session, until: now + cacheMs });
  return session;
}

export async function authenticate(pool: pg.Pool, token: string | undefined, companyId: string): Promise<Actor | undefined | 'no-company'> {
  if (!token) return undefined;
  let session = await findSession(pool, token);
  // Another process may have just let the person in.
  if (session && !session.companies.has(companyId)) session = await findSession(pool, token, true);
  if (!session || session.mustChange) return undefined;
  const permissions = session.companies.get(companyId);
  return permissions ? { userId: session.userId, userName: session.userName, permissions } : 'no-company';
}

/** A person as they may act in a company now, for work that outlives their session; undefined when they may no longer enter. */
export async function actorOf(pool: pg.Pool, userId: string, companyId: string): Promise<Actor | undefined> {
  const { rows } = await pool.query<{ name: string; permissions: string[] }>(
    `select u.name, r.permissions
     from access."user" as u
     join access.user_role as ur on ur.user_id = u.id and ur.company_id = $2
     join access.role as r on r.company_id = ur.company_id and r.id = ur.role_id
     where u.id = $1 and u.active`,
    [userId, companyId],
  );
  const first = rows[0];
  return first && { userId, userName: first.name, permissions: new Set(rows.flatMap((row) => row.permissions)) };
}
