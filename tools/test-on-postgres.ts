// Runs vitest against an installed PostgreSQL: tsx tools/test-on-postgres.ts <bin folder> <words for vitest…>
// The server is thrown away afterwards, whatever the outcome. It is this run's own, so nothing is shared.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineAt } from '@millwright/server/kernel/database/engine';
import { repositoryFolder, resolveHome } from '@millwright/server/kernel/database/home';
import { startEmbedded } from '@millwright/server/kernel/database/supervisor';
import { testServerSettings } from './test-database.ts';

const [binFolder, ...words] = process.argv.slice(2);
if (binFolder === undefined) throw new Error('usage: tsx tools/test-on-postgres.ts <bin folder> <words for vitest…>');

async function run(bin: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-postgres-'));
  const home = resolveHome({ MILLWRIGHT_HOME: folder });
  const cluster = await startEmbedded(home, (line) => console.log(line), { engine: engineAt(bin, home.databaseFolder), settings: testServerSettings });
  try {
    const tests = spawn(process.execPath, [join(repositoryFolder(), 'node_modules', 'vitest', 'vitest.mjs'), ...words], {
      cwd: repositoryFolder(), stdio: 'inherit', env: { ...process.env, MILLWRIGHT_TEST_DATABASE_URL: cluster.url('admin', 'postgres'), MILLWRIGHT_TEST_HOME: folder, POSTGRES_15_BIN: bin },
    });
    // Ctrl-C reaches vitest as well; the server is stopped once vitest has ended.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => tests.kill('SIGTERM'));
    return await new Promise<number>((resolve) => tests.on('exit', (code) => resolve(code ?? 1)));
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

run(binFolder).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
