/** Sentences people read hold no codes; what PostgreSQL cannot store or find in the calendar is the asker's mistake. */
import { expect, it } from 'vitest';
import { areaNames } from '../modules/ledger/period/period.contract.ts';
import { databaseProblem, kernelRefusals, refusalProblem, render, wrongState } from './refusal.ts';

it('areas of a period stand in words, in both languages, as the period page calls them', () => {
  for (const [area, name] of Object.entries(areaNames)) expect(render({ zh: '「{area}」{open_area}', en: '"{area}" {period}' }, { area, open_area: area, period: 202605 })).toEqual({ zh: `「${name.zh}」${name.zh}`, en: `"${name.en}" 202605` });
  expect(render({ zh: '{name}{gone}', en: '{name}' }, { name: 'stock' })).toEqual({ zh: 'stock{gone}', en: 'stock' });
});
it('a word that differs by language stands in the reader\'s, wherever it comes from', () => {
  const label = { zh: '供应商', en: 'Supplier' };
  expect(render(kernelRefusals.texts['not-permitted'], { title: label })).toEqual({ zh: '您没有「供应商」的权限，请向管理员申请。', en: 'You may not "Supplier". Ask your administrator for this permission.' });
  const refusal = wrongState({ actions: { approve: { title: label, from: ['draft'], because: { zh: '单据{state}。', en: 'It is {state}.' } } }, states: { closed: { label: { zh: '已关闭', en: 'closed' } } } } as never, 'approve', 'closed');
  expect(refusalProblem(refusal ? [refusal] : [], {}).message).toEqual({ zh: '单据已关闭。', en: 'It is closed.' });
});
it.each(['22021', '22P02', '22P05', '22008'])('%s is no bug', (code) => {
  expect(databaseProblem(Object.assign(new Error('x'), { code }), new Map(Object.entries(kernelRefusals.database)))).toMatchObject({ status: 422, code: 'bad-input' });
});
