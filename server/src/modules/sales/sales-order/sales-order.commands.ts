/** save, and the life of an order: approve, unapprove, close, reopen, remove. Approval holds on credit where the policy says so, else it asks. */
import { parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { accept } from '@millwright/core/primitives/outcome';
import { parseDay, periodOf } from '@millwright/core/primitives/plain-day';
import { type AnyCommand, command } from '../../../kernel/command.ts';
import { changeDocument, insertDocument, lockDocument, orderLifecycle } from '../../documents/api.ts';
import { loadItems } from '../../engineering/api.ts';
import { salesOrder, salesOrderRefusals, saveSalesOrder } from './sales-order.contract.ts';
import { salesOrderImportCommand } from './sales-order.import.ts';
import { checkCredit, type Credit, decideSaveSalesOrder } from './sales-order.rules.ts';
import { loadCredit, loadCustomer, loadLinesForApproval, lockCreditOfOrder, type SalesOrderLineRow, writeSalesOrder } from './sales-order.store.ts';

const totalOf = (lines: readonly SalesOrderLineRow[]) => sumMoney(lines.map((line) => parseMoney(line.total)));

export const salesOrderCommands: AnyCommand[] = [
  salesOrderImportCommand,
  command({
    contract: saveSalesOrder,
    async load(tx, input, { companyId }) {
      const [register, customer, credit, items] = await Promise.all([
        input.id === undefined ? undefined : lockDocument(tx, companyId, salesOrder.noun, input.id),
        loadCustomer(tx, companyId, input.customer),
        loadCredit(tx, companyId, input.customer, input.id),
        loadItems(tx, companyId, input.lines.map((line) => line.item)),
      ]);
      return { register, customer, credit, items };
    },
    decide(facts, input) {
      const decision = decideSaveSalesOrder(facts, input);
      return decision.ok ? accept({ input, order: decision.change, register: facts.register, customerName: facts.customer?.name ?? '' }, decision.warnings) : decision;
    },
    async apply(tx, { input, order, register, customerName }, { companyId, identity }) {
      const day = parseDay(input.day);
      const id = register?.id ?? (await identity.nextId());
      const number = register?.number ?? (await identity.nextNumber(companyId, 'SO', periodOf(day)));
      const lineIds = await identity.nextIds(order.lines.length);
      if (register) changeDocument(tx, companyId, id, { state: 'draft', day, partyId: input.customer, summary: customerName });
      else insertDocument(tx, companyId, { id, kind: salesOrder.noun, number, day, state: 'draft', partyId: input.customer, summary: customerName });
      writeSalesOrder(tx, companyId, id, lineIds, input, order);
      return { id, version: (register?.version ?? 0) + 1, number };
    },
  }),
  ...orderLifecycle<{ lines: SalesOrderLineRow[]; credit: Credit | undefined }>({
    contract: salesOrder,
    refusals: salesOrderRefusals,
    async load(tx, id, { companyId }) {
      const [lines, credit] = await Promise.all([loadLinesForApproval(tx, companyId, id), lockCreditOfOrder(tx, companyId, id)]);
      return { lines, credit };
    },
    checkApproval: ({ lines, credit }) => (credit?.policy === 'hold' ? checkCredit(credit, totalOf(lines)) : []),
    warnOnApproval: ({ lines, credit }) => (credit?.policy === 'warn' ? checkCredit(credit, totalOf(lines)).map((warning) => ({ ...warning, ask: true })) : []),
    executables: ({ lines }) => lines.map((line) => ({ line_id: line.id, measure: 'delivered', item_id: line.item_id, quantity: line.quantity })),
  }),
];
