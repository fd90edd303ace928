// Goal: the embedded database starts, survives every kill, and refuses with a sentence what it cannot do.
// Method: real servers in folders of their own with the product's settings (fsync on). Programs to be killed run as separate
// processes; whatever they acknowledged on their output must be there afterwards. Kills come at random moments; the seed is printed.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { chooseServiceUser, demandWritable, prepareEngine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';
import { type Home, repositoryFolder, resolveHome, runsAsRoot } from './home.ts';
import { answers, orphanPid } from './postmaster.ts';
import { describeStartFailure } from './start-failure.ts';
import { type Cluster, startEmbedded } from './supervisor.ts';

// Each test makes or recovers servers with fsync on; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'millwright-supervisor-'));
const home = resolveHome({ MILLWRIGHT_HOME: folder });
const dataFolder = join(home.databaseFolder, 'data');
const silent = (): void => undefined;
const programs: ChildProcess[] = [];
let cluster: Cluster | undefined;

async function start(): Promise<Cluster> {
  cluster = await startEmbedded(home, silent);
  return cluster;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', silent);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(silent);
  }
}

/** Runs a piece of TypeScript in a process of its own and collects the lines it prints. */
function program(code: string): { process: ChildProcess; lines: string[]; line: (start: string) => Promise<string> } {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], { cwd: repositoryFolder(), stdio: ['ignore', 'pipe', 'inherit'] });
  programs.push(child);
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const line = async (start: string): Promise<string> => {
    for (;;) {
      const found = lines.find((each) => each.startsWith(start));
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`The program ended with ${child.exitCode} without printing ${start}`);
      await delay(20);
    }
  };
  return { process: child, lines, line };
}

const importSupervisor = `
  import { startEmbedded } from '@millwright/server/kernel/database/supervisor';
  import { resolveHome } from '@millwright/server/kernel/database/home';
  import pg from 'pg';
  const cluster = await startEmbedded(resolveHome({ MILLWRIGHT_HOME: ${JSON.stringify(folder)} }), () => undefined);
  const client = new pg.Client({ connectionString: cluster.url('admin', 'postgres') });
  client.on('error', () => process.exit(3));
  await client.connect();
`;

afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
  for (const each of programs.splice(0)) each.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.env['MILLWRIGHT_TEST_DATABASE_URL'] !== undefined)('embedded server', () => {
  test('first start: durable, loopback only, passwords for everyone, UTF-8, secrets closed', async () => {
    const { url, created } = await start();
    expect(created).toBe(true);
    const settings = await query<{ name: string; setting: string }>(url('admin', 'postgres'), `
      select name, setting
      from pg_settings
      where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'unix_socket_directories', 'data_checksums', 'log_parameter_max_length_on_error')
    `);
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', listen_addresses: '127.0.0.1', unix_socket_directories: '',
      data_checksums: 'on', log_parameter_max_length_on_error: '0',
    });
    const methods = await query<{ method: string }>(url('admin', 'postgres'), 'select distinct auth_method as method from pg_hba_file_rules');
    expect(methods).toEqual([{ method: 'scram-sha-256' }]);
    const encoding = await query(url('admin', 'postgres'), "select datcollate as collation, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'postgres'");
    expect(encoding).toEqual([{ collation: 'C.UTF-8', encoding: 'UTF8' }]);
    expect(statSync(home.secretsFile).mode & 0o777).toBe(0o600);
    const pid = cluster?.pid() ?? 0;
    if (process.platform === 'linux') expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\s/m);
  });

  test('second start: same port, same data, quickly', async () => {
    const first = await start();
    await query(first.url('admin', 'postgres'), 'create table kept as select 42 as answer');
    const port = first.port;
    await first.stop();
    expect(orphanPid(dataFolder)).toBeUndefined();
    const begun = performance.now();
    const second = await start();
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(second.created).toBe(false);
    expect(second.port).toBe(port);
    expect(await query(second.url('admin', 'postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('the remembered port is taken by a stranger: another one is used', async () => {
    const first = await start();
    const port = first.port;
    await first.stop();
    const stranger = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    try {
      const second = await start();
      expect(second.port).not.toBe(port);
      expect(await answers(second.url('admin', 'postgres'))).toBe(true);
    } finally {
      stranger.close();
    }
  });

  test('kill −9 of the server while rows are written: back by itself, nothing acknowledged is lost', async () => {
    const seed = Math.floor(Math.random() * 1e9);
    console.log(`seed ${seed}`);
    const running = await start();
    const url = running.url('admin', 'postgres');
    await query(url, 'create table written (number int primary key)');
    let acknowledged = 0;
    for (let round = 0; round < 4; round += 1) {
      const client = new pg.Client({ connectionString: url });
      client.on('error', silent);
      await client.connect();
      const writing = (async () => {
        for (;;) {
          await client.query('insert into written values ($1)', [acknowledged + 1]);
          acknowledged += 1;
        }
      })().catch(silent);
      await delay(100 + ((seed >> round) % 300));
      process.kill(running.pid() ?? 0, 'SIGKILL');
      await writing;
      await client.end().catch(silent);
      for (const begun = performance.now(); !(await answers(url));) {
        expect(performance.now() - begun).toBeLessThan(60_000);
        await delay(100);
      }
      const found = await query<{ rows: number; last: number }>(url, 'select count(*)::int as rows, coalesce(max(number), 0) as last from written');
      expect(found[0]?.rows).toBe(found[0]?.last);
      // The row in flight may have been committed without us hearing of it.
      expect([acknowledged, acknowledged + 1]).toContain(found[0]?.rows);
      acknowledged = found[0]?.rows ?? 0;
    }
    expect(acknowledged).toBeGreaterThan(10);
  });

  test('kill −9 of Node: the orphan is stopped, and what was acknowledged is there', async () => {
    const writer = program(`${importSupervisor}
      await client.query('create table spoken (number int primary key)');
      for (let number = 1; ; number += 1) {
        await client.query('insert into spoken values ($1)', [number]);
        process.stdout.write('row ' + number + '\\n');
      }
    `);
    await writer.line('row 50');
    writer.process.kill('SIGKILL');
    await new Promise((resolve) => writer.process.once('close', resolve));
    const orphan = orphanPid(dataFolder);
    expect(orphan).toBeDefined();
    const running = await start();
    expect(running.pid()).not.toBe(orphan);
    const rows = await query<{ rows: number }>(running.url('admin', 'postgres'), 'select count(*)::int as rows from spoken');
    expect(rows[0]?.rows).toBeGreaterThanOrEqual(Number(writer.lines.at(-1)?.slice(4)));
  });

  test('a program that ends without closing takes its server along', async () => {
    const careless = program(`${importSupervisor} console.log('up ' + cluster.pid()); process.exit(7);`);
    await new Promise((resolve) => careless.process.once('close', resolve));
    for (const begun = performance.now(); orphanPid(dataFolder) !== undefined;) {
      expect(performance.now() - begun).toBeLessThan(20_000);
      await delay(100);
    }
  });

  test('kill −9 of both at once', async () => {
    const writer = program(`${importSupervisor}
      await client.query('create table last_word as select 99 as answer');
      console.log('up ' + cluster.pid());
    `);
    const pid = Number((await writer.line('up ')).slice(3));
    writer.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    const running = await start();
    expect(await query(running.url('admin', 'postgres'), 'select answer from last_word')).toEqual([{ answer: 99 }]);
  });

  test('after a reboot the number in postmaster.pid belongs to another program', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid: statSync(dataFolder).uid, gid: statSync(dataFolder).gid } : {});
    programs.push(stranger);
    const file = join(dataFolder, 'postmaster.pid');
    writeFileSync(file, `${stranger.pid}\n${dataFolder}\n1700000000\n5432\n\n127.0.0.1\n        0         0\nready   \n`);
    const running = await start();
    expect(await answers(running.url('admin', 'postgres'))).toBe(true);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test('a first start that was killed half-way begins afresh', async () => {
    const half = mkdtempSync(join(tmpdir(), 'millwright-half-'));
    mkdirSync(join(half, 'database', 'data.new', 'base'), { recursive: true });
    try {
      const begun = await startEmbedded(resolveHome({ MILLWRIGHT_HOME: half }), silent);
      expect(begun.created).toBe(true);
      await begun.stop();
    } finally {
      rmSync(half, { recursive: true, force: true });
    }
  });

  test.runIf(runsAsRoot())('as root under the user nobody, too', async () => {
    const other = mkdtempSync(join(tmpdir(), 'millwright-nobody-'));
    try {
      const otherHome = resolveHome({ MILLWRIGHT_HOME: other });
      const engine = prepareEngine(otherHome.databaseFolder, chooseServiceUser(['nobody']));
      const running = await startEmbedded(otherHome, silent, { engine });
      expect(statSync(join(otherHome.databaseFolder, 'data')).uid).toBe(engine.user?.uid);
      await running.stop();
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test.runIf(runsAsRoot())("as root in a folder the database's user cannot enter: the files go elsewhere, and are found again", async () => {
    const outer = mkdtempSync(join(tmpdir(), 'millwright-outer-'));
    const inner = (): Home => resolveHome({ MILLWRIGHT_HOME: join(outer, 'home') });
    try {
      const first = await startEmbedded(inner(), silent);
      await query(first.url('admin', 'postgres'), 'create table kept as select 7 as answer');
      await first.stop();
      const second = await startEmbedded(inner(), silent);
      expect(second.created).toBe(false);
      expect(await query(second.url('admin', 'postgres'), 'select answer from kept')).toEqual([{ answer: 7 }]);
      expect(inner().databaseFolder).toMatch(/^\/var\/lib\/millwright\/elsewhere\/home-/);
      await second.stop();
    } finally {
      rmSync(inner().databaseFolder, { recursive: true, force: true });
      rmSync(outer, { recursive: true, force: true });
    }
  });
});

describe.skipIf(process.env['MILLWRIGHT_TEST_DATABASE_URL'] !== undefined)('refusals', () => {
  async function refusal(work: () => unknown): Promise<string> {
    const error: unknown = await Promise.resolve().then(work).then(() => undefined, (reason: unknown) => reason);
    return describeStartFailure(error, folder)?.code ?? String(error);
  }

  test('data folder in use; free again after kill −9 of the holder', async () => {
    const holder = program(`
      import { lockFolder } from '@millwright/server/kernel/database/folder-lock';
      lockFolder(${JSON.stringify(home.lockFile)});
      console.log('held');
      setInterval(() => undefined, 1000);
    `);
    await holder.line('held');
    expect(await refusal(() => lockFolder(home.lockFile))).toBe('data-folder-in-use');
    const killed = new Promise((resolve) => holder.process.once('close', resolve));
    holder.process.kill('SIGKILL');
    await killed;
    lockFolder(home.lockFile).release();
    expect(existsSync(home.lockFile)).toBe(false);
  });

  test('a lock whose process id belongs to another program by now is stale', () => {
    writeFileSync(home.lockFile, JSON.stringify({ pid: process.ppid, startedAt: 'before the reboot' }));
    lockFolder(home.lockFile).release();
    writeFileSync(home.lockFile, '{"pid": 1');
    lockFolder(home.lockFile).release();
  });

  test('no write permission', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'millwright-closed-'));
    chmodSync(closed, 0o555);
    // Root may write anywhere: for this question the test becomes an ordinary user.
    if (runsAsRoot()) process.seteuid?.(65_534);
    try {
      expect(await refusal(() => demandWritable(closed))).toBe('no-write-permission');
      expect(await refusal(() => demandWritable(join(closed, 'inner')))).toBe('no-write-permission');
    } finally {
      if (runsAsRoot() || process.geteuid?.() === 65_534) process.seteuid?.(process.getuid?.() ?? 0);
      rmSync(closed, { recursive: true, force: true });
    }
  });

  test.runIf(runsAsRoot() && process.platform === 'linux')('disk full at the first start and at a later one; fine again with room', async (context) => {
    const small = mkdtempSync(join(tmpdir(), 'millwright-small-'));
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', small]).status !== 0) return context.skip('this machine does not let us mount');
    const fill = join(small, 'filler');
    const begin = async (): Promise<void> => (await startEmbedded(resolveHome({ MILLWRIGHT_HOME: small }), silent)).stop();
    try {
      writeFileSync(fill, Buffer.alloc(130 * 1024 * 1024));
      expect(await refusal(begin)).toBe('disk-full');
      rmSync(fill);
      await begin();
      spawnSync('dd', ['if=/dev/zero', `of=${fill}`, 'bs=4k']);
      expect(await refusal(begin)).toBe('disk-full');
      rmSync(fill);
      await begin();
    } finally {
      spawnSync('umount', [small]);
      rmSync(small, { recursive: true, force: true });
    }
  });

  test('data of another major version; secrets lost', async () => {
    const file = join(dataFolder, 'PG_VERSION');
    const version = readFileSync(file, 'utf8');
    writeFileSync(file, '14\n');
    expect(await refusal(start)).toBe('data-of-other-major');
    writeFileSync(file, version);
    renameSync(home.secretsFile, `${home.secretsFile}.away`);
    expect(await refusal(start)).toBe('secrets-lost');
    writeFileSync(home.secretsFile, '{');
    expect(await refusal(start)).toBe('secrets-lost');
    renameSync(`${home.secretsFile}.away`, home.secretsFile);
    await start();
  });
});
