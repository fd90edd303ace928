// What `npm start`, `npm test` and the other commands need before they can run: Node new enough, the locked dependencies,
// a build of these sources. Plain JavaScript without dependencies, because on a fresh clone nothing else is there yet.
//
// Whether the dependencies are there is read from npm's own record of what it installed (node_modules/.package-lock.json,
// written last), compared with the lock: no stamp of ours can go stale. The build is stamped with a hash over its sources.
// Packages run no install scripts: none of ours needs one, and the database's links are made at start.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node.js 版本 ${process.versions.node} 太旧，匠造需要 20.19 或更高版本（https://nodejs.org）。`,
    `Node.js ${process.versions.node} is too old; Millwright needs 20.19 or later (https://nodejs.org).`);
}

export function ensureInstalled() {
  if (installed()) return;
  console.log('正在安装依赖（首次约一分钟）… / Installing the locked dependencies (about a minute the first time)…');
  const options = { cwd: root, stdio: 'inherit' };
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...words], options)
    : spawnSync('npm', words, { ...options, shell: process.platform === 'win32' });
  if (done.status === 0 && installed()) return;
  fail('依赖安装失败。请检查磁盘空间、文件夹权限和网络；网络受限时可换镜像：npm config set registry https://registry.npmmirror.com',
    'The dependencies could not be installed. Check disk space, folder permissions and the network, or set another registry: npm config set registry <address>');
}

function installed() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    const found = present[path];
    // Optional packages are those of other platforms, too; whichever is there must be the locked one.
    return found === undefined ? entry.optional === true || entry.devOptional === true : found.version === entry.version;
  });
}

const builtFrom = ['core', 'server', 'web', 'demo', 'package-lock.json', 'tsconfig.json', 'tools/build.mjs'];

export function ensureBuilt() {
  const stamp = join(root, 'build', 'stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash()) return;
  console.log('正在编译… / Building…');
  const done = spawnSync(process.execPath, [join(root, 'tools', 'build.mjs')], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) fail('编译失败，原因见上。', 'The build failed; see above.');
}

/** Over names and contents, so that a checkout of another version or a touched file date decide nothing. */
export function sourceHash() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    const entries = readEntries(full);
    if (entries === undefined) {
      hash.update(`${path}\n`).update(readFileSync(full)).update('\n');
      return;
    }
    for (const entry of entries) {
      if (entry === 'node_modules' || /\.test\.tsx?$/.test(entry)) continue;
      visit(`${path}/${entry}`);
    }
  };
  for (const path of builtFrom) visit(path);
  return hash.digest('hex');
}

function readEntries(folder) {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Said to the person in both languages; nothing of ours is wrong, so no stack. */
export class CannotPrepare extends Error {}

function fail(zh, en) {
  throw new CannotPrepare(`${zh}\n${en}`);
}

/** For the commands: prepares or ends with the sentence. */
export function prepareOrExit(prepare) {
  try {
    prepare();
  } catch (error) {
    if (!(error instanceof CannotPrepare)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  }
}
