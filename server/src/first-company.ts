/**
 * Without the demo a fresh installation has nobody who could sign in: the first start opens one company of the user's own, with the
 * roles a factory's posts need and one account for each. Two people at least, because the preparer of a voucher never audits it.
 * The password is made here, printed once by main, and stored only as its hash.
 */
import { randomBytes } from 'node:crypto';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import type { Pools } from './kernel/database/connect.ts';
import type { Identity } from './kernel/identity.ts';
import { hashPassword } from './modules/access/session/session.store.ts';
import { type CompanyPlan, setUpCompany } from './modules/foundation/company/set-up.ts';

export type FirstCompany = { readonly name: string; readonly logins: readonly { readonly login: string; readonly post: string }[]; readonly password: string };

/** Undefined when the installation has a company already. */
export async function openFirstCompany(pools: Pick<Pools, 'maintain'>, identity: Identity, today: PlainDay, plan: Pick<CompanyPlan, 'name' | 'roles'>): Promise<FirstCompany | undefined> {
  const { rows } = await pools.maintain.query('select 1 from kernel.company limit 1');
  if (rows.length > 0) return undefined;
  const password = randomBytes(9).toString('base64url');
  const passwordHash = await hashPassword(password);
  const people = plan.roles.map((role) => ({ login: role.code, name: role.name, post: role.name, passwordHash, roles: [role.code] }));
  await setUpCompany(pools.maintain, identity, { code: 'C01', name: plan.name, firstPeriod: periodOf(today), periodCount: 12, roles: plan.roles, people });
  return { name: plan.name, logins: people.map(({ login, post }) => ({ login, post })), password };
}
