/** Print templates: kept per paper, over the version one has read, by whoever may; no picture that could carry a script. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

let company: TestCompany;
const paper = 'purchasing/purchase-order';
const content = { title: '采购合同', without: ['note'], signatures: ['采购', '供方'], remarks: ['质保 12 个月。'], rowsAtLeast: 6 };
beforeAll(async () => {
  company = await testCompany('print_template');
});
afterAll(() => company.close());

it('keeps a template and the letterhead, and refuses a stale version', async () => {
  expect(await company.ask('foundation/print-template.get', { paper })).toEqual({ letterhead: null, template: null });
  expect((await company.run('foundation/print-template.save', { paper, content })).output).toEqual({ version: 1 });
  await company.run('foundation/print-template.save-letterhead', { content: { logo: 'data:image/png;base64,iVBORw0KGgo=', lines: ['浙江省宁波市'] } });
  expect(await company.ask('foundation/print-template.get', { paper })).toEqual({ letterhead: { version: 1, content: { logo: 'data:image/png;base64,iVBORw0KGgo=', lines: ['浙江省宁波市'] } }, template: { version: 1, content } });
  expect(await company.ask('foundation/print-template.get', { paper: 'sales/delivery' })).toMatchObject({ letterhead: { version: 1 }, template: null });
  expect(await company.refused(company.run('foundation/print-template.save', { paper, content }))).toBe('conflict');
  expect((await company.run('foundation/print-template.save', { paper, version: 1, content: { ...content, title: '' } })).output).toEqual({ version: 2 });
});

it('refuses scripts, other papers and people who may not', async () => {
  for (const logo of ['data:image/svg+xml;base64,PHN2Zz4=', 'https://example.com/logo.png', 'javascript:alert(1)']) {
    expect(await company.refused(company.run('foundation/print-template.save-letterhead', { version: 1, content: { logo, lines: [] } }))).toBe('bad-input');
  }
  expect(await company.refused(company.run('foundation/print-template.save', { paper: 'letterhead', content }))).toBe('bad-input');
  const keeper = company.actor('keeper', ['foundation/print-template.view']);
  expect(await company.refused(company.run('foundation/print-template.save', { paper, version: 2, content }, { as: keeper }))).toBe('not-permitted');
  expect(await company.refused(company.run('foundation/print-template.save-letterhead', { version: 1, content: { logo: '', lines: [] } }, { as: keeper }))).toBe('not-permitted');
});
