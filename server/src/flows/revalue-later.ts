/**
 * Follows a late line up: where a booking is dated into a period earlier than its pool's newest, later issues are valued anew by
 * revaluation documents dated in their own periods, in the same transaction. Nothing to do, and no round trip, otherwise.
 * Work orders closed meanwhile pass their share on, on the day of the close at the earliest.
 * The database replays the pool at the commit, so a flow that forgets this call is refused (MW114), never wrong.
 */
import { revalue } from '@millwright/core/costing/revaluation';
import { dimensionsOf, type EntryLine } from '@millwright/core/ledger/entry-line';
import { type Money, negateMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import sql from 'sql-template-tag';
import type { Context } from '../kernel/command.ts';
import { ProblemError, refusalProblem } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { insertDocument, insertLinks } from '../modules/documents/api.ts';
import { booksTexts, loadLaterPools, type LaterPools, lockedPools, sendEntry } from '../modules/ledger/books.api.ts';
import { passOnFromClosed } from './closed-orders.ts';

type Working = Pick<Context, 'companyId' | 'identity'>;
type Late = { readonly documentId: string; readonly day: PlainDay; readonly lines: readonly EntryLine[] };

/** Call it after sendEntry of the late document's entry. */
export async function revalueLater(tx: Tx, context: Working, late: Late): Promise<void> {
  const known = lockedPools(tx);
  const period = periodOf(late.day);
  const poolIds = new Set(late.lines.flatMap((line) => (line.poolId && (known.get(line.poolId)?.lastPeriod ?? 0) > period ? [line.poolId] : [])));
  if (poolIds.size === 0) return;
  for (;;) {
    const loaded = await loadLaterPools(tx, late.day, [...poolIds]);
    const revalued = revalue(loaded.pools);
    if (!revalued.ok) throw new ProblemError(refusalProblem(revalued.refusals, booksTexts));
    const missing = revalued.change.missingPools.filter((id) => !poolIds.has(id));
    if (missing.length === 0) return writeRevaluations(tx, context, late, loaded, revalued.change.changes);
    for (const id of missing) poolIds.add(id);
  }
}

async function writeRevaluations(tx: Tx, context: Working, late: Late, loaded: LaterPools, changes: ReadonlyMap<string, Money>): Promise<void> {
  const periods = new Map<number, { day: PlainDay; lines: EntryLine[] }>();
  for (const [key, change] of changes) {
    const target = loaded.lines.get(key);
    if (!target) throw new Error(`revaluation of a line that was not loaded: ${key}`);
    const { line, entryId, lineNo, period, day } = target;
    const sheet = periods.get(period) ?? { day, lines: [] };
    sheet.lines.push({
      ...dimensionsOf(line), side: line.side, amount: line.side === 'D' ? change : negateMoney(change), accountId: line.accountId, itemId: line.itemId, lotId: line.lotId,
      poolId: line.poolId, quantity: zeroQuantity, settles: false, adjusts: { entryId, lineNo }, movement: 'revaluation', summary: line.summary,
    });
    periods.set(period, { ...sheet, day: day > sheet.day ? day : sheet.day });
  }
  for (const [, { day, lines }] of [...periods].sort(([a], [b]) => a - b)) await writeAdjustment(tx, context, late, day, '补记前期业务引起的成本调整', lines);
  await emptyClosed(tx, context, late, [...periods.values()]);
}

type Sheet = { readonly day: PlainDay; readonly lines: readonly EntryLine[] };
/** What the adjustments brought to closed orders goes on in a document of its own, dated when the order had been closed. */
async function emptyClosed(tx: Tx, context: Working, late: Late, sheets: readonly Sheet[]): Promise<void> {
  const orders = [...new Set(sheets.flatMap(({ lines }) => lines.flatMap((line) => line.workOrderId ?? [])))];
  if (orders.length === 0) return;
  const closes = new Map((await closeDays(tx, context.companyId, orders)).map((row) => [row.work_order_id, row.day]));
  for (const order of orders) {
    const own = sheets.map(({ day, lines }) => ({ day, lines: lines.filter((line) => line.workOrderId === order) })).filter(({ lines }) => lines.length > 0);
    const day = [...own.map((sheet) => sheet.day), closes.get(order) ?? late.day].reduce((latest, one) => (one > latest ? one : latest));
    const lines = await passOnFromClosed(tx, context.companyId, own.flatMap((sheet) => sheet.lines), { day, settles: false });
    if (lines.length === 0) continue;
    const id = await writeAdjustment(tx, context, late, day, '结案工单的后续成本调整', lines);
    await revalueLater(tx, context, { documentId: id, day, lines });
  }
}

/** When each order was closed, by the close in force. */
const closeDays = (tx: Tx, companyId: string, orders: readonly string[]): Promise<{ work_order_id: string; day: PlainDay }[]> =>
  tx.rows(sql`
    select c.work_order_id, d.business_day as day
    from shopfloor.work_order_close as c
    join documents.document as d on d.company_id = c.company_id and d.id = c.id and d.state = 'booked' and d.reverses_id is null
    where c.company_id = ${companyId} and c.work_order_id = any (${orders}::bigint[])`);

async function writeAdjustment(tx: Tx, context: Working, late: Late, day: PlainDay, summary: string, lines: readonly EntryLine[]): Promise<string> {
  const id = await context.identity.nextId();
  const number = await context.identity.nextNumber(context.companyId, 'CB', periodOf(day));
  insertDocument(tx, context.companyId, { id, kind: 'ledger/revaluation', number, day, state: 'booked', summary });
  insertLinks(tx, context.companyId, [{ from: late.documentId, to: id }]);
  sendEntry(tx, { documentId: id, day, summary: `成本调整 ${number}` }, lines);
  return id;
}
