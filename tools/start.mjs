// `npm start`: whatever is missing is installed and built, then the product runs in this very process.
//
// There is deliberately no wrapper process: a signal reaches the server itself, and no kill leaves half of a pair behind.
// Under npm the parent is watched: when npm is killed, the server stops in order instead of living on unseen and refusing
// the next start.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { demandNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

demandNode();
ensureInstalled();
ensureBuilt();

if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 1000);
  watch.unref();
}

process.env['NODE_ENV'] ??= 'production';
process.argv[1] = join(root, 'build', 'server', 'main.js');
await import(pathToFileURL(process.argv[1]).href);
