/**
 * Completing a work order: production → warehouse, Dr product inventory, Cr work in process element by element, at the share of
 * what the order has gathered. Components backflushed at completion come first, in the same entry, and count into the share.
 */
import { completionShare, costElements, type CostElement, type ElementAmounts, totalOf } from '@millwright/core/costing/work-order-cost';
import { type Movement, postMovements, type PostingRules } from '@millwright/core/ledger/posting';
import { addMoney, addQuantity, formatQuantity, type Money, type Quantity, sumMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { AnyCommand } from '../kernel/command.ts';
import type { Tx } from '../kernel/transaction.ts';
import type { RegisterRow } from '../modules/documents/api.ts';
import {
  backflushedAtCompletion, backflushLines, bookCompletion, carryState, checkOnHand, checkTakenBack, type Completed, completion, type CompletionInput, completionRefusals, copyRedBackflush,
  copyRedCompletion, decideCompletion, followProgress, lockOrderFacts, type MovedLine, type OrderFacts, orderOfDocument, readCompletionDraft, saveCompletion, writeBackflush, writeCompletion,
} from '../modules/shopfloor/api.ts';
import { issuedExecutions, issueMovements } from './issue-material.ts';
import { RunningPools } from './issue-value.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { poolMissing, shopBookingCommands, type ShopLoaded, type ShopPlan } from './shop-booking.ts';

type Plan = ShopPlan & { readonly completed: Completed; readonly amount: Money; readonly lines: readonly MovedLine[]; readonly amounts: readonly Money[] };

/** The order's work in process by element, as the accounts of the elements hold it. */
export function wipByElement(order: OrderFacts, rules: PostingRules): ElementAmounts {
  const held = (element: CostElement): Money => order.wip.get(rules.account(`wip.${element}`) ?? '') ?? (0n as Money);
  return { material: held('material'), labour: held('labour'), overhead: held('overhead') };
}

function decide(loaded: ShopLoaded<CompletionInput, undefined>): Decision<Plan> {
  const { order, input, places, rules, pools, ids } = loaded;
  const decision = decideCompletion(order, places.warehouses, input);
  if (!decision.ok || !order) return decision as Decision<never>;
  const completed = decision.change;
  if (!input.book) return accept({ completed, amount: 0n as Money, lines: [], amounts: [], executions: [], entry: [] });
  const backflush = backflushLines(backflushedAtCompletion(order), addQuantity(order.completed, completed.quantity), order.quantity);
  if (!backflush.ok) return backflush;
  const lines = backflush.change;
  const short = checkOnHand(lines, lines.map((line) => loaded.onHand(line.component.itemId, line.warehouse) as Quantity), (id) => places.byId.get(id)?.name ?? '');
  if (short.length > 0) return refuseAll(short.map(({ path: _row, ...refusal }) => refusal));
  const issue = issueMovements(order, lines, new RunningPools([...pools.values()]), pools, places.ofKind('production'));
  if (!issue.ok) return issue;
  const product = pools.get(order.itemId);
  if (!product) return poolMissing(order.class);
  const wip = wipByElement(order, rules);
  const share = completionShare({ ...wip, material: addMoney(wip.material, sumMoney(issue.change.amounts)) }, completed.quantity, completed.stillToCome);
  const arrived = costElements.map((element): Movement => ({
    movement: `completion.${element}`, amount: share[element], selectors: { class: order.class },
    debit: { workOrderId: order.register.id, orderLineId: order.salesOrderLineId, pool: product, placeId: completed.warehouse },
    credit: { workOrderId: order.register.id, orderLineId: order.salesOrderLineId, costElement: element, placeId: places.ofKind('production') },
    // The goods move once, with the first line; the other elements are value only.
    stock: element === 'material' ? { itemId: order.itemId, quantity: completed.quantity } : undefined,
  }));
  const entry = postMovements(rules, [...issue.change.movements, ...arrived]);
  if (!entry.ok) return entry;
  const own = { line_id: '', source_line_id: order.register.id, measure: 'completed' as const, quantity: formatQuantity(completed.quantity) };
  return accept({ completed, amount: totalOf(share), lines, amounts: issue.change.amounts, executions: [own, ...issuedExecutions(lines, ids)], entry: entry.change });
}

/** A completion stays while its order is closed; whether the goods are still there is the pool's to say. */
async function checkReversal(tx: Tx, original: RegisterRow, companyId: string): Promise<Refusal[]> {
  const order = await lockOrderFacts(tx, companyId, await orderOfDocument(tx, companyId, 'completion', original.id));
  return checkTakenBack(tx, companyId, order, original.id);
}

export const completeOrder: AnyCommand[] = [
  ...shopBookingCommands<CompletionInput, undefined, Plan>({
    contract: completion, save: saveCompletion, book: bookCompletion, prefix: 'CP', word: '完工入库',
    readDraft: (tx, companyId, id) => readCompletionDraft(tx, companyId, id),
    touched: (order) => [
      { itemId: order.itemId, class: order.class },
      ...backflushedAtCompletion(order).map((component) => ({ itemId: component.itemId, class: component.class, warehouse: component.warehouseId })),
    ],
    loadExtra: async () => undefined,
    idCount: (order) => order?.components.length ?? 0,
    decide,
    write(tx, companyId, id, { input, order, ids }, plan) {
      writeCompletion(tx, companyId, id, order?.itemId ?? '', input, plan.completed, plan.amount);
      writeBackflush(tx, companyId, id, ids, plan.lines, plan.amounts);
    },
    afterwards: (tx, companyId, order, { completed }) => carryState(tx, companyId, order, addQuantity(order.completed, completed.quantity), order.scrapped),
  }),
  reverseCommand({
    contract: completion, prefix: 'CP', refusals: completionRefusals,
    check: (tx, original, { companyId }) => checkReversal(tx, original, companyId),
    async copyRed(tx, companyId, originalId, redId, { identity }) {
      copyRedCompletion(tx, companyId, originalId, redId);
      copyRedBackflush(tx, companyId, originalId, redId, await identity.nextIds(300));
    },
    afterwards: async (tx, original, { companyId }) => followProgress(tx, companyId, await orderOfDocument(tx, companyId, 'completion', original.id)),
  }),
  removeDraftCommand(completion),
];
