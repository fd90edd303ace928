/** Who may change whom, and that somebody is left who can. Pure; `permissions` are those of all roles a person has in this company. */
import { isPermitted } from '../../../kernel/authorize.ts';
import { accept, type Decision, refuse } from '@millwright/core/primitives/outcome';
import { saveUser } from './user.contract.ts';

export type Role = { readonly id: string; readonly name: string; readonly permissions: readonly string[] };
export type Person = { readonly id: string; readonly login: string; readonly name: string; readonly active: boolean; readonly version: number; readonly roles: readonly string[] };
export type Facts = {
  readonly actorId: string;
  readonly roles: readonly Role[];
  /** Everybody with a role in this company. */
  readonly people: readonly Person[];
  readonly loginTaken: boolean;
  /** What the actor may do in each company where the person works, and whether the installation stands in between. */
  readonly reach: readonly (readonly string[])[];
  readonly aboveActor: boolean;
};
export type UserInput = { readonly id?: string | undefined; readonly version?: number | undefined; readonly login: string; readonly name: string; readonly active: boolean; readonly roles: readonly string[]; readonly password?: string | undefined };

const maySaveUsers = (permissions: Iterable<string>): boolean => isPermitted(new Set(permissions), saveUser.permission);
const administers = (roles: readonly Role[], person: Pick<Person, 'active' | 'roles'>): boolean =>
  person.active && maySaveUsers(roles.filter((role) => person.roles.includes(role.id)).flatMap((role) => role.permissions));

/** Only they can give what nobody else may: whoever lacks a right cannot pass it on. */
const mayEverything = (roles: readonly Role[], person: Pick<Person, 'active' | 'roles'>): boolean => {
  const permissions = roles.filter((role) => person.roles.includes(role.id)).flatMap((role) => role.permissions);
  return person.active && permissions.includes('*') && !permissions.some((one) => one.startsWith('!'));
};

export function decideUser(facts: Facts, input: UserInput): Decision<UserInput> {
  const known = new Set(facts.roles.map((role) => role.id));
  if (input.roles.some((role) => !known.has(role))) return refuse('role-unknown', {}, ['roles']);
  const held = facts.people.find(({ id }) => id === input.id)?.roles ?? [];
  const tooMuch = facts.roles.find((role) => input.roles.includes(role.id) && !held.includes(role.id) && !covers(permissionsOf(facts, facts.actorId), role.permissions));
  if (input.id === undefined) {
    if (facts.loginTaken) return refuse('login-taken', { login: input.login }, ['login']);
    if (input.password === undefined) return refuse('password-missing', {}, ['password']);
    return tooMuch ? refuse('beyond-own', { name: tooMuch.name }, ['roles']) : accept(input);
  }
  const person = facts.people.find(({ id }) => id === input.id);
  if (!person) return refuse('not-found');
  if (person.version !== input.version) return refuse('conflict');
  if (person.login !== input.login) return refuse('login-stays', {}, ['login']);
  if (outOfReach(facts)) return refuse('beyond-reach', { name: person.name });
  if (tooMuch) return refuse('beyond-own', { name: tooMuch.name }, ['roles']);
  const after = { active: input.active, roles: input.roles };
  if (person.id === facts.actorId && (!after.active || (administers(facts.roles, person) && !administers(facts.roles, after)))) return refuse('own-account');
  const left = (holds: typeof administers): boolean => facts.people.some((one) => holds(facts.roles, one.id === person.id ? after : one));
  if (!left(administers)) return refuse('last-administrator');
  return mayEverything(facts.roles, person) && !left(mayEverything) ? refuse('last-of-all', { name: person.name }) : accept(input);
}

export function decideReset(facts: Facts, input: { readonly id: string; readonly version: number }): Decision<Person> {
  const person = facts.people.find(({ id }) => id === input.id);
  if (!person) return refuse('not-found');
  if (person.version !== input.version) return refuse('conflict');
  if (person.id === facts.actorId) return refuse('own-password');
  if (outOfReach(facts)) return refuse('beyond-reach', { name: person.name });
  // Whoever sets a password can sign in with it.
  return covers(permissionsOf(facts, facts.actorId), permissionsOf(facts, person.id)) ? accept(person) : refuse('beyond-own', { name: person.name });
}

const permissionsOf = ({ roles, people }: Facts, id: string): string[] => {
  const held = people.find((person) => person.id === id)?.roles ?? [];
  return roles.filter((role) => held.includes(role.id)).flatMap((role) => role.permissions);
};
/** Nothing may be passed on that one does not have: no wider pattern, and nothing one is denied. A pattern is asked for like a permission. */
const covers = (own: readonly string[], given: readonly string[]): boolean => {
  const [mine, theirs] = [new Set(own), new Set(given)];
  return given.every((one) => one.startsWith('!') || isPermitted(mine, one)) && own.every((one) => !one.startsWith('!') || !isPermitted(theirs, one.slice(1)));
};

const outOfReach = ({ reach, aboveActor }: Facts): boolean => aboveActor || reach.some((permissions) => !maySaveUsers(permissions));
