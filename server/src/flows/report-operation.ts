/**
 * Reporting an operation: time at the frozen rates, Dr work in process labour and overhead, Cr what is allocated; components
 * backflushed at this operation come along in the same entry. The operation's quantity is executed, good and scrap together.
 */
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import { type Movement, postMovements, type PostingRules } from '@millwright/core/ledger/posting';
import { addQuantity, formatQuantity, type Money, type Quantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { AnyCommand } from '../kernel/command.ts';
import type { Tx } from '../kernel/transaction.ts';
import type { RegisterRow } from '../modules/documents/api.ts';
import { causeUsable } from '../modules/foundation/api.ts';
import {
  backflushedBy, backflushLines, bookOperationReport, carryState, checkOnHand, checkReportReversal, checkTakenBack, copyRedBackflush, copyRedReport, decideReport, followProgress,
  loadReported, lockOrderFacts, type MovedLine, operationReport, type OperationReportInput, operationReportRefusals, type OrderFacts, orderOfDocument, readReportDraft, type Report,
  saveOperationReport, writeBackflush, writeReport,
} from '../modules/shopfloor/api.ts';
import { issuedExecutions, issueMovements } from './issue-material.ts';
import { RunningPools } from './issue-value.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { shopBookingCommands, type ShopLoaded, type ShopPlan } from './shop-booking.ts';

type Plan = ShopPlan & { readonly report: Report; readonly lines: readonly MovedLine[]; readonly amounts: readonly Money[] };
const operationOf = (order: OrderFacts | undefined, input: OperationReportInput) => order?.operations.find((one) => one.id === input.operation);

function decide(loaded: ShopLoaded<OperationReportInput, boolean>): Decision<Plan> {
  const { order, input, places, rules, ids } = loaded;
  const decision = decideReport({ order, causeUsable: loaded.extra }, input);
  if (!decision.ok || !order) return decision as Decision<never>;
  const report = decision.change;
  if (!input.book) return accept({ report, lines: [], amounts: [], executions: [], entry: [] });
  const { operation } = report;
  const done = addQuantity(addQuantity(operation.good, operation.scrap), report.processed);
  const backflush = backflushLines(backflushedBy(order, operation.operationNo), done, order.quantity);
  if (!backflush.ok) return backflush;
  const lines = backflush.change;
  const short = checkOnHand(lines, lines.map((line) => loaded.onHand(line.component.itemId, line.warehouse) as Quantity), (id) => places.byId.get(id)?.name ?? '');
  if (short.length > 0) return refuseAll(short.map(({ path: _row, ...refusal }) => refusal));
  const issue = issueMovements(order, lines, new RunningPools([...loaded.pools.values()]), loaded.pools, places.ofKind('production'));
  if (!issue.ok) return issue;
  const entry = entryOf(rules, order, report, issue.change.movements);
  if (!entry.ok) return entry;
  const own = { line_id: '', source_line_id: operation.id, measure: 'reported' as const, quantity: formatQuantity(report.processed) };
  return accept({ report, lines, amounts: issue.change.amounts, executions: [own, ...issuedExecutions(lines, ids)], entry: entry.change });
}

function entryOf(rules: PostingRules, order: OrderFacts, report: Report, issued: readonly Movement[]): Decision<readonly EntryLine[]> {
  const dimensions = { workOrderId: order.register.id, operationId: report.operation.id, orderLineId: order.salesOrderLineId };
  const time = (element: 'labour' | 'overhead', amount: Money): Movement => ({
    movement: `operation.${element}`, amount, debit: { ...dimensions, costElement: element }, credit: { ...dimensions, costElement: element },
  });
  if (issued.length > 0 || report.labour !== 0n || report.overhead !== 0n) return postMovements(rules, [...issued, time('labour', report.labour), time('overhead', report.overhead)]);
  return entryWithoutCost(rules, dimensions);
}

/** A report that costs nothing is in the books all the same: a booked document has its entry, here of two lines over nothing. */
function entryWithoutCost(rules: PostingRules, dimensions: Partial<EntryLine>): Decision<readonly EntryLine[]> {
  const [debit, credit] = [rules.account('wip.labour'), rules.account('labour-allocated')];
  if (!debit || !credit) return refuse('account-role-missing', { role: debit ? 'labour-allocated' : 'wip.labour', selector: '' });
  const line = (side: 'D' | 'C', accountId: string): EntryLine =>
    ({ ...dimensions, side, amount: 0n as Money, accountId, quantity: 0n as Quantity, costElement: 'labour', settles: false, movement: 'operation.labour', summary: '' });
  return accept([line('D', debit), line('C', credit)]);
}

async function checkReversal(tx: Tx, original: RegisterRow, companyId: string): Promise<Refusal[]> {
  const [orderId, reported] = await Promise.all([orderOfDocument(tx, companyId, 'operation_report', original.id), loadReported(tx, companyId, original.id)]);
  const order = await lockOrderFacts(tx, companyId, orderId);
  const standing = order && reported ? checkReportReversal(order, reported.operationId, reported.good) : [];
  return standing.length > 0 ? standing : checkTakenBack(tx, companyId, order, original.id);
}

export const reportOperation: AnyCommand[] = [
  ...shopBookingCommands<OperationReportInput, boolean, Plan>({
    contract: operationReport, save: saveOperationReport, book: bookOperationReport, prefix: 'OR', word: '工序报工',
    readDraft: (tx, companyId, id) => readReportDraft(tx, companyId, id),
    touched: (order, input) => backflushedBy(order, operationOf(order, input)?.operationNo ?? -1).map((component) => ({ itemId: component.itemId, class: component.class, warehouse: component.warehouseId })),
    loadExtra: (tx, companyId, input) => causeUsable(tx, companyId, input.cause, 'scrap'),
    idCount: (order) => order?.components.length ?? 0,
    decide,
    write(tx, companyId, id, { input, ids }, plan) {
      writeReport(tx, companyId, id, input, plan.report);
      writeBackflush(tx, companyId, id, ids, plan.lines, plan.amounts);
    },
    afterwards: (tx, companyId, order, { report }) => carryState(tx, companyId, order, order.completed, addQuantity(order.scrapped, report.scrap)),
  }),
  reverseCommand({
    contract: operationReport, prefix: 'OR', refusals: operationReportRefusals,
    check: (tx, original, { companyId }) => checkReversal(tx, original, companyId),
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedReport(tx, companyId, originalId, redId);
      copyRedBackflush(tx, companyId, originalId, redId, await identity.nextIds(300));
    },
    afterwards: async (tx, original, { companyId }) => followProgress(tx, companyId, await orderOfDocument(tx, companyId, 'operation_report', original.id)),
  }),
  removeDraftCommand(operationReport),
];
