/**
 * Opening, backing up and restoring a company. They work as the maintenance role on connections of their own, so what they do is either
 * wholly there or not at all; who asked is asked again here, because a job may start long after the click.
 */
import { join } from 'node:path';
import { assert } from '@millwright/core/primitives/outcome';
import type { Period } from '@millwright/core/primitives/plain-day';
import { loadBackup } from '../../../kernel/backup/load-backup.ts';
import { backupFolder, backupName, recordBackup } from '../../../kernel/backup/register.ts';
import { writeBackup } from '../../../kernel/backup/write-backup.ts';
import { uploadPath } from '../../../kernel/exchange/upload.ts';
import { defineJob, type JobContext } from '../../../kernel/jobs.ts';
import { problem, ProblemError } from '../../../kernel/refusal.ts';
import { brokenBooks } from '../../../verify.ts';
import { backupPlanWith } from './backup-plan.ts';
import { companyRefusals } from './company.contract.ts';
import { appointAdministrators, isInstallationAdministrator, rolesOf, setUpCompany } from './set-up.ts';

const href = '/foundation/company';
function maintenanceOf({ runtime }: JobContext) {
  assert(runtime.maintenance !== undefined, 'this server has no maintenance connection');
  return runtime.maintenance;
}
function planOf({ runtime }: JobContext) {
  assert(runtime.files !== undefined, 'this server has no file store');
  return backupPlanWith(runtime.files);
}
async function demandAdministrator(context: JobContext): Promise<void> {
  const text = companyRefusals['not-installation-administrator'];
  if (!(await isInstallationAdministrator(maintenanceOf(context).pool, context.actor.userId))) throw new ProblemError(problem(403, 'not-installation-administrator', text));
}

export const createJob = defineJob<{ code: string; name: string; taxNumber: string; firstPeriod: string }>('foundation/company.create', {
  async run(context, input) {
    await demandAdministrator(context);
    const { pool } = maintenanceOf(context);
    // The posts and what they may do are taken over from where the administrator works; people are not.
    const roles = await rolesOf(pool, context.companyId);
    const administrator = roles.find(({ permissions }) => permissions.includes('*')) ?? { code: 'administrator', name: '系统管理员', permissions: ['*'] };
    await setUpCompany(pool, context.runtime.identity, {
      code: input.code, name: input.name, taxNumber: input.taxNumber, firstPeriod: Number(input.firstPeriod.replace('-', '')) as Period, periodCount: 12,
      roles: roles.includes(administrator) ? roles : [...roles, administrator], people: [], members: [{ userId: context.actor.userId, roles: [administrator.code] }],
    });
    return { href, message: { zh: `账套「${input.name}」已建立，可在页眉切换`, en: `Company "${input.name}" is open; switch to it in the header` } };
  },
});

export const backUpJob = defineJob<Record<string, never>>('foundation/company.back-up', {
  async run(context) {
    const { pool, folder } = maintenanceOf(context);
    const { companyId, actor, jobId } = context;
    const takenAt = context.runtime.clock.now().toISOString();
    const fileName = await backupName(pool, companyId, takenAt, jobId);
    const { bytes, rows } = await writeBackup({ pool, companyId, userId: actor.userId, takenAt, file: join(backupFolder(folder), fileName), plan: planOf(context), steps: context });
    await recordBackup(pool, { companyId, id: jobId, fileName, bytes, rows, userId: actor.userId });
    return { href, message: { zh: `已备份：${fileName}，${rows} 行`, en: `Backed up: ${fileName}, ${rows} rows` } };
  },
});

export const restoreJob = defineJob<{ upload: string; fileName: string; code: string; name: string }>('foundation/company.restore', {
  async run(context, { upload, code, name }) {
    await demandAdministrator(context);
    const path = uploadPath(context.companyId, context.actor.userId, upload);
    if (path === undefined) throw new ProblemError(problem(422, 'upload-gone', companyRefusals['upload-gone']));
    const restored = await restoreFile(context, path, { code, name });
    const added = restored.peopleAdded.length;
    return {
      href, company: restored.companyId,
      message: {
        zh: `账套「${restored.name}」（${restored.code}）已恢复，${restored.rows} 行，账簿核对相符。人员：${restored.peopleKnown} 位按账号对应${added > 0 ? `，${added} 位新建、停用待启用` : ''}`,
        en: `Company "${restored.name}" (${restored.code}) is restored: ${restored.rows} rows, the books tie. People: ${restored.peopleKnown} matched by login${added > 0 ? `, ${added} added, inactive until enabled` : ''}`,
      },
    };
  },
});

const restoreFile = (context: JobContext, path: string, { code, name }: { code: string; name: string }) => loadBackup({
  pool: maintenanceOf(context).pool, path, plan: planOf(context), identity: context.runtime.identity, steps: context,
  code: code === '' ? undefined : code, name: name === '' ? undefined : name,
  settle: (client, companyId) => appointAdministrators(client, context.runtime.identity, companyId, [context.actor.userId]),
  check: brokenBooks,
});
