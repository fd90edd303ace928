// Runs one of the project's TypeScript programs with what it needs installed: node tools/run.mjs [--build] <file> [words…]
// With --build the product is built first, for programs that start it. Signals go to the program, and its exit code is ours.

import { spawn } from 'node:child_process';
import { demandNode, ensureBuilt, ensureInstalled, prepareOrExit, root } from './prepare.mjs';

const words = process.argv.slice(2);
const wantsBuild = words[0] === '--build';
if (wantsBuild) words.shift();

prepareOrExit(() => {
  demandNode();
  ensureInstalled();
  if (wantsBuild) ensureBuilt();
});

const program = spawn(process.execPath, ['--enable-source-maps', '--import', 'tsx', ...words], { cwd: root, stdio: 'inherit' });
// The terminal sends Ctrl-C to the program as well; only a signal meant for us alone has to be passed on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => program.kill('SIGTERM'));
program.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
