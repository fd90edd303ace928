/**
 * Follows a late line up: where a booking is dated into a period earlier than its pool's newest, later issues are valued anew by
 * revaluation documents dated in their own periods, in the same transaction. Nothing to do, and no round trip, otherwise.
 * The database replays the pool at the commit, so a flow that forgets this call is refused (MW114), never wrong.
 */
import { revalue } from '@millwright/core/costing/revaluation';
import { dimensionsOf, type EntryLine } from '@millwright/core/ledger/entry-line';
import { type Money, negateMoney, zeroQuantity } from '@millwright/core/primitives/decimal';
import { periodOf, type PlainDay } from '@millwright/core/primitives/plain-day';
import type { Context } from '../kernel/command.ts';
import { ProblemError, refusalProblem } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/transaction.ts';
import { insertDocument, insertLinks } from '../modules/documents/api.ts';
import { booksTexts, loadLaterPools, type LaterPools, lockedPools, sendEntry } from '../modules/ledger/books.api.ts';

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
  for (const [period, { day, lines }] of [...periods].sort(([a], [b]) => a - b)) {
    const id = await context.identity.nextId();
    const number = await context.identity.nextNumber(context.companyId, 'CB', period);
    insertDocument(tx, context.companyId, { id, kind: 'ledger/revaluation', number, day, state: 'booked', summary: '补记前期业务引起的成本调整' });
    insertLinks(tx, context.companyId, [{ from: late.documentId, to: id }]);
    sendEntry(tx, { documentId: id, day, summary: `成本调整 ${number}` }, lines);
  }
}
