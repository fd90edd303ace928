/** A general ledger's accounts as the lines of the book: opening, then for every month its turnover and the year to date; an opening dated later has a line before its month. */
import type { z } from 'zod';
import type { generalLedger } from './report.contract.ts';

export type GeneralAccount = z.infer<typeof generalLedger.output>['accounts'][number];
export type Level = 'first' | 'all' | 'leaf';
export const levelNames = { first: { zh: '一级科目', en: 'First level' }, all: { zh: '各级科目', en: 'All levels' }, leaf: { zh: '末级科目', en: 'Leaves' } } as const;
export type GeneralRow = {
  readonly kind: 'opening' | 'month' | 'year';
  readonly accountId: string; readonly code: string; readonly name: string; readonly level: number;
  /** What a line sums up: one month, or January through it. */
  readonly fromPeriod: number; readonly period: number;
  readonly debit: string | undefined; readonly credit: string | undefined;
  /** Without sign; the side says which way it stands. */
  readonly side: 'D' | 'C' | 'none'; readonly balance: string;
};

export function generalRows(accounts: readonly GeneralAccount[], level: Level): readonly GeneralRow[] {
  return accounts.filter((account) => level === 'all' || (level === 'leaf' ? account.isLeaf : account.level === 1)).flatMap((account) => {
    const of = { accountId: account.id, code: account.code, name: account.name, level: account.level };
    return account.months.flatMap((month, index): readonly GeneralRow[] => [
      ...(month.opening === account.months[index - 1]?.closing ? [] : [{ ...of, kind: 'opening' as const, fromPeriod: month.period, period: month.period, debit: undefined, credit: undefined, ...standing(month.opening) }]),
      { ...of, kind: 'month', fromPeriod: month.period, period: month.period, debit: month.debit, credit: month.credit, ...standing(month.closing) },
      { ...of, kind: 'year', fromPeriod: Math.trunc(month.period / 100) * 100 + 1, period: month.period, debit: month.yearDebit, credit: month.yearCredit, ...standing(month.closing) },
    ]);
  });
}
const standing = (balance: string): { readonly side: GeneralRow['side']; readonly balance: string } =>
  (!/[1-9]/.test(balance) ? { side: 'none', balance: '0.00' } : balance.startsWith('-') ? { side: 'C', balance: balance.slice(1) } : { side: 'D', balance });
