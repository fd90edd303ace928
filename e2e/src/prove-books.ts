/** What `npm run verify` does, on the product under test: recomputes the books from their rows and names the first break. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The sentence it ends with; empty where the product belongs to somebody else. */
export function proveBooks(): string {
  const home = inject('home');
  if (home === '') return '';
  const ran = spawnSync(process.execPath, [join(root, 'build', 'server', 'verify.js')], { cwd: root, encoding: 'utf8', env: { ...process.env, MILLWRIGHT_HOME: home, DATABASE_URL: '' } });
  if (ran.status !== 0) throw new Error(ran.stderr || ran.stdout);
  return ran.stdout.trim().split('\n').at(-1) ?? '';
}
