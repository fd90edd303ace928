/** 账套: the companies of an installation, opened, backed up to one file and restored. All three are long work and run as jobs. */
import { z } from 'zod';
import { commandContract, oneLine, queryContract, type Text } from '../../../kernel/contract.ts';

const code = z.string().trim().regex(/^[A-Za-z0-9_-]{1,20}$/).meta({ label: { zh: '账套代码', en: 'Code' }, kind: 'code' });
const name = z.string().trim().min(1).max(100).regex(oneLine).meta({ label: { zh: '账套名称', en: 'Name' }, kind: 'text' });
export const companyStates: Readonly<Record<'loading' | 'live' | 'simulation' | 'training' | 'deleting', Text>> = {
  loading: { zh: '正在恢复', en: 'Loading' }, live: { zh: '正式', en: 'Live' }, simulation: { zh: '模拟', en: 'Simulation' }, training: { zh: '培训', en: 'Training' }, deleting: { zh: '已停用', en: 'Being deleted' },
};
export const listCompanies = queryContract({
  name: 'foundation/company.list',
  title: { zh: '查看账套', en: 'View companies' },
  permission: 'foundation/company.view',
  input: z.object({}),
  output: z.object({
    rows: z.array(z.object({
      id: z.string(), code: z.string(), name: z.string(), state: z.enum(['loading', 'live', 'simulation', 'training', 'deleting']), currency: z.string(), createdAt: z.string(),
      /** Whether the person has a role in it. */
      member: z.boolean(), documents: z.number(), backupAt: z.string().nullable(), backupBytes: z.number().nullable(),
    })),
    /** Looks after the installation: opens and restores companies. */
    administrator: z.boolean(),
  }),
});
export const listBackups = queryContract({
  name: 'foundation/company.backups',
  title: { zh: '备份账套', en: 'Back a company up' },
  permission: 'foundation/company.back-up',
  input: z.object({}),
  output: z.object({ rows: z.array(z.object({ id: z.string(), fileName: z.string(), bytes: z.number(), rowCount: z.number(), takenAt: z.string(), takenBy: z.string() })) }),
});
export const companyRefusals = {
  'not-installation-administrator': { zh: '只有系统的管理员可以新建和恢复账套；账套里的权限不够。', en: 'Only an administrator of the installation opens and restores companies; rights within a company are not enough.' },
  'code-taken': { zh: '账套代码 {code} 已被使用。', en: 'A company with the code {code} exists already.' },
  'upload-gone': { zh: '上传的备份文件已经清理，请重新选择文件。', en: 'The uploaded backup is gone. Choose the file again.' },
} satisfies Record<string, Text>;
const started = z.object({ jobId: z.string() });
export const createCompany = commandContract({
  name: 'foundation/company.create',
  title: { zh: '新建账套', en: 'Open a company' },
  input: z.object({
    code, name,
    taxNumber: z.string().trim().max(30).regex(oneLine).default('').meta({ label: { zh: '纳税人识别号', en: 'Tax number' }, kind: 'text' }),
    firstPeriod: z.string().trim().regex(/^20\d\d-(0[1-9]|1[0-2])$/).meta({ label: { zh: '启用期间', en: 'First period' }, kind: 'text', hint: { zh: '年-月，如 2026-01', en: 'Year and month, as 2026-01' } }),
  }),
  output: started,
  refusals: { 'not-installation-administrator': companyRefusals['not-installation-administrator'], 'code-taken': companyRefusals['code-taken'] },
});
export const backUpCompany = commandContract({
  name: 'foundation/company.back-up',
  title: { zh: '备份账套', en: 'Back a company up' },
  input: z.object({}),
  output: started,
});
export const restoreCompany = commandContract({
  name: 'foundation/company.restore',
  title: { zh: '恢复账套', en: 'Restore a company' },
  input: z.object({
    upload: z.string().regex(/^[0-9a-f]{64}$/),
    fileName: z.string().max(200).regex(oneLine).default(''),
    /** Empty: as in the file. */
    code: z.string().trim().regex(/^[A-Za-z0-9_-]{0,20}$/).default('').meta({ label: { zh: '账套代码（不填则同备份）', en: 'Code (empty: as in the backup)' }, kind: 'text' }),
    name: z.string().trim().max(100).regex(oneLine).default('').meta({ label: { zh: '账套名称（不填则同备份）', en: 'Name (empty: as in the backup)' }, kind: 'text' }),
  }),
  output: started,
  refusals: { 'not-installation-administrator': companyRefusals['not-installation-administrator'], 'code-taken': companyRefusals['code-taken'], 'upload-gone': companyRefusals['upload-gone'] },
});
