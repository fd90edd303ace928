// `npm test`: everything, from a fresh clone, with nothing but Node and a package registry.
//
// Stages in order, cheapest first; a failing stage does not keep the later ones from telling what they know. The last line
// is `N passed, N failed`, summed over all stages, and the exit code is not 0 when anything failed. A stage that cannot run
// here says so; a browser that cannot be had is a failure, because the pages would go untested without anyone noticing.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallBrowser } from './browser.mjs';
import { CannotPrepare, demandNode, ensureBuilt, ensureInstalled, prepareOrExit, root } from './prepare.mjs';

const begun = performance.now();
const results = mkdtempSync(join(tmpdir(), 'millwright-results-'));
const totals = { passed: 0, failed: 0 };
const environment = { ...process.env };
// A developer's own installation must not become the database under test.
for (const name of ['DATABASE_URL', 'MILLWRIGHT_HOME', 'MILLWRIGHT_TEST_DATABASE_URL', 'PORT']) delete environment[name];

prepareOrExit(() => demandNode());
stage('安装 / Install', () => ensureInstalled());
stage('检查：类型、约定、静态分析 / Check: types, conventions, lint', () => {
  runProgram([join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']);
  runProgram(['--import', 'tsx', join('tools', 'tidy.ts')]);
  runProgram([join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'lint', '--error-on-warnings', '.']);
});
stage('核心与数据库（内置 PostgreSQL）/ Core and database (embedded PostgreSQL)', () => runVitest('embedded', []));
stage('数据库（PostgreSQL 15）/ Database (PostgreSQL 15)', () => runOnPostgres15());
stage('网页大小 / Size of the pages', () => {
  ensureBuilt();
  runProgram([join('tools', 'bundle-size.mjs')]);
});
stage('浏览器 / Browser', () => runBrowser());
spawnSync(process.execPath, ['--import', 'tsx', join('tools', 'test-cluster.ts'), '--release'], { cwd: root, env: environment, stdio: 'inherit' });
rmSync(results, { recursive: true, force: true });

console.log(`\n总用时 / total time: ${minutes(performance.now() - begun)}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;

function stage(title, work) {
  const from = performance.now();
  console.log(`\n━━━ ${title}`);
  try {
    work();
  } catch (error) {
    console.error(error instanceof CannotPrepare ? error.message : error);
    count(0, 1);
  }
  console.log(`━━━ ${minutes(performance.now() - from)}`);
}

function runProgram(words) {
  const ran = spawnSync(process.execPath, words, { cwd: root, env: environment, stdio: 'inherit' });
  if (ran.status !== 0) console.error(`✗ ${words.join(' ')}`);
  count(ran.status === 0 ? 1 : 0, ran.status === 0 ? 0 : 1);
}

function runVitest(name, words, launcher = [join('node_modules', 'vitest', 'vitest.mjs')], extra = {}) {
  const file = join(results, `${name}.json`);
  const ran = spawnSync(process.execPath, [...launcher, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words], {
    cwd: root, env: { ...environment, ...extra }, stdio: 'inherit',
  });
  if (!existsSync(file)) return count(0, 1);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that cannot even be loaded has no failing test; an error outside any test fails only the exit code.
  const broken = report.testResults.filter((each) => each.status === 'failed' && each.assertionResults.every((test) => test.status !== 'failed')).length;
  const failed = report.numFailedTests + broken;
  count(report.numPassedTests, failed === 0 && ran.status !== 0 ? 1 : failed);
}

function runOnPostgres15() {
  const folder = process.env['POSTGRES_15_BIN'] || '/usr/lib/postgresql/15/bin';
  if (!existsSync(join(folder, 'postgres'))) {
    console.log(`跳过：本机没有 PostgreSQL 15（${folder}）。/ Skipped: no PostgreSQL 15 on this machine (${folder}).`);
    return;
  }
  runVitest('postgres-15', ['.db.test'], ['--import', 'tsx', join('tools', 'test-on-postgres.ts'), folder]);
}

function runBrowser() {
  const browser = findOrInstallBrowser();
  if (browser === undefined) return count(0, 1);
  ensureBuilt();
  runVitest('browser', ['--config', join('e2e', 'vitest.config.ts')], undefined, { CHROME_PATH: browser });
}

function count(passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
}

function minutes(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
