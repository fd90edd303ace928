import { expect, it } from 'vitest';
import { fieldOfColumn, sentences } from './history-sentences.ts';

const text = (pair: { zh: string }) => pair.zh;
const label = (zh: string) => ({ zh, en: zh });
const fields = [{ key: 'note', kind: 'text' as const, label: label('备注') }, { key: 'supplier', kind: 'reference' as const, label: label('供应商') }];
const row = (changes: { column: string; before: unknown; after: unknown }[], command: string, action: 'I' | 'U' | 'D' = 'U') => ({ at: '2026-11-24T01:31:00.123Z', person: '陆文斌', action, command, changes });

it('says each field from old to new, references by name only', () =>
  expect(sentences([row([{ column: 'note', before: '', after: '急' }, { column: 'supplier_id', before: 1, after: 2 }], 'x/y.save')], fields, {}, text)[0]?.text).toBe('把备注从 空 改为 急，改了供应商'));
it('an action is its title, without the state it changed', () =>
  expect(sentences([row([{ column: 'state', before: 'draft', after: 'approved' }], 'x/y.approve')], fields, { approve: { title: label('审核') } }, text)[0]?.text).toBe('审核'));
it('rows of one command in two tables are one sentence', () => expect(sentences([row([], 'x/y.save', 'I'), row([], 'x/y.save', 'I')], fields, {}, text)).toHaveLength(1));
it('names fields', () => expect(fieldOfColumn('due_day')).toBe('dueDay'));
it('a document saved with the same head says that its lines changed', () => {
  expect(sentences([row([], 'x/y.save')], fields, { approve: { title: label('审核') } }, text)[0]?.text).toBe('修改了明细');
  expect(sentences([row([], 'x/y.save')], fields, {}, text)).toEqual([]);
});
it('a person: what was changed, and roles by name', () => {
  const role = (subject: string, action: 'I' | 'D') => ({ ...row([], 'access/user.save', action), subject });
  expect(sentences([row([{ column: 'active', before: true, after: false }], 'access/user.save'), role('会计', 'D'), role('出纳', 'I')], fields, {}, text)[0]?.text).toBe('把启用从 是 改为 否，给了角色「出纳」，取消了角色「会计」');
  expect(sentences([row([], 'access/user.save', 'I'), role('会计', 'I')], fields, {}, text)[0]?.text).toBe('新建，给了角色「会计」');
});
