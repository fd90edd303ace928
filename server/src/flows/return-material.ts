/** Returning material: production → warehouse at the average the order was charged, Dr inventory, Cr work in process of the order. */
import { type Movement, postMovements } from '@millwright/core/ledger/posting';
import { formatQuantity, type Money, negateQuantity } from '@millwright/core/primitives/decimal';
import { accept, type Decision } from '@millwright/core/primitives/outcome';
import type { AnyCommand } from '../kernel/command.ts';
import { executionsOf } from '../modules/documents/api.ts';
import {
  bookMaterialReturn, checkReturnReversal, checkTakenBack, copyRedMaterial, decideReturn, type IssuedValue, loadIssuedValues, lockOrderFacts, materialReturn, type MaterialReturnInput, materialReturnRefusals, type MovedLine,
  orderOfDocument, readMaterialDraft, saveMaterialReturn, valueReturned, writeMaterial,
} from '../modules/shopfloor/api.ts';
import { removeDraftCommand, reverseCommand } from './reverse-document.ts';
import { poolMissing, shopBookingCommands, type ShopLoaded, type ShopPlan } from './shop-booking.ts';

type Plan = ShopPlan & { readonly lines: readonly MovedLine[]; readonly amounts: readonly Money[] };
function decide(loaded: ShopLoaded<MaterialReturnInput, ReadonlyMap<string, IssuedValue>>): Decision<Plan> {
  const { order, input, places, rules, ids, pools } = loaded;
  const decision = decideReturn({ order, warehouses: places.warehouses }, input);
  if (!decision.ok || !order) return decision as Decision<never>;
  const lines = decision.change;
  if (!input.book) return accept({ lines, amounts: [], executions: [], entry: [] });
  const homeless = lines.find((line) => !pools.has(line.component.itemId));
  if (homeless) return poolMissing(homeless.component.class);
  const amounts = valueReturned(lines, loaded.extra);
  const entry = postMovements(rules, lines.map((line, index): Movement => ({
    movement: 'issue.return', amount: amounts[index] as Money, selectors: { class: line.component.class },
    debit: { workOrderId: order.register.id, orderLineId: order.salesOrderLineId, pool: pools.get(line.component.itemId), placeId: line.warehouse },
    credit: { workOrderId: order.register.id, orderLineId: order.salesOrderLineId, costElement: 'material', placeId: places.ofKind('production') },
    stock: { itemId: line.component.itemId, quantity: line.quantity },
  })));
  if (!entry.ok) return entry;
  const executions = lines.map((line, index) => ({ line_id: ids[index] ?? '', source_line_id: line.component.id, measure: 'issued' as const, quantity: formatQuantity(negateQuantity(line.quantity)) }));
  return accept({ lines, amounts, executions, entry: entry.change });
}

export const returnMaterial: AnyCommand[] = [
  ...shopBookingCommands<MaterialReturnInput, ReadonlyMap<string, IssuedValue>, Plan>({
    contract: materialReturn, save: saveMaterialReturn, book: bookMaterialReturn, prefix: 'MR', word: '生产退料',
    readDraft: (tx, companyId, id) => readMaterialDraft(tx, companyId, 'material_return', id) as Promise<MaterialReturnInput | undefined>,
    touched: (order, input) => input.lines.map((line) => ({ itemId: line.item, class: order.components.find((one) => one.id === line.component)?.class ?? '' })),
    loadExtra: (tx, companyId, input) => loadIssuedValues(tx, companyId, input.workOrder),
    idCount: (_order, input) => input.lines.length,
    decide,
    write: (tx, companyId, id, { register, input, ids }, plan) => writeMaterial(tx, companyId, 'material_return', id, register !== undefined, ids, input, plan.lines, plan.amounts),
  }),
  reverseCommand({
    contract: materialReturn, prefix: 'MR', refusals: materialReturnRefusals,
    async check(tx, original, { companyId }) {
      const orderId = await orderOfDocument(tx, companyId, 'material_return', original.id);
      const [order, executions] = await Promise.all([lockOrderFacts(tx, companyId, orderId), executionsOf(tx, companyId, original.id)]);
      return [...checkReturnReversal(order, executions), ...(await checkTakenBack(tx, companyId, order, original.id))];
    },
    copyRed: async (tx, companyId, originalId, redId, { identity }) => copyRedMaterial(tx, companyId, 'material_return', originalId, redId, await identity.nextIds(300)),
  }),
  removeDraftCommand(materialReturn),
];
