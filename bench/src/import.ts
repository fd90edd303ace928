/**
 * An import beside what the database can do at best: items of a CSV file through the whole import (reading, checks, references, differences,
 * audit, search words) as CPU seconds per 100,000 rows, and the plain COPY of the same rows into a table without keys, checks or audit.
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { importFile } from '@millwright/server/kernel/exchange/import-file';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { backendPids, databaseCpuMs, type Scene } from './scene.ts';

export type ImportRow = { readonly name: string; readonly rows: number; readonly seconds: number; readonly nodeCpuSeconds: number; readonly databaseCpuSeconds: number | undefined; readonly more: string };
const header = '编码,名称,规格型号,类别,来源,单位,安全库存\n';

export async function measureImport(scene: Scene, rows: number): Promise<ImportRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-import-'));
  const path = join(folder, 'items.csv');
  const lines = Array.from({ length: rows }, (_, n) => `IM-${String(n).padStart(7, '0')},内六角螺栓 ${n},M${n % 30}×${n % 200},五金,外购,imp,${n % 900}\n`);
  writeFileSync(path, header + lines.join(''));
  const admin = new pg.Client({ connectionString: scene.database.urls.admin, application_name: 'bench copy' });
  await admin.connect();
  try {
    await scene.run('foundation/unit.save', { code: 'imp', name: '件', decimals: 0 });
    const actor = { userId: scene.userId, userName: 'bench', permissions: new Set(['*']) };
    const bring = () => importFile(scene.runtime, { noun: 'engineering/item', path, companyId: scene.companyId, actor });
    const copy = async () => {
      await admin.query('create table bench_copy (code text, name text, spec text, class text, source text, unit text, safety numeric(20, 6))');
      await pipeline(createReadStream(path), admin.query(copyFrom('copy bench_copy from stdin with (format csv, header true)')));
      await admin.query('drop table bench_copy');
    };
    const pids = await backendPids(scene.database.urls.admin, '');
    // The connection that listed them is among them and needs a moment to go.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [
      await measured('floor: plain COPY', rows, pids, copy),
      await measured('import, all new', rows, pids, bring),
      await measured('import, all known and the same', rows, pids, bring),
    ];
  } finally {
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(name: string, rows: number, pids: readonly number[], work: () => Promise<unknown>): Promise<ImportRow> {
  const alive = pids.filter((pid) => databaseCpuMs([pid]) !== undefined);
  const [node, database, start] = [process.cpuUsage(), databaseCpuMs(alive), performance.now()];
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 50);
  await work();
  clearInterval(watch);
  const used = process.cpuUsage(node);
  const after = databaseCpuMs(alive);
  return {
    name, rows, seconds: (performance.now() - start) / 1000, nodeCpuSeconds: (used.user + used.system) / 1e6,
    databaseCpuSeconds: database === undefined || after === undefined ? undefined : (after - database) / 1000, more: `memory at most ${(peak / 1024 / 1024).toFixed(0)} MB`,
  };
}
