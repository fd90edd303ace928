/**
 * 记账凭证: the legal paper over entries. Generated from entries or typed by hand; audited by a second person, which gives it its
 * number; posted, after which nothing about it changes. Numbers of a period and type have no gap: the database hands them out.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, type Text } from '../../../kernel/contract.ts';

export const voucherStates = {
  draft: { label: { zh: '待审核', en: 'To audit' }, tone: 'waiting' },
  audited: { label: { zh: '已审核', en: 'Audited' }, tone: 'active' },
  posted: { label: { zh: '已记账', en: 'Posted' }, tone: 'done' },
  void: { label: { zh: '已作废', en: 'Void' }, tone: 'neutral' },
} as const;
const origins = { generated: { zh: '单据生成', en: 'Generated' }, manual: { zh: '手工', en: 'Manual' }, summary: { zh: '汇总', en: 'Summary' } } as const;

export const voucherHead = z.object({
  day: field.day('凭证日期', 'Date'),
  summary: field.text('摘要', 'Summary', { max: 200 }).default(''),
  attachmentCount: field.count('附件张数', 'Attachments', { max: 999 }).default(0),
});
export const voucherLine = z.object({
  summary: field.text('摘要', 'Summary', { required: true, max: 200, width: 220 }),
  account: field.reference('科目', 'Account', 'ledger/account', { width: 240 }),
  debit: field.money('借方', 'Debit', { group: 'finance' }).nullable().default(null),
  credit: field.money('贷方', 'Credit', { group: 'finance' }).nullable().default(null),
  department: field.reference('部门', 'Department', 'foundation/department').nullable().default(null),
});
export const voucher = documentContract({
  noun: 'ledger/voucher',
  title: { zh: '记账凭证', en: 'Voucher' },
  states: voucherStates,
  editable: ['draft'],
  head: voucherHead,
  line: voucherLine,
  actions: {
    audit: { title: { zh: '审核', en: 'Audit' }, from: ['draft'], because: { zh: '凭证{state}，不用再审核。', en: 'It is {state}; there is nothing to audit.' }, shortcut: 'F8', primary: true },
    post: { title: { zh: '记账', en: 'Post' }, from: ['audited'], because: { zh: '只有已审核的凭证可以记账，现在{state}。', en: 'Only an audited voucher is posted; it is {state}.' }, confirm: { zh: '记账后不能取消，更正只能用红字凭证。', en: 'Posting cannot be undone; corrections are red vouchers.' } },
    reverse: { title: { zh: '红冲', en: 'Reverse' }, from: ['posted'], because: { zh: '只有已记账的凭证要红冲，现在{state}。', en: 'Only a posted voucher is reversed; it is {state}.' }, confirm: { zh: '将生成一张红字凭证，审核、记账后冲回；原凭证保留。', en: 'A red voucher is made; audited and posted, it takes this one back, which stays.' } },
    void: { title: { zh: '作废', en: 'Void' }, from: ['draft', 'audited'], because: { zh: '凭证{state}，不能作废。', en: 'It is {state} and cannot be voided.' }, confirm: { zh: '作废的凭证保留号码，分录可以另制凭证。', en: 'A void voucher keeps its number; its entries may go on another one.' } },
  },
});
export const voucherRefusals = {
  unbalanced: { zh: '借方合计 {debit} 与贷方合计 {credit} 不等。', en: 'Debits {debit} and credits {credit} differ.' },
  'side-missing': { zh: '第 {row} 行：借方、贷方填且只填一个，不能为零。', en: 'Row {row}: fill either debit or credit, not zero.' },
  'account-unusable': { zh: '第 {row} 行：科目不存在、不是末级或已停用。', en: 'Row {row}: the account does not exist, is not a leaf or is inactive.' },
  'account-controlled': { zh: '第 {row} 行：受控科目 {code} 只能由业务单据记账。', en: 'Row {row}: the controlled account {code} takes lines only from its documents.' },
  'two-lines': { zh: '凭证至少要有两行。', en: 'A voucher has at least two lines.' },
  'not-manual': { zh: '由单据生成的凭证不能改，请冲销单据后重新制证。', en: 'A generated voucher is not edited; reverse the document and generate anew.' },
  'same-person': { zh: '第 {row} 张：制单人不能审核自己的凭证。', en: 'No. {row}: the preparer cannot audit the voucher.' },
  'state-changed': { zh: '第 {row} 张：凭证{state}，不能这样操作。', en: 'No. {row}: the voucher is {state}; this is not possible.' },
  'day-before-original': { zh: '红冲日期 {day} 早于原凭证日期 {original}。', en: 'The reversal day {day} is before the day {original} of the voucher.' },
  'generated': { zh: '由单据生成的凭证不能红冲，请冲销单据。', en: 'A generated voucher is not reversed; reverse its documents.' },
  'red': { zh: '红字凭证的分录与原凭证正好相反，不能改，也不能再红冲；不要了请在审核前作废。', en: 'A red voucher negates the original exactly: it is neither edited nor reversed. While a draft it can be voided.' },
  'red-audited': { zh: '第 {row} 张：红字凭证已审核，不能作废。', en: 'No. {row}: a red voucher that was audited is not voided.' },
  'reversed-already': { zh: '已有红字凭证 {number}，不能再红冲。', en: 'The red voucher {number} is there already.' },
  'nothing-to-do': { zh: '没有需要制证的分录。', en: 'There are no entries without a voucher.' },
} satisfies Record<string, Text>;

export const saveVoucher = commandContract({
  name: 'ledger/voucher.save', title: { zh: '填制凭证', en: 'Prepare vouchers' },
  input: voucherHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('分录', 'Lines', voucherLine) }),
  output: savedOutput, refusals: voucherRefusals,
});
const period = z.number().int().min(190001).max(299912);
export const generateVouchers = commandContract({
  name: 'ledger/voucher.generate', title: { zh: '生成凭证', en: 'Generate vouchers' },
  input: z.object({ period, documentIds: z.array(field.id()).max(500).optional() }),
  /** `netted`: pairs of an entry and its reversal that need no voucher. */
  output: z.object({ count: z.number(), netted: z.number() }), refusals: voucherRefusals,
});
const many = z.object({ ids: z.array(field.id()).min(1).max(500) });
const counted = z.object({ id: z.string(), version: z.number(), count: z.number() });
export const auditVouchers = commandContract({ name: 'ledger/voucher.audit', title: { zh: '审核凭证', en: 'Audit vouchers' }, input: z.union([many, z.object(recordKey)]), output: counted, refusals: voucherRefusals });
export const postVouchers = commandContract({ name: 'ledger/voucher.post', title: { zh: '凭证记账', en: 'Post vouchers' }, input: z.union([many, z.object(recordKey)]), output: counted, refusals: voucherRefusals });
export const voidVouchers = commandContract({ name: 'ledger/voucher.void', title: { zh: '作废凭证', en: 'Void vouchers' }, input: z.union([many, z.object(recordKey)]), output: counted, refusals: voucherRefusals });

/** How vouchers name one another. */
export const voucherNumber = ({ type, number }: { readonly type: string; readonly number: number | null }): string => (number === null ? '' : `${type}-${String(number).padStart(4, '0')}`);
export const reversalDay = z.object({ day: field.day('红冲日期', 'Reversal date', { hint: { zh: '不填为今天', en: 'Left empty: today' } }).optional() });
export const reverseVoucher = commandContract({ name: 'ledger/voucher.reverse', title: { zh: '红冲凭证', en: 'Reverse vouchers' }, input: z.object({ ...recordKey, ...reversalDay.shape }), output: savedOutput, refusals: voucherRefusals });

export const listVouchers = listContract({
  noun: 'ledger/voucher', title: { zh: '记账凭证', en: 'Vouchers' },
  row: {
    number: field.code('字号', 'Number', { width: 90 }),
    day: field.day('日期', 'Date'),
    period: field.count('期间', 'Period', { width: 80 }),
    summary: field.text('摘要', 'Summary', { width: 260 }),
    amount: field.money('金额', 'Amount', { group: 'finance' }),
    origin: field.choice('来源', 'Origin', origins),
    preparedBy: field.text('制单', 'Prepared by', { width: 80 }),
    auditedBy: field.text('审核', 'Audited by', { width: 80 }),
    postedBy: field.text('记账', 'Posted by', { width: 80 }),
    state: field.choice('状态', 'State', { draft: voucherStates.draft.label, audited: voucherStates.audited.label, posted: voucherStates.posted.label, void: voucherStates.void.label }),
  },
  defaultSort: { by: 'day', descending: true }, totals: ['amount'],
  views: [
    { key: 'draft', title: { zh: '待审核', en: 'To audit' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
    { key: 'audited', title: { zh: '待记账', en: 'To post' }, filter: [{ field: 'state', operator: 'is', value: 'audited' }] },
  ],
});
export const getVoucher = queryContract({
  name: 'ledger/voucher.get', title: { zh: '查看凭证', en: 'View vouchers' }, permission: 'ledger/voucher.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
