/** Issuing material: warehouse → production at the pool's value, Dr work in process of the order, Cr inventory; components executed. */
import { type Movement, postMovements } from '@millwright/core/ledger/posting';
import { formatQuantity, type Money, parseQuantity, type Quantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { AnyCommand } from '../kernel/command.ts';
import type { Tx } from '../kernel/transaction.ts';
import { executionsOf, type RegisterRow } from '../modules/documents/api.ts';
import type { Pool } from '../modules/ledger/books.api.ts';
import {
  bookMaterialIssue, checkOnHand, checkTakenBack, copyRedMaterial, decideIssue, lockOrderFacts, materialIssue, type MaterialIssueInput, materialIssueRefusals, type MovedLine, type OrderFacts,
  orderOfDocument, readMaterialDraft, saveMaterialIssue, writeMaterial,
} from '../modules/shopfloor/api.ts';
import { RunningPools } from './issue-value.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { poolMissing, shopBookingCommands, type ShopLoaded, type ShopPlan } from './shop-booking.ts';

/** Values the lines one after the other and says what they move; the pools run down. Backflush uses it too. */
export function issueMovements(order: OrderFacts, lines: readonly MovedLine[], running: RunningPools, pools: ReadonlyMap<string, Pool>, productionPlace: string): Decision<{ amounts: readonly Money[]; movements: readonly Movement[] }> {
  const homeless = lines.find((line) => !pools.has(line.component.itemId));
  if (homeless) return poolMissing(homeless.component.class);
  const poolOf = (line: MovedLine) => pools.get(line.component.itemId) as Pool;
  const values = running.issue(lines.map((line) => ({ poolId: poolOf(line).id, quantity: line.quantity })));
  if (!values.ok) return values;
  const movements = lines.map((line, index): Movement => ({
    movement: 'issue.work-order', amount: values.change[index] as Money, selectors: { class: line.component.class },
    debit: { workOrderId: order.register.id, orderLineId: order.salesOrderLineId, costElement: 'material', placeId: productionPlace },
    credit: { workOrderId: order.register.id, orderLineId: order.salesOrderLineId, pool: poolOf(line), placeId: line.warehouse },
    stock: { itemId: line.component.itemId, quantity: line.quantity },
  }));
  return accept({ amounts: values.change, movements });
}

export const issuedExecutions = (lines: readonly MovedLine[], ids: readonly string[]) =>
  lines.map((line, index) => ({ line_id: ids[index] ?? '', source_line_id: line.component.id, measure: 'issued' as const, quantity: formatQuantity(line.quantity) }));

type Plan = ShopPlan & { readonly lines: readonly MovedLine[]; readonly amounts: readonly Money[] };
function decide(loaded: ShopLoaded<MaterialIssueInput, undefined>): Decision<Plan> {
  const { order, input, places, rules, ids } = loaded;
  const decision = decideIssue({ order, warehouses: places.warehouses }, input);
  if (!decision.ok || !order) return decision as Decision<never>;
  const lines = decision.change;
  if (!input.book) return accept({ lines, amounts: [], executions: [], entry: [] });
  const short = checkOnHand(lines, lines.map((line) => loaded.onHand(line.component.itemId, line.warehouse) as Quantity), (id) => places.byId.get(id)?.name ?? '');
  if (short.length > 0) return refuseAll(short);
  const issue = issueMovements(order, lines, new RunningPools([...loaded.pools.values()]), loaded.pools, places.ofKind('production'));
  if (!issue.ok) return issue;
  const entry = postMovements(rules, issue.change.movements);
  return entry.ok ? accept({ lines, amounts: issue.change.amounts, executions: issuedExecutions(lines, ids), entry: entry.change }) : entry;
}

/** An issue stays while its material was returned or its cost went into completions. */
async function checkReversal(tx: Tx, original: RegisterRow, companyId: string): Promise<Refusal[]> {
  const orderId = await orderOfDocument(tx, companyId, 'material_issue', original.id);
  const [order, executions] = await Promise.all([lockOrderFacts(tx, companyId, orderId), executionsOf(tx, companyId, original.id)]);
  return [...stillIssued(order, executions), ...(await checkTakenBack(tx, companyId, order, original.id))];
}

/** What each component would have left must not fall below nothing. */
export function stillIssued(order: OrderFacts | undefined, executions: readonly { readonly source_line_id: string; readonly measure: string; readonly quantity: string }[]): Refusal[] {
  return (order?.components ?? []).flatMap((component): Refusal[] => {
    const back = executions.filter((row) => row.measure === 'issued' && row.source_line_id === component.id).reduce((sum, row) => sum + parseQuantity(row.quantity), 0n);
    return back > component.issued ? [{ code: 'already-returned', parameters: { code: component.code } }] : [];
  });
}

export const issueMaterial: AnyCommand[] = [
  ...shopBookingCommands<MaterialIssueInput, undefined, Plan>({
    contract: materialIssue, save: saveMaterialIssue, book: bookMaterialIssue, prefix: 'MI', word: '生产领料',
    readDraft: (tx, companyId, id) => readMaterialDraft(tx, companyId, 'material_issue', id) as Promise<MaterialIssueInput | undefined>,
    touched: (order, input) => input.lines.map((line) => ({ itemId: line.item, class: order.components.find((one) => one.id === line.component)?.class ?? '', warehouse: line.warehouse })),
    loadExtra: async () => undefined,
    idCount: (_order, input) => input.lines.length,
    decide,
    write: (tx, companyId, id, { register, input, ids }, plan) => writeMaterial(tx, companyId, 'material_issue', id, register !== undefined, ids, input, plan.lines, plan.amounts),
  }),
  reverseCommand({
    contract: materialIssue, prefix: 'MI', refusals: materialIssueRefusals,
    check: (tx, original, { companyId }) => checkReversal(tx, original, companyId),
    copyRed: async (tx, companyId, originalId, redId, { identity }) => copyRedMaterial(tx, companyId, 'material_issue', originalId, redId, await identity.nextIds(300)),
  }),
  removeDraftCommand(materialIssue),
];
