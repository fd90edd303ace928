// `npm run dev`: the server from its sources, restarted when one changes, and Vite in front of it with hot reload. The data folder is
// the one of `npm start` unless MILLWRIGHT_HOME says otherwise. Vite's address is the one to open: it passes /api on.

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (words: string[], environment = {}): ChildProcess => spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });

const parts = [
  run(['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/src/main.ts'], { PORT: '8080' }),
  run(['node_modules/vite/bin/vite.js', '--config', 'web/vite.config.ts']),
];
process.on('SIGINT', () => undefined);
for (const part of parts) {
  part.on('exit', (code) => {
    for (const other of parts) other.kill('SIGTERM');
    process.exitCode = code ?? 0;
  });
}
