// Goal: whatever an administrator does, somebody is left who can look after users, and nobody reaches beyond his own companies.
import { expect, it } from 'vitest';
import { decideReset, decideUser, type Facts, type Person } from './user.rules.ts';

const person = (id: string, roles: string[], active = true): Person => ({ id, login: `p${id}`, name: `p${id}`, active, version: 1, roles });
const facts: Facts = {
  actorId: '9', loginTaken: false, aboveActor: false, reach: [['*']],
  roles: [{ id: '1', name: '管理员', permissions: ['*'] }, { id: '2', name: '销售', permissions: ['sales/*'] }, { id: '3', name: '三', permissions: ['*', '!access/user.save'] }],
  people: [person('7', ['1']), person('8', ['2']), person('6', ['1'], false), person('5', ['3']), person('9', ['1'], false)],
};
const save = (id: string, change: object = {}, given: Partial<Facts> = {}) => {
  const one = facts.people.find((candidate) => candidate.id === id);
  const decision = decideUser({ ...facts, ...given }, { id, version: 1, login: `p${id}`, name: 'x', active: true, roles: one?.roles ?? [], ...change });
  return decision.ok ? 'ok' : decision.refusals[0]?.code;
};

it.each([
  // Inactive administrators and those who are denied it do not count.
  ['7', { active: false }, 'last-administrator'], ['7', { roles: ['2'] }, 'last-administrator'], ['7', { roles: ['3'] }, 'last-administrator'], ['7', { roles: ['1', '2'] }, 'ok'],
  ['8', { active: false }, 'ok'], ['6', { active: true }, 'ok'], ['8', { version: 2 }, 'conflict'], ['8', { login: 'other' }, 'login-stays'], ['8', { roles: ['4'] }, 'role-unknown'], ['4', {}, 'not-found'],
])('%s with %o: %s', (id, change, outcome) => expect(save(id, change)).toBe(outcome));
it('two are enough for one to go', () => expect(save('7', { active: false }, { people: [...facts.people, person('4', ['1'])] })).toBe('ok'));
it('the last one who may do everything stays, whoever else looks after users', () => {
  const given: Partial<Facts> = { actorId: '11', roles: [...facts.roles, { id: '10', name: '人事', permissions: ['access/*'] }], people: [...facts.people, person('11', ['10'])] };
  expect([save('7', { active: false }, given), save('7', { roles: ['10'] }, given), save('7', { name: 'y' }, given)]).toEqual(['last-of-all', 'last-of-all', 'ok']);
  expect(save('7', { active: false }, { ...given, people: [...(given.people ?? []), person('4', ['1'])] })).toBe('ok');
});
it('reaches no further than the actor looks after users', () => {
  expect(save('8', {}, { reach: [['*'], ['sales/*']] })).toBe('beyond-reach');
  expect(save('8', {}, { aboveActor: true })).toBe('beyond-reach');
  expect(decideReset({ ...facts, aboveActor: true }, { id: '8', version: 1 }).ok).toBe(false);
  expect(decideReset(facts, { id: '8', version: 1 }).ok).toBe(true);
  expect(decideReset({ ...facts, actorId: '8' }, { id: '8', version: 1 })).toMatchObject({ refusals: [{ code: 'own-password' }] });
});
it('passes on no more than the actor has, to himself least of all, and sets no password of whoever has more', () => {
  const given: Facts = { ...facts, actorId: '11', roles: [...facts.roles, { id: '10', name: '人事', permissions: ['access/*', 'sales/*.view'] }], people: [...facts.people, person('11', ['10'])] };
  expect(save('8', { roles: ['10'] }, given)).toBe('ok');
  expect(save('8', { roles: ['2', '10'], name: 'y' }, given)).toBe('ok');
  const added = (roles: string[], actorId: string) => {
    const decision = decideUser({ ...given, actorId }, { login: 'new', name: 'x', active: true, roles, password: 'one-time-01' });
    return decision.ok ? 'ok' : decision.refusals[0];
  };
  for (const role of ['1', '2', '3']) {
    expect(decideUser(given, { id: '11', version: 1, login: 'p11', name: 'x', active: true, roles: ['10', role] })).toMatchObject({ refusals: [{ code: 'beyond-own' }] });
    expect(added([role], '11')).toMatchObject({ code: 'beyond-own' });
  }
  // Who is denied something cannot give it away.
  expect(added(['1'], '5')).toMatchObject({ code: 'beyond-own', parameters: { name: '管理员' } });
  expect([added(['10'], '11'), added(['3'], '5'), added(['1', '3'], '7')]).toEqual(['ok', 'ok', 'ok']);
  for (const id of ['7', '8']) expect(decideReset(given, { id, version: 1 })).toMatchObject({ refusals: [{ code: 'beyond-own' }] });
  expect(decideReset({ ...given, actorId: '7' }, { id: '11', version: 1 }).ok).toBe(true);
});
