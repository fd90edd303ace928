// Goal: Ctrl-C stops the product cleanly at any moment of its first start. Method: the real program in a process group of its own, because
// a terminal signals the whole group, database and all; stopped while the database is made, while it is opened and while the demo factory loads.
// Nothing may be left running.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

test.each([['正在建立数据库', 300], ['Applying migration', 0], ['Posting', 1500]] as const)('stopped after "%s"', async (line, later) => {
  const home = mkdtempSync(join(tmpdir(), 'millwright-stop-'));
  const { DATABASE_URL: _, ...environment } = process.env;
  const product = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '..', 'main.ts')], { detached: true, env: { ...environment, PORT: String(await freePort()), MILLWRIGHT_HOME: home } });
  let [out, problems] = ['', ''];
  let told = false;
  product.stderr.on('data', (piece: Buffer) => { problems += piece.toString(); });
  product.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
    if (told || !out.includes(line)) return;
    told = true;
    setTimeout(() => process.kill(-(product.pid ?? 0), 'SIGINT'), later);
  });
  const code = await new Promise<number | null>((resolve) => product.on('close', resolve));
  const left = existsSync('/proc') ? readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => commandLine(pid).includes(home)) : [];
  for (const pid of left) process.kill(Number(pid), 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  expect(left).toEqual([]);
  expect([code, problems]).toEqual([0, '']);
  expect(out).toContain('正在停止… / Stopping (SIGINT)');
}, 240_000);
