/**
 * Creating, changing and disabling people, and giving them a one-time password. All commands on people of a company queue up on its roles, so
 * that two administrators cannot disable each other at the same moment. The password is hashed before the decision and never stored otherwise:
 * it comes with the request, because an answer would be kept with the command.
 */
import { accept } from '@millwright/core/primitives/outcome';
import sql from 'sql-template-tag';
import { type AnyCommand, command, type Context } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { hashPassword } from '../session/session.store.ts';
import { resetPassword, saveUser } from './user.contract.ts';
import { decideReset, decideUser, type Facts, type Person, type Role } from './user.rules.ts';

async function loadFacts(tx: Tx, { companyId, actor }: Context, personId: string | undefined, login: string): Promise<Facts> {
  const [roles, people, taken, reach, above] = await Promise.all([
    tx.rows<Role>(sql`select r.id::text as id, r.name, r.permissions from access.role as r where r.company_id = ${companyId} order by r.id for update`),
    tx.rows<Person>(sql`
      select u.id::text as id, u.login, u.name, u.active, u.version, array_agg(m.role_id::text) as roles
      from access.user_role as m
      join access."user" as u on u.id = m.user_id
      where m.company_id = ${companyId}
      group by u.id, u.login, u.name, u.active, u.version`),
    tx.rows(sql`select 1 from access."user" as u where lower(u.login) = lower(${login})`),
    tx.rows<{ permissions: string[] }>(sql`select r.permissions from access.reach_of(${personId ?? '0'}::bigint, ${actor.userId}::bigint) as r`),
    tx.rows(sql`
      select 1
      from access.installation_administrator as a
      where a.user_id = ${personId ?? '0'} and not exists (select 1 from access.installation_administrator as o where o.user_id = ${actor.userId})`),
  ]);
  return { actorId: actor.userId, roles, people, loginTaken: taken.length > 0, reach: reach.map((row) => row.permissions), aboveActor: above.length > 0 };
}

const replaceRoles = (tx: Tx, companyId: string, userId: string, roles: readonly string[]): void => {
  tx.send(sql`delete from access.user_role where company_id = ${companyId} and user_id = ${userId} and role_id <> all (${roles}::bigint[])`);
  tx.send(sql`
    insert into access.user_role (company_id, user_id, role_id)
    select ${companyId}, ${userId}, r.id
    from unnest(${roles}::bigint[]) as r(id)
    on conflict do nothing`);
};

export const userCommands: AnyCommand[] = [
  command({
    contract: saveUser,
    async load(tx, input, context) {
      const [facts, hash, id] = await Promise.all([loadFacts(tx, context, input.id, input.login), input.password === undefined ? undefined : hashPassword(input.password), input.id ?? context.identity.nextId()]);
      return { facts, hash, id };
    },
    decide({ facts, hash, id }, input) {
      const decision = decideUser(facts, input);
      return decision.ok ? accept({ id, hash, input }) : decision;
    },
    async apply(tx, { id, hash, input }, { companyId }) {
      if (input.id === undefined) {
        tx.send(sql`
          insert into access."user" (id, login, name, post, password_hash, active, must_change_password, password_set_at)
          values (${id}, ${input.login}, ${input.name}, ${input.post}, ${hash}, ${input.active}, true, now())`);
      } else tx.send(sql`update access."user" set name = ${input.name}, post = ${input.post}, active = ${input.active}, version = version + 1 where id = ${id}`);
      replaceRoles(tx, companyId, id, [...new Set(input.roles)]);
      return { id, version: (input.version ?? 0) + 1 };
    },
  }),
  command({
    contract: resetPassword,
    async load(tx, input, context) {
      const [facts, hash] = await Promise.all([loadFacts(tx, context, input.id, ''), hashPassword(input.password)]);
      return { facts, hash };
    },
    decide({ facts, hash }, input) {
      const decision = decideReset(facts, input);
      return decision.ok ? accept({ id: input.id, version: input.version, hash }) : decision;
    },
    async apply(tx, { id, version, hash }) {
      tx.send(sql`update access."user" set password_hash = ${hash}, must_change_password = true, password_set_at = now(), version = version + 1 where id = ${id}`);
      return { id, version: version + 1 };
    },
  }),
];
