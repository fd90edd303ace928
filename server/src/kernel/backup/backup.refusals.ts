/** Why a file is not restored, in words for the person who chose it. Nothing of a refused file stays. */
import type { Parameters, Text } from '@millwright/core/primitives/outcome';
import { problem, ProblemError, render } from '../refusal.ts';

export const backupRefusals = {
  'backup-foreign': { zh: '这不是匠造的账套备份文件。', en: 'This file is no company backup of Millwright.' },
  'backup-damaged': { zh: '备份文件损坏或不完整（{where}），什么也没有恢复。请换一份备份。', en: 'The backup is damaged or incomplete ({where}); nothing was restored. Use another copy.' },
  'backup-newer': { zh: '备份来自更新的版本（数据结构 {theirs}，本程序是 {ours}）。请先升级程序，再恢复。', en: 'The backup was made by a newer version (structure {theirs}, this program has {ours}). Upgrade the program first.' },
  'backup-older': { zh: '备份来自旧版本（数据结构 {theirs}，本程序是 {ours}）。请用当时的版本恢复，再升级。', en: 'The backup was made by an older version (structure {theirs}, this program has {ours}). Restore it with that version, then upgrade.' },
  'backup-other-structure': { zh: '备份的表结构与本程序不同，不能恢复。请用生成备份的那个版本。', en: 'The backup has other tables than this program and cannot be restored. Use the version that made it.' },
  'backup-code-taken': { zh: '账套代码 {code} 已被使用，请换一个代码。', en: 'A company with the code {code} exists already. Choose another code.' },
  'backup-content': { zh: '数据库拒收备份里「{table}」的内容：{detail}。什么也没有恢复。', en: 'The database refuses what the backup holds for {table}: {detail}. Nothing was restored.' },
  'backup-books-broken': { zh: '备份里的账核对不符，没有恢复。第一处：{first}', en: 'The books in the backup do not tie; nothing was restored. First here: {first}' },
} satisfies Record<string, Text>;

export const backupProblem = (code: keyof typeof backupRefusals, parameters: Parameters = {}): ProblemError =>
  new ProblemError(problem(422, code, render(backupRefusals[code], parameters)));
