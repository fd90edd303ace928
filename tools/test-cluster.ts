// The PostgreSQL that test runs share: started by whoever needs it first, stopped by itself when nobody uses it any more.
//
// Several test runs may go on at once, so no run owns the server and none may stop it. This program is its keeper, a
// process of its own: it leaves at once when another keeper holds the folder, drops databases that a killed test left
// behind, and ends the server after ten minutes without a connection (or on SIGTERM, if then nobody is connected).
// With --release it asks the keeper at work to do so.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { lockFolder } from '@millwright/server/kernel/database/folder-lock';
import { resolveHome, writeWhole } from '@millwright/server/kernel/database/home';
import { StartFailure } from '@millwright/server/kernel/database/start-failure';
import { startEmbedded } from '@millwright/server/kernel/database/supervisor';
import { releaseTestServer, testServerSettings } from './test-database.ts';

const sweepSeconds = 20;
const idleSweepsAllowed = 30;

async function keep(folder: string): Promise<void> {
  const home = resolveHome({ MILLWRIGHT_HOME: folder });
  const lock = lockFolder(home.lockFile);
  const addressFile = join(folder, 'cluster.json');
  rmSync(addressFile, { force: true });
  const cluster = await startEmbedded(home, (line) => console.log(line), { settings: testServerSettings });
  const admin = new pg.Pool({ connectionString: cluster.url('admin', 'postgres'), max: 1, application_name: 'keeper' });
  admin.on('error', () => undefined);
  await dropAbandoned(admin, () => true);
  writeWhole(addressFile, JSON.stringify({ keeper: process.pid, url: cluster.url('admin', 'postgres') }), 0o600);

  let asked = new AbortController();
  process.on('SIGTERM', () => asked.abort());
  process.on('SIGINT', () => undefined);
  const unusedSweeps = new Map<string, number>();
  for (let idleSweeps = 0; idleSweeps < idleSweepsAllowed;) {
    await delay(sweepSeconds * 1000, undefined, { signal: asked.signal }).catch(() => undefined);
    const connected = await countConnections(admin);
    const total = [...connected.values()].reduce((sum, count) => sum + count, 0);
    idleSweeps = total === 0 ? idleSweeps + 1 : 0;
    if (asked.signal.aborted && total === 0) break;
    asked = asked.signal.aborted ? new AbortController() : asked;
    await dropAbandoned(admin, (name) => {
      const unused = connected.has(name) ? 0 : (unusedSweeps.get(name) ?? 0) + 1;
      unusedSweeps.set(name, unused);
      return unused > 2 * idleSweepsAllowed;
    });
  }
  rmSync(addressFile, { force: true });
  await admin.end();
  await cluster.stop();
  lock.release();
}

async function countConnections(admin: pg.Pool): Promise<Map<string, number>> {
  const found = await admin.query<{ name: string; count: string }>(`
    select datname as name, count(*) as count
    from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()
    group by datname
  `);
  return new Map(found.rows.map((row) => [row.name, Number(row.count)]));
}

async function dropAbandoned(admin: pg.Pool, abandoned: (name: string) => boolean): Promise<void> {
  const found = await admin.query<{ name: string; template: boolean }>("select datname as name, datistemplate as template from pg_database where datname like 'mw\\_%'");
  for (const { name, template } of found.rows) {
    if (!abandoned(name)) continue;
    if (template) await admin.query(`alter database ${pg.escapeIdentifier(name)} is_template false`);
    await admin.query(`drop database ${pg.escapeIdentifier(name)} with (force)`).catch(() => undefined);
  }
}

const word = process.argv[2];
if (word === undefined) throw new Error('usage: tsx tools/test-cluster.ts <folder> | --release');
if (word === '--release') releaseTestServer();
else {
  keep(word).then(
    () => process.exit(0),
    (error: unknown) => {
      // Another keeper is at work: exactly what was wanted.
      if (error instanceof StartFailure && error.code === 'data-folder-in-use') process.exit(0);
      console.error(error);
      process.exit(1);
    },
  );
}
