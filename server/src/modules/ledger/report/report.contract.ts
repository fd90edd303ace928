/**
 * What the books say: trial balance, general and detail ledger, the lines a document wrote. All figures are sums over entry lines. The
 * legal books are the posted ones, so every report reads those by default; with `includeUnposted` it states both totals, and
 * `unposted` lists the entries between them. Of any range, the opening is what stood before it and what openings dated in it brought;
 * turnover is the rest.
 */
import { z } from 'zod';
import { field, queryContract } from '../../../kernel/contract.ts';

const period = z.number().int().min(190001).max(299912);
const periods = { fromPeriod: period, toPeriod: period };
const money = z.string();
const includeUnposted = z.boolean().default(false);
const sums = z.object({ debit: money, credit: money });
/** Turnover of the periods with every entry, and with posted vouchers only. */
const books = z.object({ all: sums, posted: sums });
const about = { item: field.id().optional(), party: field.id().optional(), workOrder: field.id().optional(), place: field.id().optional() };
const inBoth = z.object({ zh: z.string(), en: z.string() });

export const trialBalance = queryContract({
  name: 'ledger/report.trial-balance',
  title: { zh: '科目余额表', en: 'Trial balance' },
  permission: 'ledger/report.view',
  input: z.object({ ...periods, includeUnposted }),
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
    ...about,
    includeUnposted,
    cursor: z.string().max(300).optional(),
    limit: z.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    account: z.object({ id: z.string(), code: z.string(), name: z.string(), side: z.string() }),
    opening: money,
    rows: z.array(z.object({
      entryId: z.string(), lineNo: z.number(), day: z.string(), voucher: z.object({ id: z.string(), number: z.string() }).nullable(), netted: z.boolean(),
      document: z.object({ id: z.string(), kind: z.string(), number: z.string() }), summary: inBoth, /** Leads, without a side: what it brought is in the balance. */ opening: z.boolean(),
      account: z.object({ code: z.string(), name: z.string() }), item: z.object({ id: z.string(), code: z.string(), name: z.string() }).nullable(),
      party: z.string().nullable(), quantity: z.string().nullable(), debit: money.nullable(), credit: money.nullable(), balance: money,
    })),
    turnover: sums,
    closing: money,
    books,
    next: z.string().nullable(),
  }),
});

/** What stands between us and one party, account by account, unposted entries included: what is owed is owed before its voucher is posted. */
export const partyBalances = queryContract({
  name: 'ledger/report.party-balances',
  title: { zh: '往来单位余额', en: 'Balances of a party' },
  permission: 'ledger/report.view',
  input: z.object({ party: field.id() }),
  output: z.object({ rows: z.array(z.object({ accountId: z.string(), code: z.string(), name: z.string(), /** Debit less credit. */ balance: money, firstPeriod: z.number(), lastPeriod: z.number() })) }),
});

export const generalLedger = queryContract({
  name: 'ledger/report.general',
  title: { zh: '总账', en: 'General ledger' },
  permission: 'ledger/report.view',
  input: z.object({ ...periods, account: field.id('科目', 'Account').optional(), includeUnposted }),
  output: z.object({
    /** Balances are debit less credit; year-to-date runs from January through the month. */
    accounts: z.array(z.object({
      id: z.string(), code: z.string(), name: z.string(), level: z.number(), isLeaf: z.boolean(),
      months: z.array(z.object({ period: z.number(), opening: money, debit: money, credit: money, closing: money, yearDebit: money, yearCredit: money })),
    })),
    books,
  }),
});

export const unposted = queryContract({
  name: 'ledger/report.unposted',
  title: { zh: '未记账分录', en: 'Unposted entries' },
  permission: 'ledger/report.view',
  input: z.object({ ...periods, account: field.id('科目', 'Account').optional(), ...about, cursor: z.string().max(300).optional(), limit: z.number().int().min(1).max(500).default(200) }),
  output: z.object({
    account: z.object({ id: z.string(), code: z.string(), name: z.string() }).nullable(),
    rows: z.array(z.object({
      entryId: z.string(), day: z.string(), period: z.number(), document: z.object({ id: z.string(), kind: z.string(), number: z.string() }), summary: inBoth,
      voucher: z.object({ id: z.string(), number: z.string(), state: z.string() }).nullable(), netted: z.boolean(), debit: money, credit: money,
    })),
    totals: z.object({ count: z.number(), debit: money, credit: money, /** In open periods before the first: what they change are openings. */ earlier: z.number() }),
    next: z.string().nullable(),
  }),
});

export const ledgerDocument = queryContract({
  name: 'ledger/document.get',
  title: { zh: '账簿单据', en: 'Ledger document' },
  permission: 'ledger/entry.view',
  input: z.object({ id: field.id() }),
  output: z.object({
    id: z.string(), kind: z.string(), title: inBoth, number: z.string(), day: z.string(), state: z.string(), summary: z.string(), createdBy: z.string(),
    reverses: z.object({ id: z.string(), number: z.string() }).nullable(), reversedBy: z.object({ id: z.string(), number: z.string() }).nullable(),
    /** Of a manual voucher: the paper it is, which has a page of its own. */
    voucherId: z.string().nullable(),
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
        lineNo: z.number(), accountId: z.string().nullable(), code: z.string().nullable(), account: z.string().nullable(), item: z.string().nullable(), itemId: z.string().nullable(), place: z.string().nullable(),
        party: z.string().nullable(), workOrder: z.string().nullable(), workOrderId: z.string().nullable(), quantity: z.string().nullable(), debit: money.nullable(), credit: money.nullable(), settles: z.boolean(),
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
