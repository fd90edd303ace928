/** The states and actions of an order, in words every order shares. Browser-safe: contracts of the orders spread them. */
export const orderStates = {
  draft: { label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
  approved: { label: { zh: '已审核', en: 'Approved' }, tone: 'done' },
  closed: { label: { zh: '已关闭', en: 'Closed' }, tone: 'neutral' },
} as const;
export const orderActions = {
  approve: { title: { zh: '审核', en: 'Approve' }, from: ['draft'], because: { zh: '单据{state}，不用再审核。', en: 'It is {state}; there is nothing to approve.' }, shortcut: 'F8', primary: true },
  unapprove: { title: { zh: '反审核', en: 'Withdraw approval' }, from: ['approved'], because: { zh: '单据{state}，没有可撤回的审核。', en: 'It is {state}; there is no approval to withdraw.' } },
  close: { title: { zh: '关闭', en: 'Close' }, from: ['approved'], because: { zh: '只有已审核的单据可以关闭，现在是{state}。', en: 'Only an approved document can be closed; it is {state}.' }, confirm: { zh: '关闭后剩余数量不再执行，计划也不再计算。可以重新打开。', en: 'What remains will no longer be executed or planned. You can reopen it.' } },
  reopen: { title: { zh: '重新打开', en: 'Reopen' }, from: ['closed'], because: { zh: '单据没有关闭，现在是{state}。', en: 'It is not closed; it is {state}.' } },
  remove: { title: { zh: '删除', en: 'Delete' }, from: ['draft'], because: { zh: '单据{state}，只有草稿可以删除。', en: 'It is {state}; only a draft can be deleted.' }, confirm: { zh: '删除后不能恢复，历史里还能看到。', en: 'This cannot be undone; history will still show it.' } },
} as const;
