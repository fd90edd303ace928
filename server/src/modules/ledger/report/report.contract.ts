/**
 * What the books say: trial balance, detail ledger, the lines a document wrote. All figures are sums over entry lines; reports
 * state whether entries without a posted voucher are included, and what they amount to.
 */
import { z } from 'zod';
import { field, queryContract } from '../../../kernel/contract.ts';

const period = z.number().int().min(190001).max(299912);
const periods = { fromPeriod: period, toPeriod: period };
const money = z.string();
const inBoth = z.object({ zh: z.string(), en: z.string() });

export const trialBalance = queryContract({
  name: 'ledger/report.trial-balance',
  title: { zh: '科目余额表', en: 'Trial balance' },
  permission: 'ledger/report.view',
  input: z.object({ ...periods, includeUnposted: z.boolean().default(true) }),
  output: z.object({
    rows: z.array(z.object({
      accountId: z.string(), code: z.string(), name: z.string(), level: z.number(), isLeaf: z.boolean(), side: z.string(),
      openingDebit: money, openingCredit: money, debit: money, credit: money, closingDebit: money, closingCredit: money,
    })),
    totals: z.object({ openingDebit: money, openingCredit: money, debit: money, credit: money, closingDebit: money, closingCredit: money }),
    /** Turnover of the periods: all entries, and those with a posted voucher. */
    turnover: z.object({ all: money, posted: money }),
  }),
});

export const detailLedger = queryContract({
  name: 'ledger/report.detail',
  title: { zh: '明细账', en: 'Detail ledger' },
  permission: 'ledger/report.view',
  input: z.object({
    ...periods,
    account: field.id('科目', 'Account'),
    item: field.id().optional(), party: field.id().optional(), workOrder: field.id().optional(), place: field.id().optional(),
    cursor: z.string().max(300).optional(),
    limit: z.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    account: z.object({ id: z.string(), code: z.string(), name: z.string(), side: z.string() }),
    opening: money,
    rows: z.array(z.object({
      entryId: z.string(), lineNo: z.number(), day: z.string(), voucher: z.object({ id: z.string(), number: z.string() }).nullable(), netted: z.boolean(),
      document: z.object({ id: z.string(), kind: z.string(), number: z.string() }), summary: inBoth,
      account: z.object({ code: z.string(), name: z.string() }), item: z.object({ id: z.string(), code: z.string(), name: z.string() }).nullable(),
      party: z.string().nullable(), quantity: z.string().nullable(), debit: money.nullable(), credit: money.nullable(), balance: money,
    })),
    turnover: z.object({ debit: money, credit: money }),
    closing: money,
    next: z.string().nullable(),
  }),
});

export const entryOfDocument = queryContract({
  name: 'ledger/entry.of-document',
  title: { zh: '单据的账行', en: 'Ledger lines of a document' },
  permission: 'ledger/entry.view',
  input: z.object({ documentId: field.id() }),
  output: z.object({
    entries: z.array(z.object({
      id: z.string(), day: z.string(), period: z.number(), summary: inBoth, voucher: z.object({ id: z.string(), number: z.string(), state: z.string() }).nullable(), netted: z.boolean(),
      lines: z.array(z.object({
        lineNo: z.number(), accountId: z.string().nullable(), code: z.string().nullable(), account: z.string().nullable(), item: z.string().nullable(), place: z.string().nullable(),
        party: z.string().nullable(), workOrder: z.string().nullable(), quantity: z.string().nullable(), debit: money.nullable(), credit: money.nullable(), settles: z.boolean(),
      })),
    })),
  }),
});
export const periodList = queryContract({
  name: 'ledger/period.list',
  title: { zh: '会计期间', en: 'Accounting periods' },
  permission: 'ledger/period.view',
  input: z.object({}),
  output: z.object({ rows: z.array(z.object({ period: z.number(), firstDay: z.string(), lastDay: z.string(), areas: z.record(z.string(), z.string()) })) }),
});
