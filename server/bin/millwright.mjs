#!/usr/bin/env node
// The `millwright` command. Runs the built program where the build is of these sources, else the sources themselves.
// Plain JavaScript, because nothing may be built or installed yet. Standard output belongs to the command: whatever is said
// while preparing goes to standard error, so that `millwright plan model.json > plan.json` holds a plan and nothing else.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, sourceHash } from '../../tools/prepare.mjs';

const stamp = join(root, 'build', 'stamp');
const built = join(root, 'build', 'server', 'cli.js');

if (!existsSync(join(root, 'node_modules', 'tsx'))) {
  process.stderr.write('正在安装依赖… / Installing the locked dependencies…\n');
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', words, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write('依赖安装失败。/ The dependencies could not be installed.\n');
    process.exit(1);
  }
}

let program = built;
if (!existsSync(built) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceHash()) {
  const { register } = await import('tsx/esm/api');
  register();
  program = join(root, 'server', 'src', 'cli.ts');
}
// A reader that has seen enough (`| head`) closes the pipe: that ends the command, it is no error.
process.stdout.on('error', (failure) => {
  if (failure.code === 'EPIPE') process.exit(0);
  throw failure;
});

const { runCommandLine } = await import(pathToFileURL(program).href);
process.exitCode = await runCommandLine(process.argv.slice(2));
