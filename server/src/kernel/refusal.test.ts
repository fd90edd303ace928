/** Sentences people read hold no codes; what PostgreSQL cannot store or find in the calendar is the asker's mistake. */
import { expect, it } from 'vitest';
import { areaNames } from '../modules/ledger/period/period.contract.ts';
import { databaseProblem, kernelRefusals, render } from './refusal.ts';

it('areas of a period stand in words, in both languages, as the period page calls them', () => {
  for (const [area, name] of Object.entries(areaNames)) expect(render({ zh: '「{area}」{open_area}', en: '"{area}" {period}' }, { area, open_area: area, period: 202605 })).toEqual({ zh: `「${name.zh}」${name.zh}`, en: `"${name.en}" 202605` });
  expect(render({ zh: '{name}{gone}', en: '{name}' }, { name: 'stock' })).toEqual({ zh: 'stock{gone}', en: 'stock' });
});
it.each(['22021', '22008'])('%s is no bug', (code) => {
  expect(databaseProblem(Object.assign(new Error('x'), { code }), new Map(Object.entries(kernelRefusals.database)))).toMatchObject({ status: 422, code: 'bad-input' });
});
