// `npm start`: whatever is missing is installed and built, then the product runs in this very process.
//
// There is deliberately no wrapper process: a signal reaches the server itself, and no kill leaves half of a pair behind.
// Under npm the parent is watched: when npm is killed, the server stops in order instead of living on unseen and refusing
// the next start.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { demandNode, ensureBuilt, ensureInstalled, prepareOrExit, root } from './prepare.mjs';

prepareOrExit(() => {
  demandNode();
  ensureInstalled();
  ensureBuilt();
});

if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') stopWithNpm();

process.env['NODE_ENV'] ??= 'production';
process.argv[1] = join(root, 'build', 'server', 'main.js');
await import(pathToFileURL(process.argv[1]).href);

/** npm runs us through a shell, which some systems replace by us at once and others keep between npm and us. */
function stopWithNpm() {
  const parent = process.ppid;
  const npm = /^(sh|dash|bash|ash|zsh)$/.test(describe(parent).command) ? describe(parent).parent : undefined;
  const watch = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || describe(parent).parent === npm)) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, existsSync('/proc/self/stat') ? 1000 : 5000);
  watch.unref();
}

function describe(pid) {
  try {
    const words = existsSync('/proc/self/stat')
      ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^\d+ \((.*)\) \S+ (\d+) [\s\S]*$/, '$2 $1')
      : execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, command] = /^(\d+)\s+(.*)$/s.exec(words) ?? [];
    return { parent: Number(parent), command: (command ?? '').trim().split('/').at(-1) ?? '' };
  } catch {
    return { parent: undefined, command: '' };
  }
}
