/**
 * `npm run backup -- --company CODE [--to file]`: backs a company up beside a running server, or without one. Without --to the file goes to
 * the backups of the data folder, where the page of companies shows it; a job for cron.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { unwatched } from './kernel/backup/backup-file.ts';
import { backupFolder, backupName, recordBackup } from './kernel/backup/register.ts';
import { writeBackup } from './kernel/backup/write-backup.ts';
import { systemClock } from './kernel/clock.ts';
import { joinDatabase } from './kernel/database/open.ts';
import { StartFailure } from './kernel/database/start-failure.ts';
import { openFileStore } from './kernel/files/file-store.ts';
import { createIdentity } from './kernel/identity.ts';
import { backupPlanWith } from './modules/foundation/company/backup-plan.ts';

const usage = '用法 / Usage: npm run backup -- --company CODE [--to file.tar.gz]';

export async function runBackup(words: readonly string[], env: Readonly<Record<string, string | undefined>>, say: (line: string) => void): Promise<number> {
  const { company, to } = parseArgs({ args: [...words], options: { company: { type: 'string' }, to: { type: 'string' } } }).values;
  if (!company) {
    say(usage);
    return 64;
  }
  const database = await joinDatabase(env, say);
  try {
    const { pools, home } = database;
    const { rows: [found] } = await pools.maintain.query<{ id: string }>("select id from kernel.company where code = $1 and state in ('live', 'simulation', 'training')", [company]);
    if (!found) {
      say(`没有账套 ${company} / There is no company ${company}`);
      return 1;
    }
    const takenAt = systemClock.now().toISOString();
    const id = await createIdentity(pools.writeBulk).nextId();
    const name = await backupName(pools.maintain, found.id, takenAt, id);
    const file = to === undefined ? resolve(backupFolder(home.folder), name) : resolve(to);
    const { bytes, rows, manifest } = await writeBackup({ pool: pools.maintain, companyId: found.id, userId: '', takenAt, file, plan: backupPlanWith(openFileStore(home.folder, env)), steps: unwatched });
    if (to === undefined) await recordBackup(pools.maintain, { companyId: found.id, id, fileName: name, bytes, rows, userId: null });
    say(`已备份 / Backed up: ${file} · ${rows} 行 rows · ${bytes} 字节 bytes · 借方合计 debits ${manifest.figures['debits']}`);
    return 0;
  } finally {
    await database.close();
  }
}

// By its name: bundled together with others, this file is a part of another one.
if (/[\\/]backup\.(ts|js)$/.test(process.argv[1] ?? '')) {
  runBackup(process.argv.slice(2), process.env, (line) => console.log(line)).then((code) => { process.exitCode = code; }, (error: unknown) => {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exitCode = 2;
  });
}
