/** States and actions of an engineering version (BOM, routing), in words both share. Browser-safe. Nothing approved is edited in place. */
import type { Text } from '../../../kernel/contract.ts';

export const versionStates = {
  draft: { label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
  approved: { label: { zh: '已审核', en: 'Approved' }, tone: 'done' },
  obsolete: { label: { zh: '已作废', en: 'Obsolete' }, tone: 'neutral' },
} as const;
export const versionActions = {
  approve: { title: { zh: '审核', en: 'Approve' }, from: ['draft'], because: { zh: '版本{state}，不用再审核。', en: 'It is {state}; there is nothing to approve.' }, shortcut: 'F8', primary: true },
  copy: { title: { zh: '复制为新版本', en: 'Copy to new revision' }, from: ['draft', 'approved', 'obsolete'], because: { zh: '版本{state}，不能复制。', en: 'It is {state} and cannot be copied.' } },
  obsolete: { title: { zh: '作废', en: 'Make obsolete' }, from: ['approved'], because: { zh: '只有已审核的版本可以作废，现在是{state}。', en: 'Only an approved version can be made obsolete; it is {state}.' }, confirm: { zh: '作废后新的计划和工单不再使用它；已下达的工单不受影响。', en: 'New plans and work orders will no longer use it; released work orders are not affected.' } },
  remove: { title: { zh: '删除', en: 'Delete' }, from: ['draft'], because: { zh: '版本{state}，只有草稿可以删除。', en: 'It is {state}; only a draft can be deleted.' }, confirm: { zh: '删除后不能恢复，历史里还能看到。', en: 'This cannot be undone; history will still show it.' } },
} as const;

export const versionRefusals = {
  'item-unknown': { zh: '物料不存在或已停用。', en: 'The item does not exist or is inactive.' },
  'revision-taken': { zh: '「{code}」已有版本 {revision}，请换一个版本号。', en: '"{code}" already has revision {revision}; choose another.' },
  'ends-before-start': { zh: '失效日期早于生效日期。', en: 'It ends before it starts.' },
  'same-start': { zh: '版本 {revision} 也从 {day} 起生效。请改生效日期，或先作废那个版本。', en: 'Revision {revision} takes effect on {day} too. Change the date or make that revision obsolete first.' },
  'later-approved': { zh: '版本 {revision} 已审核并从 {day} 起生效，本版本要填写早于该日的失效日期。', en: 'Revision {revision} is approved from {day}; this one needs an end before that day.' },
} satisfies Record<string, Text>;
