/**
 * `npm run new-noun`: writes the files of a new plain master or a plain document in the project's own style and makes it known where
 * nouns are known, so that it runs, shows, prints, imports and is tested at once. What is refused is refused before anything is written.
 * The migration is drawn from the contract; while it is not committed, `table` draws it again after the contract has changed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DocumentContract } from '@millwright/server/kernel/contract';
import type { MasterContract } from '@millwright/server/kernel/master.contract';
import { ownTableOfNoun } from '@millwright/server/kernel/master-tables';
import { documentCommands, documentContract, documentQueries, documentRules, documentStore } from './new-noun/document-files.ts';
import { demoDocument, documentPages, documentRulesTest, documentTest } from './new-noun/document-tests.ts';
import { documentMigration, masterMigration } from './new-noun/draw-table.ts';
import { collectEdits, type Edits } from './new-noun/edits.ts';
import { contractLine } from './new-noun/new-field.ts';
import { addDemoRow, addHelp, addToStory, addWord, demandAboveItems, demoCodesOf, registerDocument, registerMaster } from './new-noun/registration.ts';
import { type NewNoun, readRequest, Refused, usage } from './new-noun/request.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const migrations = join(root, 'server', 'src', 'db', 'migrations');

async function main(words: readonly string[]): Promise<void> {
  if (words.length === 0 || words[0] === '--help') return void process.stdout.write(`${usage}\n`);
  if (words[0] === 'table') return redraw(words[1] ?? '');
  const noun = readRequest(root, words);
  const edits = collectEdits(root);
  const written = noun.kind === 'master' ? await writeMaster(edits, noun) : await writeDocument(edits, noun);
  process.stdout.write(`${written.join('\n')}\n\n${noun.kind === 'master'
    ? `${noun.noun} is a master of its own; server/src/db/masters.db.test.ts tests it with all others. More fields: into its contract, then \`npm run new-noun -- table ${noun.noun}\`.`
    : `${noun.noun} lives: vitest run server/src/modules/${noun.noun}. Its rules, figures and what it opens for execution are yours.`}\n`);
}

const folderOf = ({ module, name }: NewNoun): string => `server/src/modules/${module}/${name}`;
const nextNumber = (): string => String(Math.max(...readdirSync(migrations).map((name) => Number.parseInt(name, 10) || 0)) + 1).padStart(4, '0');

async function writeMaster(edits: Edits, noun: NewNoun): Promise<string[]> {
  const fields = noun.fields.length === 0 ? 'fields: {},' : `fields: {\n${noun.fields.map((field) => contractLine(field, '    ')).join('\n')}\n  },`;
  const text = `/** ${noun.zh}: ${noun.meaning}. */
${noun.fields.length === 0 ? '' : "import { field } from '../../../kernel/contract.ts';\n"}import { masterContract } from '../../../kernel/master.contract.ts';

export const ${noun.camel} = masterContract({
  noun: '${noun.noun}',
  title: { zh: '${noun.zh}', en: '${noun.en}' },
  ${fields}
});
`;
  registerMaster(edits, noun);
  addWord(edits, noun);
  addHelp(edits, noun);
  const path = `${folderOf(noun)}/${noun.name}.contract.ts`;
  const written = await fromContract<MasterContract>(noun, path, text, (contract) => {
    addMigration(edits, noun, masterMigration(contract, { table: noun.table, grams: noun.searchable }));
    addDemoRow(edits, noun, contract.form.shape);
    return edits.write();
  });
  execFileSync(process.execPath, ['--import', 'tsx', join(root, 'demo', 'src', 'write-workbooks.ts')], { cwd: root, stdio: 'inherit' });
  return [path, ...written, 'demo/workbooks'];
}

async function writeDocument(edits: Edits, noun: NewNoun): Promise<string[]> {
  demandAboveItems(root, noun);
  const folder = folderOf(noun);
  const file = (part: string) => `${folder}/${noun.name}.${part}.ts`;
  edits.create(file('rules'), documentRules(noun));
  edits.create(file('store'), documentStore(noun));
  edits.create(file('commands'), documentCommands(noun));
  edits.create(file('queries'), documentQueries(noun));
  edits.create(file('rules.test'), documentRulesTest(noun));
  edits.create(file('db.test'), documentTest(noun));
  edits.create(`web/src/modules/${noun.module}/${noun.name}.tsx`, documentPages(noun));
  edits.create(`demo/src/history/${noun.name}.ts`, demoDocument(noun, demoCodesOf(noun)));
  registerDocument(edits, root, noun);
  addToStory(edits, noun);
  addWord(edits, noun);
  addHelp(edits, noun);
  const path = file('contract');
  return [path, ...(await fromContract<DocumentContract>(noun, path, documentContract(noun), (contract) => {
    addMigration(edits, noun, documentMigration(contract, noun.prefix));
    return edits.write();
  }))];
}

/** The contract must be a file to be read; where the rest fails, it goes again. */
async function fromContract<Contract>(noun: NewNoun, path: string, text: string, rest: (contract: Contract) => string[]): Promise<string[]> {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  try {
    const read = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
    return rest(read[noun.camel] as Contract);
  } catch (error) {
    rmSync(join(root, folderOf(noun)), { recursive: true });
    throw error;
  }
}

function addMigration(edits: Edits, noun: NewNoun, up: string): void {
  const folder = `server/src/db/migrations/${nextNumber()}_${noun.name.replace(/-/g, '_')}`;
  edits.create(`${folder}/up.sql`, up);
  edits.create(`${folder}/check.sql`, `select '${noun.table}' as violation\nwhere not (select c.relrowsecurity from pg_class as c where c.oid = to_regclass('${noun.table}'))\n`);
  edits.create(`${folder}/notes.md`, `${noun.zh}: ${noun.meaning}. Drawn from its contract.\n`);
}

/** A migration that others may have applied is never changed. */
async function redraw(noun: string): Promise<void> {
  const { modules } = await import('@millwright/server/modules');
  const master = modules.flatMap((module) => module.masters ?? []).find(({ contract }) => contract.noun === noun);
  if (!master) throw new Refused(`There is no master ${noun}.`);
  const table = ownTableOfNoun(noun);
  const folder = readdirSync(migrations).find((name) => existsSync(join(migrations, name, 'up.sql')) && readFileSync(join(migrations, name, 'up.sql'), 'utf8').includes(`create table ${table} (`));
  if (folder === undefined) throw new Refused(`No migration creates ${table}.`);
  const path = join(migrations, folder, 'up.sql');
  if (isCommitted(path)) throw new Refused(`Migration ${folder} is committed and may have been applied: write the next one with \`alter table ${table}\`. What it lacks the test server/src/db/masters.db.test.ts says.`);
  writeFileSync(path, masterMigration(master.contract, master.tables));
  process.stdout.write(`${path}\n`);
}
function isCommitted(path: string): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `HEAD:./${path.slice(root.length + 1)}`], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
