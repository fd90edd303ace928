// What a browser loads, gzipped, from the build: the sign-in page, the shell, and the shell with its heaviest page and everything that page may
// load later (charts). Over a limit is a failure of `npm test`: sizes depend on nothing but the sources, so this is no matter of
// luck. Counted are scripts and styles that imports lead to by the build's own list; pictures are not.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './prepare.mjs';

const web = join(root, 'build', 'web');
/** file by file: what it imports at once, and what it may import later */
const parts = JSON.parse(readFileSync(join(web, '.vite', 'manifest.json'), 'utf8'));
const entry = Object.keys(parts).find((key) => parts[key].isEntry);
const shell = 'src/app/App.tsx';
if (entry === undefined || !(shell in parts)) throw new Error(`${shell} is not part of the build: has the shell moved?`);

const sizes = new Map();
const sizeOf = (file) => {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(web, file)), { level: 6 }).length);
  return sizes.get(file);
};
/** Everything that comes with these parts beside what is `found` already; `later`: also what they load once they run. */
function withImports(keys, later = false, found = new Set()) {
  for (const key of keys) {
    if (found.has(key)) continue;
    found.add(key);
    withImports([...(parts[key].imports ?? []), ...(later ? (parts[key].dynamicImports ?? []) : [])], later, found);
  }
  return found;
}
const kilobytes = (keys) => [...new Set([...keys].flatMap((key) => [parts[key].file, ...(parts[key].css ?? [])]))].reduce((sum, file) => sum + sizeOf(file), 0) / 1000;

const start = withImports([entry]);
const inside = withImports([entry, shell]);
const pages = (parts[shell].dynamicImports ?? []).map((key) => ({ key, size: kilobytes(withImports([key], true, new Set(inside))) })).sort((a, b) => b.size - a.size);
const heaviest = pages[0];
if (heaviest === undefined) throw new Error('the shell loads no page: they have become part of it');

let over = 0;
for (const [name, size, limit] of [
  ['sign-in page', kilobytes(start), 150],
  ['shell', kilobytes(inside), 600],
  [`shell with its heaviest page, ${heaviest.key}`, heaviest.size, 600],
]) {
  console.log(`${size > limit ? '✗' : '✓'} ${name}: ${size.toFixed(0)} kB gzipped (at most ${limit})`);
  if (size > limit) over += 1;
}
if (over > 0) process.exitCode = 1;
