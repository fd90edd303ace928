/** What a plain document is written with besides its server files: its two tests, its pages, and the one the demo has of it. */
import { headRefers, partyOf } from './document-files.ts';
import { comesBackAlike, type NewField, sampleSource } from './new-field.ts';
import type { NewNoun } from './request.ts';
import { pluralPascal } from './wording.ts';

const samples = (fields: readonly NewField[], which: (field: NewField) => boolean = () => true, day?: string): string =>
  fields.filter(which).flatMap((field) => { const value = field.kind === 'day' && day ? day : sampleSource(field); return value === undefined ? [] : [`, ${field.name}: ${value}`]; }).join('');
const needed = ({ required }: NewField): boolean => required;

export function documentRulesTest(noun: NewNoun): string {
  const { pascal, name } = noun;
  const party = partyOf(noun);
  const unknown = headRefers(noun);
  return `/** Every refusal of saving a ${noun.en.toLowerCase()}, in the order of the checks. */
import { describe, expect, it } from 'vitest';
import { save${pascal} } from './${name}.contract.ts';
import { decideSave${pascal}, type ${pascal}Facts, type ${pascal}Input } from './${name}.rules.ts';

const facts = (changes: Partial<${pascal}Facts> = {}): ${pascal}Facts => ({ register: undefined, ${unknown ? 'unknown: [], ' : ''}unknownInLines: [], items: new Map([['9', { code: 'A', decimals: 0 }]]), ...changes });
const input = (head: object = {}, line: object = {}): ${pascal}Input =>
  save${pascal}.input.parse({ ${party ? `${party.name}: '7', ` : ''}day: '2026-06-10'${samples(noun.fields, needed)}, lines: [{ item: '9', quantity: '3'${samples(noun.lineFields, needed)}, ...line }], ...head });
const label = { zh: '某项', en: 'Something' };

describe('saving a ${noun.en.toLowerCase()}', () => {
  it.each([
    ['not-found', facts(), input({ id: '1', version: 1 })],
    ['conflict', facts({ register: { state: 'draft', version: 2 } }), input({ id: '1', version: 1 })],
    ['wrong-state', facts({ register: { state: 'approved', version: 1 } }), input({ id: '1', version: 1 })],
${unknown ? "    ['reference-unknown', facts({ unknown: [{ name: 'some', label, index: 0 }] }), input()],\n" : ''}    ['line-reference-unknown', facts({ unknownInLines: [{ name: 'item', label, index: 0 }] }), input()],
    ['too-many-decimals', facts(), input({}, { quantity: '3.5' })],
  ])('refuses %s', (code, known, asked) => {
    const decision = decideSave${pascal}(known, asked);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('takes what is right, and zeros behind the point', () => {
    expect(decideSave${pascal}(facts(), input({}, { quantity: '3.000' })).ok).toBe(true);
    expect(decideSave${pascal}(facts({ register: { state: 'draft', version: 1 } }), input({ id: '1', version: 1 })).ok).toBe(true);
  });
});
`;
}

export function documentTest(noun: NewNoun): string {
  const { camel, noun: full } = noun;
  const party = partyOf(noun);
  return `/** Goal: a ${noun.en.toLowerCase()} lives through the real database: numbered, shown, listed, approved, withdrawn, closed, removed; what is wrong is refused, and so is whoever may not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCompany, type TestCompany } from '../../../test-company.ts';

describe('${noun.en.toLowerCase()}', () => {
  let company: TestCompany;
  let item: string;
  beforeAll(async () => {
    company = await testCompany('${noun.name}');
    item = await company.item('A-1', { name: '样品' });
  });
  afterAll(() => company?.close());
  const ${camel} = (head: object = {}, line: object = {}) => ({
    ${party ? `${party.name}: company.${party.name}Id, ` : ''}day: '2026-06-10'${samples(noun.fields)}, lines: [{ item, quantity: '2'${samples(noun.lineFields)}, ...line }], ...head,
  });

  it('is numbered, shown as it was entered, and listed', async () => {
    const { output } = await company.run('${full}.save', ${camel}({ note: '备注' }));
    expect(output.number).toMatch(/^${noun.prefix}-2606-\\d{4}$/);
    const got = await company.ask<{ can: Record<string, unknown> }>('${full}.get', { id: output.id });
    expect(got).toMatchObject({
      ${party ? `${party.name}: { id: company.${party.name}Id }, ` : ''}day: '2026-06-10', state: 'draft', note: '备注'${samples(noun.fields, comesBackAlike)},
      lines: [{ item: { id: item, code: 'A-1' }, quantity: '2.000000'${samples(noun.lineFields, comesBackAlike)} }],
    });
    expect([got.can['save'], got.can['approve']]).toEqual([null, null]);
    expect(got.can['close']).toMatchObject({ zh: expect.stringContaining('草稿') });
    const list = await company.ask<{ rows: Record<string, unknown>[] }>('${full}.list', { search: output.number });
    expect(list.rows).toMatchObject([{ number: output.number, day: '2026-06-10', firstItem: 'A-1 样品', state: 'draft' }]);
  });
  it('lives: changed, approved, closed, opened again, withdrawn, removed', async () => {
    const { output: { id } } = await company.run('${full}.save', ${camel}());
    await company.run('${full}.save', ${camel}({ id, version: 1 }, { quantity: '5' }));
    expect(await company.ask('${full}.get', { id })).toMatchObject({ version: 2, lines: [{ quantity: '5.000000' }] });
    await company.run('${full}.approve', { id, version: 2 });
    expect(await company.refused(company.run('${full}.save', ${camel}({ id, version: 3 })))).toBe('wrong-state');
    await company.run('${full}.close', { id, version: 3 });
    await company.run('${full}.reopen', { id, version: 4 });
    await company.run('${full}.unapprove', { id, version: 5 });
    await company.run('${full}.remove', { id, version: 6 });
    expect(await company.refused(company.ask('${full}.get', { id }))).toBe('not-found');
  });
  it.each([
${party ? `    ['a record that does not exist', { ${party.name}: '1' }, {}, 'reference-unknown'],\n` : ''}    ['an item that does not exist', {}, { item: '1' }, 'line-reference-unknown'],
    ['fractions of a piece', {}, { quantity: '1.5' }, 'too-many-decimals'],
    ['no quantity', {}, { quantity: '0' }, 'bad-input'],
    ['a day that does not exist', { day: '2026-02-30' }, {}, 'bad-input'],
    ['no lines', { lines: [] }, {}, 'bad-input'],
  ])('refuses %s', async (_name, head, line, code) => {
    expect(await company.refused(company.run('${full}.save', ${camel}(head, line)))).toBe(code);
  });
  it('an old version is a conflict; whoever has no permission is refused', async () => {
    const { output: { id } } = await company.run('${full}.save', ${camel}());
    await company.run('${full}.save', ${camel}({ id, version: 1 }));
    expect(await company.refused(company.run('${full}.save', ${camel}({ id, version: 1 })))).toBe('conflict');
    const outsider = company.actor('keeper', ['inventory/stock.view']);
    expect(await company.refused(company.run('${full}.save', ${camel}(), { as: outsider }))).toBe('not-permitted');
    expect(await company.refused(company.run('${full}.approve', { id, version: 2 }, { as: outsider }))).toBe('not-permitted');
    expect(await company.refused(company.ask('${full}.list', {}, outsider))).toBe('not-permitted');
  });
});
`;
}

export function documentPages(noun: NewNoun): string {
  const { camel, pascal, name, module } = noun;
  const party = partyOf(noun);
  return `import { list${pluralPascal(noun)}, ${camel} } from '@millwright/server/modules/${module}/${name}/${name}.contract';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { today } from '../../ui/clock.ts';

const listOptions: ListOptions = { document: ${camel}, print: () => options };
export const ${pascal}List = () => <ListPage contract={list${pluralPascal(noun)}} options={listOptions} />;

const options: DocumentOptions = {
  contract: ${camel},
  defaults: () => ({ day: today() }),
${party ? `  head: { ${party.name}: { wide: 2 } },\n` : ''}  lines: { item: { shows: 'both', width: 280 } },
};
export const ${pascal}Page = () => <DocumentPage options={options} />;
`;
}

export function demoDocument(noun: NewNoun, codes: { readonly item: string; readonly party: string }): string {
  const party = partyOf(noun);
  return `/** ${noun.zh}: one of them, approved, so that the list has something to show on the first day. */
import type { PlainDay } from '@millwright/core/primitives/plain-day';
import type { Desk } from './desk.ts';

export async function enter${noun.pascal}(desk: Desk, day: PlainDay): Promise<void> {
  const at = desk.on(day);
  const { id, version } = await at.run('tanglei', '${noun.noun}.save', {
    ${party ? `${party.name}: desk.idOf('${party.target}', '${codes.party}'), ` : ''}day${samples(noun.fields, needed, 'day')}, lines: [{ item: desk.idOf('engineering/item', '${codes.item}'), quantity: '10'${samples(noun.lineFields, needed, 'day')} }],
  });
  await at.run('tanglei', '${noun.noun}.approve', { id, version });
}
`;
}
