/** The ledger's reports as workbooks: the columns and rows their pages show, totals last. What the page leaves out comes as its `view`. */
import { z } from 'zod';
import type { Sheet } from '../../../kernel/command.ts';
import { field } from '../../../kernel/contract.ts';
import { generalRows, type GeneralRow, type Level, levelNames } from './general-rows.ts';
import type { detailLedger, generalLedger, trialBalance } from './report.contract.ts';

const total = { zh: '合计', en: 'Total' };
const account = { code: field.code('科目', 'Account', { width: 110 }), name: field.text('科目名称', 'Account name', { width: 200 }) };
const periodText = (period: number): string => `${Math.trunc(period / 100)}-${String(period % 100).padStart(2, '0')}`;

/** view "leaves": leaf accounts only. */
export const trialBalanceSheet: Sheet<z.input<typeof trialBalance.output>> = {
  row: z.object({
    ...account, openingDebit: field.money('期初借方', 'Opening debit'), openingCredit: field.money('期初贷方', 'Opening credit'), debit: field.money('本期借方', 'Debit'), credit: field.money('本期贷方', 'Credit'),
    closingDebit: field.money('期末借方', 'Closing debit'), closingCredit: field.money('期末贷方', 'Closing credit'),
  }),
  rows: ({ rows, totals }, { view, text }) => [...rows.filter((row) => view !== 'leaves' || row.isLeaf), { name: text({ zh: '合计（末级）', en: 'Total (leaves)' }), ...totals }],
};

const summaries = { opening: { zh: '期初余额', en: 'Opening balance' }, month: { zh: '本期合计', en: 'Month' }, year: { zh: '本年累计', en: 'Year to date' } } as const;
const sides: Readonly<Record<GeneralRow['side'], { zh: string; en: string }>> = { D: { zh: '借', en: 'Dr' }, C: { zh: '贷', en: 'Cr' }, none: { zh: '平', en: '—' } };
/** view: the level of accounts. */
export const generalLedgerSheet: Sheet<z.input<typeof generalLedger.output>> = {
  row: z.object({
    ...account, period: field.text('期间', 'Period', { width: 90 }), summary: field.text('摘要', 'Summary', { width: 110 }), debit: field.money('借方', 'Debit'), credit: field.money('贷方', 'Credit'),
    side: field.text('方向', 'Side', { width: 60 }), balance: field.money('余额', 'Balance'),
  }),
  rows: ({ accounts }, { view, text }) => generalRows(accounts, view in levelNames ? (view as Level) : 'first').map((row) => ({ ...row, period: periodText(row.period), summary: text(summaries[row.kind]), side: text(sides[row.side]) })),
};

export const detailLedgerSheet: Sheet<z.input<typeof detailLedger.output>> = {
  row: z.object({
    day: field.day('日期', 'Date'), voucher: field.text('凭证', 'Voucher', { width: 90 }), document: field.text('单据', 'Document', { width: 130 }), summary: field.text('摘要', 'Summary', { width: 260 }),
    code: account.code, name: account.name, about: field.text('物料 / 往来', 'Item / party', { width: 220 }), quantity: field.quantity('数量', 'Quantity'), debit: field.money('借方', 'Debit'), credit: field.money('贷方', 'Credit'), balance: field.money('余额', 'Balance'),
  }),
  rows: ({ account: of, opening, rows, turnover, closing }, { first, last, text }) => [
    ...(first ? [{ summary: text({ zh: '期初余额', en: 'Opening balance' }), code: of.code, name: of.name, balance: opening }] : []),
    ...rows.map((row) => ({
      day: row.day, voucher: row.voucher?.number ?? '', document: row.document.number, summary: text(row.summary), code: row.account.code, name: row.account.name,
      about: row.item ? `${row.item.code} ${row.item.name}` : (row.party ?? ''), quantity: row.quantity, debit: row.debit, credit: row.credit, balance: row.balance,
    })),
    ...(last ? [{ summary: text(total), code: of.code, name: of.name, debit: turnover.debit, credit: turnover.credit, balance: closing }] : []),
  ],
  next: (output) => output.next,
};
