/** save, release, unrelease, hold, resume, remove. Closing and reopening touch the books: flows/close-work-order.ts. */
import { accept, type Decision, refuse, refuseAll, type Refusal, type Warning } from '@millwright/core/primitives/outcome';
import { parseDay } from '@millwright/core/primitives/plain-day';
import { type AnyCommand, command, type Context } from '../../../kernel/command.ts';
import { commandContract, savedOutput } from '../../../kernel/contract.ts';
import { wrongState } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { changeDocument, deleteDocument, deleteExecutables, insertExecutables, lockDocument, type RegisterRow } from '../../documents/api.ts';
import { loadEngineering } from './engineering.store.ts';
import { saveWorkOrder, workOrder, workOrderKey, workOrderRefusals } from './work-order.contract.ts';
import { checkRelease, decideSaveWorkOrder } from './work-order.rules.ts';
import { documentsOfOrder, loadExecutablesOfDraft, loadForRelease, newWorkOrders, rewriteWorkOrder } from './work-order.store.ts';

/** State, version and the action's own checks for a step in the life of one order. */
export function decideStep<Extra>(register: RegisterRow | undefined, version: number, action: string, extra: Extra, refusals: readonly Refusal[] = [], warnings: readonly Warning[] = []): Decision<{ register: RegisterRow; extra: Extra }> {
  if (!register) return refuse('not-found');
  if (register.version !== version) return refuse('conflict');
  const wrong = wrongState(workOrder, action, register.state);
  if (wrong) return refuseAll([wrong]);
  return refusals.length > 0 ? refuseAll(refusals) : accept({ register, extra }, warnings);
}

type Step<Extra> = {
  readonly action: keyof typeof workOrder.actions;
  load(tx: Tx, id: string, context: Context): Promise<Extra>;
  check?(extra: Extra): { readonly refusals: readonly Refusal[]; readonly warnings?: readonly Warning[] };
  apply(tx: Tx, id: string, extra: Extra, context: Context): void;
};
function step<Extra>({ action, load, check, apply }: Step<Extra>): AnyCommand {
  return command({
    contract: commandContract({ name: `shopfloor/work-order.${action}`, title: workOrder.actions[action].title, input: workOrderKey, output: savedOutput, refusals: workOrderRefusals }),
    async load(tx, input, context) {
      const [register, extra] = await Promise.all([lockDocument(tx, context.companyId, workOrder.noun, input.id), load(tx, input.id, context)]);
      return { register, extra };
    },
    decide({ register, extra }, input) {
      const checked = check?.(extra);
      return decideStep(register, input.version, action, extra, checked?.refusals, checked?.warnings);
    },
    async apply(tx, { register, extra }, context) {
      apply(tx, register.id, extra, context);
      return { id: register.id, version: register.version + 1, number: register.number };
    },
  });
}

const nothing = async (): Promise<undefined> => undefined;
export const workOrderCommands: AnyCommand[] = [
  command({
    contract: saveWorkOrder,
    async load(tx, input, { companyId }) {
      const [register, engineering] = await Promise.all([
        input.id === undefined ? undefined : lockDocument(tx, companyId, workOrder.noun, input.id),
        loadEngineering(tx, companyId, [input.item]),
      ]);
      return { register, engineering };
    },
    decide(facts, input) {
      const decision = decideSaveWorkOrder(facts, input);
      return decision.ok ? accept({ order: decision.change, register: facts.register }) : decision;
    },
    async apply(tx, { order, register }, context) {
      if (!register) {
        const [created] = await newWorkOrders(tx, context, [order], 'draft');
        return { id: created?.id ?? '', version: 1, number: created?.number ?? '' };
      }
      changeDocument(tx, context.companyId, register.id, { state: 'draft', day: parseDay(order.day), summary: order.summary });
      await rewriteWorkOrder(tx, context, register.id, register.number, order);
      return { id: register.id, version: register.version + 1, number: register.number };
    },
  }),
  step({
    action: 'release',
    async load(tx, id, { companyId }) {
      const [facts, executables] = await Promise.all([loadForRelease(tx, companyId, id), loadExecutablesOfDraft(tx, companyId, id)]);
      return { facts, executables };
    },
    check: ({ facts }) => checkRelease(facts),
    apply(tx, id, { executables }, { companyId }) {
      insertExecutables(tx, companyId, id, executables);
      changeDocument(tx, companyId, id, { state: 'released' });
    },
  }),
  step({
    action: 'unrelease',
    load: (tx, id, { companyId }) => documentsOfOrder(tx, companyId, id),
    check: (documents) => ({ refusals: documents.length > 0 ? [{ code: 'has-documents', parameters: { numbers: documents.slice(0, 10).map((one) => one.number).join('、') } }] : [] }),
    apply(tx, id, _documents, { companyId }) {
      deleteExecutables(tx, companyId, id);
      changeDocument(tx, companyId, id, { state: 'draft' });
    },
  }),
  // A held order still counts as supply and its needs as demand: it is late, not gone.
  step({ action: 'hold', load: nothing, apply: (tx, id, _none, { companyId }) => changeDocument(tx, companyId, id, { state: 'held' }) }),
  step({ action: 'resume', load: nothing, apply: (tx, id, _none, { companyId }) => changeDocument(tx, companyId, id, { state: 'released' }) }),
  step({ action: 'remove', load: nothing, apply: (tx, id, _none, { companyId }) => deleteDocument(tx, companyId, id) }),
];
