/** Reads the environment, opens the database, loads the demo on first run, listens. Ctrl-C stops cleanly; a second one at once. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApplication, createRuntime } from './application.ts';
import { openDatabase } from './kernel/database/open.ts';
import { demandPortFree } from './kernel/database/port.ts';
import { describeStartFailure } from './kernel/database/start-failure.ts';
import { resolveHome } from './kernel/database/home.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (entry: Record<string, unknown>): void => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);

async function main(): Promise<void> {
  const host = process.env['HOST'] ?? '127.0.0.1';
  await demandPortFree(resolveHome(process.env).port, host);
  const database = await openDatabase(process.env, print);
  const runtime = createRuntime(database.pools);
  const server = await createApplication({
    pools: database.pools,
    runtime,
    log,
    webFolder: join(dirname(fileURLToPath(import.meta.url)), '..', 'web'),
  });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    print(`正在停止… / stopping (${signal})`);
    await server.close();
    await database.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
  await server.listen({ port: database.home.port, host });
  print(`匠造 Millwright → http://localhost:${database.home.port}`);
}

main().catch((error: unknown) => {
  const failure = describeStartFailure(error, resolveHome(process.env).folder);
  process.stderr.write(failure ? `${failure.message}\n` : `${String((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
});
