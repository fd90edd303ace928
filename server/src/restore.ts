/**
 * `npm run restore -- file [--code NEW] [--name NAME] [--administrator LOGIN]`: restores a company beside a running server, or without
 * one. The administrators of the installation may enter it; where there are none yet, the person named becomes one, with a password that
 * is printed this once.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { unwatched } from './kernel/backup/backup-file.ts';
import { loadBackup } from './kernel/backup/load-backup.ts';
import { joinDatabase } from './kernel/database/open.ts';
import { StartFailure } from './kernel/database/start-failure.ts';
import { openFileStore } from './kernel/files/file-store.ts';
import { createIdentity } from './kernel/identity.ts';
import { problem, ProblemError } from './kernel/refusal.ts';
import { hashPassword } from './modules/access/session/session.store.ts';
import { backupPlanWith } from './modules/foundation/company/backup-plan.ts';
import { appointAdministrators } from './modules/foundation/company/set-up.ts';
import { brokenBooks } from './verify.ts';

const usage = '用法 / Usage: npm run restore -- file.tar.gz [--code NEW] [--name NAME] [--administrator LOGIN]';

export async function runRestore(words: readonly string[], env: Readonly<Record<string, string | undefined>>, say: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: { code: { type: 'string' }, name: { type: 'string' }, administrator: { type: 'string' } } });
  const [file, ...more] = positionals;
  if (!file || more.length > 0 || (values.code !== undefined && !/^[A-Za-z0-9_-]{1,20}$/.test(values.code))) {
    say(usage);
    return 64;
  }
  const database = await joinDatabase(env, say);
  try {
    const { maintain } = database.pools;
    const identity = createIdentity(database.pools.writeBulk);
    let password: string | undefined;
    const restored = await loadBackup({
      pool: maintain, path: resolve(file), plan: backupPlanWith(openFileStore(database.home.folder, env)), identity, code: values.code, name: values.name, steps: unwatched, check: brokenBooks,
      settle: async (client, companyId) => {
        const chosen = await administrators(client, values.administrator);
        password = chosen.password;
        await appointAdministrators(client, identity, companyId, chosen.userIds);
      },
    });
    say(`已恢复账套 / Restored: ${restored.code} ${restored.name} · ${restored.rows} 行，账簿核对相符 / rows, the books tie`);
    say(`人员 / People: ${restored.peopleKnown} 位按账号对应 matched by login; ${restored.peopleAdded.length} 位新建、停用 added, inactive${restored.peopleAdded.length > 0 ? `: ${restored.peopleAdded.join(' ')}` : ''}`);
    if (password !== undefined) say(`管理员 / Administrator: ${values.administrator}\n初始密码（只显示这一次，请记下） / First password, shown only this once: ${password}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say(`${error.problem.message.zh}\n${error.problem.message.en}`);
    return 1;
  } finally {
    await database.close();
  }
}

async function administrators(client: pg.ClientBase, login: string | undefined): Promise<{ userIds: string[]; password?: string }> {
  const { rows: present } = await client.query<{ id: string }>('select u.id from access.installation_administrator as a join access."user" as u on u.id = a.user_id and u.active');
  if (login === undefined && present.length > 0) return { userIds: present.map(({ id }) => id) };
  const { rows: [person] } = await client.query<{ id: string }>('select id from access."user" where login = $1', [login ?? '']);
  if (!person) {
    throw new ProblemError(problem(422, 'administrator-missing', {
      zh: '还没有系统管理员：请用 --administrator 指明由谁管理，须是备份中或系统里的账号。什么也没有恢复。', en: 'Name who looks after it with --administrator, a login of the backup or of this installation. Nothing was restored.',
    }));
  }
  if (present.length > 0) return { userIds: [person.id] };
  const password = randomBytes(9).toString('base64url');
  await client.query('update access."user" set password_hash = $2, active = true, must_change_password = true, password_set_at = now() where id = $1', [person.id, await hashPassword(password)]);
  await client.query('insert into access.installation_administrator (user_id) values ($1) on conflict do nothing', [person.id]);
  return { userIds: [person.id], password };
}

if (/[\\/]restore\.(ts|js)$/.test(process.argv[1] ?? '')) {
  runRestore(process.argv.slice(2), process.env, (line) => console.log(line)).then((code) => { process.exitCode = code; }, (error: unknown) => {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exitCode = 2;
  });
}
