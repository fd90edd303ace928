/**
 * 用户: who may sign in, with which roles in this company. People belong to the installation and their roles to a company, so the list shows
 * those with a role here. A password is never read back: an administrator gives a one-time one, made by the page, which must be changed.
 */
import { z } from 'zod';
import { commandContract, field, listContract, queryContract, recordKey, type Text } from '../../../kernel/contract.ts';

export const passwordLengthMin = 8;
export const newPassword = z.string().min(passwordLengthMin).max(200).meta({ label: { zh: '新密码', en: 'New password' }, kind: 'text' });

export const userForm = z.object({
  login: z.string().trim().regex(/^[A-Za-z0-9._-]{2,40}$/).meta({ label: { zh: '工号', en: 'Login' }, kind: 'code', width: 130, hint: { zh: '2–40 个字母、数字、点、横线，建好后不能改', en: '2–40 letters, digits, dots, dashes; stays as it is' } }),
  name: field.text('姓名', 'Name', { required: true, max: 40, width: 140 }),
  post: field.text('岗位', 'Post', { max: 60, width: 200 }).default(''),
  active: field.flag('启用', 'Active').default(true),
});
export const userRefusals = {
  'login-taken': { zh: '工号「{login}」已有人使用，请换一个。', en: 'Login "{login}" is taken; choose another.' },
  'login-stays': { zh: '工号建好后不能改。', en: 'A login stays as it is.' },
  'password-missing': { zh: '新用户要有一次性密码。', en: 'A new user needs a one-time password.' },
  'role-unknown': { zh: '没有这个角色，请重新选择。', en: 'There is no such role; choose again.' },
  'own-account': { zh: '不能停用自己，也不能取消自己管理用户的角色；请由另一位管理员来做。', en: 'You cannot disable yourself or give up looking after users; ask another administrator.' },
  'own-password': { zh: '自己的密码请在右上角「修改密码」里改。', en: 'Change your own password in the menu under your name.' },
  'last-administrator': { zh: '至少要留一位在用的、能管理用户的人。', en: 'At least one active person must be able to look after users.' },
  'last-of-all': { zh: '「{name}」是唯一在用的、有全部权限的人，不能停用，也不能取消这个角色；请先让另一个人也有全部权限。', en: '{name} is the only active person with all rights and keeps them; let somebody else have all rights first.' },
  'beyond-own': { zh: '「{name}」的权限超出您自己的权限，请由有这些权限的管理员来办。', en: '{name} may do more than you may yourself; ask an administrator who has those rights.' },
  'beyond-reach': { zh: '「{name}」还在您不管理的账套里，或管着整个系统，请由那里的管理员来改。', en: '{name} also works where you do not look after users, or looks after the installation; ask an administrator there.' },
} satisfies Record<string, Text>;

const output = z.object({ id: z.string(), version: z.number() });
export const saveUser = commandContract({
  name: 'access/user.save',
  title: { zh: '维护用户', en: 'Maintain users' },
  input: userForm.extend({
    id: field.id().optional(), version: z.number().int().min(1).optional(),
    roles: z.array(field.id()).min(1).max(50).meta({ label: { zh: '角色', en: 'Roles' }, kind: 'lines' }),
    /** One-time, of a new user only. */
    password: newPassword.optional(),
  }),
  output,
  refusals: userRefusals,
});
export const resetPassword = commandContract({
  name: 'access/user.reset-password',
  title: { zh: '重置密码', en: 'Reset passwords' },
  input: z.object({ ...recordKey, password: newPassword }),
  output,
  refusals: userRefusals,
});
export const listUsers = listContract({
  noun: 'access/user',
  title: { zh: '用户', en: 'Users' },
  row: {
    login: field.code('工号', 'Login', { width: 130 }),
    name: field.text('姓名', 'Name', { width: 140 }),
    post: field.text('岗位', 'Post', { width: 200 }),
    roles: field.text('角色', 'Roles', { width: 260 }),
    mustChange: field.flag('待改密码', 'One-time password'),
    active: field.flag('启用', 'Active'),
  },
  defaultSort: { by: 'login', descending: false },
  views: [{ key: 'active', title: { zh: '在用', en: 'Active' }, filter: [{ field: 'active', operator: 'is', value: true }] }],
});
export const getUser = queryContract({
  name: 'access/user.get', title: { zh: '查看用户', en: 'View users' }, permission: 'access/user.view', input: z.object({ id: field.id() }),
  output: z.object({ id: z.string(), version: z.number(), login: z.string(), name: z.string(), post: z.string(), active: z.boolean(), roles: z.array(z.string()) }),
});
export const listRoles = queryContract({
  name: 'access/role.options', title: { zh: '选角色', en: 'Choose roles' }, permission: 'access/user.view', input: z.object({}),
  output: z.object({ rows: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })) }),
});
