/** Where a noun is made known: its module, its pages, the words, the home page, and the demo. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldMeta } from '@millwright/server/kernel/contract';
import { syllablesOf } from '@millwright/server/kernel/search-text';
import { buildFactory, soldItems } from '../../demo/src/factory/factory.ts';
import { factoryWorkbooks } from '../../demo/src/workbooks.ts';
import { partyOf } from './document-files.ts';
import { addImport, addLineBefore, addToArray, type Edits, inOrder } from './edits.ts';
import type { Schema, Shape } from './draw-table.ts';
import { type NewNoun, Refused } from './request.ts';
import { sampleRecord } from './sample-record.ts';
import { plural } from './wording.ts';

const own = ({ name }: NewNoun, part: string): string => `./${name}/${name}.${part}.ts`;
const moduleFile = ({ module }: NewNoun): string => `server/src/modules/${module}/module.ts`;

export function registerMaster(edits: Edits, noun: NewNoun): void {
  const call = `masterRecord(${noun.camel}${noun.searchable ? ', { grams: true }' : ''}),`;
  edits.edit(moduleFile(noun), inOrder(
    addImport("import { masterRecord } from '../../kernel/master-record.ts';"),
    addImport(`import { ${noun.camel} } from '${own(noun, 'contract')}';`),
    (text) => (/^ {2}masters: \[$/m.test(text)
      ? text.replace(/^( {2}masters: \[\n(?: {4}.*\n)*)( {2}\],)$/m, (_all, list: string, end: string) => `${list}    ${call}\n${end}`)
      : text.replace(/^ {2}documents: \[/m, (place) => `  masters: [\n    ${call}\n  ],\n${place}`)),
  ));
  const entry = `  ...masterPages('${noun.noun}', { zh: '${noun.zh}', en: '${plural(noun.en)}' }, ${menuOf(edits, noun)}, () => import('@millwright/server/modules/${noun.module}/${noun.name}/${noun.name}.contract').then(({ ${noun.camel} }) => ({ contract: ${noun.camel}${noun.fields.length < 6 ? ', columns: 1' : ''} }))),`;
  edits.edit(pagesFile(noun), inOrder(addImport("import { masterPages } from '../../record/master/master-pages.tsx';"), addLineBefore(/^\];$/, entry)));
}

export function registerDocument(edits: Edits, root: string, noun: NewNoun): void {
  const { camel, pascal, module } = noun;
  const depend = (needed: string) => (text: string): string => (module === needed || new RegExp(`dependsOn: \\[.*'${needed}'`).test(text) ? text : addToArray('dependsOn', `'${needed}'`)(text));
  edits.edit(moduleFile(noun), inOrder(
    addImport(`import { ${camel}Commands } from '${own(noun, 'commands')}';`),
    addImport(`import { ${camel} } from '${own(noun, 'contract')}';`),
    addImport(`import { ${camel}Queries } from '${own(noun, 'queries')}';`),
    depend('documents'), depend('engineering'),
    demanded(noun, addToArray('documents', camel)), demanded(noun, addToArray('commands', `...${camel}Commands`)), demanded(noun, addToArray('queries', `...${camel}Queries`)),
  ));
  const page = (name: string) => `component: lazy(() => import('./${noun.name}.tsx').then((page) => ({ default: page.${pascal}${name} }))) },`;
  const shared = `permission: '${noun.noun}.view', `;
  const menu = menuOf(edits, noun);
  edits.edit(pagesFile(noun), inOrder(
    addLineBefore(/^\];$/, `  { path: '/${noun.noun}', title: { zh: '${noun.zh}', en: '${plural(noun.en)}' }, menu: ${menu}, ${shared}${page('List')}`),
    addLineBefore(/^\];$/, `  { path: '/${noun.noun}/$id', title: { zh: '${noun.zh}', en: '${noun.en}' }, ${shared}${page('Page')}`),
  ));
  const cards = `server/src/modules/${module}/home-cards.ts`;
  if (existsSync(join(root, cards))) {
    edits.edit(cards, inOrder(addImport("import { draftCards } from '../documents/api.ts';"), addImport(`import { ${camel} } from '${own(noun, 'contract')}';`), (text) => (/^ {2}\.\.\.draftCards\(/m.test(text)
      ? text.replace(/^( {2}\.\.\.draftCards\([^)]*)\)/m, `$1, ${camel})`)
      : text.replace(/^(export const \w+Cards: readonly HomeCard\[\] = \[)$/m, `$1\n  ...draftCards(${camel}),`))));
  }
}
const demanded = (noun: NewNoun, change: (text: string) => string) => (text: string): string => {
  const after = change(text);
  if (after === text) throw new Refused(`${moduleFile(noun)} does not look as expected: its documents, commands and queries are each a list on one line.`);
  return after;
};

/** Modules that documents with items lean on themselves. */
export function demandAboveItems(root: string, noun: NewNoun): void {
  const below = new Set<string>();
  const visit = (name: string): void => {
    const listed = /dependsOn: \[([^\]]*)\]/.exec(readFileSync(join(root, 'server', 'src', 'modules', name, 'module.ts'), 'utf8'))?.[1] ?? '';
    for (const [, other = ''] of listed.matchAll(/'([a-z]+)'/g)) if (!below.has(other)) {
      below.add(other);
      visit(other);
    }
  };
  visit('engineering');
  if (below.has(noun.module) || noun.module === 'documents') throw new Refused(`A document has items, and engineering leans on ${noun.module} itself: put ${noun.name} into a module above it, e.g. inventory.`);
}

const pagesFile = ({ module }: NewNoun): string => `web/src/modules/${module}/pages.tsx`;
/** Documents stand before the masters, which begin at nine; each kind's last of its module. */
function menuOf(edits: Edits, noun: NewNoun): string {
  const entries = [...edits.read(pagesFile(noun)).matchAll(/subsystem: '(\w+)', order: (\d+)/g)];
  const orders = entries.map((entry) => Number(entry[2])).filter((order) => noun.kind === 'master' || order < 9);
  return `{ subsystem: '${entries[0]?.[1] ?? 'company'}', order: ${Math.max(0, ...orders) + 1} }`;
}

/** Its sentence in the help, and the characters of its title that Ctrl K does not know by pinyin yet. */
export function addHelp(edits: Edits, noun: NewNoun): void {
  const [zh, en] = noun.kind === 'master' ? [`${noun.zh}档案。`, `The ${plural(noun.en).toLowerCase()}.`] : [`${noun.zh}：草稿审核后生效，办完后关闭。`, `${noun.en}: a draft is approved, and closed when done.`];
  edits.edit('web/src/app/page-help.ts', addLineBefore(/^};$/, `  '/${noun.noun}': { zh: '${zh}', en: '${en}' },`));
  const table = 'web/src/app/page-pinyin.ts';
  const characters = [...noun.zh.replace(/[^\p{Script=Han}]/gu, '')];
  for (const [index, syllable] of syllablesOf(characters.join('')).entries()) {
    const character = characters[index] ?? '';
    if (edits.read(table).includes(character)) continue;
    edits.edit(table, (text) => (new RegExp(`\\s${syllable}\\p{Script=Han}`, 'u').test(text) ? text.replace(new RegExp(`(\\s${syllable})(?=\\p{Script=Han})`, 'u'), `$1${character}`) : text.replace(/`;$/m, ` ${syllable}${character}\`;`)));
  }
}

export function addWord(edits: Edits, noun: NewNoun): void {
  edits.edit('docs/words.md', (text) => `${text.trimEnd()}\n| ${noun.en.toLowerCase()} | ${noun.zh} | ${noun.meaning} |\n`);
}

/** Codes the demo knows a noun's first record by; accounts are there before any workbook. */
function demoCode(target: string): string | undefined {
  if (target === 'ledger/account') return '1002';
  const [row] = factoryWorkbooks.find(({ contract }) => contract.noun === target)?.rows(buildFactory()) ?? [];
  return row === undefined ? undefined : String(row['code']);
}

/** A workbook with one row, drawn from the contract: what must be filled. */
export function addDemoRow(edits: Edits, noun: NewNoun, shape: Shape): void {
  const record = sampleRecord(shape, { every: false, referenceTo: demoCode });
  for (const [name, schema] of Object.entries(shape) as [string, Schema][]) {
    if (fieldMeta(schema)?.kind === 'reference' && !schema.safeParse(null).success && record[name] === undefined) throw new Refused(`The demo has no record that ${name} could refer to; make the reference one that may be empty.`);
  }
  const cells = Object.entries({ ...record, ...noun.row }).map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value.replace(/'/g, "\\'")}'` : String(value)}`);
  const file = `${String(factoryWorkbooks.length + 1).padStart(2, '0')}-${plural(noun.name)}.xlsx`;
  edits.edit('demo/src/workbooks.ts', inOrder(
    addImport(`import { ${noun.camel} } from '@millwright/server/modules/${noun.module}/${noun.name}/${noun.name}.contract';`),
    addLineBefore(/^\];$/, `  { file: '${file}', contract: masterImportContract(${noun.camel}), rows: () => [{ ${cells.join(', ')} }] },`),
  ));
}

export function demoCodesOf(noun: NewNoun): { item: string; party: string } {
  const factory = buildFactory();
  const item = noun.module === 'sales' ? soldItems(factory)[0] : factory.items[0];
  return { item: item?.code ?? '', party: demoCode(partyOf(noun)?.target ?? '') ?? '' };
}
export function addToStory(edits: Edits, noun: NewNoun): void {
  edits.edit('demo/src/history/finish.ts', inOrder(
    addImport(`import { enter${noun.pascal} } from './${noun.name}.ts';`),
    addLineBefore(/'planning\/mrp-run\.start'/, `  await enter${noun.pascal}(desk, today);`),
  ));
}
