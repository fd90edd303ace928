/**
 * What the offices have done by today: vouchers of past months prepared by the accountant, audited and posted by the finance manager;
 * every month but the last one closed, area by area; the last month's vouchers waiting for their audit; and MRP asked for, which the
 * job runner carries out once the server is up.
 */
import { addDays, lastDayOf, nextPeriod, type Period, periodOf, type PlainDay, previousPeriod } from '@millwright/core/primitives/plain-day';
import type { Text } from '@millwright/server/kernel/contract';
import type { ProblemError } from '@millwright/server/kernel/refusal';
import type { Desk } from './desk.ts';
import { bookMonthly } from './monthly-vouchers.ts';

type Progress = (progress: { readonly text: Text; readonly done: number; readonly total: number }) => void;
const areas = ['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger'] as const;
const accountant = 'hejingyi';
const auditor = 'zhouguoliang';

export async function finish(desk: Desk, from: PlainDay, today: PlainDay, onProgress: Progress): Promise<void> {
  const lastMonth = previousPeriod(periodOf(today));
  const periods: Period[] = [];
  for (let period = periodOf(from); period <= lastMonth; period = nextPeriod(period)) periods.push(period);
  for (const [index, period] of periods.entries()) {
    onProgress({ text: { zh: `${period} 期凭证与结账`, en: `Vouchers and closing of ${period}` }, done: index, total: periods.length });
    // The books of a month are finished on the eighth of the next, or today when that has not come yet.
    const eighth = addDays(lastDayOf(period), 8);
    const at = desk.on(eighth < today ? eighth : today);
    await bookMonthly(desk, period, from, today);
    await generate(at, period);
    if (period === lastMonth) continue;
    await inBatches(at, period, 'draft', (ids) => at.run(auditor, 'ledger/voucher.audit', { ids }));
    await inBatches(at, period, 'audited', (ids) => at.run(auditor, 'ledger/voucher.post', { ids }));
    for (const area of areas) await at.run(auditor, 'ledger/period.close', { period, area });
  }
  await bookMonthly(desk, periodOf(today), from, today);
  await desk.on(today).run('chensiyuan', 'planning/mrp-run.start', {});
  onProgress({ text: { zh: '期间已结账，MRP 已排队', en: 'Periods closed, MRP queued' }, done: periods.length, total: periods.length });
}

/** A month in which nothing was booked yet (the history may begin on its last day) needs no vouchers. */
const generate = (desk: Desk, period: Period): Promise<unknown> =>
  desk.run(accountant, 'ledger/voucher.generate', { period }).catch((error: Error) => {
    if ((error.cause as Partial<ProblemError> | undefined)?.problem?.code !== 'nothing-to-do') throw error;
  });

/** Vouchers of a period in one state, five hundred at a time, in the order of their days so that numbers follow the calendar. */
async function inBatches(desk: Desk, period: Period, state: 'draft' | 'audited', work: (ids: string[]) => Promise<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await desk.ask<{ rows: readonly { id: string }[] }>(auditor, 'ledger/voucher.list', {
      filter: [{ field: 'period', operator: 'is', value: String(period) }, { field: 'state', operator: 'is', value: state }], sort: { by: 'day', descending: false }, limit: 500,
    });
    if (rows.length === 0) return;
    await work(rows.map(({ id }) => id));
  }
}
