/**
 * Starts the built product once for all stories: its own data folder and port, and the demo factory, because that is what a newcomer
 * sees. E2E_BASE points the stories at a running one instead (E2E_HOME names its data folder, without which the books are not proved).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly base: string;
    /** The data folder; empty when the product is somebody else's. */
    readonly home: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const startLimitMilliseconds = 20 * 60_000;

export default async function startProduct(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env['E2E_BASE'];
  if (running) {
    project.provide('base', running);
    project.provide('home', process.env['E2E_HOME'] ?? '');
    return async () => undefined;
  }
  build();
  // Root's database runs as another user, who must be able to enter: a folder below /tmp, opened by the product itself.
  const home = mkdtempSync(join(tmpdir(), 'millwright-e2e-'));
  const port = await freePort();
  const product = spawn(process.execPath, [join(root, 'build', 'server', 'main.js')], {
    cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production', PORT: String(port), MILLWRIGHT_HOME: home, DATABASE_URL: '' },
  });
  product.stdout.on('data', (chunk: Buffer) => void process.stdout.write(chunk));
  const base = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await stopped(product);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await ready(`${base}/healthz`, product);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('base', base);
  project.provide('home', home);
  return stop;
}

function build(): void {
  const script = "import { ensureBuilt, prepareOrExit } from './tools/prepare.mjs'; prepareOrExit(ensureBuilt);";
  const built = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The build failed; see above.');
}

async function ready(address: string, product: ChildProcess): Promise<void> {
  const until = Date.now() + startLimitMilliseconds;
  while (Date.now() < until) {
    if (product.exitCode !== null) throw new Error(`The product ended with ${product.exitCode} before it was ready.`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The product was not ready in time.');
}

function stopped(product: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (product.exitCode !== null) return resolve();
    product.once('exit', () => resolve());
    product.kill('SIGTERM');
    return undefined;
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
