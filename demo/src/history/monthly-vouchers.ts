/**
 * What the accountant books by hand every month: wages, depreciation, electricity, freight, interest, tax. They give the period its
 * expenses, so that the statements show a factory and not only its goods. Controlled accounts are left to their documents.
 */
import { firstDayOf, lastDayOf, nextPeriod, type Period, periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import { yuan } from '../factory/figures.ts';
import type { Desk } from './desk.ts';

type Side = readonly [account: string, side: 'debit' | 'credit', fen: number];
type Entry = { readonly date: number | 'last'; readonly summary: string; readonly firstOnly?: boolean; readonly lines: (turn: number) => readonly Side[] };

/** Wages accrued in a month, by where people work; the opening balance owes the month before. */
export const monthlyWagesFen = { production: 5_720_000, selling: 3_160_000, admin: 5_240_000 };
const wages = monthlyWagesFen.production + monthlyWagesFen.selling + monthlyWagesFen.admin;
export const openingTaxFen = 16_842_035;

const entries: readonly Entry[] = [
  { date: 12, summary: '缴纳上月增值税', firstOnly: true, lines: () => [['2221.02', 'debit', openingTaxFen], ['1002.01', 'credit', openingTaxFen]] },
  { date: 15, summary: '发放上月工资', lines: () => [['2211', 'debit', wages], ['1002.01', 'credit', wages]] },
  { date: 20, summary: '支付电费', lines: (turn) => [['4101.92', 'debit', 1_864_000 + turn * 41_300], ['5602.01', 'debit', 126_000], ['1002.01', 'credit', 1_990_000 + turn * 41_300]] },
  { date: 21, summary: '支付借款利息', lines: () => [['5603.01', 'debit', 625_000], ['1002.01', 'credit', 625_000]] },
  { date: 25, summary: '支付运费及差旅费', lines: (turn) => [['5601.01', 'debit', 1_248_000 + turn * 87_500], ['5602.01', 'debit', 432_600], ['1002.01', 'credit', 1_680_600 + turn * 87_500]] },
  { date: 'last', summary: '计提固定资产折旧', lines: () => [['4101.92', 'debit', 3_850_000], ['5602.01', 'debit', 980_000], ['1602', 'credit', 4_830_000]] },
  {
    date: 'last', summary: '计提本月工资',
    lines: () => [['4101.91', 'debit', monthlyWagesFen.production], ['5601.01', 'debit', monthlyWagesFen.selling], ['5602.01', 'debit', monthlyWagesFen.admin], ['2211', 'credit', wages]],
  },
];

export async function bookMonthly(desk: Desk, period: Period, from: PlainDay, today: PlainDay): Promise<void> {
  for (const { date, summary, firstOnly = false, lines } of entries) {
    const day = (date === 'last' ? lastDayOf(period) : `${firstDayOf(period).slice(0, 8)}${String(date).padStart(2, '0')}`) as PlainDay;
    if (day < from || day > today || (firstOnly && period !== firstPeriodWith(date, from))) continue;
    await desk.on(day).run('hejingyi', 'ledger/voucher.save', {
      day, summary, attachmentCount: 1,
      lines: lines(period % 7).map(([account, side, fen]) => ({ summary, account: desk.idOf('ledger/account', account), [side]: yuan(fen) })),
    });
  }
}

/** The first period whose given date is not before the history. */
const firstPeriodWith = (date: number | 'last', from: PlainDay): Period => {
  const period = periodOf(from);
  const late = date !== 'last' && Number(from.slice(8)) > date;
  return late ? nextPeriod(period) : period;
};
