/** 待生成凭证的业务: entries that need a voucher and have none, as the home page counts them; generating makes the vouchers of a period. */
import { field, listContract } from '../../../kernel/contract.ts';

export const unvoucheredEntries = listContract({
  noun: 'ledger/unvouchered-entry',
  title: { zh: '待生成凭证的业务', en: 'Entries without voucher' },
  row: {
    number: field.code('单据', 'Document', { width: 140 }),
    day: field.day('日期', 'Date'),
    period: field.count('期间', 'Period', { width: 80 }),
    summary: field.text('摘要', 'Summary', { width: 320 }),
    amount: field.money('金额', 'Amount', { group: 'finance' }),
    documentId: field.id(),
    documentKind: field.code('单据类别', 'Kind'),
  },
  defaultSort: { by: 'day', descending: false },
  totals: ['amount'],
  permission: 'ledger/voucher.view',
});
