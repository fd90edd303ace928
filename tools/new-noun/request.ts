/**
 * What a person asks of `npm run new-noun`, read from the command line and checked before anything is written. Every refusal is one
 * sentence that says what to type instead. A field is one word: name:kind:中文:English, where a plus behind the kind means that it must
 * be filled, and a fifth part names the target of a reference or the options of a choice (A=甲/A,B=乙/B). line.name is a field of lines.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnName } from '@millwright/server/kernel/master-tables';
import { fieldKinds, type NewField } from './new-field.ts';

export class Refused extends Error {}
export type NewNoun = {
  readonly kind: 'master' | 'document';
  readonly noun: `${string}/${string}`;
  readonly module: string;
  /** work-center, workCenter, WorkCenter */
  readonly name: string;
  readonly camel: string;
  readonly pascal: string;
  readonly table: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly fields: readonly NewField[];
  readonly lineFields: readonly NewField[];
  /** Documents: what their numbers begin with. */
  readonly prefix: string;
  /** Masters: may have a million rows; and the row the demo has of it. */
  readonly searchable: boolean;
  readonly row: { readonly code: string; readonly name: string };
};

export const usage = `npm run new-noun -- master <module>/<noun> <中文> <English> [fields] [--row CODE=名称] [--searchable] [--meaning "…"]
npm run new-noun -- document <module>/<noun> <中文> <English> [fields] [--prefix QT] [--meaning "…"]
npm run new-noun -- table <module>/<noun>     draws a master's migration again, from its contract as it is now

fields: name:kind:中文:English[:target or options], e.g. phone:text:电话:Phone  grade:choice+:等级:Grade:A=甲/A,B=乙/B
        department:reference:部门:Department:foundation/department; of a document's lines: line.price:price:单价:Price
kinds:  ${fieldKinds.join(', ')}; a plus behind the kind: it must be filled`;

const pascalOf = (name: string): string => name.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
const reserved = new Set(('await break case catch class const continue default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static '
  + 'all analyse analyze and any array as asc asymmetric both cast check collate column constraint create current desc distinct end except fetch foreign from grant group having initially intersect into leading limit not offset on only or order placing primary references select some symmetric table then to trailing union unique user using variadic when where window index text number '
  + 'authorization binary collation cross full ilike inner is isnull join left like natural notnull outer overlaps right similar verbose lateral localtime session').split(' '));
const taken: Readonly<Record<NewNoun['kind'] | 'line', readonly string[]>> = {
  master: ['id', 'version', 'code', 'name', 'active', 'search', 'companyId'],
  document: ['id', 'version', 'day', 'note', 'lines', 'number', 'state', 'customer', 'supplier', 'firstItem', 'companyId', 'can', 'reverses', 'kind', 'later'],
  line: ['id', 'item', 'quantity', 'note', 'lineNo', 'documentId', 'companyId'],
};

export function readRequest(root: string, words: readonly string[]): NewNoun {
  const { positional, flags } = split(words);
  const [kind, noun = '', zh = '', en = '', ...fieldWords] = positional;
  if (kind !== 'master' && kind !== 'document') throw new Refused(`"${kind ?? ''}" is neither master nor document.\n\n${usage}`);
  const [module = '', name = ''] = /^([a-z]+)\/([a-z]+(?:-[a-z]+)*)$/.exec(noun)?.slice(1) ?? [];
  if (name === '') throw new Refused(`A noun is <module>/<noun> in small letters with hyphens, like inventory/carrier; "${noun}" is not.`);
  if (!/^[\u4e00-\u9fff（）A-Za-z0-9]{1,20}$/.test(zh) || !/[\u4e00-\u9fff]/.test(zh)) throw new Refused(`After the noun comes its Chinese name, like 承运商; "${zh}" is none.`);
  if (!/^[A-Z][A-Za-z -]{1,40}$/.test(en)) throw new Refused(`After the Chinese name comes the English one with a capital, like Carrier; "${en}" is none.`);
  demandPlace(root, module, name);
  const lineWords = fieldWords.filter((word) => word.startsWith('line.'));
  if (kind === 'master' && lineWords.length > 0) throw new Refused(`A master has no lines: leave out "${lineWords[0]}".`);
  const fields = readFields(root, fieldWords.filter((word) => !word.startsWith('line.')), taken[kind], kind);
  const lineFields = readFields(root, lineWords.map((word) => word.slice(5)), taken.line, kind);
  const [code = '', ...rowName] = (flags.get('row') ?? `${name.slice(0, 2).toUpperCase()}01=示例${zh}`).split('=');
  if (!/^[A-Za-z0-9.-]{1,40}$/.test(code) || rowName.join('=').trim() === '') throw new Refused(`--row is CODE=名称, like CY01=顺达物流; "${flags.get('row')}" is not.`);
  return {
    kind, noun: `${module}/${name}`, module, name, pascal: pascalOf(name), camel: pascalOf(name).replace(/^./, (letter) => letter.toLowerCase()), table: `${module}.${name.replace(/-/g, '_')}`, zh, en,
    meaning: flags.get('meaning') ?? (kind === 'master' ? `a plain master of ${module}` : `a document of ${module}: a draft is approved, and closed when done`),
    fields, lineFields, prefix: kind === 'document' ? readPrefix(root, flags.get('prefix'), name) : '', searchable: flags.has('searchable'), row: { code, name: rowName.join('=') },
  };
}

function split(words: readonly string[]): { positional: string[]; flags: Map<string, string> } {
  const positional: string[] = [];
  const flags = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) positional.push(word);
    else if (word === '--searchable') flags.set('searchable', '');
    else if (['--prefix', '--meaning', '--row'].includes(word)) {
      index += 1;
      const value = words[index];
      if (value === undefined || value.startsWith('--')) throw new Refused(`${word} needs a value behind it.`);
      flags.set(word.slice(2), value);
    } else throw new Refused(`There is no option ${word}.\n\n${usage}`);
  }
  return { positional, flags };
}

function demandPlace(root: string, module: string, name: string): void {
  const folder = join(root, 'server', 'src', 'modules', module);
  if (!existsSync(join(folder, 'module.ts')) || !existsSync(join(root, 'web', 'src', 'modules', module, 'pages.tsx'))) {
    throw new Refused(`There is no module ${module} with pages; modules are ${readdirSync(join(root, 'web', 'src', 'modules')).join(', ')}.`);
  }
  if (existsSync(join(folder, name))) throw new Refused(`${module}/${name} is there already: server/src/modules/${module}/${name}.`);
  const upFiles = migrationTexts(root);
  if (upFiles.some((text) => text.includes(`'${module}/${name}'`) || text.includes(`create table ${module}.${name.replace(/-/g, '_')} (`))) throw new Refused(`A migration has ${module}/${name} or a table of its name already; name the noun otherwise.`);
  if (reserved.has(name)) throw new Refused(`"${name}" is a word of TypeScript or SQL; name the noun otherwise, e.g. ${module}/${module}-${name}.`);
  const camel = pascalOf(name).replace(/^./, (letter) => letter.toLowerCase());
  if (new RegExp(`\\b${camel}\\b`).test(readFileSync(join(folder, 'module.ts'), 'utf8'))) throw new Refused(`module.ts of ${module} knows a "${camel}" already; name the noun otherwise.`);
}

function readFields(root: string, words: readonly string[], takenNames: readonly string[], kind: NewNoun['kind']): NewField[] {
  const fields = words.map((word) => readField(root, word, kind));
  const seen = new Set(takenNames);
  for (const { name } of fields) {
    if (seen.has(name)) throw new Refused(takenNames.includes(name) ? `Every ${kind} has "${name}" already.` : `There are two fields "${name}".`);
    seen.add(name);
  }
  return fields;
}
function readField(root: string, word: string, of: NewNoun['kind']): NewField {
  const [name = '', kindWord = '', zh = '', en = '', ...rest] = word.split(':');
  const more = rest.join(':');
  const kind = fieldKinds.find((one) => one === kindWord.replace(/\+$/, ''));
  if (!/^[a-z][A-Za-z0-9]{1,39}$/.test(name)) throw new Refused(`A field is name:kind:中文:English with a name of at least two letters like leadDays; "${word}" is not.`);
  if (!kind) throw new Refused(`The field ${name} has the kind "${kindWord}"; kinds are ${fieldKinds.join(', ')}.`);
  if (zh.trim() === '' || en.trim() === '' || /['`$\\{}]/.test(zh + en)) throw new Refused(`The field ${name} needs its label in both languages: ${name}:${kindWord}:中文:English.`);
  if (reserved.has(name) || reserved.has(columnName(name, { kind, label: { zh, en } }))) throw new Refused(`"${name}" is a word of SQL; name the field otherwise.`);
  const required = kindWord.endsWith('+');
  if (kind !== 'reference' && kind !== 'choice' && more !== '') throw new Refused(`The field ${name} has something behind its English label that a ${kind} does not take: "${more}".`);
  if (kind === 'reference') demandMaster(root, name, more);
  if (kind === 'reference' && required && of === 'document') throw new Refused(`A reference of a document that must be filled is a rule of its own: leave out the plus of ${name} and write it into the rules.`);
  return { name, kind, zh, en, required, target: kind === 'reference' ? more : '', options: kind === 'choice' ? readOptions(name, more) : [] };
}
function demandMaster(root: string, name: string, target: string): void {
  const path = join(root, 'server', 'src', 'modules', target, `${target.split('/')[1] ?? ''}.contract.ts`);
  if (/^[a-z]+\/[a-z-]+$/.test(target) && existsSync(path) && readFileSync(path, 'utf8').includes('masterContract({')) return;
  throw new Refused(`The field ${name} refers to "${target}", which is no master; a reference is ${name}:reference:中文:English:foundation/department.`);
}
function readOptions(name: string, text: string): NewField['options'] {
  const options = text.split(',').map((one) => /^([A-Za-z][A-Za-z0-9-]{0,30})=([^/='`\\]+)\/([^/='`\\]+)$/.exec(one)?.slice(1) ?? []);
  if (options.length < 2 || options.some((one) => one.length < 3)) throw new Refused(`The choice ${name} needs its options: ${name}:choice:中文:English:A=甲/First,B=乙/Second.`);
  return options.map(([value = '', zh = '', en = '']) => ({ value, zh, en }));
}

function readPrefix(root: string, given: string | undefined, name: string): string {
  const prefix = given ?? name.slice(0, 2).toUpperCase();
  if (!/^[A-Z]{2,3}$/.test(prefix)) throw new Refused(`A prefix of document numbers is two or three capitals; "${prefix}" is not.`);
  const owner = migrationTexts(root).flatMap((text) => [...text.matchAll(/\('([a-z-]+\/[a-z-]+)', '([A-Z]{1,4})'/g)]).find((match) => match[2] === prefix)?.[1];
  if (owner) throw new Refused(`Numbers of ${owner} begin with ${prefix}; choose another prefix, e.g. --prefix ${name.replace(/[-aeiou]/g, '').slice(0, 3).toUpperCase().padEnd(2, 'X')}.`);
  return prefix;
}
const migrationTexts = (root: string): string[] => {
  const folder = join(root, 'server', 'src', 'db', 'migrations');
  return readdirSync(folder).map((name) => join(folder, name, 'up.sql')).filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8'));
};
