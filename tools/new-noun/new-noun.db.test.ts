// Goal: what `npm run new-noun` writes needs no hand: types, lint, conventions, unused code and its own tests pass as written.
// Method: a copy of the tree in a temporary folder gets a master and a document; everything is then run there as a developer would.
// Its migrations are others than ours, so the copy's database template is its own and disturbs nobody.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryFolder } from '@millwright/server/kernel/database/home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = repositoryFolder();
let copy: string;
/** On another PostgreSQL only what asks the database says anything new. */
const elsewhere = Boolean(process.env['MILLWRIGHT_TEST_DATABASE_URL']);
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'NODE_OPTIONS'));
const running = new Set<ChildProcess>();

/** Output and exit code of a program in the copy. */
function run(...words: readonly string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, words, { cwd: copy, env: environment });
    running.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => { said += piece.toString(); });
    child.on('close', (code) => {
      running.delete(child);
      done({ code, said });
    });
  });
}
const tsx = (...words: readonly string[]) => run('--import', 'tsx', ...words);
const git = (...words: readonly string[]) => execFileSync('git', ['-c', 'user.name=copy', '-c', 'user.email=copy@localhost', ...words], { cwd: copy, encoding: 'utf8' });

beforeAll(async () => {
  copy = mkdtempSync(join(realpathSync(tmpdir()), 'millwright-new-noun-'));
  const paths = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const path of paths) if (path !== '') cpSync(join(root, path), join(copy, path), { force: false, errorOnExist: false });
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@millwright'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) if (name !== '@millwright') symlinkSync(realpathSync(join(root, 'node_modules', name)), join(modules, name));
  for (const workspace of ['core', 'server', 'web', 'demo', 'bench', 'e2e', 'tools']) symlinkSync(join(copy, workspace), join(modules, '@millwright', workspace));
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'as it was');
});
afterAll(() => {
  for (const child of running) child.kill();
  if (copy) rmSync(copy, { recursive: true, force: true });
});

describe('new-noun', () => {
  it('writes nothing when it refuses', async () => {
    const { code, said } = await tsx('tools/new-noun.ts', 'document', 'foundation/memo', '备忘', 'Memo');
    expect([code, said]).toEqual([2, 'A document has items, and engineering leans on foundation itself: put memo into a module above it, e.g. inventory.\n']);
    expect(git('status', '--short')).toBe('');
  }, 120_000);
  it('writes a master and a document', async () => {
    const master = await tsx('tools/new-noun.ts', 'master', 'inventory/carrier', '承运商', 'Carrier', 'phone:text:电话:Phone', 'grade:choice+:等级:Grade:A=甲/First,B=乙/Second', 'department:reference:部门:Department:foundation/department', 'freeWeight:quantity:免费重量:Free weight', '--row', 'CY01=顺达物流');
    expect(master.code, master.said).toBe(0);
    const document = await tsx('tools/new-noun.ts', 'document', 'sales/quotation', '报价单', 'Quotation', 'validUntil:day+:有效期至:Valid until', 'department:reference:部门:Department:foundation/department', 'terms:long-text:条款:Terms', 'line.price:price:含税单价:Price', 'line.daysToDeliver:count:交货天数:Days to deliver', 'line.cause:reference:原因:Cause:foundation/cause-code');
    expect(document.code, document.said).toBe(0);
    // The whole of a plain master, in lines that stay.
    const added = [...git('diff', '--numstat').matchAll(/^(\d+)\t\d+\t(server\/src\/modules\/inventory|web\/src\/modules\/inventory|demo)/gm)].map((match) => Number(match[1]));
    const contract = readFileSync(join(copy, 'server/src/modules/inventory/carrier/carrier.contract.ts'), 'utf8').split('\n').length;
    expect(added.reduce((sum, count) => sum + count, contract)).toBeLessThanOrEqual(40);
  }, 120_000);
  it('draws a table again while its migration is not committed, and never after', async () => {
    const contract = join(copy, 'server/src/modules/inventory/carrier/carrier.contract.ts');
    writeFileSync(contract, readFileSync(contract, 'utf8').replace('  fields: {\n', "  fields: {\n    vehicles: field.count('车辆数', 'Vehicles', { max: 99 }).default(0),\n"));
    const drawn = await tsx('tools/new-noun.ts', 'table', 'inventory/carrier');
    expect(drawn.code, drawn.said).toBe(0);
    const [folder = ''] = readdirSync(join(copy, 'server/src/db/migrations')).filter((name) => name.endsWith('_carrier'));
    expect(readFileSync(join(copy, 'server/src/db/migrations', folder, 'up.sql'), 'utf8')).toContain('  vehicles integer not null default 0 check (vehicles between 0 and 99),\n');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'new nouns');
    const again = await tsx('tools/new-noun.ts', 'table', 'inventory/carrier');
    expect([again.code, again.said]).toEqual([2, expect.stringContaining('write the next one with `alter table inventory.carrier`')]);
  }, 120_000);
  it.skipIf(elsewhere)('leaves types, lint, conventions and unused code as they were', async () => {
    const bin = (path: string) => join('node_modules', path);
    const found = [await run(bin('typescript/bin/tsc'), '--noEmit'), ...(await Promise.all([run(bin('knip/bin/knip.js')), tsx('tools/tidy.ts'), run(bin('@biomejs/biome/bin/biome'), 'lint', '--error-on-warnings', '.')]))];
    for (const { code, said } of found) expect(code, said).toBe(0);
  }, 300_000);
  it('passes its own tests, and those that look at every noun', async () => {
    const { code, said } = await run(
      // The short report names slow tests only.
      'node_modules/vitest/vitest.mjs', 'run', '--reporter=verbose', 'server/src/modules/sales/quotation', 'server/src/db/masters.db.test.ts', 'server/src/db/tables.db.test.ts', 'web/src/app',
      'demo/src/workbooks.test.ts', 'demo/src/load.db.test.ts', 'server/src/modules/foundation/home',
    );
    expect(code, said).toBe(0);
    expect(said).toContain('inventory/carrier');
    expect(said).toContain('quotation.db.test.ts');
  }, 400_000);
  it('a table that has fallen behind its contract is named', async () => {
    const contract = join(copy, 'server/src/modules/inventory/carrier/carrier.contract.ts');
    writeFileSync(contract, readFileSync(contract, 'utf8').replace('  fields: {\n', "  fields: {\n    plates: field.text('车牌', 'Plates').default(''),\n"));
    const { code, said } = await run('node_modules/vitest/vitest.mjs', 'run', 'server/src/db/masters.db.test.ts', '-t', 'the one its contract draws inventory/carrier');
    expect(code).toBe(1);
    expect(said).toContain('plates');
  }, 120_000);
});
